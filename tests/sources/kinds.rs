//! Repositories of every kind.

use super::program::{DOCUMENT, Folder};
use super::{blamed, blaming, lint, refused, repository, run_in, url};

const DOC: &str = "incidents/checkout.md";
const NEW: &str = "It was an operator error.";

/// The three ways of reading Git, in a repository with `main` and one commit on `topic` after it that adds [`NEW`], which is
/// checked out and then mended in the work tree.
fn assert_reads(folder: &Folder) {
    folder.git(&["checkout", "-qb", "topic"]);
    folder.write(DOC, format!("{}\n{NEW}\n", blaming()));
    folder.git(&["commit", "-qam", "Change"]);
    folder.write(DOC, DOCUMENT);
    let at = |line: u32| format!("{DOC}:{line}");
    assert_eq!(lint(folder, &["--rev", "main"]), [at(9)]);
    assert_eq!(lint(folder, &["--rev", "topic"]), [at(9), at(11)]);
    assert_eq!(lint(folder, &["--staged", DOC]), [at(9), at(11)]);
    assert_eq!(
        lint(folder, &["--changed-since", "main", "--rev", "HEAD"]),
        [at(11)]
    );
    assert_eq!(
        lint(folder, &["--changed-since", "main", "--staged"]),
        [at(11)]
    );
    assert_eq!(
        lint(folder, &["--changed-since", "main"]),
        Vec::<String>::new()
    );
    let (error, _) = refused(&folder.whys(&["lint", "--rev", "nope"]));
    assert_eq!(error, "nope: there is no such revision here");
    let blob = format!("main:{DOC}");
    let (error, _) = refused(&folder.whys(&["lint", "--rev", &blob]));
    assert_eq!(error, format!("{blob}: is no commit"));
}

#[test]
fn a_plain_one() {
    assert_reads(&repository(&[(DOC, &blaming())]));
}

/// libgit2 cannot read these, Git itself can.
#[test]
fn hashes_of_the_longer_kind_and_references_in_tables() {
    for format in ["--object-format=sha256", "--ref-format=reftable"] {
        let folder = Folder::new();
        folder.git(&["init", "-q", "-b", "main", format]);
        folder.write(DOC, blaming());
        folder.git(&["add", "."]);
        folder.git(&["commit", "-qm", "Begin"]);
        assert_reads(&folder);
    }
}

#[test]
fn where_there_is_no_git_to_read_what_the_library_cannot_that_is_said() {
    let folder = Folder::new();
    folder.git(&["init", "-q", "--object-format=sha256"]);
    folder.write(DOC, blaming());
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "Begin"]);
    for args in [&["lint", "--rev", "HEAD"][..], &["lint", "--staged"]] {
        let ran = folder.run(args, &[("PATH", "")], b"");
        let (error, help) = refused(&ran);
        assert!(
            error.contains("unsupported extension") || error.contains("unknown object format"),
            "{error}"
        );
        assert_eq!(
            help,
            "libgit2 cannot read a repository of this format, and there is no `git` that can; name files alone"
        );
    }
    let ran = folder.run(&["lint", "--format", "concise", DOC], &[("PATH", "")], b"");
    assert_eq!(blamed(&ran).len(), 1);
}

#[test]
fn a_bare_one() {
    let work = repository(&[
        (DOC, &blaming()),
        ("whys.toml", "[rules.human-error]\nseverity = \"error\"\n"),
    ]);
    work.git(&["checkout", "-qb", "topic"]);
    work.write("incidents/other.md", blaming());
    work.git(&["add", "."]);
    work.git(&["commit", "-qm", "Add"]);
    let bare = Folder::new();
    bare.git(&["clone", "-q", "--bare", &url(work.path()), "repository.git"]);
    let within = |args: &[&str]| run_in(&bare, "repository.git", args);
    let ran = within(&["lint", "--rev", "topic", "--format", "concise"]);
    assert_eq!(
        (ran.code, blamed(&ran)),
        (
            1,
            vec![
                "incidents/checkout.md:9".to_owned(),
                "incidents/other.md:9".to_owned()
            ]
        )
    );
    let ran = within(&[
        "lint",
        "--changed-since",
        "main",
        "--rev",
        "topic",
        "--format",
        "concise",
    ]);
    assert_eq!(blamed(&ran), ["incidents/other.md:9"]);
    // Told by a variable, paths are those below the current folder.
    let git_dir = bare.path().join("repository.git");
    let variables = [("GIT_DIR", git_dir.to_str().expect("UTF-8"))];
    let ran = bare.run(
        &["lint", "--rev", "main", "--format", "concise"],
        &variables,
        b"",
    );
    assert_eq!(blamed(&ran), ["incidents/checkout.md:9"]);
    let (error, help) = refused(&within(&["lint", "--staged"]));
    assert!(
        error.ends_with("is a bare repository and stages nothing"),
        "{error}"
    );
    assert_eq!(
        help,
        "run whys in a work tree, or name a commit: --rev HEAD"
    );
}

#[test]
fn a_linked_work_tree_has_an_index_and_a_head_of_its_own() {
    let folder = repository(&[(DOC, DOCUMENT)]);
    folder.git(&["worktree", "add", "-q", "-b", "topic", "linked"]);
    folder.write(&format!("linked/{DOC}"), blaming());
    folder.git(&["-C", "linked", "add", "."]);
    let within = |args: &[&str]| {
        blamed(&run_in(
            &folder,
            "linked",
            &[&["lint", "--format", "concise"], args].concat(),
        ))
    };
    assert_eq!(within(&["--staged"]), ["incidents/checkout.md:9"]);
    assert_eq!(lint(&folder, &["--staged"]), Vec::<String>::new());
    folder.git(&["-C", "linked", "commit", "-qm", "Change"]);
    assert_eq!(within(&["--rev", "HEAD"]), ["incidents/checkout.md:9"]);
    assert_eq!(
        within(&["--changed-since", "main"]),
        ["incidents/checkout.md:9"]
    );
    assert_eq!(lint(&folder, &["--rev", "HEAD"]), Vec::<String>::new());
}

#[test]
fn a_submodule_is_a_repository_of_its_own() {
    let inner = repository(&[(DOC, &blaming())]);
    let outer = repository(&[("incidents/outer.md", &blaming())]);
    outer.git(&[
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        &url(inner.path()),
        "inner",
    ]);
    outer.git(&["commit", "-qm", "Add"]);
    outer.write(&format!("inner/{DOC}"), format!("{}\n{NEW}\n", blaming()));
    outer.git(&["-C", "inner", "add", "."]);
    assert_eq!(lint(&outer, &["--rev", "HEAD"]), ["incidents/outer.md:9"]);
    assert_eq!(lint(&outer, &["--staged"]), Vec::<String>::new());
    let ran = run_in(
        &outer,
        "inner",
        &["lint", "--staged", "--format", "concise"],
    );
    assert_eq!(
        blamed(&ran),
        ["incidents/checkout.md:9", "incidents/checkout.md:11"]
    );
    let ran = run_in(
        &outer,
        "inner",
        &["lint", "--changed-since", "HEAD", "--format", "concise"],
    );
    assert_eq!(blamed(&ran), ["incidents/checkout.md:11"]);
    let (error, _) = refused(&outer.whys(&["lint", "--rev", "HEAD", &format!("inner/{DOC}")]));
    assert_eq!(error, format!("inner/{DOC}: is not in HEAD"));
}

#[test]
fn before_the_first_commit() {
    let folder = Folder::new();
    folder.git(&["init", "-q", "-b", "main"]);
    folder.write(DOC, blaming());
    folder.git(&["add", "."]);
    assert_eq!(lint(&folder, &["--staged"]).len(), 1);
    for args in [
        ["lint", "--rev", "HEAD"],
        ["lint", "--changed-since", "HEAD"],
    ] {
        let (error, help) = refused(&folder.whys(&args));
        assert_eq!(error, "HEAD: there is no commit yet");
        assert_eq!(
            help,
            "leave out the revision: what is in the files is read without it"
        );
    }
    let (error, _) = refused(&folder.whys(&["lint", "--changed-since", "main"]));
    assert_eq!(error, "main: there is no such revision here");
}

#[test]
fn a_detached_head() {
    let folder = repository(&[(DOC, DOCUMENT)]);
    folder.git(&["checkout", "-q", "--detach"]);
    folder.write(DOC, blaming());
    folder.git(&["commit", "-qam", "Change"]);
    assert_eq!(lint(&folder, &["--changed-since", "main"]).len(), 1);
    assert_eq!(lint(&folder, &["--rev", "HEAD"]).len(), 1);
}

#[test]
fn outside_of_a_repository() {
    let folder = Folder::new();
    folder.write(DOC, blaming());
    for args in [
        ["lint", "--rev", "HEAD"],
        ["lint", "--changed-since", "main"],
    ] {
        let (_, help) = refused(&folder.whys(&args));
        assert_eq!(help, "run whys inside a repository, or name files alone");
    }
}

/// Only root can give a folder to somebody else; who is not has nothing to test here.
#[cfg(unix)]
#[test]
fn a_repository_of_somebody_else_is_not_trusted() {
    let folder = repository(&[(DOC, &blaming())]);
    let nobody = Some(65534);
    let folders = [folder.path().to_owned(), folder.path().join(".git")];
    if folders
        .iter()
        .any(|path| std::os::unix::fs::chown(path, nobody, nobody).is_err())
    {
        return;
    }
    for args in [&["lint", "--staged"][..], &["lint", "--rev", "HEAD"]] {
        let (error, help) = refused(&folder.whys(args));
        assert!(error.contains("not owned by current user"), "{error}");
        let root = folder.path().canonicalize().expect("a folder");
        let command = format!(
            "git config --global --add safe.directory {}",
            root.display()
        );
        assert_eq!(
            help,
            format!("somebody else owns the repository; `{command}` trusts it")
        );
    }
    // Files are read without asking Git.
    assert_eq!(lint(&folder, &[DOC]).len(), 1);
    folder.git(&[
        "config",
        "--global",
        "--add",
        "safe.directory",
        &folder
            .path()
            .canonicalize()
            .expect("a folder")
            .display()
            .to_string(),
    ]);
    assert_eq!(lint(&folder, &["--rev", "HEAD"]).len(), 1);
}

/// Git changes line ends on the way to the work tree and back: what is committed is judged as it is kept.
#[test]
fn filters_of_the_work_tree() {
    let attributes = "*.md text eol=crlf ident\n*.txt filter=nothing\n";
    let folder = repository(&[
        (DOC, &format!("{}\n$Id$\n", blaming())),
        (".gitattributes", attributes),
    ]);
    folder.git(&["config", "core.autocrlf", "true"]);
    folder.git(&["rm", "-q", "--cached", DOC]);
    folder.git(&["reset", "-q", "--hard"]);
    assert!(folder.read(DOC).windows(2).any(|pair| pair == b"\r\n"));
    assert_eq!(
        lint(&folder, &["--changed-since", "main"]),
        Vec::<String>::new()
    );
    let text = String::from_utf8(folder.read(DOC)).expect("UTF-8");
    folder.write(DOC, format!("{text}\r\n{NEW}\r\n"));
    assert_eq!(
        lint(&folder, &["--changed-since", "main"]),
        [format!("{DOC}:13")]
    );
    folder.git(&["add", "."]);
    assert_eq!(
        lint(&folder, &["--staged"]),
        [format!("{DOC}:9"), format!("{DOC}:13")]
    );
    // What was staged has the line ends of the repository.
    let json = folder.whys(&["lint", "--staged", "--format", "full"]);
    assert!(!json.out.contains('\r'), "{}", json.out);
}

/// A sparse checkout holds a part of the files; Git's index has them all, or whole folders in place of them.
#[test]
fn a_sparse_checkout() {
    for cone in ["--no-sparse-index", "--sparse-index"] {
        let folder = repository(&[(DOC, &blaming()), ("other/incidents/a.md", &blaming())]);
        folder.git(&["sparse-checkout", "set", cone, "incidents"]);
        assert!(!folder.path().join("other").exists());
        assert_eq!(lint(&folder, &["--rev", "HEAD"]).len(), 2);
        folder.write(DOC, format!("{}\n{NEW}\n", blaming()));
        folder.git(&["add", "."]);
        assert_eq!(
            lint(&folder, &["--staged"]),
            [format!("{DOC}:9"), format!("{DOC}:11")],
            "{cone}"
        );
        assert_eq!(
            lint(&folder, &["--changed-since", "HEAD"]),
            [format!("{DOC}:11")],
            "{cone}"
        );
        // What is left out is not gone, so that what is new is none of it under another name.
        folder.write("incidents/new.md", blaming());
        assert_eq!(
            lint(&folder, &["--changed-since", "HEAD"]).len(),
            2,
            "{cone}"
        );
    }
}
