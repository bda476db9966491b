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

const ACTIONS: [&str; 3] = [
    "- [ ] **A-7kq2** Limit the connection pool of checkout to 80 (due: 2026-05-15)\n",
    "- [ ] Page the owner of checkout when the pool is 90 % full (due: 2026-05-30)\n",
    "- [ ] Rehearse the failover of the orders database (due: 2026-07-31)\n",
];

fn with_actions(status: &str, actions: &[&str]) -> String {
    let list = actions.concat();
    format!(
        "---\nstatus: {status}\nseverity: SEV2\n---\n# Checkout answered 503\n\n## Causes\n\nThe pool has no limit.\n\n## Actions\n\n{list}"
    )
}

/// A repository with these actions, committed.
fn committed(actions: &[&str]) -> Folder {
    let folder = Folder::new();
    folder.git(&["init", "-q", "-b", "main"]);
    folder.write(PATH, with_actions("final", actions));
    folder.commit_as("Kim", "2026-03-01");
    folder
}

fn messages(folder: &Folder, rule: &str, more: &[&str]) -> Vec<String> {
    let ran = lint(folder, rule, "2026-06-01", more);
    ran.out.lines().map(str::to_owned).collect()
}

#[test]
fn an_open_action_that_a_change_takes_out_is_told_until_it_is_committed() {
    let folder = committed(&ACTIONS);
    let vanished = |more: &[&str]| messages(&folder, "vanished-action", more);
    assert!(vanished(&[]).is_empty());
    folder.write(PATH, with_actions("final", &ACTIONS[2..]));
    let two = [
        "incidents/a.md:11:4: error[vanished-action] A-7kq2, “Limit the connection pool of checkout to 80”, was open and is gone",
        "incidents/a.md:11:4: warning[vanished-action] “Page the owner of checkout when the pool is 90 % full” was open and is gone",
    ];
    assert_eq!(vanished(&[]), two, "the work tree");
    assert!(vanished(&["--staged"]).is_empty(), "not the index");
    folder.git(&["add", "."]);
    folder.write(PATH, with_actions("final", &ACTIONS));
    assert_eq!(vanished(&["--staged"]), two, "the index");
    assert!(vanished(&[]).is_empty(), "not the work tree");
    folder.write(PATH, with_actions("final", &ACTIONS[2..]));
    folder.git(&["switch", "-q", "-c", "change"]);
    folder.commit_as("Kim", "2026-03-02");
    assert!(vanished(&[]).is_empty(), "committed");
    assert_eq!(vanished(&["--rev", "HEAD"]), two, "what a commit did");
    folder.write("README.md", "# Shop\n");
    folder.commit_as("Kim", "2026-03-03");
    assert!(vanished(&["--rev", "HEAD"]).is_empty());
    assert_eq!(
        vanished(&["--changed-since", "main"]),
        two,
        "a pull request"
    );
}

#[test]
fn what_is_moved_or_renamed_has_not_vanished() {
    let folder = committed(&ACTIONS);
    let vanished = || messages(&folder, "vanished-action", &[]);
    folder.git(&["mv", PATH, "incidents/b.md"]);
    assert!(vanished().is_empty(), "renamed");
    folder.write("incidents/b.md", with_actions("final", &ACTIONS[1..]));
    let one = vanished();
    assert_eq!(one.len(), 1, "renamed, and one is gone");
    assert!(one[0].starts_with("incidents/b.md:11:4: error[vanished-action] A-7kq2"));
    folder.write("incidents/c.md", with_actions("draft", &ACTIONS[..1]));
    assert!(vanished().is_empty(), "moved into a new file");
}

#[test]
fn an_action_that_is_open_again_or_put_off_is_told_with_its_commit() {
    let folder = committed(&ACTIONS[..1]);
    let done = ACTIONS[0].replace("[ ]", "[x]");
    let later = |day: &str| ACTIONS[0].replace("2026-05-15", day);
    let write = |action: &str| folder.write(PATH, with_actions("final", &[action]));
    write(&done);
    folder.commit_as("Kim", "2026-03-10");
    write(&later("2026-05-31"));
    folder.commit_as("Kim", "2026-03-20");
    let commit = String::from_utf8(folder.read(".git/refs/heads/main")).expect("a name");
    let commit = commit.get(..8).expect("a name");
    assert_eq!(
        messages(&folder, "reopened-action", &[]),
        [format!(
            "incidents/a.md:13:18: info[reopened-action] “Limit the connection pool of checkout to 80” was done on 2026-03-10 and is open again since 2026-03-20 ({commit})"
        )]
    );
    let slipped = || messages(&folder, "slipped-due-date", &[]);
    assert_eq!(
        slipped(),
        [format!(
            "incidents/a.md:13:68: info[slipped-due-date] “Limit the connection pool of checkout to 80” was due on 2026-05-15 and was put off on 2026-03-20 ({commit})"
        )]
    );
    write(&later("2026-06-30"));
    assert_eq!(
        slipped(),
        [
            "incidents/a.md:13:68: warning[slipped-due-date] “Limit the connection pool of checkout to 80” was due on 2026-05-15 and was put off 2 times, the last time on 2026-06-01 (not committed yet)"
        ]
    );
    folder.git(&["add", "."]);
    assert_eq!(
        messages(&folder, "slipped-due-date", &["--staged"]),
        [
            "incidents/a.md:13:68: info[slipped-due-date] “Limit the connection pool of checkout to 80” was due on 2026-05-31 and was put off on 2026-06-01 (not committed yet)"
        ],
        "what the next commit does"
    );
    folder.git(&["mv", PATH, "incidents/b.md"]);
    assert_eq!(slipped().len(), 1, "under another name");
    folder.write("incidents/b.md", with_actions("final", &[&done]));
    assert!(slipped().is_empty(), "done");
    assert!(messages(&folder, "reopened-action", &[]).is_empty());
}

#[test]
fn a_final_post_mortem_is_changed_with_a_reason() {
    let folder = committed(&ACTIONS);
    let write = |change: &dyn Fn(String) -> String| {
        folder.write(PATH, change(with_actions("final", &ACTIONS)));
    };
    let found = |rule: &str| messages(&folder, rule, &["--changed-since", "main"]).len();
    let both = || (found("rewritten-final"), found("lowered-severity"));
    folder.git(&["switch", "-q", "-c", "change"]);
    let story = |text: String| text.replace("has no limit", "had a limit of 400 connections");
    let severity = |text: String| text.replace("SEV2", "SEV4");
    write(&|text| severity(story(text)));
    assert_eq!(both(), (1, 1));
    folder.commit_as("Kim", "2026-03-02");
    assert_eq!(both(), (1, 1), "committed");
    write(&|text| severity(story(text)).replace("final", "final\namended: [why]"));
    assert_eq!(both(), (0, 0), "with a reason");
    write(&|text| severity(story(text)).replace("final", "review"));
    assert_eq!(both(), (0, 1), "taken back");
    write(&|text| text.replace("SEV2", "SEV1").replace("[ ]", "[x]"));
    assert_eq!(both(), (0, 0), "raised, and actions done");
}

#[test]
fn rules_on_the_history_say_what_they_cannot_know() {
    let whole = committed(&ACTIONS);
    whole.write(PATH, with_actions("final", &ACTIONS[1..]));
    whole.commit_as("Kim", "2026-03-10");
    let url = format!("file://{}", whole.path().display());
    let shallow = Folder::new();
    shallow.git(&["clone", "-q", "--depth", "1", &url, "."]);
    let plain = Folder::new();
    plain.write(PATH, with_actions("final", &ACTIONS));
    let notes = |folder: &Folder, rule: &str| {
        let ran = lint(folder, rule, "2026-06-01", &[PATH]);
        assert!(ran.out.is_empty(), "{}", ran.out);
        ran.err.contains(HISTORY)
    };
    for rule in ["reopened-action", "slipped-due-date"] {
        assert!(notes(&shallow, rule) && notes(&plain, rule), "{rule}");
        assert!(!notes(&whole, rule), "{rule}");
    }
    for rule in ["vanished-action", "rewritten-final", "lowered-severity"] {
        assert!(!notes(&shallow, rule), "{rule} has its base");
        assert!(notes(&plain, rule), "{rule}");
    }
    plain.git(&["init", "-q"]);
    for rule in ["vanished-action", "slipped-due-date", "lowered-severity"] {
        assert!(!notes(&plain, rule), "{rule}: everything is new");
    }
}

#[test]
fn many_documents_ask_for_one_history_at_once() {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    for at in 0..200 {
        let path = format!("incidents/{at}.md");
        folder.write(&path, with_actions("final", &ACTIONS));
    }
    folder.commit_as("Kim", "2026-03-01");
    for at in 0..200 {
        let path = format!("incidents/{at}.md");
        folder.write(&path, with_actions("final", &ACTIONS[2..]));
    }
    let rules = "vanished-action,slipped-due-date,reopened-action";
    assert_eq!(messages(&folder, rules, &[]).len(), 400);
}
