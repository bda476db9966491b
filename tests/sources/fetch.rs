//! What is not here is told with the command that fetches it, and that command does.

use std::process::Command;

use super::program::{Folder, Ran};
use super::{blamed, blaming, refused, repository, url};

const DOC: &str = "incidents/checkout.md";
const NEW: &str = "It was an operator error.";

/// A repository with `main` of three commits, and `topic`, which parts from the second and has two of its own.
fn origin() -> Folder {
    let folder = repository(&[(DOC, &blaming())]);
    folder.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    folder.git(&["config", "uploadpack.allowFilter", "true"]);
    let commit = |text: &str| {
        folder.write(DOC, text);
        folder.git(&["commit", "-qam", "Change"]);
    };
    commit(&format!("{}\nSecond.\n", blaming()));
    folder.git(&["checkout", "-qb", "topic"]);
    commit(&format!("{}\nSecond, on topic.\n", blaming()));
    commit(&format!("{}\nSecond, on topic.\n\n{NEW}\n", blaming()));
    folder.git(&["checkout", "-q", "main"]);
    folder.write("incidents/on-main.md", blaming());
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "On main"]);
    folder
}

fn clone(origin: &Folder, args: &[&str]) -> Folder {
    let clone = Folder::new();
    let url = url(origin.path());
    clone.git(&[&["clone", "-q"], args, &[&url, "."]].concat());
    clone
}

fn since(folder: &Folder, rev: &str) -> Ran {
    folder.whys(&["lint", "--format", "concise", "--changed-since", rev])
}

/// Runs the command that a help names.
fn run(folder: &Folder, help: &str) {
    let command = help.split('`').nth(1).expect("a command");
    let mut words = command.split(' ');
    let mut program = Command::new(words.next().expect("a program"));
    let done = program
        .args(words)
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .output();
    let done = done.expect("it starts");
    assert!(done.status.success(), "{command}: {done:?}");
}

fn id(folder: &Folder, rev: &str) -> String {
    let mut git = Command::new("git");
    let output = git
        .args(["rev-parse", rev])
        .current_dir(folder.path())
        .output();
    String::from_utf8(output.expect("Git starts").stdout)
        .expect("UTF-8")
        .trim()
        .to_owned()
}

/// Refused with these words, and after the command as in a whole clone.
fn mended(folder: &Folder, rev: &str, message: &str, command: &str) {
    let (error, help) = refused(&since(folder, rev));
    assert_eq!(
        (error, help.as_str()),
        (format!("{rev}: {message}"), command)
    );
    run(folder, &help);
    assert_eq!(blamed(&since(folder, rev)), ["incidents/checkout.md:13"]);
}

const NOT_HERE: &str = "there is no such revision here";

#[test]
fn the_base_of_a_clone_of_one_branch() {
    let origin = origin();
    let clone = clone(&origin, &["--single-branch", "--branch", "topic"]);
    let command = "`git fetch origin +refs/heads/main:refs/remotes/origin/main` fetches it";
    mended(&clone, "origin/main", NOT_HERE, command);
}

#[test]
fn the_base_of_a_shallow_clone() {
    let origin = origin();
    let clone = clone(&origin, &["--depth", "1", "--branch", "topic"]);
    let command =
        "`git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main` fetches it";
    mended(&clone, "origin/main", NOT_HERE, command);
}

#[test]
fn a_base_named_by_its_hash() {
    let origin = origin();
    let main = id(&origin, "main");
    let clone = clone(&origin, &["--depth", "1", "--branch", "topic"]);
    let command = format!("`git fetch --unshallow origin {main}` fetches it");
    mended(&clone, &main, NOT_HERE, &command);
}

#[test]
fn the_merge_base_of_a_shallow_clone() {
    let origin = origin();
    let clone = clone(
        &origin,
        &["--depth", "1", "--no-single-branch", "--branch", "topic"],
    );
    let command = "`git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main` fetches what is missing";
    let message = "this shallow clone does not hold the commit at which it and HEAD part";
    mended(&clone, "origin/main", message, command);
}

#[test]
fn a_commit_behind_the_end_of_a_shallow_clone() {
    let origin = origin();
    let clone = clone(&origin, &["--depth", "1", "--branch", "topic"]);
    mended(
        &clone,
        "HEAD~2",
        NOT_HERE,
        "`git fetch --unshallow origin` fetches its history",
    );
}

#[test]
fn a_branch_that_only_the_remote_has() {
    let origin = origin();
    let clone = clone(&origin, &["--branch", "topic"]);
    let (error, help) = refused(&since(&clone, "main"));
    assert_eq!(
        (error.as_str(), help.as_str()),
        (
            "main: there is no such revision here",
            "did you mean `origin/main`?"
        )
    );
    let (_, help) = refused(&since(&clone, "HEAD~9"));
    assert_eq!(help, "its history is shorter; `git log --oneline` shows it");
}

#[test]
fn histories_that_have_nothing_in_common() {
    let folder = repository(&[(DOC, &blaming())]);
    folder.git(&["checkout", "-q", "--orphan", "other"]);
    folder.write("notes.txt", "");
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "Begin"]);
    let (error, help) = refused(&since(&folder, "main"));
    assert_eq!(error, "main: it and HEAD have no commit in common");
    assert_eq!(help, "name a revision of the same history");
}

/// Nothing is fetched on the way: a partial clone says what it lacks.
#[test]
fn what_a_partial_clone_left_out() {
    let origin = origin();
    let clone = clone(&origin, &["--filter", "blob:none", "--branch", "topic"]);
    assert_eq!(
        blamed(&clone.whys(&["lint", "--format", "concise", "--rev", "HEAD"])).len(),
        2
    );
    let (error, help) = refused(&since(&clone, "origin/main"));
    assert_eq!(error, "incidents/checkout.md: is not in this partial clone");
    assert_eq!(
        help,
        "`git fetch --refetch --no-filter origin` fetches what is left out"
    );
    run(&clone, &help);
    assert_eq!(
        blamed(&since(&clone, "origin/main")),
        ["incidents/checkout.md:13"]
    );
}
