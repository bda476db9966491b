//! `whys lint --fix` and `--diff`: what changes, that nothing else does, and how the file is written.

mod program;

use program::{Folder, Ran};
use whys::fix::mend;
use whys::linter::{Baseline, Linter, Options};
use whys::postmortem::ReadOptions;
use whys::rules::{Profile, Rules};

const NAME: &str = "incidents/2026-03-14-checkout.md";

/// A post-mortem of ours, a draft, with more front matter and more text below.
fn document(front: &str, body: &str) -> String {
    format!(
        "---\ntitle: Checkout answered 503\nstatus: draft\nteam: payments\nservices: [checkout]\n{front}---\n# Checkout answered 503\n\n## Impact\n\n1,240 customers got an error page.\n\n{body}"
    )
}

/// Fixes a document with further arguments; twice must be once, and the diff before must agree with both.
fn fixed(text: &str, args: &[&str]) -> (String, Ran) {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write(NAME, text);
    folder.write("incidents/graph.png", "");
    let lint = |more: &[&str]| folder.whys(&[&["lint"], more, args, &[NAME]].concat());
    let read = || String::from_utf8(folder.read(NAME)).expect("UTF-8");
    let before = lint(&["--diff"]);
    assert_eq!(read(), text, "--diff has written");
    let ran = lint(&["--fix", "-f", "concise"]);
    let after = read();
    assert_eq!(before.code, i32::from(after != text), "{}", before.err);
    assert_eq!(before.out.is_empty(), after == text, "{}", before.out);
    let again = lint(&["--fix", "-f", "concise"]);
    assert_eq!(read(), after, "a second --fix has changed something");
    assert!(again.err.contains("\n0 fixed\n"), "{}", again.err);
    let diff = lint(&["--diff"]);
    assert_eq!((diff.code, diff.out.as_str()), (0, ""));
    let left: Vec<_> = std::fs::read_dir(folder.path().join("incidents"))
        .expect("a folder")
        .collect();
    assert_eq!(left.len(), 2, "a temporary file was left: {left:?}");
    (after, ran)
}

/// What the fixes make of pieces of front matter and of the body, twice as once, when every rule speaks.
#[track_caller]
fn becomes(front: (&str, &str), body: (&str, &str)) {
    let options = Options {
        profile: Some(Profile::BarRaiser),
        ..Options::new(jiff::civil::date(2026, 6, 1))
    };
    let linter = Linter::new(Rules::built_in(), options).expect("rules that exist");
    let read = ReadOptions {
        path: NAME.to_owned(),
        ..ReadOptions::default()
    };
    let want = document(front.1, body.1);
    let mended = mend(document(front.0, body.0), &read, &linter, Baseline::None);
    assert_eq!(mended.text, want);
    let again = mend(want.clone(), &read, &linter, Baseline::None);
    assert_eq!((again.text, again.done), (want, Vec::new()));
}

#[track_caller]
fn stays(front: &str, body: &str) {
    becomes((front, front), (body, body));
}

#[test]
fn misspelt_keys() {
    becomes(
        (
            "severty: SEV2\nmitigatted: 2026-03-14T09:58Z\nimpact:\n  request_failed: 48200 # 3 hours\n",
            "severity: SEV2\nmitigated: 2026-03-14T09:58Z\nimpact:\n  requests_failed: 48200 # 3 hours\n",
        ),
        ("", ""),
    );
    // Beside the right key, of no fitting value, and what may be another word.
    stays("severity: SEV2\nseverty: SEV3\n", "");
    stays("starteed: on Saturday\nclauses: [liability]\n", "");
    stays("litigated: 2026-03-14T09:58Z\ncustomers: 1240\n", "");
}

#[test]
fn a_key_that_would_bring_an_error_is_left_with_a_note() {
    let text = document(
        "started: 2026-03-14T09:02Z\nresolvd: 2026-03-13T09:02Z\n",
        "",
    );
    let (after, ran) = fixed(&text, &[]);
    assert_eq!(after, text);
    let note = format!(
        "note: {NAME}:7:1: a fix of unknown-key would have changed something else, and was left out\n"
    );
    assert!(ran.err.starts_with(&note), "{}", ran.err);
    assert!(ran.out.contains("warning[unknown-key]"), "{}", ran.out);
}

#[test]
fn values_of_a_list() {
    becomes(
        (
            "severity: Sev 2\ntrigger: config-pusch\ncauses: [Software, procss]\ndetected_by: 'Alert'\n",
            "severity: SEV2\ntrigger: config-push\ncauses: [software, process]\ndetected_by: 'alert'\n",
        ),
        ("", ""),
    );
    stays(
        "severity: SEV5\ntrigger: date\ndetected_by: employer\ncauses: Software, bad luck\n",
        "",
    );
}

#[test]
fn the_status_of_a_document_that_is_surely_ours() {
    let text = document("started: 2026-03-14T09:02Z\n", "").replace("draft", "Draft");
    let (after, _) = fixed(&text, &[]);
    assert_eq!(after, text.replace("Draft", "draft"));
    // It may be a word of another tool.
    let text = document("", "").replace("draft", "Final");
    assert_eq!(fixed(&text, &[]).0, text);
    let text = document("", "").replace("draft", "darft");
    assert_eq!(fixed(&text, &[]).0, text);
}

#[test]
fn days_times_and_numbers_of_one_meaning() {
    becomes(
        (
            "started: 2026-03-14 9:02 UTC\ndetected: \"14 March 2026, 09:12 GMT+1\" # alert\nresolved: 14/3/2026\npresented_on: March 28, 2026\nimpact:\n  customers: 1,240\n",
            "started: 2026-03-14T09:02Z\ndetected: \"2026-03-14T09:12+01:00\" # alert\nresolved: 2026-03-14\npresented_on: 2026-03-28\nimpact:\n  customers: 1240\n",
        ),
        ("", ""),
    );
    stays(
        "started: 03/04/2026 09:02 UTC\ndetected: 2026-03-14 09:12 BST\nresolved: 14 March\npresented_on: 03/04/2026\nimpact:\n  customers: ~1,240\n  p99_latency_ms: 8,400\n",
        "",
    );
}

const ACTIONS: &str = "\
## Actions

- [ ] Reject unknown keys in `values.yaml` in CI
  - owner: @ana, due: 1 April 2026, type: prevent

- [x] **A-m3dx** Page payments on-call when `queue_age` > 10 min
  - owner: @kim, due: 2026-03-28, type: detect

- [x] ~~Ask the customers to pay again~~
  - owner: @li
  - dropped: 2026-03-20, costs more than it brings
";

#[test]
fn actions_in_the_form_of_ours_get_an_id_and_a_due_date() {
    let after = ACTIONS
        .replace("Reject", "**A-zgxb** Reject")
        .replace("1 April 2026", "2026-04-01")
        .replace("~~Ask", "~~**A-qg3u** Ask");
    becomes(("", ""), (ACTIONS, &after));
    // An id that is there stays when the text changes, and the same text has the same id on another branch.
    let other = after.replace("Reject unknown", "Refuse unknown");
    becomes(("", ""), (&other, &other));
    let moved = |text: &str| text.replace("## Actions\n", "## Actions\n\n- [ ] Cap retries\n");
    becomes(("", ""), (&moved(ACTIONS), &moved(&after)));
}

#[test]
fn actions_of_other_forms_and_documents_get_none() {
    for body in [
        "## Actions\n\n- [ ] Reject unknown keys in CI (@ana, due 1 April 2026)\n",
        "## Actions\n\n- Reject unknown keys in CI\n  - owner: @ana, due: 2026-04-01\n",
        "## Actions\n\n| Action | Owner |\n| --- | --- |\n| Reject unknown keys | @ana |\n",
        "## Causes\n\n- [ ] Reject unknown keys in CI\n  - owner: @ana, due: 2026-04-01\n",
        "## Actions\n\n- [ ] TBD\n  - owner: @ana, due: 2026-04-01\n",
    ] {
        let text = document("", body).replace("status: draft", "state: draft");
        assert_eq!(fixed(&text, &["--as", "draft"]).0, text);
    }
    stays(
        "",
        "## Actions\n\n- [ ] Reject unknown keys in CI (@ana, due 1 April 2026)\n",
    );
    stays(
        "",
        "## Actions\n\n- Reject unknown keys in CI\n  - owner: @ana, due: 2026-04-01\n",
    );
    stays(
        "",
        "## Actions\n\n- [ ] **A-b9ts** Cap retries\n  - owner: @ana, due: 03/04/2026\n",
    );
}

#[test]
fn equal_actions_get_different_ids() {
    let action = "- [ ] Cap retries\n  - owner: @ana, due: 2026-04-01\n\n";
    let (after, _) = fixed(
        &document("", &format!("## Actions\n\n{action}{action}")),
        &[],
    );
    let ids: Vec<&str> = after
        .split("**A-")
        .skip(1)
        .filter_map(|rest| rest.get(..4))
        .collect();
    assert!(ids.len() == 2 && ids[0] != ids[1], "{after}");
}

#[test]
fn texts_of_pictures() {
    let caption = "Errors of checkout, 08:50 to 10:10 UTC";
    for (before, after) in [
        ("![](graph.png \"{}\")\n", "![{}](graph.png \"{}\")\n"),
        ("![](graph.png)\n\n*{}*\n", "![{}](graph.png)\n\n*{}*\n"),
        (
            "Figure 1: {}\n\n![graph](graph.png)\n",
            "Figure 1: {}\n\n![{}](graph.png)\n",
        ),
    ] {
        let [before, after] = [before, after].map(|text| text.replace("{}", caption));
        becomes(("", ""), (&before, &after));
        // The rule does not speak in this profile, so nothing of it is fixed either.
        let text = document("", &before);
        assert_eq!(fixed(&text, &[]).0, text);
    }
    stays("", "![](graph.png)\n\nThe errors began at 09:02.\n");
    stays(
        "",
        "![](graph.png)\n\n![](graph.png)\n\n*Errors of checkout*\n",
    );
}

#[test]
fn silencers_that_hide_nothing() {
    for (before, after) in [
        (
            "The limit was 80. <!-- whys: allow blamed-person: agreed with Tom -->\n",
            "The limit was 80.\n",
        ),
        (
            "<!-- whys: allow blamed-person, human-error: agreed -->\n\nThe limit was 80.\n",
            "The limit was 80.\n",
        ),
        (
            "<!-- whys: allow human-error, blamed-person: quoted -->\nIt was human error.\n",
            "<!-- whys: allow human-error: quoted -->\nIt was human error.\n",
        ),
    ] {
        becomes(("", ""), (before, after));
    }
    // One that may have slipped, one of the files beside, one for a later status.
    for body in [
        "It was human error.\n\nMore. <!-- whys: allow human-error: quoted -->\n",
        "More. <!-- whys: allow missing-image: made by the build -->\n",
        "Text\n<!-- whys: allow blamed-person: agreed -->\nmore text\n",
    ] {
        stays("", body);
    }
    stays(
        "# whys: allow missing-metadata: this team has no triggers\n",
        "",
    );
}

/// To make some of them would leave others for the next run, and twice would not be once.
#[test]
fn of_very_many_fixes_that_would_change_something_else_none_is_made() {
    let table = "| a | b | <!-- whys: allow blamed-person: agreed -->\n| --- | --- |\n\n";
    let text = document("severty: SEV2\n", &table.repeat(500));
    let folder = Folder::new();
    folder.write(NAME, &text);
    let ran = folder.whys(&["lint", "--fix", NAME]);
    let note = format!(
        "note: {NAME}: nothing was fixed, since too many fixes would have changed something else\n"
    );
    assert!(
        ran.err.starts_with(&note) && ran.err.ends_with("\n0 fixed\n"),
        "{}",
        ran.err
    );
    assert_eq!(folder.read(NAME), text.as_bytes());
}

#[test]
fn what_the_configuration_may_need_is_not_cleared_away_without_it() {
    let silencer = "<!-- whys: allow blamed-person: agreed -->\n";
    let text = document("", &format!("{silencer}The limit was 80.\n"));
    assert_eq!(fixed(&text, &["--no-config"]).0, text);
    assert_eq!(fixed(&text, &[]).0, text.replace(silencer, ""));
}

#[test]
fn hidden_characters_in_prose() {
    becomes(
        ("", ""),
        (
            "It answered\u{200b} 503\u{feff} again.\n",
            "It answered 503 again.\n",
        ),
    );
    stays("", "Run `ledgerctl\u{200b} unlock`.\n");
    stays("", "\u{200b}- no list\n");
    stays("", "Turned \u{202e}round\u{200b}.\n");
    stays("", "[a link](https://example.com/a\u{200b}b)\n");
}

#[test]
fn what_is_silenced_ignored_or_not_selected_is_not_fixed() {
    let text = document("severty: SEV2\ntrigger: config-pusch\n", ACTIONS);
    let (after, _) = fixed(&text, &["--select", "unknown-key"]);
    assert_eq!(after, text.replace("severty", "severity"));
    let (after, _) = fixed(&text, &["--ignore", "unknown-key,undated-action"]);
    assert!(
        after.contains("severty") && after.contains("config-push\n") && after.contains("1 April")
    );
    let silenced = text
        .replace(
            "severty",
            "# whys: allow unknown-key: read by our wiki\nseverty",
        )
        .replace(
            "trigger:",
            "# whys: allow unknown-value: as the wiki has it\ntrigger:",
        );
    let (after, _) = fixed(&silenced, &["--ignore", "undated-action"]);
    assert!(
        after.contains("severty") && after.contains("config-pusch"),
        "{after}"
    );
}

#[test]
fn line_ends_marks_and_the_end_of_the_file_stay() {
    let text = document("severty: Sev 2\n", ACTIONS);
    let want = fixed(&text, &[]).0;
    let bare = |text: &str| text.trim_end().to_owned();
    let windows = |text: &str| text.replace('\n', "\r\n");
    let marked = |text: &str| format!("\u{feff}{text}");
    assert_eq!(fixed(&windows(&text), &[]).0, windows(&want));
    assert_eq!(fixed(&marked(&text), &[]).0, marked(&want));
    assert_eq!(fixed(&bare(&text), &[]).0, bare(&want));
    assert_eq!(
        fixed(&marked(&windows(&bare(&text))), &[]).0,
        marked(&windows(&bare(&want)))
    );
}

#[test]
fn front_matter_in_toml() {
    let before = "+++\ntitle = \"Checkout answered 503\" # T\nstatus = \"draft\"\nseverty = 'Sev 2'\nstarted = \"2026-03-14 9:02 UTC\"\nresolved = 2026-03-14 09:40:00Z\n+++\n\n## Impact\n\n1,240 customers\n";
    let after = before
        .replace("severty = 'Sev 2'", "severity = 'SEV2'")
        .replace("2026-03-14 9:02 UTC", "2026-03-14T09:02Z");
    assert_eq!(fixed(before, &[]).0, after);
}

#[test]
fn a_secret_is_neither_shown_nor_lost() {
    let secret = "ghp_a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8";
    let body = format!(
        "The job ran with {secret} in it. <!-- whys: allow blamed-person: agreed -->\n\n![](graph.png \"Runs of {secret}\")\n"
    );
    let text = document("severty: SEV2\n", &body);
    let folder = Folder::new();
    folder.write(NAME, &text);
    let lint =
        |args: &[&str]| folder.whys(&[&["lint", "--profile", "bar-raiser", NAME], args].concat());
    let diff = lint(&["--diff"]);
    assert!(diff.out.contains("+severity: SEV2") && diff.out.contains("-The job ran with XXXX"));
    let ran = lint(&["--fix"]);
    for told in [&diff.out, &diff.err, &ran.out, &ran.err] {
        assert!(!told.contains(secret), "{told}");
    }
    let after = String::from_utf8(folder.read(NAME)).expect("UTF-8");
    let want = text
        .replace("severty", "severity")
        .replace(" <!-- whys: allow blamed-person: agreed -->", "");
    assert_eq!(after, want);
}

#[test]
fn what_can_be_fixed_is_told() {
    let folder = Folder::new();
    folder.write(
        NAME,
        document("severty: SEV2\nstate: x\n", "It was human error.\n"),
    );
    let full = folder.whys(&["lint", NAME]);
    assert!(
        full.out.contains("  = fix: --fix writes `severity`\n"),
        "{}",
        full.out
    );
    assert!(
        full.err.contains(", 1 fixable with --fix\n"),
        "{}",
        full.err
    );
    let json = folder.whys(&["lint", "-f", "json", NAME]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    for diagnostic in json["diagnostics"].as_array().expect("a list") {
        let fixable = diagnostic["rule"] == "unknown-key";
        assert_eq!(diagnostic["fixable"], fixable, "{diagnostic}");
    }
    let ran = folder.whys(&["lint", "--fix", "-f", "json", "-o", "json:out.json", NAME]);
    assert!(
        ran.err.ends_with("\n1 fixed in 1 file: unknown-key 1\n"),
        "{}",
        ran.err
    );
    assert!(ran.out.contains("\"human-error\"") && !ran.out.contains("\"fixable\":true"));
    assert_eq!(ran.out.as_bytes(), folder.read("out.json"));
}

#[test]
fn the_diff_can_be_applied() {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    let text = document("severty: Sev 2\n", ACTIONS).replace('\n', "\r\n");
    folder.write(NAME, &text);
    let diff = folder.whys(&["lint", "--diff", "."]);
    assert_eq!(diff.code, 1);
    assert!(
        diff.out
            .starts_with(&format!("--- a/{NAME}\n+++ b/{NAME}\n@@ -3,7 +3,7 @@\n")),
        "{}",
        diff.out
    );
    assert_eq!(
        diff.err,
        "5 fixes in 1 file: action-id 2, undated-action 1, unknown-key 1, unknown-value 1\n"
    );
    folder.write("fix.patch", &diff.out);
    folder.git(&["apply", "fix.patch"]);
    let applied = folder.read(NAME);
    folder.write(NAME, &text);
    folder.whys(&["lint", "--fix", "."]);
    assert_eq!(folder.read(NAME), applied);
}

#[test]
fn standard_input_comes_back_fixed() {
    let folder = Folder::new();
    let text = document("severty: SEV2\n", "It was human error.\n");
    let args = [
        "lint",
        "--fix",
        "-",
        "--stdin-filename",
        NAME,
        "-f",
        "concise",
    ];
    let ran = folder.run(&args, &[], text.as_bytes());
    assert_eq!(
        (ran.code, ran.out),
        (0, text.replace("severty", "severity"))
    );
    assert!(ran.err.contains("warning[human-error]"), "{}", ran.err);
    assert!(!folder.path().join(NAME).exists());
    let ran = folder.run(&["lint", "--diff", "-"], &[], text.as_bytes());
    assert!(
        ran.code == 1 && ran.out.starts_with("--- a/<stdin>\n"),
        "{}",
        ran.out
    );
    // What is no post-mortem goes through as it is.
    let args = [
        "lint",
        "--fix",
        "--force-exclude",
        "-",
        "--stdin-filename",
        "README.md",
    ];
    let ran = folder.run(&args, &[], b"# Notes\n");
    assert_eq!((ran.code, ran.out.as_str()), (0, "# Notes\n"));
    let ran = folder.run(&args[..4], &[], b"\xff");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
}

#[test]
fn what_could_be_done_by_halves_only_is_refused() {
    let folder = Folder::new();
    let text = document("severty: SEV2\n", "");
    folder.write(NAME, &text);
    for args in [
        &["--fix", "--staged"][..],
        &["--diff", "--staged"],
        &["--fix", "-", NAME],
        &["--fix", "--diff"],
        &["--diff", "--format", "json"],
        &["--diff", "--output", "out.txt"],
        &["--diff", "--fail-on", "never"],
    ] {
        let ran = folder.run(&[&["lint"], args].concat(), &[], text.as_bytes());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.starts_with("error: "), "{}", ran.err);
    }
    let ran = folder.whys(&["lint", "--fix", "--staged"]);
    assert!(
        ran.err.contains("\n help: leave out --staged"),
        "{}",
        ran.err
    );
    assert_eq!(folder.read(NAME), text.as_bytes());
}

#[test]
fn a_file_that_cannot_be_read_keeps_no_other_from_being_fixed() {
    let folder = Folder::new();
    folder.write("incidents/a.md", b"# Caf\xe9\n");
    folder.write(NAME, document("severty: SEV2\n", ""));
    let ran = folder.whys(&["lint", "--fix", "incidents"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("is not UTF-8") && ran.err.contains("1 fixed"),
        "{}",
        ran.err
    );
    assert_eq!(folder.read("incidents/a.md"), b"# Caf\xe9\n");
}

#[cfg(unix)]
mod files {
    use std::fs;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    fn with_mode(folder: &Folder, mode: u32) -> std::path::PathBuf {
        let path = folder.write(NAME, document("severty: SEV2\n", ""));
        fs::set_permissions(&path, PermissionsExt::from_mode(mode)).expect("a mode");
        path
    }

    #[test]
    fn the_mode_stays_and_a_file_without_fixes_is_not_touched() {
        let folder = Folder::new();
        let path = with_mode(&folder, 0o640);
        let before = fs::metadata(&path).expect("a file");
        folder.whys(&["lint", "--fix", NAME]);
        let after = fs::metadata(&path).expect("a file");
        assert_eq!(after.mode() & 0o777, 0o640);
        assert_ne!(after.ino(), before.ino());
        folder.whys(&["lint", "--fix", NAME]);
        assert_eq!(fs::metadata(&path).expect("a file").ino(), after.ino());
    }

    #[test]
    fn a_read_only_file_is_told_and_judged() {
        let folder = Folder::new();
        with_mode(&folder, 0o444);
        let before = folder.read(NAME);
        let ran = folder.whys(&["lint", "--fix", "-f", "concise", NAME]);
        assert_eq!(ran.code, 2);
        let error = format!("error: {NAME}: cannot be written: the file is read-only\n");
        assert!(ran.err.starts_with(&error), "{}", ran.err);
        assert!(
            ran.err.ends_with("1 fixable with --fix\n0 fixed\n"),
            "{}",
            ran.err
        );
        assert!(ran.out.contains("warning[unknown-key]"), "{}", ran.out);
        assert_eq!(folder.read(NAME), before);
    }

    #[test]
    fn a_link_is_followed_within_the_tree_and_no_further() {
        let folder = Folder::new();
        folder.git(&["init", "-q"]);
        folder.write("docs/real.md", document("severty: SEV2\n", ""));
        fs::create_dir(folder.path().join("incidents")).expect("a folder");
        symlink("../docs/real.md", folder.path().join("incidents/a.md")).expect("a link");
        let ran = folder.whys(&["lint", "--fix", "incidents/a.md"]);
        assert!(ran.err.contains("1 fixed"), "{}", ran.err);
        let link = fs::symlink_metadata(folder.path().join("incidents/a.md")).expect("a link");
        assert!(link.is_symlink());
        assert!(folder.read("docs/real.md").starts_with(b"---\ntitle"));
        assert!(!String::from_utf8_lossy(&folder.read("docs/real.md")).contains("severty"));

        let outside = Folder::new();
        let text = document("severty: SEV2\n", "");
        let target = outside.write("a.md", &text);
        symlink(target, folder.path().join("incidents/b.md")).expect("a link");
        let ran = folder.whys(&["lint", "--fix", "incidents/b.md"]);
        assert_eq!(ran.code, 2);
        assert!(
            ran.err.contains("error: incidents/b.md: leads out of "),
            "{}",
            ran.err
        );
        assert_eq!(outside.read("a.md"), text.as_bytes());
    }

    #[test]
    fn where_there_is_no_work_tree_a_link_stays_in_its_folder() {
        let folder = Folder::new();
        let text = document("severty: SEV2\n", "");
        folder.write("elsewhere/a.md", &text);
        fs::create_dir(folder.path().join("incidents")).expect("a folder");
        symlink("../elsewhere/a.md", folder.path().join("incidents/a.md")).expect("a link");
        let ran = folder.whys(&["lint", "--fix", "incidents/a.md"]);
        assert_eq!(ran.code, 2);
        assert_eq!(folder.read("elsewhere/a.md"), text.as_bytes());
    }
}

#[test]
fn a_fix_that_learns_a_fact_lets_no_other_make_a_section() {
    let folder = Folder::new();
    let text = "---\nstatus: draft\nstarteed: 2026-03-14\n---\n# T\n\n## Causes\n\nx\n\n\u{200b}**C1** \n\ny\n";
    folder.write("a.md", text);
    folder.whys(&["lint", "--fix", "--fail-on", "never", "a.md"]);
    let fixed = String::from_utf8(folder.read("a.md")).expect("UTF-8");
    assert_eq!(fixed, text.replace("starteed", "started"));
}
