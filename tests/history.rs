//! Rules on the history of a post-mortem, over real repositories.

mod program;

use program::{Folder, Ran};

const PATH: &str = "incidents/a.md";
const HISTORY: &str = "it needs a Git repository with its whole history (no shallow clone)";

fn post_mortem(status: &str, cause: &str) -> String {
    format!("---\nstatus: {status}\n---\n# Checkout answered 503\n\n## Causes\n\n{cause}\n")
}

fn lint(folder: &Folder, rule: &str, today: &str, more: &[&str]) -> Ran {
    let options = ["lint", "--profile", "bar-raiser", "--format", "concise"];
    let selected = ["--select", rule, "--today", today];
    let ran = folder.whys(&[&options[..], &selected, more].concat());
    assert!(ran.code < 2, "{}", ran.err);
    ran
}

/// A file that had a status first on one day, and was edited in it on another.
fn edited(status: &str, first: &str, then: &str) -> Folder {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write(PATH, post_mortem(status, "The pool has no limit."));
    folder.commit_as("Kim", first);
    folder.write(PATH, post_mortem(status, "The pool had no limit at all."));
    folder.commit_as("Kim", then);
    folder
}

#[test]
fn a_draft_is_stale_after_a_month_however_often_it_was_edited() {
    let folder = edited("draft", "2026-01-10", "2026-03-01");
    let on = |today: &str| lint(&folder, "stale-draft", today, &[PATH]).out;
    assert_eq!(on("2026-02-08"), "", "before the month is over");
    assert_eq!(
        on("2026-03-02"),
        "incidents/a.md:2:9: warning[stale-draft] draft or in review for more than 30 days\n"
    );
    folder.write(PATH, post_mortem("review", "The pool has no limit."));
    folder.commit_as("Kim", "2026-03-02");
    assert_eq!(on("2026-03-03").lines().count(), 1, "in review");
    folder.write(PATH, post_mortem("final", "The pool has no limit."));
    assert_eq!(on("2026-03-03"), "", "final in the work tree");
    folder.commit_as("Kim", "2026-03-04");
    folder.write(PATH, post_mortem("draft", "The pool has no limit."));
    folder.commit_as("Kim", "2026-03-05");
    assert_eq!(on("2026-03-20"), "", "opened again");
}

#[test]
fn an_outage_is_over_after_three_days() {
    let folder = edited("live", "2026-03-10", "2026-03-12");
    let on = |today: &str| lint(&folder, "stale-live", today, &[PATH]).out;
    assert_eq!(on("2026-03-12"), "");
    assert_eq!(
        on("2026-03-14"),
        "incidents/a.md:2:9: warning[stale-live] live for more than 3 days\n"
    );
    assert_eq!(lint(&folder, "stale-draft", "2026-06-01", &[PATH]).out, "");
}

#[test]
fn a_renamed_draft_counts_from_then_on() {
    let folder = edited("draft", "2026-01-10", "2026-01-11");
    folder.git(&["mv", PATH, "incidents/b.md"]);
    folder.commit_as("Kim", "2026-04-01");
    let on = |today: &str| lint(&folder, "stale-draft", today, &[]).out;
    assert_eq!(on("2026-04-10"), "");
    assert!(on("2026-06-01").starts_with("incidents/b.md:2:9:"));
}

#[test]
fn the_staged_bytes_and_those_of_a_revision_are_judged_by_their_own_history() {
    let folder = edited("draft", "2026-01-10", "2026-03-01");
    folder.write(PATH, post_mortem("final", "The pool has no limit."));
    let found = |more: &[&str]| {
        !lint(&folder, "stale-draft", "2026-06-01", more)
            .out
            .is_empty()
    };
    assert!(!found(&[PATH]));
    folder.git(&["add", "."]);
    folder.write(PATH, post_mortem("draft", "The pool has no limit."));
    assert!(found(&[PATH]), "the work tree");
    assert!(!found(&["--staged"]), "the index");
    folder.commit_as("Kim", "2026-04-01");
    folder.write(PATH, post_mortem("final", "The pool has no limit."));
    folder.commit_as("Kim", "2026-04-02");
    assert!(!found(&[PATH]));
    assert!(found(&["--rev", "HEAD~1"]), "a revision");
}

#[test]
fn nothing_is_said_of_a_history_that_is_not_known() {
    let whole = edited("draft", "2026-01-10", "2026-05-25");
    let url = format!("file://{}", whole.path().display());
    let shallow = Folder::new();
    shallow.git(&["clone", "-q", "--depth", "1", &url, "."]);
    let plain = Folder::new();
    plain.write(PATH, post_mortem("draft", "The pool has no limit."));
    for folder in [&shallow, &plain] {
        let ran = lint(folder, "stale-draft", "2026-06-01", &[PATH]);
        assert!(ran.out.is_empty(), "{}", ran.out);
        assert!(ran.err.contains(HISTORY), "{}", ran.err);
    }
    // A clone that is deep enough knows.
    assert_eq!(
        lint(&shallow, "stale-draft", "2026-07-01", &[PATH])
            .out
            .lines()
            .count(),
        1
    );
    plain.git(&["init", "-q"]);
    let unborn = lint(&plain, "stale-draft", "2026-06-01", &[PATH]);
    assert_eq!((unborn.out.as_str(), unborn.code), ("", 0));
}
