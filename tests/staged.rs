//! `whys lint --staged`: exactly what the next commit holds.

mod program;

use program::{DOCUMENT, Folder, rules};

const BAD: &str = "incidents/bad.md";

fn with_warning() -> String {
    DOCUMENT.replace(
        "The pool of connections had no limit.",
        "It was human error.",
    )
}

fn staged(folder: &Folder, args: &[&str]) -> Vec<String> {
    let ran = folder.whys(&[&["lint", "--staged", "--format", "json"], args].concat());
    assert!(ran.code < 2, "{}", ran.err);
    let mut rules = rules(&ran);
    rules.retain(|rule| rule == "human-error");
    rules
}

fn repository() -> Folder {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write("incidents/old.md", with_warning());
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "Begin"]);
    folder
}

#[test]
fn only_what_changed_is_read_and_as_it_was_staged() {
    let folder = repository();
    assert_eq!(staged(&folder, &[]), Vec::<String>::new());
    folder.write(BAD, with_warning());
    assert_eq!(staged(&folder, &[]), Vec::<String>::new());
    folder.git(&["add", "."]);
    folder.write(BAD, DOCUMENT);
    assert_eq!(staged(&folder, &[]), ["human-error"]);
    folder.git(&["add", "."]);
    folder.write(BAD, with_warning());
    assert_eq!(staged(&folder, &[]), Vec::<String>::new());
}

#[test]
fn before_the_first_commit_everything_is_new() {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write(BAD, with_warning());
    folder.write("notes.md", with_warning().replace("## Impact", "## Notes"));
    folder.git(&["add", "."]);
    assert_eq!(staged(&folder, &[]), ["human-error"]);
}

#[test]
fn named_files_are_read_as_they_stand_in_the_index() {
    let folder = repository();
    folder.write("incidents/old.md", DOCUMENT);
    assert_eq!(staged(&folder, &["incidents/old.md"]), ["human-error"]);
    folder.write(BAD, with_warning());
    let ran = folder.whys(&["lint", "--staged", BAD]);
    assert_eq!(ran.code, 2);
    let error = "error: incidents/bad.md: is not in the index\n help: `git add` it, or leave out --staged\n";
    assert!(ran.err.starts_with(error), "{}", ran.err);
}

#[test]
fn below_a_named_folder_only_what_changed_is_read() {
    let folder = repository();
    folder.write(BAD, with_warning());
    folder.write("outages/other.md", with_warning());
    folder.git(&["add", "."]);
    assert_eq!(staged(&folder, &["incidents"]), ["human-error"]);
    assert_eq!(staged(&folder, &["."]).len(), 2);
}

#[test]
fn deleted_files_and_links_are_left_out() {
    let folder = repository();
    folder.git(&["rm", "-q", "incidents/old.md"]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", folder.path().join("incident.md")).expect("a link");
    folder.git(&["add", "."]);
    let ran = folder.whys(&["lint", "--staged"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
}

#[test]
fn a_picture_that_is_not_staged_is_missing() {
    let folder = repository();
    folder.write("incidents/graph.png", "");
    folder.write(BAD, format!("{DOCUMENT}\n![Errors](graph.png)\n"));
    folder.git(&["add", BAD]);
    let lint = |folder: &Folder| rules(&folder.whys(&["lint", "--staged", "--format", "json"]));
    assert!(lint(&folder).contains(&"missing-image".to_owned()));
    folder.git(&["add", "."]);
    assert!(!lint(&folder).contains(&"missing-image".to_owned()));
}

/// `git commit -a` and `git commit FILE` make an index of their own for the hook.
#[cfg(unix)]
#[test]
fn a_hook_sees_the_index_of_its_commit() {
    use std::os::unix::fs::PermissionsExt;
    let folder = repository();
    let hook = format!(
        "#!/bin/sh\nexec '{}' lint --staged --format concise --fail-on warning > hook.txt\n",
        env!("CARGO_BIN_EXE_whys")
    );
    let path = folder.write(".git/hooks/pre-commit", hook);
    std::fs::set_permissions(path, PermissionsExt::from_mode(0o755)).expect("a mode");
    folder.write("incidents/old.md", with_warning() + "\nMore.\n");
    folder.write("incidents/other.md", DOCUMENT);
    folder.git(&["add", "incidents/other.md"]);
    folder.git(&["commit", "-qm", "Add", "incidents/other.md"]);
    let seen = String::from_utf8(folder.read("hook.txt")).expect("UTF-8");
    assert!(
        seen.contains("other.md") && !seen.contains("human-error"),
        "{seen}"
    );
    let mut commit = std::process::Command::new("git");
    commit.args([
        "-c",
        "user.name=Ana",
        "-c",
        "user.email=a@b.example",
        "commit",
        "-qam",
        "Change",
    ]);
    let commit = commit
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .output();
    assert!(!commit.expect("Git starts").status.success());
    let seen = String::from_utf8(folder.read("hook.txt")).expect("UTF-8");
    assert!(seen.contains("old.md:9:8: warning[human-error]"), "{seen}");
}

#[test]
fn outside_a_repository_there_is_no_index() {
    let folder = Folder::new();
    let ran = folder.whys(&["lint", "--staged"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("help: run whys inside a repository"),
        "{}",
        ran.err
    );
}

/// libgit2 cannot read these; Git itself can.
#[test]
fn formats_that_the_library_cannot_read() {
    for format in [&["--object-format=sha256"][..], &[]] {
        let folder = Folder::new();
        folder.git(&[&["init", "-q"], format].concat());
        folder.write("incidents/old.md", with_warning());
        folder.git(&["add", "."]);
        folder.git(&["commit", "-qm", "Begin"]);
        if format.is_empty() {
            folder.git(&["update-index", "--split-index"]);
        }
        assert_eq!(staged(&folder, &[]), Vec::<String>::new());
        folder.write(BAD, with_warning());
        folder.git(&["add", "."]);
        folder.write(BAD, DOCUMENT);
        assert_eq!(staged(&folder, &[]), ["human-error"]);
        assert_eq!(staged(&folder, &["incidents/old.md"]), ["human-error"]);
    }
}
