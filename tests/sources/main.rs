//! Where text comes from: the work tree, the index, commits, and what changed between them; in repositories of every kind.

#[path = "../program/mod.rs"]
mod program;

mod changed_since;
mod fetch;
mod history;
mod index;
mod kinds;
mod revision;

use std::path::Path;

use program::{DOCUMENT, Folder, Ran};

const HUMAN_ERROR: &str = "It was human error.";

/// A post-mortem with one finding of human-error.
fn blaming() -> String {
    DOCUMENT.replace("The pool of connections had no limit.", HUMAN_ERROR)
}

/// A repository with the branch `main` and one commit of these files.
fn repository(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::new();
    folder.git(&["init", "-q", "-b", "main"]);
    for (name, text) in files {
        folder.write(name, text);
    }
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "Begin"]);
    folder
}

/// Runs whys in a folder below.
fn run_in(folder: &Folder, below: &str, args: &[&str]) -> Ran {
    let mut command = folder.command(args);
    command.current_dir(folder.path().join(below));
    let output = command.output().expect("whys ends");
    Ran {
        code: output.status.code().expect("an exit code"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// The places of the findings of human-error, as `path:line`.
fn blamed(ran: &Ran) -> Vec<String> {
    assert!(ran.code < 2, "{}", ran.err);
    let lines = ran
        .out
        .lines()
        .filter(|line| line.contains("[human-error]"));
    let places = lines.map(|line| line.splitn(3, ':').take(2).collect::<Vec<_>>().join(":"));
    places.collect()
}

/// The findings of human-error of `lint` with these arguments.
fn lint(folder: &Folder, args: &[&str]) -> Vec<String> {
    blamed(&folder.whys(&[&["lint", "--format", "concise"], args].concat()))
}

/// What `error:` and `help:` say.
fn refused(ran: &Ran) -> (String, String) {
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    let part = |name: &str| {
        let mut lines = ran
            .err
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix(name));
        lines.next().unwrap_or_default().to_owned()
    };
    (part("error: "), part("help: "))
}

/// The address of a repository as a remote that Git does not read by its path.
fn url(path: &Path) -> String {
    format!("file://{}", path.display())
}
