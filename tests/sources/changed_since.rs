//! `--changed-since`: what changed since the merge base, and of that only what is new.

use super::program::{DOCUMENT, Folder, Ran, rules};
use super::{HUMAN_ERROR, blamed, blaming, lint, repository};

const DOC: &str = "incidents/checkout.md";
const OTHER: &str = "incidents/other.md";

/// `main` with two post-mortems, and a branch `topic` that it has left behind by one commit.
fn with_topic() -> Folder {
    let folder = repository(&[(DOC, &blaming()), (OTHER, &blaming())]);
    folder.git(&["checkout", "-qb", "topic"]);
    folder.git(&["checkout", "-q", "main"]);
    folder.write("incidents/on-main.md", blaming());
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "On main"]);
    folder.git(&["checkout", "-q", "topic"]);
    folder
}

fn since(folder: &Folder, args: &[&str]) -> Ran {
    folder.whys(
        &[
            &["lint", "--format", "concise", "--changed-since", "main"],
            args,
        ]
        .concat(),
    )
}

#[test]
fn only_what_is_new_is_told_and_the_rest_is_counted() {
    let folder = with_topic();
    let ran = since(&folder, &[]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(
        ran.err.contains("note: no post-mortem changed"),
        "{}",
        ran.err
    );
    // Lines move, and one sentence is added.
    let more = blaming().replace(
        "## Causes\n",
        "Longer.\n\n## Causes\n\nIt was an operator error.\n",
    );
    folder.write(DOC, more);
    let hidden = "note: 3 findings were there at ";
    for args in [&[][..], &["--fail-on", "warning"]] {
        let ran = since(&folder, args);
        assert_eq!(blamed(&ran), ["incidents/checkout.md:11"]);
        assert_eq!(ran.code, i32::from(!args.is_empty()), "{}", ran.err);
        let told = ran.err.contains(hidden)
            && ran
                .err
                .contains("already, the merge base with main, and are not told");
        assert!(told, "{}", ran.err);
    }
    let quiet = since(&folder, &["--quiet"]);
    assert_eq!(quiet.err, "");
    // The same once more in one document is new as well.
    folder.write(DOC, format!("{}\n{HUMAN_ERROR}\n", blaming()));
    assert_eq!(blamed(&since(&folder, &[])), ["incidents/checkout.md:11"]);
    // What is mended is gone.
    folder.write(DOC, DOCUMENT);
    assert_eq!(blamed(&since(&folder, &[])), Vec::<String>::new());
}

#[test]
fn the_work_tree_the_index_and_a_commit_can_each_be_judged() {
    let folder = with_topic();
    folder.write(DOC, format!("{}\nIt was an operator error.\n", blaming()));
    folder.git(&["commit", "-qam", "Change"]);
    folder.write(OTHER, format!("{}\nIt was an operator error.\n", blaming()));
    folder.git(&["add", "."]);
    folder.write("incidents/third.md", blaming());
    let at = |args: &[&str]| blamed(&since(&folder, args));
    let (doc, other, third) = (
        "incidents/checkout.md:11",
        "incidents/other.md:11",
        "incidents/third.md:9",
    );
    assert_eq!(at(&["--rev", "HEAD"]), [doc]);
    assert_eq!(at(&["--staged"]), [doc, other]);
    assert_eq!(at(&[]), [doc, other, third]);
    assert_eq!(at(&[OTHER]), [other]);
    assert_eq!(at(&["--rev", "topic~1"]), Vec::<String>::new());
    // Of the commits that only the other branch has, nothing is told.
    assert_eq!(at(&["--rev", "main"]), Vec::<String>::new());
}

#[test]
fn renamed_documents_keep_their_findings() {
    let text = |n: usize| {
        format!(
            "{}{}",
            blaming(),
            format!("\nA sentence of its own, number {n}.\n").repeat(20)
        )
    };
    let folder = repository(&[
        ("incidents/one.md", &text(1)),
        ("incidents/two.md", &text(2)),
        ("incidents/three.md", &text(3)),
    ]);
    folder.git(&["checkout", "-qb", "topic"]);
    folder.git(&["mv", "incidents/one.md", "incidents/2026-one.md"]);
    folder.write(
        "incidents/2026-one.md",
        text(1) + "\nIt was an operator error.\n",
    );
    folder.git(&["mv", "incidents/two.md", "incidents/2026-two.md"]);
    // Without telling Git.
    std::fs::rename(
        folder.path().join("incidents/three.md"),
        folder.path().join("incidents/2026-three.md"),
    )
    .expect("a file");
    folder.write("incidents/new.md", blaming());
    let expected = ["incidents/2026-one.md:51", "incidents/new.md:9"];
    assert_eq!(lint(&folder, &["--changed-since", "main"]), expected);
    folder.git(&["add", "."]);
    assert_eq!(
        lint(&folder, &["--changed-since", "main", "--staged"]),
        expected
    );
    folder.git(&["commit", "-qm", "Move"]);
    assert_eq!(
        lint(&folder, &["--changed-since", "main", "--rev", "topic"]),
        expected
    );
}

#[test]
fn a_secret_is_told_however_old_it_is() {
    let secret = format!(
        "{DOCUMENT}\nThe key was {}_{}.\n",
        "ghp", "16C7e42F292c6912E7710c838347Ae178B4a"
    );
    let folder = repository(&[(DOC, &secret)]);
    folder.git(&["checkout", "-qb", "topic"]);
    folder.write(DOC, format!("{secret}\nMore.\n"));
    let ran = folder.whys(&["lint", "--format", "json", "--changed-since", "main"]);
    assert_eq!(
        (ran.code, rules(&ran)),
        (1, vec!["secret".to_owned()]),
        "{}",
        ran.err
    );
}

/// A document that is changed is judged by what lies beside it, then and now.
#[test]
fn a_picture_or_post_mortem_that_was_taken_away_is_new() {
    let front = "---\nstatus: draft\nrelated: [other]\n---\n";
    let text = format!("{front}{DOCUMENT}\n![Errors](graph.png)\n![Queue](queue.png)\n");
    let folder = repository(&[
        (DOC, &text),
        (OTHER, DOCUMENT),
        ("incidents/graph.png", "x"),
    ]);
    folder.git(&["checkout", "-qb", "topic"]);
    folder.git(&["rm", "-q", "incidents/graph.png", OTHER]);
    folder.write(DOC, format!("{text}\nMore.\n"));
    let ran = folder.whys(&[
        "lint",
        "--changed-since",
        "main",
        "--select",
        "missing-image,dangling-reference",
        "--format",
        "concise",
    ]);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ran.out);
    assert!(
        lines[0].contains("`other`") && lines[1].contains("graph.png"),
        "{}",
        ran.out
    );
}

#[test]
fn an_id_is_compared_with_those_of_the_whole_repository() {
    let with_id = |id: &str| format!("---\nstatus: draft\nid: {id}\n---\n{DOCUMENT}");
    let folder = repository(&[(DOC, &with_id("PM-1")), (OTHER, &with_id("PM-2"))]);
    folder.git(&["checkout", "-qb", "topic"]);
    folder.write("incidents/third.md", with_id("PM-2"));
    folder.write("incidents/2026/checkout.md", DOCUMENT);
    let args = [
        "lint",
        "--changed-since",
        "main",
        "--select",
        "duplicate-id",
        "--as",
        "draft",
        "--format",
        "concise",
    ];
    let ran = folder.whys(&args);
    assert_eq!(
        ran.out,
        "incidents/third.md:3:5: error[duplicate-id] `PM-2` is also the id of `incidents/other.md`\n",
        "{}",
        ran.err
    );
    folder.git(&["add", "."]);
    let staged = folder.whys(&[
        "lint",
        "--staged",
        "--select",
        "duplicate-id",
        "--as",
        "draft",
        "--format",
        "concise",
    ]);
    assert_eq!(staged.out, ran.out);
}

#[test]
fn a_baseline_comes_first() {
    let folder = repository(&[(DOC, &blaming())]);
    let ran = folder.whys(&["lint", "--write-baseline", "--select", "human-error"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "Accept"]);
    folder.git(&["checkout", "-qb", "topic"]);
    folder.write(DOC, format!("{}\nIt was an operator error.\n", blaming()));
    let ran = folder.whys(&[
        "lint",
        "--changed-since",
        "main",
        "--select",
        "human-error",
        "--format",
        "json",
    ]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(report["baseline"]["hidden"], 1);
    assert_eq!(rules(&ran), ["human-error"]);
    assert!(!ran.err.contains("already"), "{}", ran.err);
}

/// Git may give the work tree other line ends than the commit.
#[test]
fn other_line_ends_are_no_change() {
    let folder = repository(&[(DOC, &blaming()), (OTHER, &blaming())]);
    folder.git(&["checkout", "-qb", "topic"]);
    folder.write(DOC, blaming().replace('\n', "\r\n"));
    folder.write(
        OTHER,
        format!("{}\nIt was an operator error.\n", blaming()).replace('\n', "\r\n"),
    );
    let ran = since(&folder, &[]);
    assert_eq!(blamed(&ran), ["incidents/other.md:11"]);
    assert!(ran.err.contains("in 1 of 1 file"), "{}", ran.err);
}

#[test]
fn standard_input_is_compared_with_its_file() {
    let folder = repository(&[(DOC, &blaming())]);
    let args = [
        "lint",
        "--format",
        "concise",
        "--changed-since",
        "main",
        "-",
        "--stdin-filename",
        DOC,
    ];
    let same = folder.run(&args, &[], blaming().as_bytes());
    assert_eq!(blamed(&same), Vec::<String>::new());
    let changed = format!("{}\nIt was an operator error.\n", blaming());
    let changed = folder.run(&args, &[], changed.as_bytes());
    assert_eq!(blamed(&changed), ["incidents/checkout.md:11"]);
}
