//! Entries in timelines of every form, and what is never changed by one.

use jiff::Timestamp;

use super::*;
use crate::postmortem::ReadOptions;

fn options() -> ReadOptions {
    ReadOptions {
        path: "postmortems/2026-03-14-checkout-503.md".to_owned(),
        ..ReadOptions::default()
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn logged(text: &str, moment: &str, said: &str) -> Result<String, String> {
    let entry = NewEntry {
        at: at(moment),
        text: entry_text(said),
        pictures: Vec::new(),
    };
    insert(text, &options(), &entry).map(|logged| {
        let line = logged.text.lines().nth(logged.line - 1).expect("a line");
        let mut words = said.split(|c: char| !c.is_alphanumeric());
        let word = words.find(|word| !word.is_empty());
        assert!(line.contains(word.expect("a word")), "{line}");
        logged.text
    })
}

/// What the timeline becomes below a title and before a section.
#[track_caller]
fn becomes(timeline: &str, moment: &str, said: &str, expected: &str) {
    let whole = |inner: &str| {
        format!(
            "---\nstatus: live\n---\n# Checkout answers 503\n\n## Timeline (UTC)\n\n{inner}\n## Evidence\n"
        )
    };
    for end in ["\n", "\r\n"] {
        let done = logged(&whole(timeline).replace('\n', end), moment, said);
        assert_eq!(done, Ok(whole(expected).replace('\n', end)));
    }
}

#[test]
fn a_list_keeps_its_order_and_its_form() {
    let list = "- 09:02 a\n- 09:12 b\n";
    becomes(
        list,
        "2026-03-14T09:05:40Z",
        "new",
        "- 09:02 a\n- 09:05 new\n- 09:12 b\n",
    );
    becomes(
        list,
        "2026-03-14T09:12:00Z",
        "new",
        "- 09:02 a\n- 09:12 b\n- 09:12 new\n",
    );
    becomes(
        list,
        "2026-03-14T08:59:00Z",
        "new",
        "- 08:59 new\n- 09:02 a\n- 09:12 b\n",
    );
    becomes(
        "* **09:02** - a\n\n  ![x](y.png)\n\n* **09:12** - b\n",
        "2026-03-14T09:05:00Z",
        "new",
        "* **09:02** - a\n\n  ![x](y.png)\n\n* **09:05** - new\n\n* **09:12** - b\n",
    );
    becomes(
        "1. 09:02: a\n2. 09:12: b\n",
        "2026-03-14T09:30:00Z",
        "new",
        "1. 09:02: a\n2. 09:12: b\n3. 09:30: new\n",
    );
    becomes(
        "1. 9:02 AM a\n1. 9:12 AM b\n",
        "2026-03-14T13:30:00Z",
        "new",
        "1. 9:02 AM a\n1. 9:12 AM b\n1. 1:30 PM new\n",
    );
    becomes(
        "- 09:02:10 UTC a  \n- [09:12:00 UTC](https://x.example/p1) b\n",
        "2026-03-14T09:05:07Z",
        "new",
        "- 09:02:10 UTC a  \n- 09:05:07 UTC new\n- [09:12:00 UTC](https://x.example/p1) b\n",
    );
    becomes(
        "- 2026-03-14 09:02 a\n",
        "2026-03-15T00:10:00Z",
        "new",
        "- 2026-03-14 09:02 a\n- 2026-03-15 00:10 new\n",
    );
}

#[test]
fn midnight_is_passed_with_or_without_a_day() {
    let list = "- 23:50 a\n- 23:58 b\n";
    becomes(
        list,
        "2026-03-15T00:10:00Z",
        "new",
        "- 23:50 a\n- 23:58 b\n- 00:10 new\n",
    );
    becomes(
        "- 23:50 a\n- 00:10 b\n",
        "2026-03-14T23:55:00Z",
        "new",
        "- 23:50 a\n- 23:55 new\n- 00:10 b\n",
    );
    // So late on the next day that the clock alone would be that of the first.
    becomes(
        "- 15:00 a\n",
        "2026-03-15T16:00:00Z",
        "new",
        "- 15:00 a\n- 2026-03-15 16:00 new\n",
    );
    becomes(
        "- 12:00 b\n- 11:00 a\n",
        "2026-03-14T13:00:00Z",
        "new",
        "- 13:00 new\n- 12:00 b\n- 11:00 a\n",
    );
}

#[test]
fn tables_headings_and_paragraphs_are_timelines_too() {
    becomes(
        "| Time | Who | What |\n|---|---|---|\n| 09:02 | kim | page \\| call |\n| 09:12 |  | b |\n",
        "2026-03-14T09:05:00Z",
        "new | x",
        "| Time | Who | What |\n|---|---|---|\n| 09:02 | kim | page \\| call |\n| 09:05 |  | new \\| x |\n| 09:12 |  | b |\n",
    );
    becomes(
        "Date | Time | Event\n--- | --- | ---\n2026-03-14 | 09:02 | a\n",
        "2026-03-15T09:05:00Z",
        "new",
        "Date | Time | Event\n--- | --- | ---\n2026-03-14 | 09:02 | a\n2026-03-15 | 09:05 | new\n",
    );
    becomes(
        "### 09:02 - a\n\nMore.\n\n### 09:12 - b\n\nMore.\n",
        "2026-03-14T09:05:00Z",
        "new #",
        "### 09:02 - a\n\nMore.\n\n### 09:05 - new \\#\n\n### 09:12 - b\n\nMore.\n",
    );
    becomes(
        "**09:02** a\n\n**09:12** b\n",
        "2026-03-14T09:05:00Z",
        "new",
        "**09:02** a\n\n**09:05** new\n\n**09:12** b\n",
    );
    becomes(
        "09:02 a\\\n09:12 b\n",
        "2026-03-14T09:30:00Z",
        "new",
        "09:02 a\\\n09:12 b\\\n09:30 new\n",
    );
}

#[test]
fn the_first_entry_finds_its_section_or_makes_it() {
    becomes(
        "<!-- One line each.\n\n- 09:12 x -->\n",
        "2026-03-14T09:05:00Z",
        "new",
        "<!-- One line each.\n\n- 09:12 x -->\n\n- 09:05 new\n",
    );
    let none = "# T\n\n## Summary\n\nx\n\n## Evidence\n";
    let made = "# T\n\n## Summary\n\nx\n\n## Timeline (UTC)\n\n- 09:05 new\n\n## Evidence\n";
    assert_eq!(
        logged(none, "2026-03-14T09:05:00Z", "new").as_deref(),
        Ok(made)
    );
    assert_eq!(
        logged("# T", "2026-03-14T09:05:00Z", "new").as_deref(),
        Ok("# T\n\n## Timeline (UTC)\n\n- 09:05 new\n")
    );
    // Where nothing says which zone it is, the first entry does.
    assert_eq!(
        logged("# T\n\n## Timeline\n", "2026-03-14T09:05:00Z", "new").as_deref(),
        Ok("# T\n\n## Timeline\n\n- 09:05 UTC new\n")
    );
}

#[test]
fn the_zone_is_that_of_the_timeline() {
    let done = |heading: &str, entry: &str, moment: &str| {
        let text = format!("# T\n\n## Timeline{heading}\n\n- {entry}\n");
        let done = logged(&text, moment, "new").expect("an entry");
        done.lines().last().expect("a line").to_owned()
    };
    assert_eq!(
        done(" (Europe/Berlin)", "10:02 a", "2026-03-14T09:05:00Z"),
        "- 10:05 new"
    );
    assert_eq!(
        done(" (Europe/Berlin)", "10:02 a", "2026-07-14T09:05:00Z"),
        "- 2026-07-14 11:05 new"
    );
    assert_eq!(
        done("", "10:02 CET a", "2026-03-14T09:05:00Z"),
        "- 10:05 CET new"
    );
    // Several zones have this name.
    assert_eq!(
        done(" (IST)", "08:02 a", "2026-03-14T09:05:00Z"),
        "- 09:05 UTC new"
    );
    let berlin = ReadOptions {
        timezone: Some("Europe/Berlin".to_owned()),
        ..options()
    };
    let entry = NewEntry {
        at: at("2026-03-14T09:05:00Z"),
        text: "new".to_owned(),
        pictures: vec!["![a](b.png)".to_owned()],
    };
    let logged = insert("# T\n", &berlin, &entry).expect("an entry").text;
    assert_eq!(
        logged,
        "# T\n\n## Timeline (Europe/Berlin)\n\n- 10:05 new ![a](b.png)\n"
    );
}

#[test]
fn a_text_stays_one_entry_and_one_text() {
    for said in [
        "new\n- 09:13 forged\n## Forged",
        "new <!-- whys: allow-file secret: x -->",
        "new </td><script>alert(1)</script>",
        "new [x](javascript:alert) **b** _c_ ~~d~~ {{ e }} {/* f */}",
        "new `code | x` and https://x.example/a_b?c=(d), then",
        "new | cell | cell",
        "new\u{1b}[31m\u{202e}\r",
        "new CET",
        "new # ## #",
    ] {
        for timeline in [
            "- 09:02 a\n",
            "| T | W |\n|---|---|\n| 09:02 | a |\n",
            "### 09:02 a\n",
            "**09:02** a\n",
        ] {
            let text = format!("# T\n\n## Timeline (UTC)\n\n{timeline}");
            let done = logged(&text, "2026-03-14T09:12:00Z", said);
            let done = done.unwrap_or_else(|wrong| panic!("{said}: {wrong}"));
            let added = done
                .strip_prefix(&text)
                .expect("the rest is the same")
                .trim();
            assert!(
                !added.contains('\n') && !added.contains('\u{1b}'),
                "{added:?}"
            );
        }
    }
    // What would be read as a part of the time is kept apart from it.
    for said in [
        "am I late",
        "- 09:30 rollback",
        "PST is what they say",
        "5 pods are gone",
        "UTC or not",
    ] {
        let text = "# T\n\n## Timeline (UTC)\n\n- 09:02 a\n";
        let done = logged(text, "2026-03-14T14:12:00Z", said)
            .unwrap_or_else(|wrong| panic!("{said}: {wrong}"));
        assert!(done.starts_with(text) && done.contains(said), "{done}");
    }
    assert_eq!(
        entry_text("see https://x.example/a_b?c=d, `a_b` a_b _c_ <d>"),
        r"see <https://x.example/a_b?c=d>, `a_b` a_b \_c\_ \<d>"
    );
}

#[test]
fn a_timeline_that_nobody_may_write_into_is_left_alone() {
    let lines: String = (10..30)
        .map(|m| format!("09:{m} <kim> still 503\n"))
        .collect();
    let chat = format!("# T\n\n```\n{lines}```\n");
    let told = logged(&chat, "2026-03-14T09:12:00Z", "new").expect_err("a refusal");
    assert!(told.contains("code block"), "{told}");
}

/// The texts of pasted lines with the moments at which they were said.
fn pasted(text: &str) -> Vec<String> {
    let clock = clock_of("# T\n\n## Timeline (UTC)\n", &options());
    let now = Now::new("2026-03-14".parse().ok(), &clock);
    let (said, _) = read_chat(text);
    let points: Vec<_> = said.iter().map(|one| &one.point).collect();
    let moments = resolve_all(&points, &clock, &now).expect("moments");
    let told = said.iter().zip(moments);
    told.map(|(one, at)| format!("{} {} {}", one.line, at.strftime("%dT%H:%M"), one.text))
        .collect()
}

#[test]
fn lines_of_chats_are_read_with_their_times() {
    assert_eq!(
        pasted("[09:12] kim: paged\nstill paging\n\n[09:14] li: me too\n"),
        [
            "1 14T09:12 kim: paged still paging",
            "4 14T09:14 li: me too"
        ]
    );
    assert_eq!(pasted("09:12 <kim> paged"), ["1 14T09:12 kim: paged"]);
    assert_eq!(
        pasted("Kim Larsen  9:12 AM\nsees 503\nLi [2:14 PM]\nrolled back at 14:13\n"),
        [
            "1 14T09:12 Kim Larsen: sees 503",
            "3 14T14:14 Li: rolled back at 14:13"
        ]
    );
    assert_eq!(
        pasted("Kim Larsen\n9:12 AM\nsees 503\nLi\n9:14 AM\nme too\n"),
        ["2 14T09:12 Kim Larsen: sees 503", "5 14T09:14 Li: me too"]
    );
    assert_eq!(
        pasted("2026-03-13 23:58:10 kim: a\n23:59 li: b\n00:01 kim: c"),
        ["1 13T23:58 kim: a", "2 13T23:59 li: b", "3 14T00:01 kim: c"]
    );
    assert_eq!(pasted("09:12 CET kim: a"), ["1 14T08:12 kim: a"]);
    assert_eq!(read_chat("no time here\nnor here").0.len(), 0);
    assert_eq!(read_chat("before\n09:12 a").1, 1);
}

#[test]
fn a_time_is_the_last_one_of_its_kind() {
    let clock = clock_of("# T\n\n## Timeline (Europe/Berlin)\n", &options());
    let now = Now::new("2026-03-14".parse().ok(), &clock);
    let resolved = |text: &str| {
        let point = read_time(text)?;
        resolve(&point, &clock, &now).map(|at| at.to_string())
    };
    for (text, moment) in [
        ("09:12", "2026-03-14T08:12:00Z"),
        ("9:12 pm", "2026-03-14T20:12:00Z"),
        ("09:12 UTC", "2026-03-14T09:12:00Z"),
        ("2026-03-13 23:50", "2026-03-13T22:50:00Z"),
        ("2026-03-14T09:12Z", "2026-03-14T09:12:00Z"),
        ("2026-03-14T09:12+05:30", "2026-03-14T03:42:00Z"),
    ] {
        assert_eq!(resolved(text).as_deref(), Ok(moment), "{text}");
    }
    for text in [
        "nine",
        "09:12 to 09:30",
        "2026-03-14",
        "09:12 IST",
        "25:00",
        "",
    ] {
        assert!(resolved(text).is_err(), "{text}");
    }
}
