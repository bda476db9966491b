//! `whys advance`: what a status needs is put in, what is there stays, and what stops it is told.

mod program;

use program::{Folder, Ran};

const FILE: &str = "postmortems/2026-03-14-checkout-503.md";

/// What was written during an outage, with line ends, headings and keys of its own.
const LIVE: &str = "\u{feff}---\r
title: Checkout answers 503\r
status: live  # keep this\r
team:   payments\r
---\r
Opened by the on-call.\r
\r
# Timeline (UTC)\r
\r
- 09:02 The error rate passes 1 %  \r
- 09:40 Rolled back\r
# What changed before\r
\r
- a commit\r
\r
# Evidence\r
![Errors, %, 08:50 to 10:10 UTC](errors.png)\r
\r
# Appendix\r
\tstays\x20";

fn advance(folder: &Folder, args: &[&str]) -> Ran {
    folder.whys(&[&["advance", "--today", "2026-03-20", FILE], args].concat())
}

fn text(folder: &Folder) -> String {
    String::from_utf8(folder.read(FILE)).expect("UTF-8")
}

/// Whether every line of `before` but the status stands in `after`, in the same order.
fn keeps(before: &str, after: &str) -> bool {
    let mut lines = after.split('\n');
    let mut kept = before
        .split('\n')
        .filter(|line| !line.starts_with("status:"));
    kept.all(|line| lines.any(|one| one == line))
}

fn headings(text: &str) -> Vec<&str> {
    let lines = text.lines().skip_while(|line| !line.starts_with("Opened"));
    lines.filter(|line| line.starts_with("# ")).collect()
}

#[test]
fn what_is_missing_is_put_in_and_every_byte_stays() {
    let folder = Folder::new();
    folder.write(FILE, LIVE);
    let ran = advance(&folder, &["draft"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let after = text(&folder);
    assert!(keeps(LIVE, &after), "{after}");
    assert!(after.contains("status: draft  # keep this\r\n"), "{after}");
    assert!(!after.replace("\r\n", "").contains('\n'), "{after}");
    let expected = [
        "# Summary",
        "# Impact",
        "# Timeline (UTC)",
        "# What changed before",
        "# Detection",
        "# Causes",
        "# Lessons",
        "# Actions",
        "# Evidence",
        "# Appendix",
    ];
    assert_eq!(headings(&after), expected);
    assert!(after.contains("\r\n## What went well\r\n"), "{after}");
    assert!(
        after.contains("moderator:  # Who leads the meeting"),
        "{after}"
    );
    assert!(after.contains("impact:\r\n  customers:  # "), "{after}");
    assert!(
        ran.out.starts_with(&format!("{FILE}: live → draft\n")),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("stop it from review:\n"), "{}", ran.out);
    assert!(ran.out.contains(": missing-cause: "), "{}", ran.out);

    let ran = advance(&folder, &["draft"]);
    assert!(
        ran.code == 0 && ran.out.starts_with(&format!("{FILE} is draft\n")),
        "{}",
        ran.out
    );
    assert_eq!(text(&folder), after, "a second run changes nothing");

    let ran = advance(&folder, &["review"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("keys added: reviewed_by\n"), "{}", ran.out);
    assert!(keeps(&after, &text(&folder)));
}

#[test]
fn final_is_refused_with_errors_unless_a_reason_is_kept() {
    let folder = Folder::new();
    folder.write(FILE, LIVE.replace("live", "review"));
    let before = text(&folder);
    let ran = advance(&folder, &["final"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.out.starts_with(&format!("{FILE} stays as it is\n")),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("stop it from final:\n"), "{}", ran.out);
    assert_eq!(text(&folder), before);

    for args in [
        &["final", "--force"][..],
        &["final", "--reason", "x"],
        &["final", "--force", "--reason", " "],
        &["review", "--force", "--reason", "x"],
        &["draft"],
        &["live"],
    ] {
        let ran = advance(&folder, args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.out);
        assert_eq!(text(&folder), before, "{args:?}");
    }

    let forced = ["final", "--force", "--reason", "the system  is gone"];
    assert_eq!(advance(&folder, &forced).code, 0);
    let after = text(&folder);
    assert!(after.contains("status: final  # keep this\r\n"), "{after}");
    let line = after.lines().find(|line| line.starts_with("amended:"));
    let line = line.expect("the reason");
    assert!(
        line.contains("2026-03-20 final with ") && line.contains(" errors: the system is gone"),
        "{line}"
    );
    assert!(keeps(&before, &after));
    assert_eq!(advance(&folder, &forced).code, 0);
    assert_eq!(text(&folder), after, "a second run changes nothing");
}

#[test]
fn what_has_no_error_becomes_final() {
    let folder = Folder::new();
    let place = "examples/postmortems/2026-02-11-refunds-paid-twice.md";
    let example = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
    let example = std::fs::read_to_string(example).expect("an example");
    assert!(example.contains("\nstatus: final\n"), "{example}");
    let before = example.replace("\nstatus: final\n", "\nstatus: review\n");
    folder.write(FILE, &before);
    let assets =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/postmortems/assets");
    for picture in std::fs::read_dir(assets).expect("pictures") {
        let picture = picture.expect("a picture");
        let name = picture.file_name().into_string().expect("UTF-8");
        let bytes = std::fs::read(picture.path()).expect("a picture");
        folder.write(&format!("postmortems/assets/{name}"), bytes);
    }
    let ran = advance(&folder, &["final"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(
        ran.out.ends_with("nothing stops it from final\n"),
        "{}",
        ran.out
    );
    assert!(text(&folder).contains("\nstatus: final\n"));
    assert!(keeps(&before, &text(&folder)));
}

#[test]
fn what_is_no_post_mortem_or_not_there_is_left_alone() {
    let folder = Folder::new();
    let guide = "# How we work\n\nTogether.\n";
    folder.write("guide.md", guide);
    let ran = folder.whys(&["advance", "guide.md", "draft"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(
        ran.err.contains("guide.md: looks like no post-mortem"),
        "{}",
        ran.err
    );
    assert_eq!(folder.read("guide.md"), guide.as_bytes());
    let ran = folder.whys(&["advance", "gone.md", "draft"]);
    assert!(ran.code == 2 && ran.err.contains("gone.md"), "{}", ran.err);
}

#[test]
fn a_first_paragraph_stays_the_summary_below_whatever_title() {
    let folder = Folder::new();
    let before = "## Checkout answered 503\n\nFor an hour one customer in five could not pay, since the ledger refused them.\n\nThe impact was large.\n";
    folder.write(FILE, before);
    assert_eq!(advance(&folder, &["review"]).code, 0);
    let after = text(&folder);
    assert!(
        after.contains(before) && after.contains("\n### Impact\n"),
        "{after}"
    );
    assert!(!after.contains("Summary"), "{after}");
    assert_eq!(advance(&folder, &["review"]).code, 0);
    assert_eq!(text(&folder), after, "a second run changes nothing");
}

#[test]
fn a_section_is_written_as_the_template_of_the_team_has_it() {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write(FILE, LIVE);
    folder.write(
        ".whys/templates/parts/causes.md",
        "## {{ part.heading }}\n\nOurs, {{ status }}.\n",
    );
    assert_eq!(advance(&folder, &["draft"]).code, 0);
    assert!(
        text(&folder).contains("# Causes\r\n\r\nOurs, draft.\r\n"),
        "{}",
        text(&folder)
    );
}
