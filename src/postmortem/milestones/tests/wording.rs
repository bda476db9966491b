//! Words of entries that tell when it began and when it was over.

use super::*;

/// What a timeline tells whose entries are at 09:00, 09:10, …
fn told(entries: &[&str]) -> String {
    let lines = entries.iter().enumerate();
    let lines: String = lines
        .map(|(n, text)| format!("- 09:{n}0 {text}\n"))
        .collect();
    shown(&format!("# T\n\n## Timeline\n\n{lines}"))
}

fn at(kind: MilestoneKind, entries: &[&str]) -> Option<String> {
    let found = told(entries);
    let mut parts = found.split(", ");
    let time = parts.find_map(|part| part.strip_prefix(kind.word()))?;
    Some(time.trim_end_matches('?').rsplit_once('T')?.1.to_owned())
}

#[test]
fn entries_that_say_when_it_began() {
    for entry in [
        "First observed failure of the nightly job",
        "First sign of the hole being used",
        "Failing health checks began impacting the shop",
        "Unauthorised access to the build hosts was gained",
        "**OUTAGE BEGINS** — checkout answers 503",
    ] {
        let entries = ["Key expired", entry, "Everything works again"];
        let started = at(MilestoneKind::Started, &entries);
        assert_eq!(started.as_deref(), Some("09:10"), "{entry}");
    }
}

#[test]
fn entries_that_say_that_it_is_over() {
    for entry in [
        "Cluster enters a healthy state",
        "Trees re-opened",
        "The shop reopened",
        "New certificate was issued",
        "Kim merges the fix for stale prices",
        "Workaround applied",
        "All hosts were stopped, removing the attacker's access",
        "Fully resolved",
    ] {
        let entries = ["Checkout answers 503", entry, "Kim writes to the team"];
        let resolved = at(MilestoneKind::Resolved, &entries);
        assert_eq!(resolved.as_deref(), Some("09:10"), "{entry}");
    }
}

#[test]
fn entries_that_end_nothing() {
    for entry in [
        "187 GB of space has been recovered",
        "The bridge is paused",
        "Kim asks for access to be removed",
        "Ticket re-opened",
        "Cluster is not in a healthy state",
    ] {
        let resolved = at(MilestoneKind::Resolved, &["Checkout answers 503", entry]);
        assert_eq!(resolved, None, "{entry}");
    }
}

#[test]
fn lengths_that_say_how_long_it_was_so() {
    for (text, minutes) in [
        ("All lanes were closed for 17 hours.", 1020),
        ("It was a 7 minute cascading failure.", 7),
        ("A 20-minute total network outage followed.", 20),
    ] {
        let text = format!(
            "# T\n\n## Fallout\n\nIt would not be done\nuntil 24 hours after the change.\n\n{text}\n"
        );
        let found = read(&text.replace("## Fallout", "## Impact"));
        assert_eq!(found.duration_minutes, Some(minutes), "{text}");
    }
}

#[test]
fn facts_of_which_no_list_holds_the_name() {
    for (text, want) in [
        (
            "**Date of disruption:** Monday 9 March 2026\n**Disruption from:** 08:45 GMT\n**Disruption to:** 11:10 GMT\n",
            "started 2026-03-09T08:45Z, resolved 2026-03-09T11:10Z",
        ),
        (
            "When did it start? 9 March 2026, about 07:55\nWhen was it noticed? 08:05, by a call\nWhen was it fixed? 10:40\n",
            "started 2026-03-09T07:55, detected 2026-03-09T08:05, resolved 2026-03-09T10:40",
        ),
        (
            "Start: 9 March 2026, 9.15\nDetected: by the monitoring (9.17)\n",
            "started 2026-03-09T09:15, detected 2026-03-09T09:17",
        ),
        (
            "Impact start: 2026-03-09T03:12Z\nDetection: 03:15 (probe)\nResolution: 04:58\n",
            "started 2026-03-09T03:12Z, detected 2026-03-09T03:15Z, resolved 2026-03-09T04:58Z",
        ),
        (
            "**Start:** 9 March 2026 6:15pm ET / **End:** 7:02pm ET\n**How we found out:** a customer wrote\n",
            "started 2026-03-09T18:15-04:00, resolved 2026-03-09T19:02-04:00",
        ),
        (
            "Halted at: 2026-03-09 06:12 UTC\nResumed at: 09:58 UTC\n",
            "started 2026-03-09T06:12Z, mitigated 2026-03-09T09:58Z",
        ),
        (
            "**Date:** 2026-03-09, ~03:00 UTC\n**Length to mitigation:** about 30 minutes between the first alert and both shops serving again.\n",
            "started 2026-03-09T03:00Z",
        ),
        (
            "Outage window: 22:10 → 23:55 Eastern (March 9, 2026)\n",
            "started 2026-03-09T22:10-04:00, mitigated 2026-03-09T23:55-04:00, resolved 2026-03-09T23:55-04:00",
        ),
    ] {
        let options = ReadOptions::default();
        let post = PostMortem::read(Document::parse(text.to_owned()), &options);
        assert_eq!(shown_of(&post.milestones), want, "{text}");
    }
}

#[test]
fn clock_times_without_a_day_still_have_a_length() {
    for (text, want) in [
        (
            "Duration: from ~07:00 to 13:30 local time (EDT)\n",
            Some(390),
        ),
        ("Start: 23:30\nEnd: 00:10\n", Some(40)),
        ("Start: 23:30\n", None),
        ("- **Resolution time:** ~5 minutes (not hours)\n", Some(5)),
    ] {
        let options = ReadOptions::default();
        let post = PostMortem::read(Document::parse(text.to_owned()), &options);
        assert_eq!(post.milestones.duration_minutes, want, "{text}");
    }
}
