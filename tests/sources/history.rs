//! What happened to the actions, as `actions` reads it from commits: of a revision, and in repositories of every kind.

use super::program::{Folder, Ran};
use super::{refused, run_in, url};

const DOC: &str = "incidents/checkout.md";
const TODAY: &str = "2026-06-01";

fn document(due: &str, rest: &str) -> String {
    format!(
        "---\nstatus: final\n---\n# Checkout answered 503\n\n## Actions\n\n- [ ] Cap the pool at 10\n  - owner: @kim, due: {due}\n{rest}"
    )
}

/// Three commits: an action, its due date moved, another action in its place.
fn followed() -> Folder {
    let folder = Folder::new();
    folder.git(&["init", "-q", "-b", "main"]);
    folder.write(DOC, document("2026-03-01", ""));
    folder.commit_as("kim", "2026-02-01");
    folder.write(DOC, document("2026-05-01", ""));
    folder.commit_as("kim", "2026-03-01");
    let other = "- [ ] Page when the queue is older than 10 min\n";
    folder.write(
        DOC,
        document("2026-05-01", other).replace(
            "- [ ] Cap the pool at 10\n  - owner: @kim, due: 2026-05-01\n",
            "",
        ),
    );
    folder.commit_as("kim", "2026-04-01");
    folder
}

fn json(ran: Ran) -> serde_json::Value {
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

const ARGS: [&str; 6] = ["actions", "--all", "--format", "json", "--today", TODAY];

/// What is known of the actions of a revision: text, since when it is open, how often it slipped.
fn known(folder: &Folder, below: &str, args: &[&str]) -> Vec<(String, String, usize)> {
    let all = json(run_in(folder, below, &[&ARGS, args].concat()));
    let actions = all["actions"].as_array().expect("a list").iter();
    let facts = actions.map(|one| {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let slips = one["history"]["slips"].as_array().map_or(0, Vec::len);
        (
            text(&one["text"]),
            text(&one["history"]["opened"]["on"]),
            slips,
        )
    });
    facts.collect()
}

fn capped(slips: usize) -> Vec<(String, String, usize)> {
    vec![(
        "Cap the pool at 10".to_owned(),
        "2026-02-01".to_owned(),
        slips,
    )]
}

fn paged() -> Vec<(String, String, usize)> {
    let text = "Page when the queue is older than 10 min";
    vec![(text.to_owned(), "2026-04-01".to_owned(), 0)]
}

#[test]
fn the_history_of_a_commit_ends_with_it() {
    let folder = followed();
    // Before anything is kept of a run, and after it.
    for _ in 0..2 {
        assert_eq!(known(&folder, ".", &["--rev", "main~2"]), capped(0));
        assert_eq!(known(&folder, ".", &["--rev", "main~1"]), capped(1));
        assert_eq!(known(&folder, ".", &[]), paged());
    }
    // What lies in the work tree is not asked.
    std::fs::remove_dir_all(folder.path().join("incidents")).expect("a folder");
    assert_eq!(known(&folder, ".", &["--rev", "main~1"]), capped(1));
    let happened = |rev: &str| {
        let args = [&ARGS[2..], &["--since", "main~2", "--rev", rev]].concat();
        let all = json(folder.whys(&[&["actions"], &args[..]].concat()));
        let events = all["happened"].as_array().expect("a list").iter();
        events
            .map(|one| one["event"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(happened("main~1"), ["slipped"]);
    assert_eq!(happened("main"), ["vanished", "opened"]);
}

/// What was kept of a later commit is not the history of an earlier one.
#[test]
fn an_earlier_commit_that_is_checked_out_has_no_later_history() {
    let folder = followed();
    assert_eq!(known(&folder, ".", &[]), paged());
    folder.git(&["checkout", "-q", "main~2"]);
    assert_eq!(known(&folder, ".", &[]), capped(0));
    let since = json(folder.whys(&[&ARGS[..1], &ARGS[2..], &["--since", "2026-02-15"]].concat()));
    assert_eq!(
        since["happened"].as_array().map(Vec::len),
        Some(0),
        "{since}"
    );
    folder.git(&["checkout", "-q", "main"]);
    assert_eq!(known(&folder, ".", &[]), paged());
}

#[test]
fn bare_repositories_and_linked_work_trees_have_a_history() {
    let folder = followed();
    folder.git(&["clone", "-q", "--bare", ".", "bare.git"]);
    assert_eq!(known(&folder, "bare.git", &["--rev", "main~1"]), capped(1));
    assert_eq!(known(&folder, "bare.git", &["--rev", "main"]), paged());
    folder.git(&["worktree", "add", "-q", "--detach", "linked", "main~1"]);
    assert_eq!(known(&folder, "linked", &[]), capped(1));
    assert_eq!(known(&folder, "linked", &["--rev", "main"]), paged());
    assert_eq!(known(&folder, ".", &["incidents"]), paged());
}

#[test]
fn a_submodule_has_the_history_of_its_own_repository() {
    let inner = followed();
    let outer = Folder::new();
    outer.git(&["init", "-q", "-b", "main"]);
    let inner_url = url(inner.path());
    let add = [
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
    ];
    outer.git(&[&add[..], &[&inner_url, "inner"]].concat());
    outer.commit_as("kim", "2026-05-20");
    assert_eq!(known(&outer, ".", &["inner"]), paged());
    assert_eq!(known(&outer, "inner", &["--rev", "HEAD~1"]), capped(1));
    assert_eq!(known(&outer, ".", &["--rev", "main"]), []);
}

#[test]
fn a_partial_clone_says_that_its_history_is_not_all_here() {
    let folder = followed();
    folder.git(&["config", "uploadpack.allowFilter", "true"]);
    let clone = Folder::new();
    clone.git(&["clone", "-q", "--filter=tree:0", &url(folder.path()), "."]);
    let ran = clone.whys(&ARGS);
    let told = "what happened to the actions is not known: .: its history is not all here";
    assert!(ran.code == 0 && ran.err.contains(told), "{}", ran.err);
    assert!(ran.out.contains("Page when the queue"), "{}", ran.out);
    let (error, help) = refused(&clone.whys(&["actions", "--since", "HEAD"]));
    assert!(
        error.starts_with(".: its history is not all here"),
        "{error}"
    );
    assert!(help.contains("git fetch --refetch --no-filter"), "{help}");
}

#[test]
fn an_earlier_version_that_a_partial_clone_left_out_is_not_taken_for_none() {
    let folder = followed();
    folder.git(&["config", "uploadpack.allowFilter", "true"]);
    let clone = Folder::new();
    let url = url(folder.path());
    clone.git(&["clone", "-q", "--filter=blob:none", &url, "."]);
    let ran = clone.whys(&ARGS);
    let told = format!(
        "what happened to the actions is not known: an earlier version of {DOC}: is not in this partial clone"
    );
    assert!(ran.code == 0 && ran.err.contains(&told), "{}", ran.err);
    let (error, help) = refused(&clone.whys(&["actions", "--since", "HEAD~1"]));
    assert!(error.ends_with("is not in this partial clone"), "{error}");
    clone.git(&fetching(&help));
    assert_eq!(known(&clone, ".", &[]), paged());
}

/// The words of the Git command that a help names.
fn fetching(help: &str) -> Vec<&str> {
    let command = help.split('`').nth(1).expect("a command");
    command.split(' ').skip(1).collect()
}

/// The branch `topic` closes an action of `main` and opens one; the other side of an earlier merge opened one as well. `HEAD`
/// is the merge of both that a pull request is checked out as.
fn merged() -> Folder {
    let folder = followed();
    let write = |name: &str, action: &str, day: &str| {
        let text = document("2026-05-01", "").replace("Cap the pool at 10", action);
        folder.write(&format!("incidents/{name}.md"), text);
        folder.commit_as("kim", day);
    };
    let merge = |branch: &str, day: &str| {
        folder.git(&["merge", "-q", "--no-ff", "--no-commit", branch]);
        folder.commit_as("kim", day);
    };
    folder.git(&["checkout", "-q", "-b", "side", "HEAD~2"]);
    write("side", "Rotate the key each month", "2026-04-02");
    write("side-2", "Shed the load of crawlers", "2026-04-03");
    folder.git(&["checkout", "-q", "main"]);
    merge("side", "2026-04-04");
    write("later", "Alert on the length of the queue", "2026-04-05");
    folder.git(&["checkout", "-q", "-b", "topic"]);
    write("topic", "Drain the node before a deploy", "2026-04-06");
    let closed = document("2026-05-01", "").replace(
        "- [ ] Cap the pool at 10",
        "- [x] Rotate the key each month",
    );
    folder.write("incidents/side.md", closed);
    folder.commit_as("kim", "2026-04-07");
    folder.git(&["checkout", "-q", "main"]);
    write("main", "Split the pool by caller", "2026-04-08");
    folder.git(&["checkout", "-q", "--detach"]);
    merge("topic", "2026-04-09");
    folder.git(&["update-ref", "refs/pull/1/merge", "HEAD"]);
    folder.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    folder
}

/// What happened since a revision, as an event and an action each.
fn happened(folder: &Folder, below: &str, since: &str) -> Vec<String> {
    let args = ["--since", since, "incidents"];
    let ran = run_in(folder, below, &[&ARGS[..], &args].concat());
    let all = json(ran);
    let events = all["happened"].as_array().expect("a list").iter();
    let mut told: Vec<String> = events
        .map(|one| format!("{} {}", one["event"], one["action"]["text"]).replace('"', ""))
        .collect();
    told.sort();
    told
}

#[test]
fn a_history_is_known_as_far_as_a_shallow_clone_goes() {
    let origin = merged();
    let url = url(origin.path());
    let all = [
        "closed Rotate the key each month",
        "opened Drain the node before a deploy",
    ];
    for (deeper, expected) in [
        ("1", &all[..0]),
        ("2", &all[..1]),
        ("3", &all),
        ("4", &all),
        ("5", &all),
    ] {
        let clone = Folder::new();
        clone.git(&["init", "-q"]);
        clone.git(&["remote", "add", "origin", &url]);
        clone.git(&["fetch", "-q", "--depth=1", "origin", "refs/pull/1/merge"]);
        clone.git(&["checkout", "-q", "FETCH_HEAD"]);
        clone.git(&["fetch", "-q", "--depth=1", "origin", "main:main"]);
        clone.git(&[
            "fetch",
            "-q",
            &format!("--deepen={deeper}"),
            "origin",
            "main",
            "refs/pull/1/merge",
        ]);
        clone.git(&["worktree", "add", "-q", "--detach", "linked"]);
        for below in [".", "linked"] {
            let since = ["actions", "--since", "main", "--today", TODAY];
            let ran = run_in(&clone, below, &since);
            let is_told = ran.err.contains("the history here begins on 2026-0");
            assert_eq!(
                (ran.code, is_told),
                (0, deeper != "5"),
                "{deeper} {below}: {}",
                ran.err
            );
            assert_eq!(
                happened(&clone, below, "main"),
                expected,
                "{deeper} {below}"
            );
        }
    }
}

#[test]
fn what_is_fetched_later_is_followed() {
    let origin = followed();
    let clone = Folder::new();
    clone.git(&["clone", "-q", "--depth", "1", &url(origin.path()), "."]);
    let is_older = || json(clone.whys(&ARGS))["actions"][0]["history"]["may_be_older"].clone();
    assert_eq!(is_older(), true);
    clone.git(&["fetch", "-q", "--unshallow"]);
    assert_eq!(is_older(), false);
}

/// libgit2 cannot read these: the actions are listed all the same, and why nothing is known of their past is said.
#[test]
fn a_history_in_a_format_that_cannot_be_read() {
    for (format, what) in [
        ("--object-format=sha256", "sha256"),
        ("--ref-format=reftable", "refstorage"),
    ] {
        let folder = Folder::new();
        folder.git(&["init", "-q", "-b", "main", format]);
        folder.write(DOC, document("2026-03-01", ""));
        folder.git(&["add", "."]);
        folder.git(&["commit", "-qm", "Begin"]);
        for args in [&[][..], &["--rev", "main"]] {
            let ran = folder.whys(&[&ARGS, args].concat());
            let told = "what happened to the actions is not known: .: libgit2, by which whys reads a history, cannot read it: ";
            assert!(
                ran.err.contains(told) && ran.err.contains(what),
                "{}",
                ran.err
            );
            assert!(
                ran.code == 0 && ran.out.contains("Cap the pool at 10"),
                "{}",
                ran.out
            );
        }
        let (error, _) = refused(&folder.whys(&["actions", "--since", "main"]));
        assert!(error.contains(what), "{error}");
    }
}

#[test]
fn before_the_first_commit_the_actions_are_new() {
    let folder = Folder::new();
    folder.git(&["init", "-q", "-b", "main"]);
    folder.write(DOC, document("2026-03-01", ""));
    let ran = folder.whys(&ARGS);
    assert_eq!(
        (ran.code, ran.out.contains("Cap the pool at 10")),
        (0, true),
        "{}",
        ran.err
    );
    let (error, _) = refused(&folder.whys(&["actions", "--rev", "HEAD"]));
    assert_eq!(error, "HEAD: there is no commit yet");
}

#[test]
fn several_repositories_have_no_revision_in_common() {
    let folder = followed();
    let ran = folder.whys(&["actions", "--rev", "main", "--repo", "."]);
    assert_eq!(ran.code, 2, "{}", ran.err);
}
