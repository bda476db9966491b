//! The command line: what is found, what the flags do, exit codes.

mod program;

use program::{DOCUMENT, Folder, rules};

/// The document with a warning in line 9.
fn with_warning() -> String {
    DOCUMENT.replace(
        "The pool of connections had no limit.",
        "It was human error.",
    )
}

/// A document with an error under every profile, in line 11.
fn with_error() -> String {
    format!("{DOCUMENT}\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n")
}

/// The paths that `lint` judges.
fn found(folder: &Folder, args: &[&str]) -> Vec<String> {
    let args = [&["inspect", "--format", "json"], args].concat();
    let ran = folder.whys(&args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let facts = ran.out.lines().map(|line| {
        let facts: serde_json::Value = serde_json::from_str(line).expect("JSON");
        facts["path"].as_str().expect("a path").to_owned()
    });
    facts.collect()
}

#[test]
fn folders_are_searched_by_path_and_by_content() {
    let folder = Folder::new();
    let story = "# Night of 3 May\n\nAt 10:31 it broke.\n";
    let plain = "# Notes\n\nNothing of note.\n";
    for wanted in [
        "docs/incidents/2026-05-03.md",
        "outage-3-may.markdown",
        "rca/a.mdx",
        "b/2026 post-mortem.qmd",
    ] {
        folder.write(wanted, story);
    }
    folder.write(
        "notes/by-content.md",
        "# Night of 3 May\n\n## Impact\n\nx\n\n## Timeline\n\n- 10:31 y\n",
    );
    folder.write("notes/by-status.md", "---\nstatus: live\n---\n# Night\n");
    folder.write("incidents/2026-05-04/README.md", DOCUMENT);
    for unwanted in [
        "README.md",
        "docs/incidents/README.md",
        "docs/incidents/template.md",
        "docs/incidents/CHANGELOG.md",
        "docs/incidental.md",
        "docs/incidents/data.txt",
        ".hidden/incidents/a.md",
        "node_modules/incident/outage.md",
    ] {
        folder.write(unwanted, plain);
    }
    let expected = [
        "b/2026 post-mortem.qmd",
        "docs/incidents/2026-05-03.md",
        "incidents/2026-05-04/README.md",
        "notes/by-content.md",
        "notes/by-status.md",
        "outage-3-may.markdown",
        "rca/a.mdx",
    ];
    assert_eq!(found(&folder, &["."]), expected);
}

#[test]
fn the_words_count_below_the_work_tree_only() {
    let folder = Folder::new();
    let story = "# Night of 3 May\n\nAt 10:31 it broke.\n";
    folder.write("incidents/team/night.md", story);
    // Without a work tree the argument is the root.
    assert_eq!(found(&folder, &["incidents/team"]), Vec::<String>::new());
    folder.git(&["init", "-q"]);
    assert_eq!(
        found(&folder, &["incidents/team"]),
        ["incidents/team/night.md"]
    );
}

#[test]
fn ignored_files_are_left_out_and_none_is_read_twice() {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write(".gitignore", "drafts/\n");
    folder.write("incidents/a.md", DOCUMENT);
    folder.write("drafts/incident.md", DOCUMENT);
    let paths = ["incidents/a.md", ".", "./incidents"];
    assert_eq!(found(&folder, &paths), ["incidents/a.md"]);
}

#[test]
fn a_folder_without_post_mortems_is_no_error() {
    let folder = Folder::new();
    let ran = folder.whys(&["lint"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(ran.err, "note: no post-mortem found\n");
    assert_eq!(folder.whys(&["lint", "--quiet"]).err, "");
    let json = folder.whys(&["lint", "--format", "json", "-q"]);
    assert_eq!(rules(&json), Vec::<String>::new());
}

#[test]
fn named_files_are_read_whatever_they_are_called() {
    let folder = Folder::new();
    folder.write("notes.txt", with_warning());
    folder.write("README.md", with_warning());
    let named = folder.whys(&["lint", "--format", "concise", "notes.txt", "README.md"]);
    assert_eq!(named.out.matches("human-error").count(), 2, "{}", named.out);
    let hook = folder.whys(&["lint", "--force-exclude", "notes.txt", "README.md"]);
    assert_eq!((hook.code, hook.out.as_str()), (0, ""));
}

#[test]
fn a_named_file_that_is_no_post_mortem_is_judged_in_full_on_request() {
    let folder = Folder::new();
    folder.write("guide.md", "# How we work\n\nIt was human error.\n");
    let ran = folder.whys(&["lint", "guide.md"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(
        ran.err
            .starts_with("note: guide.md looks like no post-mortem"),
        "{}",
        ran.err
    );
    let ran = folder.whys(&["lint", "--profile", "facts", "--format", "json", "guide.md"]);
    assert!(
        rules(&ran).contains(&"human-error".to_owned()),
        "{}",
        ran.out
    );
}

#[test]
fn standard_input_has_the_name_that_it_is_given() {
    let folder = Folder::new();
    let args = ["lint", "--format", "concise", "-"];
    let ran = folder.run(&args, &[], with_warning().as_bytes());
    assert!(
        ran.out.contains("<stdin>:9:8: warning[human-error]"),
        "{}",
        ran.out
    );
    let args = [&args[..], &["--stdin-filename", "incidents/a.md"]].concat();
    let ran = folder.run(&args, &[], with_warning().as_bytes());
    assert!(
        ran.out.contains("incidents/a.md:9:8: warning[human-error]"),
        "{}",
        ran.out
    );
    let ran = folder.run(&["lint", "-"], &[], b"\xff");
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.starts_with("error: <stdin>:1:1: is not UTF-8"),
        "{}",
        ran.err
    );
}

#[test]
fn options_that_would_do_nothing_are_refused() {
    let folder = Folder::new();
    for args in [&["--stdin-filename", "a.md", "."][..], &["--staged", "-"]] {
        let ran = folder.whys(&[&["lint"], args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(
            ran.err.starts_with("error: ") && ran.err.contains("help: "),
            "{}",
            ran.err
        );
    }
}

#[test]
fn exit_codes_follow_the_loudest_finding() {
    let folder = Folder::new();
    folder.write("warning.md", with_warning());
    folder.write("error.md", with_error());
    let code = |args: &[&str]| folder.whys(&[&["lint"], args].concat()).code;
    assert_eq!(code(&["warning.md"]), 0);
    assert_eq!(code(&["warning.md", "--fail-on", "warning"]), 1);
    assert_eq!(
        code(&[
            "warning.md",
            "--fail-on",
            "warning",
            "--select",
            "vague-quantity"
        ]),
        0
    );
    assert_eq!(code(&["warning.md", "--fail-on", "info"]), 1);
    assert_eq!(code(&["error.md"]), 1);
    assert_eq!(code(&["error.md", "--fail-on", "never"]), 0);
    assert_eq!(code(&["error.md", "none.md"]), 2);
    assert_eq!(code(&["--no-such-flag"]), 2);
    assert_eq!(folder.whys(&["check", "error.md"]).code, 1);
}

#[test]
fn rules_are_selected_and_ignored_by_name() {
    let folder = Folder::new();
    folder.write("a.md", with_error() + "\nIt was human error.\n");
    let lint = |args: &[&str]| {
        let ran = folder.whys(&[&["lint", "--format", "json", "a.md"], args].concat());
        rules(&ran)
    };
    assert_eq!(lint(&["--select", "human-error"]), ["human-error"]);
    let both = lint(&["--select", "human-error,conflict-markers"]);
    assert_eq!(both, ["conflict-markers", "human-error"]);
    assert!(!lint(&["--ignore", "human-error"]).contains(&"human-error".to_owned()));
    for flag in ["--select", "--ignore"] {
        let ran = folder.whys(&["lint", flag, "human-eror"]);
        assert_eq!(ran.code, 2);
        assert_eq!(
            ran.err,
            "error: there is no rule `human-eror`\n help: did you mean `human-error`?\n"
        );
    }
}

#[test]
fn profile_and_status_say_how_a_document_is_read() {
    let folder = Folder::new();
    folder.write("a.md", DOCUMENT);
    let lint = |args: &[&str]| rules(&folder.whys(&[&["lint", "-fjson", "a.md"], args].concat()));
    assert_eq!(lint(&[]), ["not-stated"]);
    assert!(lint(&["--profile", "standard"]).contains(&"missing-section".to_owned()));
    assert!(lint(&["--as", "review"]).contains(&"missing-section".to_owned()));
    assert_eq!(lint(&["--as", "live"]), Vec::<String>::new());
}

#[test]
fn one_run_writes_several_reports() {
    let folder = Folder::new();
    folder.write("a.md", with_warning());
    let ran = folder.whys(&[
        "lint",
        "-f",
        "concise",
        "-o",
        "json:out.json",
        "-o",
        "github:out.txt",
        "a.md",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("a.md:9:8: warning[human-error]"),
        "{}",
        ran.out
    );
    let json = String::from_utf8(folder.read("out.json")).expect("UTF-8");
    assert!(json.contains("\"rule\":\"human-error\""), "{json}");
    let github = String::from_utf8(folder.read("out.txt")).expect("UTF-8");
    assert!(github.contains("::warning "), "{github}");
    let ran = folder.whys(&["lint", "--output", "only.txt", "a.md"]);
    assert_eq!(ran.out, "");
    assert!(!folder.read("only.txt").is_empty());
    let ran = folder.whys(&["lint", "--output", "no/such/folder.txt", "a.md"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err
            .starts_with("error: no/such/folder.txt: cannot be written: "),
        "{}",
        ran.err
    );
}

#[test]
fn statistics_count_the_rules() {
    let folder = Folder::new();
    folder.write("a.md", with_warning() + "\nAgain human error.\n");
    let ran = folder.whys(&["lint", "--statistics", "--quiet", "a.md"]);
    assert!(
        ran.err.contains("     2  warning  human-error\n"),
        "{}",
        ran.err
    );
}

#[test]
fn colour_and_links_are_for_terminals_and_for_whoever_asks() {
    let folder = Folder::new();
    folder.write("a.md", with_warning());
    let plain = folder.whys(&["lint", "a.md"]);
    assert!(
        !plain.out.contains('\u{1b}') && plain.out.contains("= page: https://"),
        "{}",
        plain.out
    );
    let coloured = folder.whys(&["lint", "--color", "always", "a.md"]);
    assert!(coloured.out.contains("\u{1b}["), "{}", coloured.out);
    assert!(
        coloured.out.contains("\u{1b}]8;;https://"),
        "{}",
        coloured.out
    );
    let json = folder.whys(&["lint", "--color", "always", "--format", "json", "a.md"]);
    assert!(!json.out.contains('\u{1b}'), "{}", json.out);
}

#[test]
fn the_order_is_that_of_the_paths_in_every_run() {
    let folder = Folder::new();
    for n in 0..60 {
        folder.write(&format!("incidents/{n:02}.md"), with_warning());
    }
    let first = folder.whys(&["lint", "--format", "concise"]);
    let mut lines: Vec<&str> = first.out.lines().collect();
    lines.sort_unstable();
    assert!(lines.len() >= 60 && first.out.lines().eq(lines.iter().copied()));
    for _ in 0..3 {
        assert_eq!(folder.whys(&["lint", "--format", "concise"]).out, first.out);
    }
}

#[test]
fn rules_are_listed_and_explained() {
    let folder = Folder::new();
    let list = folder.whys(&["rules", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&list.out).expect("JSON");
    let text = folder.whys(&["rules"]).out;
    for rule in list["rules"].as_array().expect("a list") {
        let id = rule["id"].as_str().expect("an id");
        assert!(text.contains(&format!("{id} ")), "{id}");
        let page = folder.whys(&["explain", id]);
        assert_eq!(page.code, 0);
        assert!(page.out.starts_with(&format!("{id}: ")), "{}", page.out);
        assert!(
            page.out.contains("\nWhy\n") && page.out.contains("reported:"),
            "{id}"
        );
    }
    let ran = folder.whys(&["explain", "vague-acton"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("did you mean `vague-action`?"),
        "{}",
        ran.err
    );
}

#[test]
fn facts_are_shown_with_their_lines() {
    let folder = Folder::new();
    folder.write("a.md", DOCUMENT);
    let ran = folder.whys(&["inspect", "a.md"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.out.contains("    3  impact           Impact\n"),
        "{}",
        ran.out
    );
    let ran = folder.run(
        &["inspect", "-fjson", "-", "--stdin-filename", "b.md"],
        &[],
        DOCUMENT.as_bytes(),
    );
    let facts: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(
        (&facts["path"], &facts["version"]),
        (&"b.md".into(), &1.into())
    );
    assert_eq!(facts["kind"], "postmortem");
}
