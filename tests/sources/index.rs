//! `--staged` reads the index and nothing else.

use super::program::{DOCUMENT, Folder};
use super::{blaming, lint, repository};

const DOC: &str = "incidents/2026-03-14-checkout.md";

/// What the next commit holds: a document with findings that settings, rules, baseline, CODEOWNERS and pictures decide.
fn staged() -> Vec<(&'static str, String)> {
    let front =
        "---\ntitle: Checkout answered 503\nstatus: final\nid: PM-1\nrelated: [PM-2, PM-3]\n---\n";
    let actions = "\n## Actions\n\n- [ ] Cap the pool at 10\n  - owner: @kim, due: 2026-07-01\n- [ ] Cap the queue at 10\n  - owner: @tom, due: 2026-07-01\n";
    let doc = format!(
        "{front}{}\n![Errors](graph.png)\n![Queue](queue.png)\n\nThe gizmo was full.\n{actions}",
        blaming()
    );
    vec![
        (DOC, doc),
        ("incidents/other.md", format!("---\nid: PM-2\n---\n{DOCUMENT}")),
        ("incidents/graph.png", "x".to_owned()),
        (".github/CODEOWNERS", "* @kim\n".to_owned()),
        ("whys.toml", "[rules.human-error]\nseverity = \"error\"\n[people]\nli = \"li@larkspur.example\"\n".to_owned()),
        (
            ".whys/rules/no-gizmo.md",
"---\ngroup: language\nsummary: It says gizmo.\nwhy: Nobody knows what that is.\nquestion: What is it?\nfacts: warning\nstandard: warning\nfrom: draft\ncheck: phrases\nsettings:\n  message: \"`{found}` is no word of ours\"\n  help: say what it is\n  phrases: [gizmo]\n---\n# Gizmos\n\nText.\n".to_owned(),
        ),
    ]
}

/// The same files with other bytes, each of which would change what is found.
fn other(name: &str) -> String {
    match name {
        DOC => DOCUMENT.to_owned(),
        ".github/CODEOWNERS" => "* @tom\n".to_owned(),
        "whys.toml" => "no configuration at all".to_owned(),
        ".whys/rules/no-gizmo.md" => "no rule at all".to_owned(),
        "incidents/other.md" => format!("---\nid: PM-1\n---\n{}", blaming()),
        _ => "other".to_owned(),
    }
}

fn findings(folder: &Folder) -> String {
    let args = [
        "lint",
        "--staged",
        "--format",
        "concise",
        "--profile",
        "bar-raiser",
        "--today",
        "2026-06-01",
    ];
    let ran = folder.whys(&args);
    assert!(ran.code < 2, "{}", ran.err);
    ran.out + &ran.err
}

#[test]
fn other_bytes_in_the_work_tree_change_nothing() {
    let folder = repository(&[("notes.txt", "")]);
    for (name, text) in staged() {
        folder.write(name, text);
    }
    folder.git(&["add", "."]);
    let expected = findings(&folder);
    for told in [
        "error[human-error]",
        "warning[no-gizmo]",
        "`tom` owns this action",
        "queue.png",
        "no post-mortem is called `PM-3`",
    ] {
        assert!(expected.contains(told), "{told}:\n{expected}");
    }
    for silent in [
        "`kim` owns",
        "graph.png",
        "`PM-2`",
        "duplicate-id",
        "not judged",
    ] {
        assert!(!expected.contains(silent), "{silent}:\n{expected}");
    }
    for (name, _) in staged() {
        folder.write(name, other(name));
    }
    folder.write("incidents/queue.png", "x");
    folder.write(".whys/baseline.json", "no baseline at all");
    folder.write("incidents/whys.toml", "nearer, and no configuration at all");
    folder.write(
        "incidents/third.md",
        format!("---\nid: PM-3\n---\n{}", blaming()),
    );
    assert_eq!(findings(&folder), expected);
    for gone in ["incidents", ".whys", ".github"] {
        std::fs::remove_dir_all(folder.path().join(gone)).expect("a folder");
    }
    std::fs::remove_file(folder.path().join("whys.toml")).expect("a file");
    assert_eq!(findings(&folder), expected);
}

#[test]
fn the_ids_that_are_kept_are_those_that_the_index_states() {
    let named = |id: &str| format!("---\nid: {id}\n---\n{DOCUMENT}");
    let folder = repository(&[("incidents/one.md", &named("PM-1"))]);
    folder.write(DOC, named("PM-1"));
    folder.git(&["add", "."]);
    let told = || {
        let args = [
            "lint",
            "--staged",
            "--profile",
            "standard",
            "--select",
            "duplicate-id",
            "--format",
            "concise",
        ];
        folder.whys(&args).out
    };
    let first = told();
    assert!(first.contains("incidents/one.md"), "{first}");
    let kept = folder.path().join(".git/whys/ids");
    let mut bytes = std::fs::read(&kept).expect("the ids are kept");
    assert_eq!(told(), first);
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&kept, &bytes).expect("a file");
    assert_eq!(told(), first);
    // Other bytes under the same path.
    folder.write("incidents/one.md", named("PM-2"));
    folder.git(&["add", "."]);
    assert_eq!(told(), "");
    folder.write("incidents/two.md", named("pm-1"));
    folder.git(&["add", "."]);
    assert!(told().contains("incidents/two.md"), "{}", told());
}

#[test]
fn a_staged_baseline_hides_and_another_one_does_not() {
    let folder = repository(&[("notes.txt", "")]);
    folder.write(DOC, blaming());
    let ran = folder.whys(&["lint", "--write-baseline", "--select", "human-error"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    folder.git(&["add", DOC]);
    assert_eq!(lint(&folder, &["--staged"]).len(), 1);
    folder.git(&["add", "."]);
    folder.write(".whys/baseline.json", "no baseline at all");
    assert_eq!(lint(&folder, &["--staged"]).len(), 0);
}

/// A configuration may be a link within the repository, which the index holds as text.
#[cfg(unix)]
#[test]
fn links_are_followed_within_the_index() {
    let folder = repository(&[("notes.txt", "")]);
    folder.write(DOC, blaming());
    folder.write(
        "settings/whys.toml",
        "[rules.human-error]\nseverity = \"off\"\n",
    );
    let link = |target: &str| {
        let _ = std::fs::remove_file(folder.path().join("whys.toml"));
        std::os::unix::fs::symlink(target, folder.path().join("whys.toml")).expect("a link");
        folder.git(&["add", "."]);
    };
    link("settings/whys.toml");
    assert_eq!(lint(&folder, &["--staged"]), Vec::<String>::new());
    std::fs::remove_dir_all(folder.path().join("settings")).expect("a folder");
    assert_eq!(lint(&folder, &["--staged"]), Vec::<String>::new());
    // One that leads out of the repository is none.
    link("/etc/hostname");
    assert_eq!(lint(&folder, &["--staged"]).len(), 1);
}

#[test]
fn a_file_with_a_conflict_or_only_meant_to_be_added_has_no_text_yet() {
    let folder = repository(&[(DOC, DOCUMENT)]);
    folder.git(&["checkout", "-qb", "topic"]);
    folder.write(DOC, blaming());
    folder.git(&["commit", "-qam", "Theirs"]);
    folder.git(&["checkout", "-q", "main"]);
    folder.write(DOC, blaming().replace("human", "operator"));
    folder.git(&["commit", "-qam", "Ours"]);
    let merge = std::process::Command::new("git")
        .args([
            "-c",
            "user.name=Ana",
            "-c",
            "user.email=a@b.example",
            "merge",
            "-q",
            "topic",
        ])
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .output();
    assert!(!merge.expect("Git starts").status.success());
    folder.write("incidents/later.md", blaming());
    folder.git(&["add", "-N", "incidents/later.md"]);
    assert_eq!(lint(&folder, &["--staged"]), Vec::<String>::new());
    let ran = folder.whys(&["lint", "--staged", DOC]);
    assert!(
        ran.code == 2 && ran.err.contains("is not in the index"),
        "{}",
        ran.err
    );
}
