//! `whys adopt`: front matter from what a document states, and not a byte else.

mod program;

use program::{Folder, Ran};

/// What a team wrote before it knew whys; every fact of it is plain.
const FOREIGN: &str = "\
# Checkout answered 503

| Severity | SEV2 |
| --- | --- |
| Team | payments/checkout |
| Services | checkout, ledger |
| Authors | @ana and Tom |
| Start | 2026-03-14 09:02 UTC |
| End | 2026-03-14 11:40 UTC |

## Impact

1,240 customers got an error page.

## Detection

An alert fired after ten minutes.

## Root cause

The pool of connections had no limit.
";

const ADDED: &str = "\
---
severity: SEV2
team: payments/checkout
services: [checkout, ledger]
author: [ana, Tom]
started: 2026-03-14T09:02Z
resolved: 2026-03-14T11:40Z
detected_by: alert
---

";

const PATH: &str = "incidents/checkout.md";

fn adopt(folder: &Folder, args: &[&str]) -> Ran {
    folder.whys(&[&["adopt", "--today", "2026-06-01"], args].concat())
}

/// What becomes of a document.
fn adopted(text: impl AsRef<[u8]>) -> String {
    let folder = Folder::new();
    folder.write(PATH, text);
    let ran = adopt(&folder, &[PATH]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let once = folder.read(PATH);
    assert_eq!(adopt(&folder, &[PATH]).out, "", "a second run adds nothing");
    assert_eq!(folder.read(PATH), once, "a second run changes nothing");
    String::from_utf8(once).expect("UTF-8")
}

#[test]
fn what_a_document_states_becomes_front_matter() {
    assert_eq!(adopted(FOREIGN), format!("{ADDED}{FOREIGN}"));
}

#[test]
fn every_key_is_shown_with_the_line_that_states_it() {
    let folder = Folder::new();
    folder.write(PATH, FOREIGN);
    let diff = adopt(&folder, &["--diff", PATH]);
    assert_eq!(diff.code, 1);
    let shown: Vec<&str> = diff.out.lines().take(7).collect();
    let due = [
        "severity: SEV2                <- incidents/checkout.md:3: | Severity | SEV2 |",
        "team: payments/checkout       <- incidents/checkout.md:5: | Team | payments/checkout |",
        "services: [checkout, ledger]  <- incidents/checkout.md:6: | Services | checkout, ledger |",
        "author: [ana, Tom]            <- incidents/checkout.md:7: | Authors | @ana and Tom |",
        "started: 2026-03-14T09:02Z    <- incidents/checkout.md:8: | Start | 2026-03-14 09:02 UTC |",
        "resolved: 2026-03-14T11:40Z   <- incidents/checkout.md:9: | End | 2026-03-14 11:40 UTC |",
        "detected_by: alert            <- incidents/checkout.md:17: An alert fired after ten minutes.",
    ];
    assert_eq!(shown, due);
    assert!(diff.out.contains("+severity: SEV2\n"), "{}", diff.out);
    assert_eq!(folder.read(PATH), FOREIGN.as_bytes(), "nothing is written");
    assert!(
        diff.err.contains("1 of 1 document would get 7 keys"),
        "{}",
        diff.err
    );
    let done = adopt(&folder, &[PATH]);
    assert_eq!(done.code, 0);
    assert_eq!(done.out.lines().collect::<Vec<_>>(), due);
    assert_eq!(adopt(&folder, &["--diff", PATH]).code, 0);
}

#[test]
fn line_ends_byte_order_marks_and_missing_line_ends_stay() {
    let crlf = FOREIGN.replace('\n', "\r\n");
    assert_eq!(adopted(&crlf), ADDED.replace('\n', "\r\n") + &crlf);
    let marked = format!("\u{feff}{FOREIGN}");
    assert_eq!(adopted(&marked), format!("\u{feff}{ADDED}{FOREIGN}"));
    let open = FOREIGN.trim_end();
    assert_eq!(adopted(open), format!("{ADDED}{open}"));
}

#[test]
fn front_matter_that_is_there_is_only_added_to() {
    let before =
        "---\nlayout: post # as all pages\nzeta: [1,2]\nseverity: 'SEV1'\n\nauthors:\n- kim\n---\n";
    let text = adopted(format!("{before}{FOREIGN}"));
    assert!(text.ends_with(FOREIGN));
    let front = text.strip_suffix(FOREIGN).expect("the body");
    let mut kept = before.lines();
    let mut due = kept.next();
    for line in front.lines() {
        if due == Some(line) {
            due = kept.next();
        }
    }
    assert_eq!(
        due, None,
        "every line of it is there, in its order: {front}"
    );
    for key in ["team: ", "started: ", "detected_by: "] {
        assert_eq!(front.matches(key).count(), 1, "{front}");
    }
    // What is said under another name is not said twice, and what differs is not corrected.
    assert!(
        !front.contains("author:") && !front.contains("SEV2"),
        "{front}"
    );
}

#[test]
fn toml_stays_toml() {
    let before = "+++\ntitle = \"T\" # ours\n\n[extra]\nx = 1\n+++\n";
    let text = adopted(format!("{before}{FOREIGN}"));
    let front = text.strip_suffix(FOREIGN).expect("the body");
    let content = front.trim_end().trim_matches('+');
    let table: toml::Table = content.parse().expect("TOML");
    assert_eq!(
        table.get("team").and_then(toml::Value::as_str),
        Some("payments/checkout")
    );
    assert_eq!(
        table.get("extra").and_then(|extra| extra.get("x")),
        Some(&toml::Value::Integer(1))
    );
    assert!(
        front.contains("title = \"T\" # ours\n") && front.contains("\n[extra]\nx = 1\n+++\n"),
        "{front}"
    );
}

#[test]
fn what_is_not_plain_is_left_alone() {
    for (text, key) in [
        (
            "- Start: ~09:02 UTC\n- Date of incident: 2026-03-14\n",
            "09:02",
        ),
        ("- Start: 2026-06-14 09:02 IST\n", "started"),
        (
            "- Severity: SEV2\n\n## More\n\n- Severity: SEV3\n",
            "severity",
        ),
        (
            "- Severity: some customers could not pay for a while, so quite high\n",
            "severity",
        ),
        ("- Trigger: somebody pushed a bad config\n", "trigger"),
        ("- Status: final\n", "status"),
        ("## Detection\n\nIt was noticed late.\n", "detected_by"),
        (
            "## Detection\n\nAn alert fired, and users reported it.\n",
            "detected_by",
        ),
        (
            "## Actions\n\n- [ ] Move the limit\n  - Severity: SEV2\n  - Team: payments\n",
            "severity",
        ),
        ("- Team: TBD\n- Author: unknown\n", "team"),
    ] {
        let body = format!(
            "# Checkout answered 503\n\n{text}\n## Impact\n\n12 customers.\n\n## Causes\n\nNo limit.\n"
        );
        let after = adopted(&body);
        let front = after.strip_suffix(&body).expect("the body");
        assert!(!front.contains(key), "{text}: {front}");
    }
}

#[test]
fn a_trigger_of_the_list_is_taken() {
    let body = FOREIGN.replace("| Team |", "| Trigger | Config push |\n| Team |");
    assert!(adopted(body).contains("\ntrigger: config-push\n"));
}

#[test]
fn it_is_read_and_judged_as_before() {
    let folder = Folder::new();
    folder.write(PATH, FOREIGN);
    let facts = |folder: &Folder| {
        let ran = folder.whys(&["inspect", "--format", "json", PATH]);
        let mut facts: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        without_lines(&mut facts);
        facts
    };
    let lint = |folder: &Folder| {
        let ran = folder.whys(&["lint", "--format", "json", "--today", "2026-06-01", PATH]);
        let told: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        let rules = told["diagnostics"].as_array().expect("a list").iter();
        rules
            .map(|one| one["rule"].as_str().expect("a rule").to_owned())
            .collect::<Vec<_>>()
    };
    let (before, told) = (facts(&folder), lint(&folder));
    adopt(&folder, &[PATH]);
    assert_eq!(facts(&folder), before);
    assert_eq!(lint(&folder), told);
    assert_eq!(
        before["status"],
        serde_json::Value::Null,
        "a status is the team's to give"
    );
}

fn without_lines(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(pairs) => {
            pairs.retain(|key, _| key != "line" && key != "end_line");
            pairs.values_mut().for_each(without_lines);
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(without_lines),
        _ => {}
    }
}

#[test]
fn what_is_no_post_mortem_or_broken_stays_as_it_is() {
    let folder = Folder::new();
    let broken = format!("---\ntitle: [\n---\n{FOREIGN}");
    for (path, text) in [
        ("notes.md", "# Notes\n\n- Severity: SEV2\n"),
        (
            "incidents/template.md",
            "# [ISSUE NAME]\n\n- Severity: SEV2\n\n## Impact\n\n## Root cause\n",
        ),
        ("incidents/checkout.txt", FOREIGN),
    ] {
        folder.write(path, text);
        let ran = adopt(&folder, &[path]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{path}");
        assert!(
            ran.err.contains(path) && ran.err.contains("left as it is"),
            "{}",
            ran.err
        );
        assert_eq!(folder.read(path), text.as_bytes());
    }
    folder.write(PATH, &broken);
    let ran = adopt(&folder, &[PATH]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("incidents/checkout.md:2:"), "{}", ran.err);
    assert_eq!(folder.read(PATH), broken.as_bytes());
    assert_eq!(adopt(&folder, &["-"]).code, 2);
    assert_eq!(adopt(&folder, &["missing.md"]).code, 2);
}

#[test]
fn a_secret_is_neither_repeated_nor_shown() {
    let secret = format!("ghp_{}", "a1B2".repeat(9));
    let text = FOREIGN.replace("payments/checkout", &secret);
    let folder = Folder::new();
    folder.write(PATH, &text);
    let diff = adopt(&folder, &["--diff", PATH]);
    assert!(
        !diff.out.contains(&secret) && !diff.err.contains(&secret),
        "{}",
        diff.out
    );
    adopt(&folder, &[PATH]);
    let after = String::from_utf8(folder.read(PATH)).expect("UTF-8");
    assert!(
        after.ends_with(&text) && after.matches(&secret).count() == 1,
        "{after}"
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_is_refused() {
    let (outside, folder) = (Folder::new(), Folder::new());
    let target = outside.write("theirs.md", FOREIGN);
    folder.write("incidents/a.txt", "");
    std::os::unix::fs::symlink(&target, folder.path().join(PATH)).expect("a link");
    let ran = adopt(&folder, &[PATH]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("leads out of"), "{}", ran.err);
    assert_eq!(outside.read("theirs.md"), FOREIGN.as_bytes());
}

#[test]
fn it_warns_where_front_matter_changes_a_site() {
    for (config, text, name) in [
        ("_config.yml", "title: x\n", "Jekyll"),
        ("hugo.toml", "", "Hugo"),
        ("config.toml", "baseURL = \"https://x.example\"\n", "Hugo"),
        ("config.toml", "base_url = \"https://x.example\"\n", "Zola"),
        ("mkdocs.yml", "", "MkDocs"),
        ("website/docusaurus.config.js", "", "Docusaurus"),
        ("book.toml", "", "mdBook"),
    ] {
        let folder = Folder::new();
        folder.git(&["init", "-q"]);
        folder.write(config, text);
        folder.write(PATH, FOREIGN);
        folder.write("incidents/again.md", FOREIGN);
        let ran = adopt(&folder, &["incidents"]);
        let warning = format!("note: {name} ({config}) makes a site of these files: ");
        assert_eq!(ran.err.matches(&warning).count(), 1, "{}", ran.err);
    }
    let folder = Folder::new();
    folder.write("config.toml", "[server]\nport = 1\n");
    folder.write(PATH, FOREIGN);
    assert!(!adopt(&folder, &[PATH]).err.contains("site"));
}

#[test]
fn text_of_strangers_commands_no_terminal() {
    let folder = Folder::new();
    folder.write(PATH, FOREIGN.replace("| Team |", "| Team \u{1b}[31m |"));
    for ran in [adopt(&folder, &["--diff", PATH]), adopt(&folder, &[PATH])] {
        assert!(
            !ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'),
            "{}",
            ran.out
        );
    }
}
