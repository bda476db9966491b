//! A baseline: what is accepted is hidden and counted, what is new is told, what is gone is listed.

mod program;

use program::{DOCUMENT, Folder, Ran, rules};

const BASELINE: &str = ".whys/baseline.json";

/// The documents differ in a sentence, so each repeats the one before.
const IGNORED: &str = "not-stated,undeclared-repeat";

/// The document with more on its impact, from column 36 of line 5 on.
fn document(more: &str) -> String {
    let impact = "1,240 customers got an error page.";
    DOCUMENT.replace(impact, &format!("{impact} {more}"))
}

/// A repository whose documents have a finding each.
fn repository() -> Folder {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write("incidents/a.md", document("It was human error."));
    folder.write("incidents/b.md", document("It was operator error."));
    folder
}

fn lint(folder: &Folder, args: &[&str]) -> Ran {
    folder.whys(&[&["lint", "-fjson", "--ignore", IGNORED], args].concat())
}

/// The findings, a line each.
fn concise(folder: &Folder, args: &[&str]) -> String {
    let args = [&["lint", "-fconcise", "--ignore", IGNORED], args].concat();
    folder.whys(&args).out
}

/// Writes down what is found.
fn accept(folder: &Folder, args: &[&str]) -> String {
    let ran = lint(folder, &[&["--write-baseline"], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.err
}

fn json(ran: &Ran) -> serde_json::Value {
    serde_json::from_str(&ran.out).expect("JSON")
}

fn text(folder: &Folder, name: &str) -> String {
    String::from_utf8(folder.read(name)).expect("UTF-8")
}

#[test]
fn what_is_accepted_is_hidden_and_counted() {
    let folder = repository();
    let told = accept(&folder, &[]);
    assert_eq!(
        told,
        "note: .whys/baseline.json holds 2 findings: 2 new, 0 gone\nno findings in 2 files, 2 in the baseline\n"
    );
    let ran = lint(&folder, &["--fail-on", "info"]);
    assert_eq!((ran.code, rules(&ran).len()), (0, 0));
    assert_eq!(ran.err, "no findings in 2 files, 2 in the baseline\n");
    let expected = serde_json::json!({"hidden": 2, "stale": []});
    assert_eq!(json(&ran)["baseline"], expected);
    folder.write(
        "incidents/a.md",
        document("It was human error. It was user error."),
    );
    assert_eq!(
        concise(&folder, &[]),
        "incidents/a.md:5:63: warning[human-error] `user error` as an explanation\n"
    );
    let all = lint(&folder, &["--no-config"]);
    assert_eq!(rules(&all).len(), 3);
    assert_eq!(json(&all)["baseline"]["hidden"], 0);
}

#[test]
fn the_file_is_sorted_and_its_bytes_are_stable() {
    let folder = repository();
    accept(&folder, &[]);
    let first = text(&folder, BASELINE);
    let expected = "{
  \"version\": 1,
  \"files\": {
    \"incidents/a.md\": {
      \"human-error\": [
        \"";
    assert!(
        first.starts_with(expected) && first.ends_with("}\n"),
        "{first}"
    );
    std::fs::remove_file(folder.path().join(BASELINE)).expect("a file");
    accept(&folder, &["incidents/b.md"]);
    let told = accept(&folder, &["incidents/a.md"]);
    let kept = "1 new, 0 gone; those of 1 document that was not judged stay\n";
    assert!(told.contains(kept), "{told}");
    assert_eq!(text(&folder, BASELINE), first);
    assert!(!first.contains("line"), "{first}");
}

#[test]
fn lines_may_move_and_equal_findings_are_told_apart() {
    let folder = repository();
    accept(&folder, &[]);
    let moved = document("It was human error.").replace("## Impact", "More.\n\n## Impact");
    folder.write("incidents/a.md", moved);
    assert_eq!(rules(&lint(&folder, &[])).len(), 0);
    let twice = document("It was human error.\n\nIt was human error.");
    folder.write("incidents/a.md", twice);
    assert_eq!(rules(&lint(&folder, &[])), ["human-error"]);
}

#[test]
fn each_action_of_a_finding_is_accepted_by_itself() {
    let folder = repository();
    let actions = |more: &str| {
        format!(
            "---\nstatus: review\n---\n{DOCUMENT}\n## Actions\n\n- [ ] Cap the retries of checkout at 2 (owner: Ana)\n- [ ] Cap the retries of search at 2 (owner: Ana)\n{more}"
        )
    };
    folder.write("incidents/a.md", actions(""));
    let undated = || concise(&folder, &["--select", "undated-action"]);
    assert!(undated().contains("2 of 2 open actions have no due date"));
    accept(&folder, &[]);
    assert_eq!(undated(), "");
    folder.write(
        "incidents/a.md",
        actions("- [ ] Cap the retries of mail at 2 (owner: Ana)\n"),
    );
    assert!(
        undated().contains(":18:7: error[undated-action] “Cap the retries of mail at 2"),
        "{}",
        undated()
    );
    folder.write(
        "incidents/a.md",
        actions("").replace(
            "search at 2 (owner: Ana)",
            "search at 2 (owner: Ana, due: 2026-05-01)",
        ),
    );
    let ran = lint(&folder, &["--select", "undated-action"]);
    assert_eq!(json(&ran)["baseline"]["hidden"], 1);
    assert_eq!(
        json(&ran)["baseline"]["stale"].as_array().map(Vec::len),
        Some(1)
    );
}

#[test]
fn what_matches_nothing_any_more_is_listed_and_taken_out() {
    let folder = repository();
    accept(&folder, &[]);
    let before: serde_json::Value = serde_json::from_str(&text(&folder, BASELINE)).expect("JSON");
    let print = before["files"]["incidents/a.md"]["human-error"][0]
        .as_str()
        .expect("a text");
    folder.write("incidents/a.md", DOCUMENT);
    let ran = lint(&folder, &[]);
    assert_eq!(ran.code, 0);
    let expected = format!(
        "note: 1 entry of the baseline matches nothing any more: --write-baseline takes it out
note: not found any more: incidents/a.md human-error {print}
no findings in 2 files, 1 in the baseline
"
    );
    assert_eq!(ran.err, expected);
    let stale = &json(&ran)["baseline"]["stale"];
    assert_eq!(
        *stale,
        serde_json::json!([{"path": "incidents/a.md", "rule": "human-error", "fingerprint": print}])
    );
    // Nobody can tell of a document or a rule that was not looked at.
    assert_eq!(
        lint(&folder, &["incidents/b.md"])
            .err
            .matches("not found")
            .count(),
        0
    );
    assert_eq!(
        lint(&folder, &["--select", "vague-quantity"])
            .err
            .matches("not found")
            .count(),
        0
    );
    let told = accept(&folder, &[]);
    assert!(told.contains("holds 1 finding: 0 new, 1 gone\n"), "{told}");
    assert!(!text(&folder, BASELINE).contains("a.md"));
}

#[test]
fn many_stale_entries_are_cut_on_standard_error_only() {
    let folder = repository();
    let causes: String = (0..30)
        .map(|n| format!("In step {n} it was human error.\n\n"))
        .collect();
    folder.write("incidents/a.md", document(&causes));
    accept(&folder, &[]);
    folder.write("incidents/a.md", DOCUMENT);
    let ran = lint(&folder, &[]);
    assert_eq!(
        ran.err.matches("note: not found any more: ").count(),
        20,
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("note: 10 more are in the JSON output\n"),
        "{}",
        ran.err
    );
    assert_eq!(
        json(&ran)["baseline"]["stale"].as_array().map(Vec::len),
        Some(30)
    );
}

#[test]
fn writing_keeps_what_was_not_looked_at() {
    let folder = repository();
    folder.write(
        "incidents/a.md",
        document("It was human error, obviously a stupid one."),
    );
    accept(&folder, &[]);
    let first = text(&folder, BASELINE);
    assert!(first.contains("judgement-word"), "{first}");
    // Another selection, another profile, another document.
    accept(&folder, &["--select", "human-error"]);
    assert_eq!(text(&folder, BASELINE), first);
    accept(&folder, &["--as", "live"]);
    assert_eq!(text(&folder, BASELINE), first);
    accept(&folder, &["incidents/b.md"]);
    assert_eq!(text(&folder, BASELINE), first);
    // A document that cannot be read was not judged.
    folder.write("incidents/a.md", b"\xff");
    let ran = lint(&folder, &["--write-baseline"]);
    assert_eq!(ran.code, 2);
    assert_eq!(text(&folder, BASELINE), first);
}

#[test]
fn a_document_of_another_name_is_judged_anew() {
    let folder = repository();
    accept(&folder, &[]);
    std::fs::rename(
        folder.path().join("incidents/a.md"),
        folder.path().join("incidents/c.md"),
    )
    .expect("a file");
    let told = concise(&folder, &[]);
    assert!(
        told.starts_with("incidents/c.md:5:43: warning[human-error]"),
        "{told}"
    );
    let told = accept(&folder, &[]);
    assert!(
        told.contains(
            "holds 3 findings: 1 new, 0 gone; those of 1 document that was not judged stay"
        ),
        "{told}"
    );
}

#[test]
fn a_secret_is_never_hidden() {
    let folder = repository();
    let secret = format!("{DOCUMENT}\npassword = \"zK8qW2nV5tR1xY7b\"\n");
    folder.write("incidents/a.md", secret);
    let ran = lint(&folder, &["--write-baseline"]);
    assert_eq!((ran.code, rules(&ran)), (1, vec!["secret".to_owned()]));
    assert!(!text(&folder, BASELINE).contains("secret"));
    let forged =
        "{\"version\":1,\"files\":{\"incidents/a.md\":{\"secret\":[\"0123456789abcdef\"]}}}";
    folder.write(BASELINE, forged);
    let ran = lint(&folder, &[]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    let error = "error: .whys/baseline.json:1:41: a baseline cannot hide a secret\n help: take its entry out";
    assert!(ran.err.starts_with(error), "{}", ran.err);
}

#[test]
fn any_file_may_be_named() {
    let folder = repository();
    let ran = lint(&folder, &["--write-baseline=ci/accepted.json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(text(&folder, "ci/accepted.json").contains("\"../incidents/a.md\""));
    assert!(!folder.path().join(".whys").exists());
    assert_eq!(rules(&lint(&folder, &[])).len(), 2);
    let named = &["--baseline", "ci/accepted.json"];
    assert_eq!(rules(&lint(&folder, named)).len(), 0);
    assert_eq!(
        rules(&lint(&folder, &[named, &["--no-config"][..]].concat())).len(),
        0
    );
    // From another folder, the paths lead to the same documents.
    let below = folder
        .command(&[
            "lint",
            "-fjson",
            "--ignore",
            "not-stated",
            "--baseline",
            "../ci/accepted.json",
        ])
        .current_dir(folder.path().join("incidents"))
        .output()
        .expect("whys runs");
    let out = String::from_utf8(below.stdout).expect("UTF-8");
    assert!(out.contains("\"hidden\":2"), "{out}");
    // Without a value it is written where it is read.
    folder.write("incidents/a.md", DOCUMENT);
    accept(&folder, named);
    assert!(!text(&folder, "ci/accepted.json").contains("a.md"));
}

#[test]
fn it_stands_beside_the_configuration_of_each_document() {
    let folder = repository();
    folder.write("whys.toml", "");
    folder.write("payments/whys.toml", "");
    folder.write("payments/incidents/c.md", document("It was human error."));
    accept(&folder, &[]);
    assert!(text(&folder, "payments/.whys/baseline.json").contains("\"incidents/c.md\""));
    assert!(!text(&folder, BASELINE).contains("c.md"));
    assert_eq!(json(&lint(&folder, &[]))["baseline"]["hidden"], 3);
    // It may be the only thing in `.whys`, and the only sign of a configuration.
    std::fs::remove_file(folder.path().join("payments/whys.toml")).expect("a file");
    assert_eq!(json(&lint(&folder, &[]))["baseline"]["hidden"], 3);
}

#[test]
fn nothing_is_written_where_there_is_nothing_to_write() {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write("incidents/a.md", DOCUMENT);
    accept(&folder, &[]);
    assert!(!folder.path().join(".whys").exists());
}

#[test]
fn what_has_no_name_has_no_baseline() {
    let folder = repository();
    let args = [
        "lint",
        "-fjson",
        "--ignore",
        "not-stated",
        "--write-baseline",
        "-",
    ];
    let ran = folder.run(&args, &[], document("It was human error.").as_bytes());
    assert_eq!(rules(&ran), ["human-error"]);
    accept(&folder, &[]);
    let args = [
        "lint",
        "-fjson",
        "--ignore",
        "not-stated",
        "-",
        "--stdin-filename",
        "incidents/a.md",
    ];
    let ran = folder.run(&args, &[], document("It was human error.").as_bytes());
    assert_eq!(rules(&ran), Vec::<String>::new());
}

#[test]
fn staged_documents_have_the_same_baseline() {
    let folder = repository();
    accept(&folder, &[]);
    folder.git(&["add", "."]);
    let ran = lint(&folder, &["--staged"]);
    assert_eq!(json(&ran)["baseline"]["hidden"], 2);
}

#[test]
fn a_wrong_file_is_told_with_its_place() {
    let folder = repository();
    for (text, error) in [
        ("{", ":1:1: this is no baseline: EOF while parsing"),
        (
            "{\"version\":1}",
            ":1:13: this is no baseline: missing field `files`",
        ),
        (
            "{\"version\":1,\n\"files\":[]}",
            ":2:8: this is no baseline: invalid type",
        ),
        (
            "{\"version\":1,\"files\":{},\"x\":1}",
            ":1:27: this is no baseline: unknown field `x`",
        ),
        (
            "{\"files\":{},\n \"version\":2,\"more\":[]}",
            ":2:2: a baseline of version 2 is not known here",
        ),
        ("", ":1:1: this is no baseline: EOF while parsing"),
        (&"[".repeat(100_000), ":1:1: this is no baseline"),
        ("\u{1b}[31m", ":1:1: this is no baseline"),
    ] {
        folder.write(BASELINE, text);
        let ran = lint(&folder, &[]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{text:.40}");
        assert!(
            ran.err.starts_with(&format!("error: {BASELINE}{error}")),
            "{}",
            ran.err
        );
        assert!(
            ran.err.contains("\n help: ") && !ran.err.contains('\u{1b}'),
            "{}",
            ran.err
        );
        assert_eq!(lint(&folder, &["--no-config"]).code, 0);
        assert_eq!(
            lint(&folder, &["--write-baseline"]).code,
            2,
            "never written over"
        );
        assert_eq!(folder.read(BASELINE), text.as_bytes());
    }
}

#[test]
fn options_that_contradict_each_other_are_refused() {
    let folder = repository();
    for (args, error) in [
        (
            &["--baseline", "none.json"][..],
            "none.json: there is no such file or folder",
        ),
        (
            &["--no-config", "--write-baseline"],
            "with --no-config nothing says where the baseline stands",
        ),
        (
            &["--baseline", "a.json", "--write-baseline=b.json"],
            "--baseline is not read where",
        ),
    ] {
        let ran = lint(&folder, args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(
            ran.err.starts_with(&format!("error: {error}")),
            "{}",
            ran.err
        );
    }
}

#[test]
fn rules_of_the_team_and_rules_that_are_gone_have_entries_too() {
    let folder = repository();
    let page = "---\ngroup: language\nsummary: A word of ours.\nwhy: Why.\nquestion: What?\nfacts: warning\nstandard: warning\nfrom: draft\ncheck: phrases\nsettings:\n  message: ours\n  phrases: [connections]\n---\n# Ours\n";
    folder.write(".whys/rules/ours.md", page);
    folder.write("incidents/a.md", DOCUMENT);
    accept(&folder, &[]);
    assert!(text(&folder, BASELINE).contains("\"ours\""));
    let with = &["--baseline", BASELINE];
    // Without the configuration nobody knows whether there is such a rule.
    let ran = lint(&folder, &[with, &["--no-config"][..]].concat());
    assert!(!ran.err.contains("not found any more"), "{}", ran.err);
    let before = text(&folder, BASELINE);
    accept(&folder, &[with, &["--no-config"][..]].concat());
    assert_eq!(text(&folder, BASELINE), before);
    std::fs::remove_file(folder.path().join(".whys/rules/ours.md")).expect("a file");
    let ran = lint(&folder, &[]);
    assert!(
        ran.err.contains("not found any more: incidents/a.md ours "),
        "{}",
        ran.err
    );
    accept(&folder, &[]);
    assert!(!text(&folder, BASELINE).contains("\"ours\""));
}

#[cfg(unix)]
#[test]
fn it_is_written_whole_with_its_mode_and_within_the_repository() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = repository();
    accept(&folder, &[]);
    let place = folder.path().join(BASELINE);
    let mode = |mode: u32| {
        std::fs::set_permissions(&place, PermissionsExt::from_mode(mode)).expect("a mode")
    };
    mode(0o640);
    folder.write("incidents/a.md", DOCUMENT);
    accept(&folder, &[]);
    let known = std::fs::metadata(&place)
        .expect("a file")
        .permissions()
        .mode();
    assert_eq!(known & 0o777, 0o640);
    assert_eq!(
        std::fs::read_dir(folder.path().join(".whys"))
            .expect("a folder")
            .count(),
        1
    );
    mode(0o440);
    folder.write("incidents/a.md", document("It was human error."));
    let ran = lint(&folder, &["--write-baseline"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err
            .contains("error: .whys/baseline.json: cannot be written: the file is read-only"),
        "{}",
        ran.err
    );
    let outside = Folder::new();
    let target = outside.write("b.json", "{\"version\":1,\"files\":{}}");
    std::fs::remove_file(&place).expect("a file");
    symlink(&target, &place).expect("a link");
    for args in [&[][..], &["--write-baseline"]] {
        let ran = lint(&folder, args);
        assert_eq!(ran.code, 2);
        assert!(
            ran.err.starts_with(
                "error: .whys/baseline.json: is a link that leads out of the repository\n"
            ),
            "{}",
            ran.err
        );
    }
    // Within the repository the link stays one.
    std::fs::remove_file(&place).expect("a file");
    folder.write("ci/b.json", "{\"version\":1,\"files\":{}}");
    symlink("../ci/b.json", &place).expect("a link");
    accept(&folder, &[]);
    assert!(place.is_symlink() && text(&folder, "ci/b.json").contains("a.md"));
}

#[test]
fn what_is_accepted_is_not_fixed() {
    let folder = repository();
    let hidden = "It was down\u{200b}.";
    folder.write("incidents/a.md", document(hidden));
    accept(&folder, &[]);
    folder.write("incidents/b.md", document(hidden));
    let diff = folder.whys(&["lint", "--diff"]);
    assert_eq!(diff.code, 1);
    assert!(
        diff.out.contains("b.md") && !diff.out.contains("a.md"),
        "{}",
        diff.out
    );
    let ran = lint(&folder, &["--fix"]);
    assert_eq!((ran.code, rules(&ran).len()), (0, 0), "{}", ran.err);
    assert_eq!(json(&ran)["baseline"]["hidden"], 1);
    assert_eq!(text(&folder, "incidents/a.md"), document(hidden));
    assert_eq!(
        text(&folder, "incidents/b.md"),
        document(&hidden.replace('\u{200b}', ""))
    );
    for option in ["--fix", "--diff"] {
        let ran = folder.whys(&["lint", option, "--write-baseline"]);
        assert_eq!(ran.code, 2);
        assert_eq!(
            ran.err,
            format!(
                "error: {option} mends what --write-baseline would accept\n help: mend first, then write down what is left\n"
            )
        );
    }
}

#[test]
fn what_is_no_file_is_an_error() {
    let folder = repository();
    std::fs::create_dir_all(folder.path().join(BASELINE)).expect("a folder");
    for args in [&[][..], &["--write-baseline"]] {
        let ran = lint(&folder, args);
        assert_eq!(ran.code, 2);
        assert_eq!(
            ran.err,
            "error: .whys/baseline.json: is a folder\n help: name a file\n"
        );
    }
    #[cfg(unix)]
    {
        let place = folder.path().join(BASELINE);
        std::fs::remove_dir(&place).expect("a folder");
        std::os::unix::fs::symlink("nowhere.json", &place).expect("a link");
        for args in [&[][..], &["--write-baseline"]] {
            let ran = lint(&folder, args);
            assert_eq!(ran.code, 2);
            assert!(
                ran.err
                    .starts_with("error: .whys/baseline.json: there is no such file"),
                "{}",
                ran.err
            );
        }
    }
}
