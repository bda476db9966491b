//! Who noticed, by the sections, the timeline and the story.

use super::*;
use crate::postmortem::{PostMortem, ReadOptions};

fn by(source: &str) -> (&'static str, Option<String>) {
    let post = PostMortem::read(Document::parse(source.to_owned()), &ReadOptions::default());
    let span = post.detection.span.map(|s| post.doc.source(s).to_owned());
    (post.detection.by.word(), span)
}

fn section(text: &str) -> &'static str {
    by(&format!("# T\n\n## Detection\n\n{text}\n")).0
}

#[test]
fn who_noticed() {
    for (text, want) in [
        ("The on-call was paged by Prometheus.", "alert"),
        ("An alert fired after ten minutes.", "alert"),
        ("A synthetic check of the login failed.", "synthetic"),
        ("Several customers complained on Twitter.", "customer"),
        ("Through reports from users.", "customer"),
        ("We received an email from our cloud provider.", "vendor"),
        ("An engineer noticed the graph by chance.", "employee"),
        ("The error was discovered during a demo.", "employee"),
        ("It was discovered by a customer.", "customer"),
        ("No alert fired. A merchant reported it.", "customer"),
        (
            "We noticed it before our monitoring alerted us.",
            "employee",
        ),
        (
            "It was detected by the exporter. It ended, automatically raising a message to the channel.",
            "alert",
        ),
        (
            "The error was discovered at noon. We look at alerts.",
            "employee",
        ),
        ("It took 20 minutes.", "unknown"),
        (
            "The issue has been identified and a fix is being implemented.",
            "unknown",
        ),
        (
            "During the migration two of the new gateways did not start.",
            "employee",
        ),
        ("The gateways refused whatever was sent.", "unknown"),
        ("Monitoring", "alert"),
        ("By chance", "employee"),
        ("Forum post", "customer"),
        ("No monitoring in place", "unknown"),
    ] {
        assert_eq!(section(text), want, "{text}");
    }
}

#[test]
fn front_matter_is_believed_first() {
    let text = "---\ndetected_by: vendor\n---\n# T\n\n## Detection\n\nAn alert fired.\n";
    assert_eq!(by(text), ("vendor", Some("vendor".to_owned())));
}

#[test]
fn the_timeline_and_the_summary_tell_where_no_section_does() {
    let timeline = "# T\n\n## Timeline\n\n- 2026-05-01 10:00 UTC deploy\n- 10:05 first alert fires\n- 10:20 users reported it too\n";
    assert_eq!(by(timeline).0, "alert");
    let late = "# T\n\n## Timeline\n\n- 2026-05-01 10:00 UTC upgrade\n- 10:05 first node stops\n- 11:05 second node stops\n- 12:05 third node stops\n- 13:05 fourth node stops\n- 13:10 fifth node stops\n- 13:20 the alert for the nodes fires\n- 13:40 rollback\n";
    assert_eq!(by(late).0, "alert");
    let named = "# T\n\n## Timeline\n\n- 2026-05-01 10:00 UTC Tom Berg reported a broken home page\n- 10:05 Tom Berg identifies the root cause\n";
    assert_eq!(by(named).0, "employee");
    let summary = "# T\n\n## Summary\n\nOn Monday several users reported an error. We found the root cause later.\n";
    assert_eq!(by(summary).0, "customer");
    let none = "# T\n\n## Summary\n\nWe found the root cause of the outage in a log.\n";
    assert_eq!(by(none), ("unknown", None));
}

#[test]
fn a_story_says_who_noticed_or_leaves_it_open() {
    for (text, want) in [
        (
            "A vulnerability in the contract was discovered and exploited.",
            "unknown",
        ),
        (
            "During a review of the settings it was noticed that the error had been there for weeks.",
            "employee",
        ),
        ("The outage was discovered internally at 22:50.", "employee"),
        (
            "No problems with our own machines were detected.",
            "unknown",
        ),
        (
            "When we started investigating the incident we noticed that another problem had been there for weeks.",
            "unknown",
        ),
        (
            "Somebody alerted us on chat that the site was down.",
            "employee",
        ),
        ("The chat user @fern42 notified the channel.", "customer"),
        (
            "A visitor who had come back after a year noticed a blank page.",
            "customer",
        ),
        (
            "A GitHub issue about wrong hashes of the downloads was opened.",
            "customer",
        ),
        (
            "We received an email from an automated system at Cloudflare.",
            "vendor",
        ),
        ("We opened a support ticket with the provider.", "unknown"),
        (
            "The problem was first identified when our monitoring alerted us.",
            "alert",
        ),
        (
            "Details follow once the responsible disclosure policy allows it.",
            "unknown",
        ),
        (
            "While the report of what happened is right, the cause lies deeper.",
            "unknown",
        ),
        (
            "We were alerted to the failing backups through our monitoring.",
            "alert",
        ),
    ] {
        let source = format!("# T\n\n## Summary\n\n{text}\n");
        assert_eq!(by(&source).0, want, "{text}");
    }
}

/// Each line of the file: who noticed, the place, a colon, the sentence.
#[test]
fn many_ways_of_saying_it() {
    let lines = include_str!("sentences.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let (about, text) = line.split_once(": ").unwrap_or_default();
        let (want, place) = about.split_once(' ').unwrap_or_default();
        let source = match place {
            "summary" => format!("# T\n\n## Summary\n\n{text}\n"),
            "detection" => format!("# T\n\n## Detection\n\n{text}\n"),
            _ => format!(
                "# T\n\n## Timeline\n\n- 09:00 The deploy of version 4 ran.\n- 09:10 {text}\n- 09:30 Rolled back.\n"
            ),
        };
        assert_eq!(by(&source).0, want, "{line}");
    }
}

#[test]
fn who_speaks_first_in_a_timeline_with_handles() {
    let of = |first: &str| {
        let text = format!(
            "# T\n\n## Timeline\n\n- 10:02 {first}\n- 10:05 @kim restarts the proxy\n- 10:09 @kim All is well\n"
        );
        by(&text).0
    };
    assert_eq!(of("@kim First report of blank maps"), "employee");
    assert_eq!(of("@kim First user reports of blank maps"), "customer");
    assert_eq!(of("@fern First report of blank maps"), "customer");
}

#[test]
fn the_alarm_of_an_entry_tells_what_its_passive_leaves_open() {
    for (entry, want) in [
        (
            "Faults were detected on the uplink, and monitoring pages the NOC",
            "alert",
        ),
        ("Faults were detected on the uplink", "employee"),
        (
            "Kim noticed faults on the uplink, then the alert fired",
            "employee",
        ),
    ] {
        let text = format!("# T\n\n## Timeline\n\n- 07:00 {entry}\n- 09:10 Uplink replaced\n");
        assert_eq!(by(&text).0, want, "{entry}");
    }
}

#[test]
fn a_declared_incident_is_known() {
    let text = "# T\n\n## What went well\n\nThe engineer at the keyboard noticed it ahead of the alerts.\n\n## Timeline\n\n- 10:02 Incident declared\n- 10:09 First user reports of errors\n";
    assert_eq!(by(text).0, "employee");
}

#[test]
fn what_a_form_asks_tells_nothing() {
    let text = "# T\n\n## Detection\n\n*Describe how it was detected*\n\nA customer called.\n";
    assert_eq!(by(text).0, "customer");
}

#[test]
fn why_it_took_long_to_notice() {
    let text =
        "# T\n\n## Why it took a day to notice\n\nNo graph showed it. We caught it by chance.\n";
    assert_eq!(by(text).0, "employee");
}

#[test]
fn key_facts_say_who_noticed() {
    for (text, want) in [
        ("Detected via: Grafana", "alert"),
        ("who noticed: Marta, from the #help channel", "employee"),
        (
            "**Reported:** 17 Aug, 14:20 by the support desk",
            "customer",
        ),
        ("**Detected:** 17 Aug, 14:20 (Icinga)", "alert"),
        ("**Discovered:** 17 Aug, 14:20, by a nurse", "customer"),
        (
            "Reported on: Discord, by 3 depositors, 14:02 UTC",
            "customer",
        ),
        ("Noticed: 04:50, shift lead Oskar", "employee"),
        ("**Detected:** 17 Aug, 14:20", "unknown"),
        ("**Detected:** 17 Aug, 14:20, fixed by noon", "unknown"),
        ("Detection method: customer ticket", "customer"),
        ("Raised by: service desk", "customer"),
        ("Noticed by: our carrier", "vendor"),
        ("Noticed by: Ken", "employee"),
        ("Noticed by: n/a", "unknown"),
        ("Noticed by: TBD", "unknown"),
        ("Noticed by: Nobody until Monday", "unknown"),
        ("Detected by: Fernwatch", "unknown"),
        ("Noticed by: @lena", "employee"),
        ("Who noticed: Okafor", "employee"),
        // Whoever wrote the report, perhaps.
        ("Reported by: Jane Doe", "unknown"),
        ("Reported by: Jane Doe (NOC)", "employee"),
        (
            "| Date | 4 May 2025 |\n|---|---|\n| How detected | Phone call from a ward |",
            "customer",
        ),
    ] {
        let source = format!("# Login outage\n\n{text}\n\n## What happened\n\nA disk was full.\n");
        assert_eq!(by(&source).0, want, "{text}");
    }
    let front = "---\nreported_by: customer support\n---\n# T\n\nAn alert fired later.\n";
    assert_eq!(by(front), ("customer", Some("customer support".to_owned())));
    let map = "---\ndetection: { at: 09:12, source: user report }\n---\n# T\n\nIt was slow.\n";
    assert_eq!(by(map).0, "customer");
    let action = "# T\n\n## Actions\n\n- Ask the carrier\n  - raised by: support desk\n";
    assert_eq!(by(action).0, "unknown");
}

#[test]
fn a_report_on_what_is_over_is_no_detection() {
    let of = |last: &str| {
        by(&format!(
            "# T\n\n## Timeline\n\n- 21:10 The new release is deployed, but the shop does not start\n- 21:30 Image built anew\n- 21:50 {last}\n"
        ))
    };
    assert_eq!(of("Users say that the shop had been down.").0, "employee");
    assert_eq!(of("Customers report that the shop is down.").0, "customer");
}

#[test]
fn what_somebody_did_and_what_came_of_it() {
    let of = |entry: &str| {
        by(&format!(
            "# T\n\n## Timeline\n\n- {entry}\n- Look for logs\n"
        ))
        .0
    };
    for (entry, want) in [
        (
            "Tried to open the basket, and got an empty page",
            "employee",
        ),
        (
            "When starting the build on 2.7.1, found no compiler",
            "employee",
        ),
        ("Tried to restart the node, and got an error", "unknown"),
        (
            "When starting the build, users saw errors come up",
            "unknown",
        ),
        ("Errors start to appear", "unknown"),
    ] {
        assert_eq!(of(entry), want, "{entry}");
    }
}

#[test]
fn a_remark_in_a_talk_notices() {
    let of = |said: &str| {
        by(&format!(
            "# T\n\n## Timeline\n\n- 10:30 New release\n- 11:04 {said}\n- 11:06 RM There was a change of the cache yesterday\n"
        ))
        .0
    };
    assert_eq!(
        of("KB It looks like the pictures are of last week"),
        "employee"
    );
    assert_eq!(of("KB I will be back at noon"), "unknown");
}

#[test]
fn one_team_may_have_called_another_in() {
    let lesson = |text: &str| by(&format!("# Pages were empty\n\n## Lessons\n\n- {text}\n")).0;
    assert_eq!(
        lesson(
            "Nothing rang, so the shop's on-call engineer called the on-call engineer of the platform."
        ),
        "employee"
    );
    assert_eq!(
        lesson("The storage team had to phone our network engineers at night."),
        "employee"
    );
    assert_eq!(
        lesson("The engineer never called the network engineers."),
        "unknown"
    );
    assert_eq!(lesson("The server failed to tell the standby."), "unknown");
}

#[test]
fn gates_channels_and_those_downstream() {
    let story = |text: &str| by(&format!("# Pages were empty\n\n## Summary\n\n{text}\n")).0;
    for (text, want) in [
        ("Flagged by the licence gate, so nobody got it.", "alert"),
        ("It was never caught in CI.", "unknown"),
        ("The gap was found downstream by a packager.", "customer"),
        ("We kept old branches and the newest report.", "unknown"),
        ("The first sign came from Ines at noon.", "employee"),
        ("The first sign came from Graphite at noon.", "unknown"),
    ] {
        assert_eq!(story(text), want, "{text}");
    }
    assert_eq!(
        by("# T\n\n## Impact\n\n| What | Told |\n|--|--|\n| Detection | Telegram alert within a minute |\n").0,
        "alert"
    );
    let wish = "# T\n\n## Detection lessons\n\n- An alert when `sync` is older than a day\n";
    assert_eq!(by(wish).0, "unknown");
}

#[test]
fn whom_it_happened_to_is_the_first_to_know() {
    let label = |text: &str| by(&format!("# T\n\n**Discovered:** {text}\n")).0;
    let of_ours = "2026-03-09 12:06 UTC, when Ines started an import of all the shops of the north and it hung at once";
    assert_eq!(label(of_ours), "employee");
    assert_eq!(label(&of_ours.replace("Ines", "a customer")), "customer");
    assert_eq!(label(&of_ours.replace("Ines", "the import job")), "unknown");
}

#[test]
fn lines_without_a_time_and_symptoms_tell_it_too() {
    let rows = "# T\n\n## Timeline\n\n| Time | Event |\n|--|--|\n| 10:02 | Deployed |\n| ~10:3x | User reported that pages were pale |\n";
    assert_eq!(by(rows).0, "customer");
    let symptom = |text: &str| by(&format!("# T\n\n## Symptoms\n\n{text}\n")).0;
    assert_eq!(
        symptom("I noticed that the shop was unreachable."),
        "employee"
    );
    assert_eq!(symptom("Users noticed pale pages."), "unknown");
}
