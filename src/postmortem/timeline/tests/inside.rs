//! Days and times within a heading or an item.

use super::*;

#[test]
fn an_item_may_have_its_time_within() {
    let text = "# T\n\n## Timeline\n\n- Release 4.2 went out at 08:16 CET on March 14\n- Kim saw the fault at 09:02 CET and looked\n- At 09:10 or 09:20 somebody else did\n- Fixed at 10:05\n";
    assert_eq!(
        shown(text),
        "CET; 03-14T08:16+01:00 Release 4.2 went out at; 03-14T09:02+01:00 Kim saw the fault at 09:02 CET and looked; 03-14T09:10+01:00 or 09:20 somebody else did; 03-14T10:05+01:00 Fixed at"
    );
}

#[test]
fn the_heading_of_a_timeline_names_its_day() {
    for (heading, day) in [
        ("## Timeline (UTC, 15 March 2026)", "03-15"),
        ("## Timeline - 2026-03-15 (all times in UTC)", "03-15"),
        ("## Timeline of 15 March, in UTC", "03-15"),
        ("**Timeline (UTC, 15 March)**", "03-15"),
        // Of what was before, or of several days, it says nothing on an entry.
        ("## Timeline since the release of 15 March (UTC)", "03-14"),
        ("## Timeline (UTC, 13 to 15 March)", "03-14"),
    ] {
        let text = format!("# T\n\n{heading}\n\n- 23:50 Errors rise\n- Kim looks\n- 00:10 Fixed\n");
        let next = match day {
            "03-15" => "03-16",
            _ => "03-15",
        };
        let want = format!("UTC; {day}T23:50Z Errors rise; {next}T00:10Z Fixed");
        assert_eq!(shown(&text), want, "{heading}");
    }
    let text = "# T\n\n## Timeline (15 March 2026)\n\n- 09:02 Errors rise\n- 09:10 Fixed\n";
    let post = PostMortem::read(Document::parse(text.to_owned()), &ReadOptions::default());
    let day = post.metadata.date.map(|date| date.value);
    assert_eq!(day.as_deref(), Some("2026-03-15"));
}
