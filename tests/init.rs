//! `whys init`: from a clone to findings in two commands, and old documents stay quiet.

mod program;

use program::{DOCUMENT, Folder, Ran};

/// A document that is an error in several ways once it is held to a status.
const BAD: &str = "\
# Search answered with an empty list

## Impact

Some customers were affected.

## Root cause

The index was stale.

## Actions

- Improve the monitoring
";

/// A repository with post-mortems of a team that never used whys.
fn repository() -> Folder {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write("README.md", "# Larkspur\n");
    folder.write("docs/guide.md", "# Guide\n");
    folder.write(
        "docs/incidents/a.md",
        DOCUMENT.replace("Checkout", "- Severity: Major\n- Author: ana\n\nCheckout"),
    );
    for name in ["b", "c"] {
        let text = DOCUMENT.replace(
            "## Causes",
            "## Roll of honour\n\n- [ ] Move the limit\n  - owner: @ana\n\n## Causes",
        );
        folder.write(&format!("docs/incidents/{name}.md"), text);
    }
    folder.write(
        "docs/incidents/2025/old.md",
        BAD.replace(
            "## Root",
            "## Roll of honour\n\n- [x] Bought cake\n\n## Root",
        ),
    );
    folder.write(
        "docs/incidents/template.md",
        "# [ISSUE NAME]\n\n## Impact\n\n## Root cause\n",
    );
    folder.commit_as("ana", "2026-01-05");
    folder
}

fn lint(folder: &Folder, args: &[&str]) -> Ran {
    folder.whys(
        &[
            &["lint", "--format", "concise", "--today", "2026-06-01"],
            args,
        ]
        .concat(),
    )
}

fn text(folder: &Folder, path: &str) -> String {
    String::from_utf8(folder.read(path)).expect("UTF-8")
}

#[test]
fn two_commands_lead_to_findings_and_a_new_bad_document_fails_alone() {
    let folder = repository();
    let before = lint(&folder, &[]);
    let init = folder.whys(&["init"]);
    assert_eq!(init.code, 0, "{}", init.err);
    assert!(init.err.contains("found 4 post-mortems"), "{}", init.err);
    let after = lint(&folder, &[]);
    assert_eq!(
        (after.code, &after.out),
        (0, &before.out),
        "init makes nothing louder"
    );
    assert!(after.out.contains("warning[vague-action]"), "{}", after.out);
    folder.write("docs/incidents/2026/new.md", BAD);
    let new = lint(&folder, &[]);
    assert_eq!(new.code, 1);
    let errors: Vec<&str> = new
        .out
        .lines()
        .filter(|line| line.contains(": error["))
        .collect();
    assert!(errors.len() > 3, "{}", new.out);
    assert!(
        errors
            .iter()
            .all(|line| line.starts_with("docs/incidents/2026/new.md:")),
        "{}",
        new.out
    );
    assert!(new.err.contains("1 post-mortem without a status, and not listed in .whys/adopted, is judged as in review"), "{}", new.err);
    assert!(!after.err.contains(".whys/adopted"), "{}", after.err);
    // Whoever asks for the facts alone gets them, and without the configuration it is as it was.
    assert_eq!(lint(&folder, &["--profile", "facts"]).code, 0);
    assert_eq!(lint(&folder, &["--no-config"]).code, 0);
}

#[test]
fn an_adopted_document_is_held_to_its_status_once_it_has_one() {
    let folder = repository();
    folder.whys(&["init"]);
    folder.write(
        "docs/incidents/2025/old.md",
        format!("---\nstatus: review\n---\n{BAD}"),
    );
    let ran = lint(&folder, &[]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains("docs/incidents/2025/old.md:"),
        "{}",
        ran.out
    );
    // A new one may be a draft.
    folder.write("docs/incidents/2025/old.md", BAD);
    folder.write(
        "docs/incidents/new.md",
        format!("---\nstatus: draft\n---\n{BAD}"),
    );
    assert_eq!(lint(&folder, &[]).code, 0);
}

#[test]
fn the_page_for_the_meeting_reads_a_new_document_by_the_same_status() {
    let folder = repository();
    folder.whys(&["init"]);
    folder.write("docs/incidents/new.md", BAD);
    let status = |path: &str| {
        let ran = folder.whys(&["review", "--format", "json", path]);
        let page: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        page["status"].clone()
    };
    assert_eq!(status("docs/incidents/new.md"), "review");
    assert_eq!(
        status("docs/incidents/2025/old.md"),
        serde_json::Value::Null
    );
}

#[test]
fn it_proposes_what_the_documents_use() {
    let folder = repository();
    let ran = folder.whys(&["init"]);
    let settings = text(&folder, "whys.toml");
    for line in [
        "include = [\"docs/incidents/**/*.md\"]",
        "exclude = [\"/docs/incidents/template.md\", \"/docs/incidents/README.md\"]",
        "folder = \"docs/incidents\"",
        "#actions = [\"Roll of honour\"]",
        "#\"ana\" = [\"ana@larkspur.example\"]",
        "#\"Major\" = { due-days = 30 }",
    ] {
        assert!(
            settings.lines().any(|other| other == line),
            "{line}\n{settings}"
        );
    }
    assert!(settings.contains("\"Roll of honour\" (3)"), "{settings}");
    let list = text(&folder, ".whys/adopted");
    let listed: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(
        listed,
        [
            "docs/incidents/2025/old.md",
            "docs/incidents/a.md",
            "docs/incidents/b.md",
            "docs/incidents/c.md"
        ]
    );
    let wrote: Vec<&str> = ran
        .out
        .lines()
        .filter_map(|line| line.split(':').next())
        .collect();
    assert_eq!(
        wrote,
        [
            "wrote whys.toml",
            "wrote .whys/adopted",
            "wrote docs/incidents/README.md",
            "wrote .pre-commit-config.yaml"
        ]
    );
    let new = folder.whys(&["new", "Checkout answered 503"]);
    assert!(
        new.out.starts_with("docs/incidents/"),
        "{}{}",
        new.out,
        new.err
    );
}

#[test]
fn a_heading_of_the_team_is_read_as_the_settings_say() {
    let folder = repository();
    folder.write(
        "whys.toml",
        "[sections]\nactions = [\"Roll of honour\"]\nlessons = [\"Good to know\"]\n",
    );
    folder.write(
        "x.md",
        DOCUMENT.replace(
            "## Causes",
            "## 🏅 Roll of Honour\n\n- Ana moves the limit\n\n## Causes",
        ),
    );
    let kinds = |args: &[&str]| {
        let ran = folder.whys(&[&["inspect", "--format", "json", "x.md"], args].concat());
        let facts: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        let sections = facts["sections"].as_array().expect("a list").clone();
        sections
            .iter()
            .map(|one| one["kind"].as_str().expect("a kind").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds(&[]), ["other", "impact", "actions", "causes"]);
    assert_eq!(
        kinds(&["--no-config"]),
        ["other", "impact", "other", "causes"]
    );
    folder.write(
        "whys.toml",
        "[sections]\nactions = [\"To do\"]\nlessons = [\"to do!\"]\n",
    );
    let wrong = folder.whys(&["inspect", "x.md"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.err.contains("whys.toml:2:") && wrong.err.contains("already"),
        "{}",
        wrong.err
    );
    folder.write("whys.toml", "[sections]\naction = [\"To do\"]\n");
    assert!(
        folder
            .whys(&["inspect", "x.md"])
            .err
            .contains("did you mean `actions`?")
    );
}

#[test]
fn nothing_that_is_there_is_changed_and_it_can_be_run_again() {
    let folder = repository();
    let hooks = "repos:\n  - repo: https://example.com/x\n    rev: v1\n    hooks:\n      - id: x\n";
    folder.write(".pre-commit-config.yaml", hooks);
    folder.write("docs/incidents/README.md", "# Ours\n");
    let first = folder.whys(&["init", "--yes"]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(
        first.out.contains(
            "kept .pre-commit-config.yaml\n  - repo: https://github.com/whys-dev/whys\n    rev: v"
        ),
        "{}",
        first.out
    );
    assert_eq!(text(&folder, ".pre-commit-config.yaml"), hooks);
    assert_eq!(text(&folder, "docs/incidents/README.md"), "# Ours\n");
    let (settings, list) = (text(&folder, "whys.toml"), text(&folder, ".whys/adopted"));
    folder.write("docs/incidents/new.md", BAD);
    let again = folder.whys(&["init"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert!(again.err.contains("nothing was written"), "{}", again.err);
    assert_eq!(
        (text(&folder, "whys.toml"), text(&folder, ".whys/adopted")),
        (settings, list)
    );
}

#[test]
fn what_would_be_written_can_be_seen_first() {
    let folder = repository();
    let ran = folder.whys(&["init", "--dry-run"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in [
        "--- whys.toml\n",
        "\n[documents]\n",
        "--- .whys/adopted\n",
        "\ndocs/incidents/b.md\n",
        "      - id: whys\n",
    ] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    assert!(!folder.path().join("whys.toml").exists() && !folder.path().join(".whys").exists());
    // From a folder below, the files stand at the root all the same.
    let mut command = folder.command(&["init"]);
    command.current_dir(folder.path().join("docs"));
    let output = command.output().expect("whys ends");
    let out = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(out.starts_with("wrote ../whys.toml"), "{out}");
    assert!(text(&folder, ".whys/adopted").contains("\ndocs/incidents/b.md\n"));
}

#[test]
fn a_repository_on_github_gets_the_workflow() {
    let folder = repository();
    folder.git(&[
        "remote",
        "add",
        "origin",
        "https://github.com/larkspur/docs.git",
    ]);
    let ran = folder.whys(&["init"]);
    assert!(
        ran.out.contains("wrote .github/workflows/post-mortems.yml"),
        "{}",
        ran.out
    );
    assert!(text(&folder, ".github/workflows/post-mortems.yml").contains("uses: whys-dev/whys@"));
}

#[test]
fn an_empty_folder_gets_a_folder_for_post_mortems() {
    let folder = Folder::new();
    let ran = folder.whys(&["init"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(text(&folder, "postmortems/README.md").contains("whys new"));
    let new = folder.whys(&["new", "Checkout answered 503"]);
    assert!(new.out.starts_with("postmortems/"), "{}", new.out);
    assert!(lint(&folder, &[]).err.contains("1 file"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_leads_out_is_refused() {
    let (outside, folder) = (Folder::new(), repository());
    std::os::unix::fs::symlink(outside.path(), folder.path().join(".whys")).expect("a link");
    let ran = folder.whys(&["init"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("leads out of"), "{}", ran.err);
    assert!(
        !folder.path().join("whys.toml").exists(),
        "nothing was written"
    );
    assert_eq!(
        std::fs::read_dir(outside.path()).expect("a folder").count(),
        0
    );
}
