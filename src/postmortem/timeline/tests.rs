//! The forms of timelines, each in a document of our own.

mod inside;

use super::*;
use crate::postmortem::PostMortem;

fn read(text: &str) -> Option<Timeline> {
    let options = ReadOptions {
        path: "docs/2026-03-14-checkout.md".to_owned(),
        ..ReadOptions::default()
    };
    PostMortem::read(Document::parse(text.to_owned()), &options).timeline
}

/// Each entry as `2026-03-14T09:02 text`, and the zone in front.
fn shown(text: &str) -> String {
    let Some(found) = read(text) else {
        return "none".to_owned();
    };
    let entries = found.entries.iter().map(|entry| {
        let about = if entry.at.about { "~" } else { "" };
        let at = entry.at.iso().unwrap_or_else(|| "?".to_owned());
        format!("{about}{} {}", at.trim_start_matches("2026-"), entry.text)
    });
    let zone = found.zone.clone().unwrap_or_default();
    format!("{zone}; {}", entries.collect::<Vec<_>>().join("; "))
}

#[test]
fn bullets_and_ordered_lists() {
    assert_eq!(
        shown(
            "# T\n\n## Timeline (UTC)\n\n- 09:02 Errors rise\n- **09:12** - Alert pages Kim,\n  who looks\n- ~09:20: Tom joins\n"
        ),
        "UTC; 03-14T09:02Z Errors rise; 03-14T09:12Z Alert pages Kim, who looks; ~03-14T09:20Z Tom joins"
    );
    assert_eq!(
        shown(
            "# T\n\n## Timeline\n\n1. 2026-03-13 22:10 CET Errors rise\n2. 23:50 Tom joins\n3. 00:10 Fixed\n"
        ),
        "CET; 03-13T22:10+01:00 Errors rise; 03-13T23:50+01:00 Tom joins; 03-14T00:10+01:00 Fixed"
    );
}

#[test]
fn tables_with_one_or_two_columns_of_times() {
    assert_eq!(
        shown(
            "# T\n\n## Timeline\n\n| Time (CET) | Event |\n|---|---|\n| 09:02 | Errors rise |\n| --:-- | Somebody notices |\n|  | no time |\n"
        ),
        "CET; 03-14T09:02+01:00 Errors rise; 03-14 Somebody notices"
    );
    assert_eq!(
        shown(
            "# T\n\n## Timeline\n\n| Date | Time | Who | What |\n|---|---|---|---|\n| 13 March | 2210 | kim | Errors rise |\n|  | 2350 | service desk | P1 raised |\n"
        ),
        "; 03-13T22:10 Errors rise; 03-13T23:50 P1 raised"
    );
}

#[test]
fn headings_that_are_times() {
    assert_eq!(
        shown(
            "# T\n\n## Timeline\n\nAll times in CET\n\n### 2026-03-13 22:10\n\nErrors rise.\n\n### 23:50 - Tom joins\n\nHe looks.\n\n### 2026-03-14\n\n#### 0:10\n\nFixed.\n"
        ),
        "CET; 03-13T22:10+01:00 Errors rise.; 03-13T23:50+01:00 Tom joins He looks.; 03-14T00:10+01:00 Fixed."
    );
}

#[test]
fn paragraphs_and_bold_times() {
    assert_eq!(
        shown(
            "# T\n\n## Timeline\n\n13 March 2026\n\nSee the chat.\n\n22.10 Errors rise\nand keep rising\n22.30 Tom joins\n\n**23:50**: Rolled back\n"
        ),
        "; 03-13T22:10 Errors rise and keep rising; 03-13T22:30 Tom joins; 03-13T23:50 Rolled back"
    );
    assert_eq!(
        shown(
            "# T\n\n## Timeline\n\n**Mar 13, 2026, 22:10 (UTC):** Errors rise\n\n**23:50:** Rolled back\n"
        ),
        "UTC; 03-13T22:10Z Errors rise; 03-13T23:50Z Rolled back"
    );
}

#[test]
fn days_above_lists_and_days_alone() {
    assert_eq!(
        shown(
            "# T\n\n## Timeline\n\n### 12 March\n\n- Limit lowered\n- Nobody notices\n\n### 13 March\n\n- 22:10 Errors rise\n- Tom wonders\n\n#### [14 March]\nAll clear.\n"
        ),
        "; 03-12 Limit lowered; 03-12 Nobody notices; 03-13T22:10 Errors rise; 03-14 All clear."
    );
    assert_eq!(
        shown(
            "# T\n\n## Timeline\n\n- 13.3.2026\n  - 22:10 Errors rise\n  - 23:50 Rolled back\n- 14.3.2026\n  - 08:00 Review\n"
        ),
        "; 03-13T22:10 Errors rise; 03-13T23:50 Rolled back; 03-14T08:00 Review"
    );
    assert_eq!(
        shown(
            "# T\n\n## Timeline\n\nAll events happened on 13 March 2026.\n\n- 2026-03-12 10:00 Limit lowered\n- 09:02 Errors rise\n"
        ),
        "; 03-12T10:00 Limit lowered; 03-13T09:02 Errors rise"
    );
}

#[test]
fn names_in_front_of_times() {
    assert_eq!(
        shown(
            "# T\n\n## Timeline\n\n- Detected: 09:12 an alert pages Kim\n- Rolled back at 09:58\n- **Closed** (11:40 UTC): all clear\n"
        ),
        "UTC; 03-14T09:12 an alert pages Kim; 03-14T09:58 Rolled back at; 03-14T11:40Z all clear"
    );
    assert_eq!(
        shown(
            "# T\n\n## Key timestamps\n\n| What | When |\n|---|---|\n| Impact started at | 2026-03-14 09:12 |\n| Closed at | 2026-03-14 11:40 |\n"
        ),
        "none"
    );
    assert_eq!(
        shown(
            "# T\n\n- **Key events**\n  - First detected 2026-03-14 09:12\n  - Resolved 2026-03-14 11:40\n"
        ),
        "none"
    );
}

#[test]
fn timelines_without_a_heading_of_their_own() {
    let list = "- 09:02: Errors rise\n- 09:12: Alert pages Kim\n- 09:54: Tom rolls back\n- 09:58: Back to normal\n";
    let text = format!(
        "# T\n\nAll times in UTC.\n\n- First detected: 2026-03-14 09:12\n- Resolved: 2026-03-15 09:58\n\n## What we saw\n\n{list}"
    );
    assert_eq!(
        shown(&text),
        "UTC; 03-14T09:02Z Errors rise; 03-14T09:12Z Alert pages Kim; 03-14T09:54Z Tom rolls back; 03-14T09:58Z Back to normal"
    );
    assert_eq!(
        shown(
            "# T\n\n## Causes\n\nAt 09:02 it broke.\n\nAt 09:12 it broke again.\n\nAt 10:00 too.\n\nAt 11:00 as well.\n"
        ),
        "none"
    );
    assert_eq!(shown(&format!("# T\n\n## Actions\n\n{list}")), "none");
}

#[test]
fn a_list_that_a_sentence_calls_a_timeline() {
    let list = "* On March 2, a new store was released.\n* It was to be faster.\n* On March 14 at 14:00, the build went out.\n* At 17:30 we repaired the templates.\n";
    assert_eq!(
        shown(&format!(
            "# T\n\n## Details\n\nHere is the timeline of what happened, all times in UTC:\n\n{list}"
        )),
        "UTC; 03-02 a new store was released.; 03-14T14:00Z the build went out.; 03-14T17:30Z we repaired the templates."
    );
    assert_eq!(
        shown(&format!("# T\n\n## Details\n\nWe looked at it:\n\n{list}")),
        "none"
    );
}

#[test]
fn lines_of_code_under_the_heading_of_a_timeline() {
    let code = "```\n2026-03-14 18:05 The block is created, nodes fail\n2026-03-14 19:10 Reported by a user\n2026-03-15 11:30 incident over\n```\n";
    assert_eq!(
        shown(&format!(
            "# T\n\n## Timeline\n\nAll times are in UTC.\n\n{code}"
        )),
        "UTC; 03-14T18:05Z The block is created, nodes fail; 03-14T19:10Z Reported by a user; 03-15T11:30Z incident over"
    );
    assert_eq!(shown(&format!("# T\n\n## Causes\n\n{code}")), "none");
}

#[test]
fn sentences_of_a_story_that_begin_with_their_time() {
    assert_eq!(
        shown(
            "# T\n\n## Timeline\n\nAt 02:00 UTC we received a mail. It was from our\nprovider. At 02:22 UTC we opened a ticket.\n\nAt 03:41 UTC it was over.\n"
        ),
        "UTC; 03-14T02:00Z we received a mail. It was from our provider.; 03-14T02:22Z we opened a ticket.; 03-14T03:41Z it was over."
    );
}

#[test]
fn paragraphs_below_days() {
    assert_eq!(
        shown(
            "# T\n\n## How it was fixed\n\n### Sat 14 Mar 2026\n\n1015: Kim noticed a broken picture.\n\n~1230: Tom deployed a change.\n\n### Sun 15 Mar 2026\n\n0916: Kim asked again.\n\n~1100: Tom added an alert.\n"
        ),
        "; 03-14T10:15 Kim noticed a broken picture.; ~03-14T12:30 Tom deployed a change.; 03-15T09:16 Kim asked again.; ~03-15T11:00 Tom added an alert."
    );
}

#[test]
fn a_clock_of_twelve_hours_without_am_and_pm() {
    assert_eq!(
        shown("# T\n\n## Timeline\n\n11.50 Errors rise\n12.40 Tom joins\n1.05 Rolled back\n"),
        "; 03-14T11:50 Errors rise; 03-14T12:40 Tom joins; 03-14T13:05 Rolled back"
    );
}

#[test]
fn a_morning_behind_an_evening_is_that_of_the_next_day() {
    assert_eq!(
        shown(
            "# T\n\n## Timeline\n\n- Mar 14, 18:00 Release\n- Mar 15, 06:15 Users report errors\n- Mar 15 7:20 Rolled back\n"
        ),
        "; 03-14T18:00 Release; 03-15T06:15 Users report errors; 03-15T07:20 Rolled back"
    );
    assert_eq!(
        shown(
            "# T\n\n## Timeline\n\n- 19:25 Errors rise\n- 07:40 Kim wakes up\n- 12:00 Rolled back\n"
        ),
        "; 03-14T19:25 Errors rise; 03-15T07:40 Kim wakes up; 03-15T12:00 Rolled back"
    );
    // Entries that are only out of order.
    assert_eq!(
        shown("# T\n\n## Timeline\n\n- 15:30 Errors rise\n- 09:10 The release, seen later\n"),
        "; 03-14T15:30 Errors rise; 03-14T09:10 The release, seen later"
    );
}

#[test]
fn entries_above_the_first_day_are_on_that_of_the_text_before_them() {
    let read = |text: &str| {
        let doc = Document::parse(text.to_owned());
        let found = PostMortem::read(doc, &ReadOptions::default());
        let entries = found.entries().map(|entry| entry.at.iso());
        let entries: Vec<String> = entries.map(Option::unwrap_or_default).collect();
        let started = found.milestones.started.and_then(|m| m.at.iso());
        (entries.join(" "), started)
    };
    let list = "## Timeline\n\n- 22:40 Errors rise\n- 01:10 Kim wakes up\n- Mar 15, 09:00 All keys changed\n";
    assert_eq!(
        read(&format!(
            "# T\n\nWritten 20 March 2026.\n\nOn March 14, 2026 the shop was down.\n\n{list}"
        )),
        (
            "2026-03-14T22:40 2026-03-15T01:10 2026-03-15T09:00".to_owned(),
            Some("2026-03-14T22:40".to_owned())
        )
    );
    // No day before it is near: what began above it is not known to have begun on it.
    assert_eq!(
        read(&format!("# T\n\nWritten 20 March 2026.\n\n{list}")),
        ("  2026-03-15T09:00".to_owned(), None)
    );
}

#[test]
fn entries_know_their_block_and_whether_they_name_their_day() {
    let found = read("# T\n\n## Timeline\n\n- 2026-03-14 09:02 a\n- 09:12 b\n\nThe view of support:\n\n- 09:05 c\n").expect("a timeline");
    let days: Vec<bool> = found.entries.iter().map(|e| e.dated).collect();
    assert_eq!(days, [true, false, false]);
    let blocks: Vec<_> = found.entries.iter().map(|e| e.block).collect();
    assert!(blocks[0] == blocks[1] && blocks[1] != blocks[2]);
}

#[test]
fn spans_are_the_bytes_of_the_entry() {
    let text = "# T\r\n\r\n## Timeline\r\n\r\n- **09:02** – 店 fails\r\n";
    let found = read(text).expect("a timeline");
    let entry = &found.entries[0];
    assert_eq!(&text[entry.time_span.start..entry.time_span.end], "09:02");
    assert!(text[entry.span.start..entry.span.end].ends_with("店 fails"));
}

#[test]
fn no_zone_is_made_up() {
    let found =
        read("# T\n\n## Timeline\n\n- 09:02 AWS fails\n- 09:12 IT joins\n").expect("a timeline");
    assert_eq!((found.zone, found.entries[0].at.offset), (None, None));
    assert!(read("# T\n\n## Timeline\n\nTo be written.\n").is_none());
}

#[test]
fn times_without_a_zone_are_in_the_one_that_all_others_name() {
    let list = "## Timeline\n\n- 09:02 Errors rise\n- 09:40 Rolled back\n";
    for (head, want) in [
        (
            "Start: 09:02 CET\n\nEnd: 09:40 CET\n",
            "CET; 03-14T09:02+01:00 Errors rise; 03-14T09:40+01:00 Rolled back",
        ),
        (
            "Start: 09:02 CET\n\nEnd: 08:40 UTC\n",
            "CET; 03-14T09:02 Errors rise; 03-14T09:40 Rolled back",
        ),
    ] {
        assert_eq!(shown(&format!("# T\n\n{head}\n{list}")), want, "{head}");
    }
}

#[test]
fn days_that_are_counted_and_days_of_the_week() {
    assert_eq!(
        shown(
            "# T\n\n## Timeline\n\n**Day 1**\n\n- 22:10 Errors rise\n\n**Day 2**\n\n- 22:30 Tom joins\n"
        ),
        "; 03-14T22:10 Errors rise; 03-15T22:30 Tom joins"
    );
    assert_eq!(
        shown(
            "# T\n\n## Timeline\n\n- 22:10 Errors rise\n- 23:50 Tom joins\n- (+1 day) 00:15 Rolled back\n- 00:30 Fixed\n"
        ),
        "; 03-14T22:10 Errors rise; 03-14T23:50 Tom joins; 03-15T00:15 Rolled back; 03-15T00:30 Fixed"
    );
    assert_eq!(
        shown("# T\n\n## Timeline\n\n- Friday 23:50 Errors rise\n- Saturday 00:15 Fixed\n"),
        "; 03-13T23:50 Errors rise; 03-14T00:15 Fixed"
    );
}

#[test]
fn times_that_are_counted_from_a_moment_make_a_timeline() {
    assert_eq!(
        shown(
            "# T\n\n## Timeline\n\nT0 = 09:00, the first lesson\n\n- T+0: All log in\n- T+9 min: Servers stay pending\n- T+1h 10: All are in\n"
        ),
        "; 03-14 All log in; 03-14 Servers stay pending; 03-14 All are in"
    );
}

#[test]
fn a_labelled_day_stands_above_its_times() {
    let text = "---\ntitle: T\ndate: 2026-04-02\n---\n# T\n\n## Timeline (UTC)\n\n**Date: 2026-03-20**\n\n- 08:12 Errors rise\n\nNothing else moved.\n\n- 09:40 Fixed\n\nDay: 21 March\n\n- 07:00 Review\n";
    assert_eq!(
        shown(text),
        "UTC; 03-20T08:12Z Errors rise; 03-20T09:40Z Fixed; 03-21T07:00Z Review"
    );
}

#[test]
fn a_timeline_that_pictures_and_output_interrupt_goes_on() {
    let list = "- **09:02** Errors rise\n- **09:05** We look\n- **09:07** Disk is full\n\n```\nwrite failed\n```\n\n- **09:12** Alert\n\n![graph](graph.png)\n\n* **09:20** We delete logs\n* **09:30** All is well\n";
    let times = "; 03-14T09:02 Errors rise; 03-14T09:05 We look; 03-14T09:07 Disk is full; 03-14T09:12 Alert; 03-14T09:20 We delete logs; 03-14T09:30 All is well";
    for text in [
        format!(
            "Checkout was down.\n\n# Timeline\n\n{list}\n## Root cause\n\nA disk.\n\n## Impact\n\nNone.\n"
        ),
        format!("# T\n\nCheckout was down.\n\n{list}\nA disk was full.\n"),
    ] {
        assert_eq!(shown(&text), times, "{text}");
    }
}

#[test]
fn an_entry_that_tells_more_times_is_one() {
    let text = "# T\n\n## Timeline\n\n09:02 Errors rise.  At 09:04 we look. At 09:05 more of them.\n\n09:30 Fixed\n";
    let found = read(text).expect("a timeline");
    assert_eq!(found.entries.len(), 2);
}

#[test]
fn times_beside_a_day_that_led_up_to_it_are_of_the_incident() {
    let lead_up =
        "# T\n\n## Timeline\n\n- Mar 12: release of the app\n- 09:02 Errors rise\n- 09:40 Fixed\n";
    assert_eq!(
        shown(lead_up),
        "; 03-12 release of the app; 03-14T09:02 Errors rise; 03-14T09:40 Fixed"
    );
    let below = "# T\n\n## Timeline\n\n- Mar 13: release of the app\n  - 22:02 First crash\n- Mar 14\n  - 09:40 Fixed\n";
    assert_eq!(
        shown(below),
        "; 03-13 release of the app; 03-13T22:02 First crash; 03-14T09:40 Fixed"
    );
}

#[test]
fn contents_above_a_timeline_name_no_days() {
    let contents = "[Saturday 14 March](#saturday)<br>\n[Sunday 15 March](#sunday)";
    assert_eq!(
        shown(&format!(
            "# T\n\n## Timeline (UTC)\n\n{contents}\n\nSee the channel.\n\n### Saturday 14 March\n\n09:02 Errors rise\n\n### Sunday 15 March\n\n09:12 Kim looks\n"
        )),
        "UTC; 03-14T09:02Z Errors rise; 03-15T09:12Z Kim looks"
    );
    assert_eq!(
        shown(
            "# T\n\n## Timeline (UTC)\n\n- [09:02 Errors rise](#rise)\n- [09:12 Kim looks](#kim)\n"
        ),
        "UTC; 03-14T09:02Z Errors rise; 03-14T09:12Z Kim looks"
    );
}
