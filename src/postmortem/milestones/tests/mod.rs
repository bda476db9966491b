//! Milestones and durations from every place that states them.

mod story;
mod wording;

use super::*;
use crate::markdown::Document;
use crate::postmortem::{PostMortem, ReadOptions};

fn read(text: &str) -> Milestones {
    let options = ReadOptions {
        path: "docs/2026-03-14-checkout.md".to_owned(),
        ..ReadOptions::default()
    };
    PostMortem::read(Document::parse(text.to_owned()), &options).milestones
}

/// The milestones as `started 2026-03-14T09:02Z, …`, `?` behind those that only the timeline's wording tells.
fn shown(text: &str) -> String {
    shown_of(&read(text))
}

fn shown_of(found: &Milestones) -> String {
    let one = |kind: MilestoneKind| {
        let milestone = found.get(kind)?;
        let doubt = if milestone.stated { "" } else { "?" };
        Some(format!("{} {}{doubt}", kind.word(), milestone.at.iso()?))
    };
    MilestoneKind::ALL
        .into_iter()
        .filter_map(one)
        .collect::<Vec<_>>()
        .join(", ")
}

#[test]
fn front_matter_goes_first() {
    let text = "---\nstarted: 2026-03-14T09:02Z\ndetected: 2026-03-14T09:12Z\nmitigated: 2026-03-14T09:58Z\nresolved: 2026-03-14T11:40Z\n---\n# T\n\n- Start: 2026-03-14 08:00\n";
    assert_eq!(
        shown(text),
        "started 2026-03-14T09:02Z, detected 2026-03-14T09:12Z, mitigated 2026-03-14T09:58Z, resolved 2026-03-14T11:40Z"
    );
    assert_eq!(read(text).duration_minutes, Some(56));
    assert_eq!(
        shown("---\nstart_time: 2026-03-14 09:02 UTC\nresolved: true\n---\n"),
        "started 2026-03-14T09:02Z"
    );
}

#[test]
fn labelled_lines_and_tables_of_key_facts() {
    for (text, want) in [
        (
            "- **Start of impact**: 2026-03-14 09:02 UTC\n- **Detected**: 2026-03-14 09:12 CET\n- **Resolved**: 2026-03-14 11:40 UTC\n",
            "started 2026-03-14T09:02Z, detected 2026-03-14T09:12+01:00, resolved 2026-03-14T11:40Z",
        ),
        (
            "Incident start: 9:02 a.m. PT\n\nIncident end: 10:30 a.m. PT\n",
            "started 2026-03-14T09:02-07:00, resolved 2026-03-14T10:30-07:00",
        ),
        (
            "- **Duration**: Started at **9:02 am GMT** on **14th March 2026**, lasting **37 minutes**.\n",
            "started 2026-03-14T09:02Z",
        ),
        (
            "Duration: 2 hours (12:00 PM - 2:00 PM EST, 16 March 2026)\n",
            "started 2026-03-16T12:00-05:00, mitigated 2026-03-16T14:00-05:00, resolved 2026-03-16T14:00-05:00",
        ),
        (
            "Incident began: 09:02\n\nIncident ended: 00:10\n",
            "started 2026-03-14T09:02, resolved 2026-03-14T00:10",
        ),
        (
            "| Date | 14 March 2026 |\n|---|---|\n| Time | 0902 - 1140 (UTC) |\n",
            "started 2026-03-14T09:02Z, resolved 2026-03-14T11:40Z",
        ),
        (
            "**Date of incident:** Saturday 14th March 2026, 09:02 UTC (block 4711)\n",
            "started 2026-03-14T09:02Z",
        ),
        (
            "**Incident window:** 2026-03-14 22:02 - 01:10 UTC\n",
            "started 2026-03-14T22:02Z, resolved 2026-03-15T01:10Z",
        ),
        (
            "| Start time (UTC) | End time (UTC) | Severity |\n|---|---|---|\n| 09:02 | 11:40 | SEV2 |\n",
            "started 2026-03-14T09:02Z, resolved 2026-03-14T11:40Z",
        ),
        (
            "# T\n\n- Key events\n  - First detected 2026-03-14 09:12\n  - Resolved 2026-03-14 11:40\n",
            "started 2026-03-14T09:12?, detected 2026-03-14T09:12, resolved 2026-03-14T11:40",
        ),
        ("**Duration:** 1h30\n", ""),
        (
            "**Outage duration:** 09:02 – 10:15 UTC (73 minutes)\n",
            "started 2026-03-14T09:02Z, mitigated 2026-03-14T10:15Z, resolved 2026-03-14T10:15Z",
        ),
        (
            "---\nincident:\n  started: 2026-03-14T09:02Z\n---\n",
            "started 2026-03-14T09:02Z",
        ),
        ("# T\n\n## Actions\n\n- Start: 2026-04-01 10:00\n", ""),
        ("# T\n\n## Review meeting\n\nDate: 2026-03-20 10:00\n", ""),
    ] {
        assert_eq!(shown(text), want, "{text}");
    }
}

#[test]
fn sentences_of_the_summary() {
    for (text, want) in [
        (
            "# T\n\nBetween 12:17 and 12:30 UTC on 2026-03-14 checkout was unavailable.\n",
            "started 2026-03-14T12:17Z, mitigated 2026-03-14T12:30Z, resolved 2026-03-14T12:30Z",
        ),
        (
            "# T\n\nOn 13th March, checkout was down for about 3 hours, from 22:30 to 1:10 UTC.\n",
            "started 2026-03-13T22:30Z, mitigated 2026-03-14T01:10Z, resolved 2026-03-14T01:10Z",
        ),
        (
            "# T\n\n## Summary\n\nAt 09:02 UTC checkout went down. By 11:40 UTC it had fully recovered.\n",
            "started 2026-03-14T09:02Z, mitigated 2026-03-14T11:40Z, resolved 2026-03-14T11:40Z",
        ),
        (
            "# T\n\nOn 14 March we had a period of about 2.5h from 14:00 to 16:30 UTC, in which a build was out.\n",
            "started 2026-03-14T14:00Z, mitigated 2026-03-14T16:30Z, resolved 2026-03-14T16:30Z",
        ),
        (
            "# T\n\nThe key was exposed from on or about 2026-02-10 through\n2026-03-14.\n",
            "started 2026-02-10, resolved 2026-03-14",
        ),
        (
            "# T\n\nStarting on March 10th and going through to March 12th, 2026, users saw errors.\n",
            "started 2026-03-10, resolved 2026-03-12",
        ),
        (
            "# T\n\nOn March 14th ’26 we had an outage that started around 11:00 GMT and became total by 17:00 GMT. It was reported by 22:50 GMT and resolved at 23:01 GMT.\n",
            "started 2026-03-14T11:00Z, resolved 2026-03-14T23:01Z",
        ),
        (
            "# T\n\n## What we know\n\nThe network failure started at approximately 10.16, and was fixed by our provider at approximately 11.35.\n",
            "started 2026-03-14T10:16, resolved 2026-03-14T11:35",
        ),
        (
            "# T\n\n## Impact\n\nThe shop was offline for 13 minutes starting at 09:50 UTC.\n\n## Causes\n\nThe server was back to normal at 10:03 UTC.\n",
            "started 2026-03-14T09:50Z, mitigated 2026-03-14T10:03Z, resolved 2026-03-14T10:03Z",
        ),
        (
            "# T\n\nOn Saturday, March 14th, 2026 at approximately 12:05pm our site went down and stayed so until Sunday, March 15th, at 3:01pm.\n",
            "started 2026-03-14T12:05, resolved 2026-03-15T15:01",
        ),
        (
            "# T\n\n## Summary\n\nOn 14 March 2026 between the hours of 1900 and 2100 UTC, checkout was slow.\n",
            "started 2026-03-14T19:00Z, mitigated 2026-03-14T21:00Z, resolved 2026-03-14T21:00Z",
        ),
        (
            "# T\n\n## Summary\n\nWe made a release. At roughly 09:30 UTC, the network halted. As of 20 March 2026 it is patched.\n",
            "started 2026-03-14T09:30Z",
        ),
        (
            "# T\n\n## Impact\n\n- Down from 11:07 => 13:40 UTC\n- Down from 15:30 => 17:11 UTC\n",
            "started 2026-03-14T11:07Z, mitigated 2026-03-14T17:11Z, resolved 2026-03-14T17:11Z",
        ),
        (
            "- Down: 15:21 UTC (+/- 5 minutes)\n- Up: 15:38 UTC\n",
            "started 2026-03-14T15:21Z, resolved 2026-03-14T15:38Z",
        ),
        (
            "Date: ~Sat 14 Mar 2026 (~1015) to Mon 16 Mar 2026 (~1300)\n",
            "started 2026-03-14T10:15, resolved 2026-03-16T13:00",
        ),
        (
            "# T\n\n## Summary\n\nWe met from 10:00 to 11:00 to talk.\n",
            "",
        ),
        (
            "# T\n\n## Causes\n\nThe job runs between 01:00 and 02:00 and failed.\n",
            "",
        ),
    ] {
        assert_eq!(shown(text), want, "{text}");
    }
}

#[test]
fn the_wording_of_the_timeline() {
    let text = "# T\n\n## Timeline (UTC)\n\n- 08:40 Release 4.2 is deployed\n- 09:02 Error rate rises to 20 %\n- 09:12 Alert pages Kim\n- 09:58 Error rate back to normal\n- 11:40 Incident closed\n- 12:10 Tom starts to write this\n";
    assert_eq!(
        shown(text),
        "started 2026-03-14T09:02Z?, detected 2026-03-14T09:12Z?, mitigated 2026-03-14T09:58Z?, resolved 2026-03-14T11:40Z?"
    );
    let text = "# T\n\n## Timeline\n\n- 2026-01-10 10:00 The limit is lowered\n- 2026-03-14 09:02 Checkout fails\n- 2026-03-14 09:58 Fix deployed\n";
    assert_eq!(
        shown(text),
        "started 2026-03-14T09:02?, resolved 2026-03-14T09:58?"
    );
    let text = "# T\n\n## Timeline\n\n- 09:02 Kim looks at a graph\n- 09:12 Tom joins\n";
    assert_eq!(shown(text), "started 2026-03-14T09:02?");
}

#[test]
fn the_wording_of_single_entries() {
    for (entries, want) in [
        (
            "- 09:00 UTC The branch of the site was renamed\n- 09:01 UTC The pages setting is modified\n- 09:03 UTC Site is down\n- 09:40 UTC Recovery of the shop (pages, API) completed\n",
            "started 2026-03-14T09:03Z?, mitigated 2026-03-14T09:40Z?, resolved 2026-03-14T09:40Z?",
        ),
        (
            "- 09:00 UTC Upgrade starts\n- 09:10 UTC Upgrade done, all nodes reported Ready\n- 09:12 UTC A node is unreachable\n- 09:20 UTC The shop is fully operational\n",
            "started 2026-03-14T09:12Z?, mitigated 2026-03-14T09:20Z?, resolved 2026-03-14T09:20Z?",
        ),
        (
            "- 09:00 UTC I notice a broken disk\n- 09:20 UTC OUTAGE BEGINS - reboot of the server\n- 09:50 UTC The incident is considered mitigated as of now\n",
            "started 2026-03-14T09:20Z?, mitigated 2026-03-14T09:50Z?, resolved 2026-03-14T09:50Z?",
        ),
    ] {
        let text = format!("# Site down\n\n## Timeline\n\n2026-03-14\n\n{entries}");
        assert_eq!(shown(&text), want, "{entries}");
    }
}

#[test]
fn stated_durations() {
    let lengths = |text: &str| {
        let found = read(text);
        let one = |d: &StatedDuration| {
            let marks = [(d.about, "~"), (d.bound, "<>"), (!d.whole, "part")];
            let marks = marks
                .iter()
                .filter(|(on, _)| *on)
                .map(|(_, m)| *m)
                .collect::<String>();
            format!("{}{marks}", d.minutes)
        };
        found
            .durations
            .iter()
            .map(one)
            .collect::<Vec<_>>()
            .join(",")
    };
    for (text, want) in [
        ("- **Duration**: 2 h 10 min\n", "130"),
        ("**Time to resolve**: 0h 37m\n", "37"),
        (
            "# T\n\n## Summary\n\nThis lasted approximately nine hours before it was restored.\n",
            "540~",
        ),
        (
            "# T\n\n## Summary\n\nThe 90-minute outage hit everyone.\n",
            "90",
        ),
        (
            "# T\n\n## Impact\n\nDowntime for ~3h. Customers could not pay for over 1 hour.\n",
            "180~,60<>part",
        ),
        (
            "# T\n\n## Summary\n\nIt halted 16 days after the upgrade. Clients give up after 30 seconds.\n",
            "",
        ),
        ("# T\n\n## Actions\n\n- Duration: 3 h\n", ""),
        (
            "# T\n\n## Summary\n\nThe problem persisted for nearly two months.\n",
            "86400~",
        ),
        (
            "# T\n\n## Detection\n\nThe problem was around for 16 hours. We wait for 2 hours.\n",
            "960",
        ),
        ("# Shop outage for approximately 2 weeks\n", "20160~"),
        (
            "# T\n\n## Summary\n\nCheckout failed. We looked at the last 24 hours of its log.\n",
            "",
        ),
    ] {
        assert_eq!(lengths(text), want, "{text}");
    }
}

#[test]
fn the_length_comes_from_the_surest_place() {
    let minutes = |text: &str| read(text).duration_minutes;
    assert_eq!(
        minutes("Start: 09:02\n\nEnd: 10:00\n\n# T\n\nDown for about an hour.\n"),
        Some(58)
    );
    assert_eq!(
        minutes("Start: 09:02\n\nEnd: 10:00\n\nDuration: 1 h\n"),
        Some(60)
    );
    assert_eq!(minutes("Start: 09:02 UTC\n\nEnd: 10:00 IST\n"), None);
    assert_eq!(minutes("Start: 2026-03-14\n\nEnd: 10:00\n"), None);
}

#[test]
fn what_never_ends_is_read_in_parts_none_of_which_is_longer_than_a_sentence() {
    let line = "1,240 customers for 2 hours\n";
    for text in [line.repeat(1_000), "é".repeat(10_000), "a ".repeat(1_001)] {
        let doc = Document::parse(text.clone());
        let whole = doc.text_at(Span::new(0, doc.running_text().len()));
        let parts: Vec<&str> = super::sentences::split(whole)
            .iter()
            .map(|part| part.as_str())
            .collect();
        assert!(parts.iter().all(|part| part.len() <= 2_000));
        let words = |text: &str| text.split_whitespace().collect::<String>();
        assert!(words(&parts.concat()) == words(whole.as_str()));
    }
}

/// Each line of the file: which milestone it is, or is not, of a timeline, a colon, the entry.
#[test]
fn many_ways_of_telling_start_and_end() {
    for line in include_str!("../entries.txt").lines() {
        if line.starts_with('#') {
            continue;
        }
        let (about, text) = line.split_once(": ").unwrap_or_default();
        let (wanted, word) = match about.strip_prefix("not-") {
            Some(word) => (false, word),
            None => (true, about),
        };
        let kind = MilestoneKind::parse(word).expect(line);
        let (first, last) = match kind {
            MilestoneKind::Started => (text, "Service restored"),
            _ => ("Outage begins", text),
        };
        let found = read(&format!(
            "# T\n\nDate: 2026-03-14\n\n## Timeline\n\n- 09:40 Version 4.2 is deployed to production\n- 10:15 {first}\n- 10:25 We looked at the logs\n- 11:05 {last}\n- 11:40 Meeting to discuss the incident\n"
        ));
        let at = match kind {
            MilestoneKind::Started => "10:15",
            _ => "11:05",
        };
        let iso = found.get(kind).and_then(|milestone| milestone.at.iso());
        assert_eq!(iso.is_some_and(|iso| iso.ends_with(at)), wanted, "{line}");
    }
}

#[test]
fn keys_in_camel_case_are_read() {
    let text = "---\nstartedAt: 2026-03-14T09:02Z\nresolvedDate: 2026-03-14T11:40Z\n---\n# T\n";
    assert_eq!(
        shown(text),
        "started 2026-03-14T09:02Z, resolved 2026-03-14T11:40Z"
    );
}

#[test]
fn a_length_in_a_promise_is_none() {
    let text = "# T\n\nIt broke.\n\nThe probe will page when the mirror is down for 5 minutes.\n";
    assert_eq!(read(text).duration_minutes, None);
}

#[test]
fn facts_may_be_asked_for() {
    let text = "# T\n\n- **When did it start?** 16 March 2026, 08:05 (CET)\n- **When was it over?** 17 March 2026, 13:00 (CET)\n- **How long?** 28 h 55 min\n";
    assert_eq!(
        shown(text),
        "started 2026-03-16T08:05+01:00, resolved 2026-03-17T13:00+01:00"
    );
    assert_eq!(read(text).duration_minutes, Some(1735));
}

#[test]
fn a_range_that_is_over_before_the_timeline_begins_is_another() {
    let text = "# T\n\nDate: 2026-03-14\n\n## Impact\n\nChanges made between 03:00 and 07:48 are lost.\n\n## Timeline\n\n- 07:48 Database stops with errors\n- 10:00 Restore starts\n- 11:00 Site is back\n";
    assert_eq!(
        shown(text),
        "started 2026-03-14T07:48?, mitigated 2026-03-14T11:00?, resolved 2026-03-14T11:00?"
    );
}
