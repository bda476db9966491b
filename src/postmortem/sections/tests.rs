//! Sections in every form, on our own fiction.

use super::*;

fn read_text(source: &str) -> (Document, Sections) {
    let doc = Document::parse(source.to_owned());
    let sections = read::read(&doc, &[]);
    (doc, sections)
}

/// Kind and heading of every section with a kind.
fn kinds(source: &str) -> Vec<(&'static str, String)> {
    let (_, sections) = read_text(source);
    let known = sections.all.iter().filter(|s| s.kind != SectionKind::Other);
    known.map(|s| (s.kind.word(), s.heading.clone())).collect()
}

fn kind(heading: &str) -> &'static str {
    SectionKind::of(heading).word()
}

#[test]
fn names_are_known_in_many_spellings() {
    for (heading, want) in [
        ("Timeline - UTC", "timeline"),
        ("Timeline (all times CET) 3 May", "timeline"),
        ("3. Sequence of events", "timeline"),
        ("🔎 Five Why's", "causes"),
        ("5 Whys", "causes"),
        ("Root cause(s)", "causes"),
        ("What was the root cause of the outage?", "causes"),
        ("Contributing factor #1: cold caches", "causes"),
        ("Follow-up improvements", "actions"),
        ("Actions to prevent recurrence", "actions"),
        ("What are we doing about it?", "actions"),
        ("What we’re doing to prevent this", "actions"),
        (
            "How are we making incidents like this less likely?",
            "actions",
        ),
        ("Corrective and preventative measures", "actions"),
        ("Next steps", "actions"),
        ("What users saw", "impact"),
        ("How bad was it?", "impact"),
        ("What was lost", "impact"),
        ("The short version", "summary"),
        ("Log", "timeline"),
        ("What we think caused it", "causes"),
        ("What we've done", "actions"),
        ("What's still to do", "actions"),
        ("What have we changed?", "actions"),
        ("What I did to make sure it stays fixed", "actions"),
        ("What I still want to do", "actions"),
        ("What we do different from now", "actions"),
        ("What will you do so that it does not come back?", "actions"),
        ("How will you make sure that it stays away?", "actions"),
        ("How we're fixing it", "actions"),
        ("Things we will improve", "actions"),
        ("Actionables", "actions"),
        ("Preventing a recurrence", "actions"),
        ("Never again", "actions"),
        ("Who was affected?", "impact"),
        ("Impact on customers", "impact"),
        ("How did we find out?", "detection"),
        ("What didn't go so well?", "lessons"),
        ("Where we got lucky", "lessons"),
        ("TL;DR", "summary"),
        ("Events/Timeline:", "timeline"),
        ("Hva gikk bra?", "lessons"),
        ("Rotårsaker", "causes"),
    ] {
        assert_eq!(kind(heading), want, "{heading}");
    }
}

#[test]
fn false_friends_are_none() {
    for heading in [
        "Actions taken",
        "Immediate actions taken",
        "No action is required",
        "What actions would delete a record?",
        "What should you do?",
        "Acme",
        "Resolution",
        "How we fixed it",
        "What we did",
        "What were users doing?",
    ] {
        assert_eq!(kind(heading), "other", "{heading}");
    }
    assert_eq!(kind("Follow-up timeline"), "timeline");
}

#[test]
fn kinds_combine() {
    let (_, sections) = read_text("# T\n\n## Root cause and next steps\n\n- x\n");
    let section = &sections.all[1];
    assert_eq!(section.kind, SectionKind::Causes);
    assert!(section.is(SectionKind::Actions) && !section.is(SectionKind::Impact));
}

#[test]
fn the_title_is_no_section() {
    assert_eq!(
        kinds("# Postmortem: prevent the timeline\n\n## Impact\n\nx\n"),
        [("impact", "Impact".to_owned())]
    );
    assert_eq!(
        kinds("# Root cause analysis\n\n## Impact\n\n## Timeline\n"),
        [
            ("impact", "Impact".to_owned()),
            ("timeline", "Timeline".to_owned())
        ]
    );
    assert_eq!(kinds("# Summary\n\n# Impact\n").len(), 2);
}

#[test]
fn bold_lines_labels_and_plain_lines_open_sections() {
    let found = kinds(
        "**Impact**\n\n12 users\n\n**Root cause:** a full disk\n\n**Author:** kim\n\nnot the cause\n\nAction items\n- one\n- two\n\nmore\n",
    );
    let names: Vec<&str> = found.iter().map(|(k, _)| *k).collect();
    assert_eq!(names, ["impact", "causes", "actions"]);
}

#[test]
fn a_label_holds_its_text_and_an_unknown_one_ends_it() {
    let (doc, sections) = read_text("**Root cause:** a full disk\n\n**Author:** kim\n\nlater\n");
    let texts: Vec<&str> = sections.all[0]
        .texts(&doc)
        .iter()
        .map(|t| t.as_str())
        .collect();
    assert_eq!(texts, ["a full disk"]);
}

#[test]
fn labels_on_the_lines_of_one_paragraph() {
    let (doc, sections) =
        read_text("Summary: it broke\nand stayed so\nImpact: 3 users\n**Detection**: an alert\n");
    let found: Vec<(&str, &str)> = sections
        .all
        .iter()
        .map(|s| (s.kind.word(), s.texts(&doc)[0].as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("summary", "it broke\nand stayed so"),
            ("impact", "3 users"),
            ("detection", "an alert")
        ]
    );
}

#[test]
fn bullets_at_any_depth_open_sections() {
    let found = kinds(
        "- Incident 7\n  - **Key events**\n    - 10:00 it broke\n  - **Impact**: 3 users\n  - **Review actions**:\n    - add a test\n    - **Detection**: page somebody\n",
    );
    let names: Vec<&str> = found.iter().map(|(k, _)| *k).collect();
    assert_eq!(names, ["timeline", "impact", "actions"]);
}

#[test]
fn rows_of_a_table_of_facts_open_sections() {
    let found = kinds("| | |\n|--|--|\n| **Impact** | 3 users |\n| Duration | 5 min |\n");
    assert_eq!(found, [("impact", "Impact".to_owned())]);
}

#[test]
fn groups_inside_actions_are_ruled_by_them() {
    let (doc, sections) =
        read_text("# T\n\n## Action items\n\n### Detection\n\n- a\n\n## Thanks\n\nx\n");
    let group = &sections.all[2];
    assert_eq!(
        (group.kind, group.ruled_by),
        (SectionKind::Other, SectionKind::Actions)
    );
    let at = doc.text().find("- a").expect("there");
    assert_eq!(sections.kind_at(at), SectionKind::Actions);
    assert_eq!(sections.all[3].ruled_by, SectionKind::Other);
}

#[test]
fn own_texts_leave_out_sections_of_another_kind() {
    let (doc, sections) =
        read_text("# T\n\n## Detection\n\nusers told us\n\nAction items\n- an alert\n");
    let detection = sections.first(SectionKind::Detection).expect("there");
    let own = sections.own_texts(&doc, detection);
    let own: Vec<&str> = own.iter().map(|t| t.as_str()).collect();
    assert_eq!(own, ["users told us"]);
}

#[test]
fn headings_that_are_times_are_entries() {
    assert_eq!(
        kinds("# T\n\n## Timeline\n\n### 10:05 root cause found\n\nx\n"),
        [("timeline", "Timeline".to_owned())]
    );
}

#[test]
fn html_headings_open_sections() {
    assert_eq!(
        kinds("<details>\n<summary><b>Timeline</b></summary>\n\n- 10:00 x\n\n</details>\n"),
        [("timeline", "Timeline".to_owned())]
    );
}

#[test]
fn a_plain_label_ends_with_its_own_line() {
    let (_, sections) = read_text(
        "# T\n\n## Timeline\n\nImpact: 3 users\n\n- 10:00 a\n\nDetection: an alert\n\nlater\n\nmore\n",
    );
    assert_eq!(sections.all[1].kind, SectionKind::Timeline);
    assert_eq!(sections.all[1].content.len(), 5);
}

#[test]
fn questions_and_lines_with_a_colon_open_sections() {
    let found = kinds(
        "Outage of the press\n\nWhat went wrong:\n - no ink\n\nHow did we find out:\n - a reader called\n\nWhat did we do to fix it:\n - poured ink\n\nHow do we keep this from happening again:\n - weigh the tank\n",
    );
    let names: Vec<&str> = found.iter().map(|(k, _)| *k).collect();
    assert_eq!(names, ["lessons", "detection", "actions"]);
    let found = kinds(
        "# T\n\nWhy did it happen?\n\nThe tank has no gauge.\n\nHow did the readers notice?\nPale pages.\n\nReason for the delay:\nRain.\nMeasures to avoid recurrence:\n1. a roof\n",
    );
    let names: Vec<&str> = found.iter().map(|(k, _)| *k).collect();
    assert_eq!(names, ["causes", "detection", "causes", "actions"]);
    let asked = kinds(
        "Q: What happened?\nA: No ink.\n\nQ: What will be done so that it does not happen again?\nA: A gauge.\n",
    );
    assert_eq!(asked.len(), 2);
    assert_eq!(asked[0], ("summary", "What happened?".to_owned()));
}

#[test]
fn sentences_with_a_colon_open_nothing_below_a_heading_of_ours() {
    for text in [
        "# T\n\n## Impact\n\nReasons for the late mails of that day:\n\n- rain\n",
        "# T\n\n## Root cause\n\nWhy did the press of the day stop?\n\nNo ink.\n",
        "# T\n\n## Timeline\n\nWhat did customers see that day?\n\n- 10:00 pale pages\n",
    ] {
        assert_eq!(kinds(text).len(), 1, "{text}");
    }
    assert!(kinds("# T\n\nWe wrote down the causes of all this:\n\n- no ink\n").is_empty());
}

#[test]
fn bold_words_before_their_text_and_headings_of_wikis() {
    let (doc, sections) = read_text(
        "# T\n\n**Scope.** All pages.\n\n**Root cause.** No ink.\n\n**Good morning.** To all of you.\n",
    );
    let found: Vec<(&str, &str)> = sections
        .all
        .iter()
        .filter(|s| s.kind != SectionKind::Other)
        .map(|s| (s.heading.as_str(), s.texts(&doc)[0].as_str()))
        .collect();
    assert_eq!(found, [("Scope", "All pages."), ("Root cause", "No ink.")]);
    let wiki =
        "= Press =\n\n== Cause ==\nNo ink.\n\n== Solution ==\nInk.\n\n== To do ==\n* gauge\n";
    let (doc, sections) = read_text(wiki);
    let names: Vec<(&str, u8)> = sections
        .all
        .iter()
        .map(|s| (s.kind.word(), s.level))
        .collect();
    assert_eq!(
        names,
        [("other", 1), ("causes", 2), ("other", 2), ("actions", 2)]
    );
    assert_eq!(sections.all[1].texts(&doc).len(), 1);
    assert_eq!(
        kinds("h2. Root cause\nNo ink.\n\nh2. Action items\n* gauge\n").len(),
        2
    );
    assert!(kinds("== x\n\na == b ==\n\n====\n").is_empty());
}

#[test]
fn numbered_lines_above_their_text_are_headings() {
    let found = kinds(
        "# T\n\n1. Description of the disturbance\nThe press stood.\n\n2. Cause of the disturbance\nNo ink.\n\n3. Measures for the future\n- gauge (Ida)\n",
    );
    let names: Vec<&str> = found.iter().map(|(k, _)| *k).collect();
    assert_eq!(names, ["summary", "causes", "actions"]);
    let steps =
        "# T\n\n1. Cause of the fire\n2. Description of the house\n3. it burnt\n   and fell\n";
    assert!(kinds(steps).is_empty());
}

#[test]
fn rows_with_questions_and_bold_questions_with_a_dash_open_sections() {
    let found = kinds(
        "# T\n\n| Question | Answer |\n|--|--|\n| How was it detected? | by a call |\n| Why did it happen? | no ink |\n| Reason for travel of Kim | sea |\n",
    );
    let names: Vec<&str> = found.iter().map(|(k, _)| *k).collect();
    assert_eq!(names, ["detection", "causes"]);
    let found = kinds(
        "# T\n\n**How the call was noticed** – by a bell.\n\n**Kim** – rang it.\n\n**What users saw that day** – pale pages.\n",
    );
    assert_eq!(found.len(), 2);
}

/// They are kept apart: what opens or closes a section is read as if they were not there.
#[test]
fn bullets_with_names_of_none_of_ours_are_kept_beside_the_sections() {
    let (doc, sections) = read_text(
        "# T\n\n- **Impact**:\n  - Nobody could pay.\n\n- **Resolution**:\n    The limit was raised.\n\n- Kim\n",
    );
    let names: Vec<&str> = sections
        .bullets
        .iter()
        .map(|s| s.heading.as_str())
        .collect();
    assert_eq!(names, ["Resolution"]);
    let texts = sections.bullets[0].texts(&doc);
    assert_eq!(texts.len(), 1);
    assert_eq!(texts[0].as_str(), "The limit was raised.");
    assert!(sections.all.iter().all(|s| s.heading != "Resolution"));
}

#[test]
fn brackets_say_that_a_story_is_told_by_its_times() {
    let text = "# T\n\n## What happened (timeline, UTC)\n\n- 09:00 Pages were pale.\n";
    let post = crate::postmortem::PostMortem::read(
        Document::parse(text.to_owned()),
        &crate::postmortem::ReadOptions::default(),
    );
    let story = post.sections.first(SectionKind::Timeline);
    assert!(story.is_some_and(|section| section.is(SectionKind::Summary)));
    assert!(post.timeline.is_some());
}
