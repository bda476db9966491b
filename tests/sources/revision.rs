//! `--rev` reads a commit, and the work tree is not asked.

use super::program::DOCUMENT;
use super::{blaming, lint, refused, repository, run_in};

const DOC: &str = "incidents/checkout.md";

#[test]
fn documents_and_what_lies_beside_them_are_those_of_the_commit() {
    let with_picture = format!("{}\n![Errors](graph.png)\n", blaming());
    let folder = repository(&[(DOC, &with_picture), ("incidents/graph.png", "x")]);
    folder.git(&["tag", "before"]);
    folder.write("whys.toml", "[rules.human-error]\nseverity = \"error\"\n");
    folder.write("incidents/later.md", blaming());
    folder.git(&["add", "."]);
    folder.git(&["rm", "-q", "incidents/graph.png"]);
    folder.git(&["commit", "-qm", "Change"]);
    folder.git(&["tag", "after"]);
    folder.write(DOC, DOCUMENT);
    folder.write("whys.toml", "no configuration at all");
    let at = |rev: &str, args: &[&str]| {
        let ran = folder.whys(&[&["lint", "--format", "concise", "--rev", rev], args].concat());
        assert!(ran.code < 2, "{}", ran.err);
        (ran.code, ran.out)
    };
    let (code, before) = at("before", &[]);
    assert!(
        code == 0 && before.contains(":9:8: warning[human-error]"),
        "{before}"
    );
    assert!(
        !before.contains("later.md") && !before.contains("graph.png"),
        "{before}"
    );
    let (code, after) = at("after", &[]);
    assert!(
        code == 1 && after.contains(":9:8: error[human-error]"),
        "{after}"
    );
    assert!(
        after.contains("later.md") && after.contains("graph.png"),
        "{after}"
    );
    assert_eq!(at("after~1", &[]), (0, before));
    // A named file, and a folder.
    assert_eq!(
        lint(&folder, &["--rev", "after", DOC]),
        ["incidents/checkout.md:9"]
    );
    assert_eq!(lint(&folder, &["--rev", "after", "incidents"]).len(), 2);
    let (error, help) = refused(&folder.whys(&["lint", "--rev", "before", "incidents/later.md"]));
    assert_eq!(error, "incidents/later.md: is not in before");
    assert_eq!(help, "`git ls-tree -r --name-only before` lists what is");
}

#[test]
fn paths_are_those_of_the_current_folder() {
    let folder = repository(&[(DOC, &blaming()), ("outages/a.md", &blaming())]);
    std::fs::create_dir_all(folder.path().join("incidents")).expect("a folder");
    let ran = run_in(
        &folder,
        "incidents",
        &["lint", "--rev", "HEAD", "--format", "concise"],
    );
    assert!(
        ran.out.starts_with("checkout.md:") && !ran.out.contains("outages"),
        "{}",
        ran.out
    );
    let ran = run_in(
        &folder,
        "incidents",
        &["lint", "--rev", "HEAD", "--format", "concise", "../outages"],
    );
    assert!(ran.out.starts_with("../outages/a.md:"), "{}", ran.out);
}

#[test]
fn inspect_review_and_actions_read_a_commit_too() {
    let folder = repository(&[(
        DOC,
        &format!("{DOCUMENT}\n## Actions\n\n- [ ] Cap the pool at 10 (@kim)\n"),
    )]);
    folder.write(DOC, "# Nothing\n");
    let args = |command| [command, "--rev", "main", DOC];
    for command in ["inspect", "review", "actions"] {
        let ran = folder.whys(&args(command));
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(
            ran.out.contains("Cap the pool at 10"),
            "{command}: {}",
            ran.out
        );
    }
    // The file is not needed any more.
    std::fs::remove_dir_all(folder.path().join("incidents")).expect("a folder");
    let ran = folder.whys(&["actions", "--rev", "main"]);
    assert!(ran.out.contains("Cap the pool at 10"), "{}", ran.out);
    let (error, _) = refused(&folder.whys(&["review", "--rev", "main", "incidents"]));
    assert_eq!(error, "incidents: is a folder");
}

#[test]
fn what_cannot_be_done_with_a_commit_is_refused() {
    let folder = repository(&[(DOC, DOCUMENT)]);
    for args in [
        &["--rev", "main", "--fix"][..],
        &["--rev", "main", "--diff"],
        &["--rev", "main", "--write-baseline"],
        &["--rev", "main", "-"],
        &["--changed-since", "main", "--fix"],
        &["--rev", "main", "--staged"],
    ] {
        let ran = folder.whys(&[&["lint"], args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains("error:"), "{args:?}: {}", ran.err);
    }
    let blob = format!("main:{DOC}");
    let (error, help) = refused(&folder.whys(&["lint", "--rev", &blob]));
    assert_eq!(error, format!("main:{DOC}: is no commit"));
    assert_eq!(help, "name a commit, a branch or a tag");
    let (error, help) = refused(&folder.whys(&["lint", "--rev", "nope"]));
    assert_eq!(error, "nope: there is no such revision here");
    assert_eq!(help, "`git branch --all` and `git tag` list what is here");
    // What looks like an option is a name all the same.
    let (error, _) = refused(&folder.whys(&["lint", "--rev=--all"]));
    assert!(error.starts_with("--all: "), "{error}");
}

/// The history is that of the commit: who came later has not left.
#[test]
fn rules_on_history_see_the_history_of_the_commit() {
    let doc = "---\nstatus: final\n---\n# Checkout answered 503\n\n## Actions\n\n- [ ] Cap the pool at 10\n  - owner: @tom, due: 2026-07-01\n";
    let folder = repository(&[(DOC, doc)]);
    folder.commit_as("tom", "2024-01-01");
    folder.commit_as("tom", "2026-05-01");
    let departed = |rev| {
        let ran = folder.whys(&[
            "lint",
            "--select",
            "departed-owner",
            "--today",
            "2026-06-01",
            "--format",
            "concise",
            "--rev",
            rev,
        ]);
        ran.out.contains("has committed nothing since 2024-01-01")
    };
    assert!(departed("main~1"));
    assert!(!departed("main"));
}
