//! The day and the times that the story tells where no label states them.

use super::*;

/// The day of the incident as the document tells it, read from a file whose name names none.
fn day(text: &str) -> Option<String> {
    let options = ReadOptions {
        path: "docs/checkout.md".to_owned(),
        ..ReadOptions::default()
    };
    let post = PostMortem::read(Document::parse(text.to_owned()), &options);
    post.metadata.date.map(|date| date.value)
}

#[test]
fn the_story_tells_the_day_where_nothing_else_does() {
    let told = "Checkout failed on 14 March 2026 from 09:02 UTC to 11:40 UTC.";
    let of_entry = "# T\n\n## Timeline\n\n- 2026-03-13 09:00 Deploy\n- 2026-03-14 09:02 Outage begins\n- 2026-03-14 09:40 Outage ends\n";
    for (text, want) in [
        (format!("# T\n\n## Summary\n\n{told}\n"), "2026-03-14"),
        (
            format!("---\ndate: 2026-03-20\n---\n# T\n\n## Summary\n\n{told}\n"),
            "2026-03-14",
        ),
        (
            format!("---\ndate: 2026-03-13\n---\n# T\n\n## Summary\n\n{told}\n"),
            "2026-03-13",
        ),
        (of_entry.to_owned(), "2026-03-14"),
    ] {
        assert_eq!(day(&text).as_deref(), Some(want), "{text}");
    }
    let entries =
        format!("# T\n\n## Summary\n\n{told}\n\n## Timeline\n\n- 09:02 Errors\n- 11:40 Over\n");
    let options = ReadOptions::default();
    let post = PostMortem::read(Document::parse(entries), &options);
    let last = post.entries().last().and_then(|entry| entry.at.iso());
    assert_eq!(last.as_deref(), Some("2026-03-14T11:40Z"));
}

#[test]
fn a_range_with_its_day_begins_the_story() {
    let both = "started 2026-03-12T14:10Z, mitigated 2026-03-12T17:55Z, resolved 2026-03-12T17:55Z";
    for (story, want) in [
        (
            "On March 12, 2026, between 14:10 and 17:55 UTC, webhooks were delayed.",
            both,
        ),
        (
            "On March 12, 2026, we had an outage. Between 14:10 and 17:55 UTC nobody was let in.",
            both,
        ),
        (
            "On Thursday, 12 March 2026 we lost readings. Those sent from 14:10 to 17:55 UTC are gone.",
            both,
        ),
        (
            "Webhooks were late on March 12, 2026 (14:10-17:55 UTC).",
            both,
        ),
        (
            "On March 12, 2026, between 14:10 and 17:55 UTC, we migrated the database.",
            "",
        ),
    ] {
        let text = format!("---\ndate: 2026-03-20\n---\n# T\n\n## Summary\n\n{story}\n");
        let options = ReadOptions {
            path: "docs/checkout.md".to_owned(),
            ..ReadOptions::default()
        };
        let post = PostMortem::read(Document::parse(text), &options);
        assert_eq!(shown_of(&post.milestones), want, "{story}");
    }
}

#[test]
fn times_of_day_in_four_digits_with_hours_behind() {
    let text = "# T\n\n- Date and time of occurrence: 12 March 2026, 0417 hrs (NZDT)\n- Date and time of detection: 12 March 2026, 0452 hrs\n- Date and time of restoration: 12 March 2026, 0740 hrs\n";
    assert_eq!(
        shown(text),
        "started 2026-03-12T04:17+13:00, detected 2026-03-12T04:52+13:00, mitigated 2026-03-12T07:40+13:00"
    );
    assert_eq!(read(text).duration_minutes, Some(203));
}

#[test]
fn the_section_about_detection_tells_when() {
    let detected = |text: &str| {
        let found = read(&format!(
            "# T\n\nStart: 2026-03-14 09:02 UTC\n\n## Detection\n\n{text}\n"
        ));
        found.detected.and_then(|detected| detected.at.iso())
    };
    let at = Some("2026-03-14T09:20Z".to_owned());
    for told in [
        "An owner of a station asked in our forum at 09:20 why her graph was flat.",
        "@kim opened #2208 at 09:20 UTC. The threshold of our alert was 15 %.",
    ] {
        assert_eq!(detected(told), at, "{told}");
    }
    for told in [
        "The graph was flat since 09:20, which nobody saw.",
        "Our alert should have fired at 09:20.",
        "The alert did not fire at 09:20.",
        "Version 4.2 was deployed at 09:20.",
        "We looked at 09:20 and at 09:40.",
    ] {
        assert_eq!(detected(told), None, "{told}");
    }
}

#[test]
fn a_time_right_behind_who_noticed_is_that_of_the_detection() {
    let text = "# T\n\n## Summary\n\nMails were late on 14 March 2026 from 14:10 to 17:55 UTC. Our queue alert fired at 2:31 pm.\n";
    assert_eq!(
        shown(text),
        "started 2026-03-14T14:10Z, detected 2026-03-14T14:31Z?, mitigated 2026-03-14T17:55Z, resolved 2026-03-14T17:55Z"
    );
}

#[test]
fn updates_may_stand_with_the_newest_first() {
    let list = "# T\n\n## Timeline\n\n- 11:30 Resolved\n- 10:46 Monitoring\n- 09:31 Investigating elevated errors\n";
    assert_eq!(
        shown(list),
        "started 2026-03-14T09:31?, resolved 2026-03-14T11:30?"
    );
    let page = "# T\n\n## Updates\n\n**Resolved** - This incident has been resolved.\nMar 14, 11:30 UTC\n\n**Monitoring** - A change is in place and we watch it.\nMar 14, 10:46 UTC\n\n**Update** - Some requests still fail for a few users.\nMar 14, 10:20 UTC\n\n**Investigating** - We see more errors than usual in Frankfurt.\nMar 14, 09:31 UTC\n";
    assert_eq!(
        shown(page),
        "started 2026-03-14T09:31Z?, mitigated 2026-03-14T11:30Z?, resolved 2026-03-14T11:30Z?"
    );
}

#[test]
fn a_length_that_reaches_to_an_entry_is_that_of_the_incident() {
    let text = "# T\n\n## Summary\n\nThumbnails were slow or unavailable for 74 minutes after a flush of the cache.\n\n## Timeline\n\n- 14:33 OUTAGE BEGINS\n- 15:33 OUTAGE MITIGATED\n- 15:47 OUTAGE ENDS\n- 16:30 INCIDENT ENDS\n";
    assert_eq!(read(text).duration_minutes, Some(74));
}

#[test]
fn an_end_is_no_start() {
    for entry in ["14:30: Outage over", "2:30pm: outage resolved"] {
        let text = format!("# T\n\n## Timeline\n\n- {entry}\n");
        assert_eq!(shown(&text), "resolved 2026-03-14T14:30?", "{entry}");
    }
}

#[test]
fn the_year_of_the_end_of_a_range_is_that_of_its_beginning() {
    for (text, want) in [
        (
            "From 3 March until 5 March 2025 builds failed.",
            "started 2025-03-03, resolved 2025-03-05",
        ),
        (
            "The mirror was down from Tuesday, Dec 30 until Friday, Jan 2, 2026.",
            "started 2025-12-30, resolved 2026-01-02",
        ),
    ] {
        assert_eq!(shown(&format!("# T\n\n{text}\n")), want, "{text}");
    }
}

#[test]
fn a_resolution_time_may_be_a_length() {
    let length = |value: &str| read(&format!("# T\n\nResolution time: {value}\n")).duration_minutes;
    assert_eq!(length("48 minutes"), Some(48));
    assert_eq!(length("2026-03-14 09:02"), None);
}

#[test]
fn telling_users_is_not_noticing() {
    let text = "# T\n\n## Timeline\n\n- 2026-03-14 Sensor replaced\n- 2026-03-15 {noticed}\n- 2026-03-16 Version 3 published, users informed by e-mail\n";
    let detected = |noticed: &str| {
        let found = read(&text.replace("{noticed}", noticed));
        found.detected.and_then(|detected| detected.at.iso())
    };
    let second = Some("2026-03-15".to_owned());
    assert_eq!(detected("E-mail from a customer"), second);
    assert_eq!(detected("Support raises a ticket"), second);
    assert_eq!(detected("Production stopped"), None);
}

#[test]
fn lengths_of_what_was_wrong_for_so_long() {
    for text in [
        "The bad version was live for 3 hours.",
        "It was available for download for 3h.",
        "CI was red for 3 hours.",
        "It took us 3 hours to get CI back.",
    ] {
        let found = read(&format!("# T\n\n{text}\n"));
        assert_eq!(found.duration_minutes, Some(180), "{text}");
    }
}

#[test]
fn a_story_that_opens_with_who_noticed_began_then() {
    for (opening, want) in [
        (
            "At 16:41 UTC we noticed that the shop was down.",
            "started 2026-03-14T16:41Z?, detected 2026-03-14T16:41Z?",
        ),
        (
            "We released on Friday. At 16:41 UTC we noticed that the shop was down.",
            "detected 2026-03-14T16:41Z?",
        ),
        (
            "On March 14th at roughly 17:20 UTC the shop had a 9 minute total outage.",
            "started 2026-03-14T17:20Z",
        ),
    ] {
        assert_eq!(shown(&format!("# T\n\n{opening}\n")), want, "{opening}");
    }
}

#[test]
fn times_of_the_story_are_on_the_days_of_the_timeline() {
    let timeline = "## Timeline\n\n- 2026-03-14 19:25 First disk fails\n- 2026-03-14 21:04 More disks fail\n- 2026-03-15 13:36 We look around\n";
    let story = "# T\n\n## Summary\n\nSaturday 14th at 19:25 the disks began to fail. The cluster was back to normal at 13:36.\n\n";
    assert_eq!(
        shown(&format!("{story}{timeline}")),
        "started 2026-03-14T19:25, mitigated 2026-03-15T13:36, resolved 2026-03-15T13:36"
    );
}

#[test]
fn a_slip_of_the_day_gives_way_to_the_timeline() {
    let head = "# T\n\nStart: 2026-03-15 21:14\n\n## Timeline\n\n";
    let entries = "- 2026-03-14 15:27 Change\n- 2026-03-14 21:14 **START OF OUTAGE**\n- 2026-03-15 12:55 **END OF OUTAGE**\n";
    assert_eq!(
        shown(&format!("{head}{entries}")),
        "started 2026-03-14T21:14?, resolved 2026-03-15T12:55?"
    );
    let later = format!("{head}{entries}- 2026-03-15 21:14 **OUTAGE BEGINS** again\n");
    assert!(shown(&later).starts_with("started 2026-03-15T21:14"));
}

#[test]
fn an_impact_window_ends_the_impact() {
    let text = "# T\n\n**Impact window:** 02:00–02:08 UTC\n\n## Timeline (UTC)\n\n- 02:00 Blocks are missed\n- 02:05 Gradual recovery: blocks resume normally\n";
    assert!(shown(text).ends_with("mitigated 2026-03-14T02:08Z, resolved 2026-03-14T02:08Z"));
    assert_eq!(read(text).duration_minutes, Some(8));
}
