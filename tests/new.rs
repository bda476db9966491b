//! `whys new`: every template renders, lints clean for its status, and overwrites nothing.

mod program;

use program::{Folder, rules};

const TITLE: &str = "Checkout: 503 for <one> in \"five\"";
const FILE: &str = "postmortems/2026-03-14-checkout-503-for-one-in-five.md";
const ANA: [(&str, &str); 2] = [
    ("GIT_AUTHOR_NAME", "Ana"),
    ("GIT_AUTHOR_EMAIL", "ana@larkspur.example"),
];

/// Writes a new post-mortem; gives its path as printed and its text.
fn new(folder: &Folder, args: &[&str]) -> (String, String) {
    let args = [&["new", "--today", "2026-03-14"], args].concat();
    let ran = folder.run(&args, &ANA, b"");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let path = ran.out.trim_end().to_owned();
    let text = String::from_utf8(folder.read(&path)).expect("UTF-8");
    (path, text)
}

#[test]
fn every_template_lints_clean_for_its_status() {
    for template in whys::template::names() {
        let folder = Folder::new();
        let (path, text) = new(&folder, &["--template", template, TITLE]);
        assert!(!text.contains("{{") && !text.contains("{%"), "{text}");
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{text:?}");
        let ran = folder.whys(&[
            "lint",
            "--today",
            "2026-03-14",
            "--format",
            "concise",
            &path,
        ]);
        assert_eq!(ran.code, 0, "{}", ran.out);
        if text.contains("status: live") {
            assert_eq!(ran.out, "");
        }
    }
}

#[test]
fn what_is_known_is_filled_in_and_read_again() {
    let folder = Folder::new();
    let (path, _) = new(
        &folder,
        &[
            "--team",
            "payments/checkout",
            "--severity",
            "SEV2",
            "--service",
            "checkout",
            "--service",
            "a: b",
            "--started",
            "2026-03-14T09:02Z",
            TITLE,
        ],
    );
    assert_eq!(path, FILE);
    let ran = folder.whys(&["inspect", "--format", "json", &path]);
    let facts: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(facts["title"], TITLE);
    assert_eq!(facts["status"], "draft");
    assert_eq!(facts["team"], "payments/checkout");
    assert_eq!(facts["severity"], "SEV2");
    assert_eq!(facts["services"], serde_json::json!(["checkout", "a: b"]));
    assert_eq!(facts["people"]["author"], "Ana");
    assert_eq!(facts["milestones"]["started"]["at"], "2026-03-14T09:02Z");
    assert_eq!(facts["actions"], serde_json::json!([]));
}

#[test]
fn live_is_one_screen() {
    let folder = Folder::new();
    let (path, text) = new(&folder, &["--live", TITLE]);
    assert!(
        text.contains("\nstatus: live ") && text.lines().count() < 30,
        "{text}"
    );
    assert_eq!(
        rules(&folder.whys(&["lint", "-fjson", &path])),
        Vec::<String>::new()
    );
}

#[test]
fn nothing_is_overwritten() {
    let folder = Folder::new();
    folder.write(FILE, "mine\n");
    let ran = folder.whys(&["new", "--today", "2026-03-14", TITLE]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err
            .starts_with(&format!("error: {FILE}: cannot be written")),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("help: nothing was overwritten"),
        "{}",
        ran.err
    );
    assert_eq!(folder.read(FILE), b"mine\n");
}

#[test]
fn the_configuration_says_where_and_under_which_name() {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    let config = "[documents]\nfolder = \"ops/reports\"\nfile-name = \"{slug}.mdx\"\n\n[people]\nana-l = \"ana@larkspur.example\"\n\n[teams]\npayments = [\"ana-l\"]\n";
    folder.write("whys.toml", config);
    let (path, text) = new(&folder, &["Search is slow"]);
    assert_eq!(path, "ops/reports/search-is-slow.mdx");
    assert!(
        text.contains("\nauthor: ana-l\n") && text.contains("\nteam: payments "),
        "{text}"
    );
    let (path, text) = new(&folder, &["--no-config", "Search is slow"]);
    assert_eq!(path, "postmortems/2026-03-14-search-is-slow.md");
    assert!(text.contains("\nauthor: Ana\n"), "{text}");
}

#[test]
fn a_folder_of_post_mortems_is_found() {
    let folder = Folder::new();
    folder.write("docs/incidents/old.md", "");
    assert_eq!(
        new(&folder, &["Search is slow"]).0,
        "docs/incidents/2026-03-14-search-is-slow.md"
    );
}

#[test]
fn what_cannot_be_done_is_told() {
    let folder = Folder::new();
    for (args, error) in [
        (&["?!"][..], "error: the title has no letter and no digit\n"),
        (
            &["--template", "defalt", "x"],
            "error: there is no template `defalt`\n help: did you mean `default`?",
        ),
        (
            &["--started", "09:02", "x"],
            "error: invalid value '09:02' for '--started <TIME>': write a time with a zone",
        ),
        (
            &["a\u{1b}b"],
            "error: the title has control characters in it\n",
        ),
        (
            &["--severity", "SEV11", "x"],
            "error: there is no incident severity `SEV11`\n help: did you mean `SEV1`?",
        ),
        (
            &[],
            "error: the title is missing\n help: say what customers see",
        ),
    ] {
        let ran = folder.whys(&[&["new"], args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.starts_with(error), "{}", ran.err);
    }
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("a folder").count(),
        0
    );
}

#[test]
fn a_path_may_have_folders_of_its_own() {
    let folder = Folder::new();
    folder.write(
        "whys.toml",
        "[documents]\nfolder = \"docs\"\nfile-name = \"{year}/{month}/{date}-{slug}/README.md\"\n",
    );
    let (path, text) = new(&folder, &["Search is slow"]);
    assert_eq!(path, "docs/2026/03/2026-03-14-search-is-slow/README.md");
    assert!(text.contains("assets/2026-03-14-search-is-slow-errors.png"));
    for (name, message) in [
        ("../{slug}.md", "must be a path below the folder"),
        ("/{slug}.md", "must be a path below the folder"),
        ("a//{slug}.md", "must be a path below the folder"),
        ("{day}-{slug}.md", "knows only"),
    ] {
        let config = format!("[documents]\nfile-name = \"{name}\"\n");
        folder.write("whys.toml", config);
        let ran = folder.whys(&["new", "x"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(message), "{name}: {}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_leads_elsewhere_is_refused() {
    let (folder, outside) = (Folder::new(), Folder::new());
    folder.git(&["init", "-q"]);
    let link = folder.path().join("postmortems");
    std::os::unix::fs::symlink(outside.path(), link).expect("a link");
    let ran = folder.whys(&["new", "x"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("leads out of"), "{}", ran.err);
    let mut left = std::fs::read_dir(outside.path()).expect("a folder");
    assert!(left.next().is_none());
}

#[test]
fn services_and_teams_know_each_other() {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write(
        ".github/CODEOWNERS",
        "* @larkspur/everybody\n/services/ledger/ @larkspur/accounting @kim\n/services/search/ @tom\n",
    );
    std::fs::create_dir_all(folder.path().join("services/ledger/src")).expect("folders");
    let stated = |text: &str, key: &str| -> String {
        let line = text.lines().find(|line| line.starts_with(key));
        let value = line.expect("a key").split("  #").next().unwrap_or_default();
        value
            .trim_start_matches(key)
            .trim_matches([':', ' '])
            .to_owned()
    };
    let (_, text) = new(&folder, &["--service", "ledger", "a"]);
    assert_eq!(stated(&text, "team"), "accounting");
    // A person owns it, and no team.
    let (_, text) = new(&folder, &["--service", "search", "b"]);
    assert_eq!(stated(&text, "team"), "");
    // Two services of two teams.
    let (_, text) = new(&folder, &["--service", "ledger", "--service", "x", "c"]);
    assert_eq!(stated(&text, "team"), "");
    // In the folder of a service.
    let output = folder
        .command(&["new", "d"])
        .current_dir(folder.path().join("services/ledger/src"))
        .output()
        .expect("whys starts");
    assert!(output.status.success());
    let path = String::from_utf8(output.stdout).expect("UTF-8");
    let path = path.trim_end().trim_start_matches("../");
    let text = String::from_utf8(folder.read(path)).expect("UTF-8");
    assert_eq!(stated(&text, "services"), "[ledger]");
    assert_eq!(stated(&text, "team"), "accounting");

    folder.write(
        "whys.toml",
        "[teams]\n\"finance/accounting\" = [\"Ana\"]\n[services.ledger]\n[services.checkout]\nowner = \"payments\"\n",
    );
    let (_, text) = new(&folder, &["--service", "ledger", "e"]);
    assert_eq!(stated(&text, "team"), "finance/accounting");
    let (_, text) = new(&folder, &["--service", "checkout", "f"]);
    assert_eq!(stated(&text, "team"), "payments");
    let (_, text) = new(&folder, &["--team", "payments", "g"]);
    assert_eq!(stated(&text, "services"), "[checkout]");
    // The team of the author.
    let (_, text) = new(&folder, &["h"]);
    assert_eq!(stated(&text, "team"), "finance/accounting");
}

/// A commit at a time of 14 March 2026, on a branch that is merged where `merge` names one.
fn change(folder: &Folder, clock: &str, author: &str, args: &[&str]) {
    let at = format!("2026-03-14T{clock}:00Z");
    let mut command = std::process::Command::new("git");
    command
        .args([
            "-c",
            "user.name=Ana",
            "-c",
            "user.email=ana@larkspur.example",
        ])
        .args(args)
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .env("GIT_AUTHOR_NAME", author)
        .env("GIT_AUTHOR_EMAIL", "x@larkspur.example")
        .env("GIT_AUTHOR_DATE", &at)
        .env("GIT_COMMITTER_DATE", &at);
    let output = command.output().expect("Git starts");
    assert!(output.status.success(), "{args:?}: {output:?}");
}

/// The abbreviated hash in a line, or nothing that is in it.
fn hash_in(line: &str) -> String {
    let codes = line.split('`').skip(1).step_by(2);
    let mut hashes =
        codes.filter(|code| code.len() == 10 && code.bytes().all(|b| b.is_ascii_hexdigit()));
    hashes.next().unwrap_or("\0").to_owned()
}

#[test]
fn what_went_out_before_is_listed_the_last_one_first() {
    let (folder, other) = (Folder::new(), Folder::new());
    for repository in [&folder, &other] {
        repository.git(&["init", "-q", "-b", "main"]);
    }
    let commit = |folder: &Folder, clock, author, subject| {
        let args = ["commit", "-q", "--allow-empty", "-m", subject];
        change(folder, clock, author, &args);
    };
    commit(&folder, "01:00", "Ana", "Too early");
    commit(&folder, "05:00", "Ana", "Let the ledger take any key");
    change(
        &folder,
        "05:30",
        "Ana",
        &["tag", "-a", "v1.7", "-m", "Seventh"],
    );
    change(&folder, "05:40", "Ana", &["checkout", "-q", "-b", "side"]);
    commit(
        &folder,
        "06:00",
        "<b>*Kim*</b> | x",
        "[a](http://x) `<img src=x>` | *b*\n\nBody",
    );
    change(&folder, "06:10", "Ana", &["checkout", "-q", "main"]);
    change(
        &folder,
        "08:55",
        "Ana",
        &["merge", "-q", "--no-ff", "side", "-m", "Merge side"],
    );
    commit(&folder, "09:30", "Ana", "Too late");
    commit(&other, "07:00", "Tom", "Set token=\"Zx81kQ0vT3nB7mWp5sLd\"");
    let other_path = other.path().to_string_lossy().into_owned();
    let name = other
        .path()
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let own = folder
        .path()
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let args = [
        "--since",
        "6h",
        "--started",
        "2026-03-14T09:02Z",
        "--repo",
        &other_path,
        "Checkout is down",
    ];
    let (path, text) = new(&folder, &args);
    let (_, listed) = text
        .split_once("## What changed before")
        .expect("a section");
    let (listed, _) = listed.split_once("## Detection").expect("the next section");
    assert!(
        listed.contains("from 2026-03-14 03:02 UTC to 2026-03-14 09:02 UTC"),
        "{listed}"
    );
    let lines: Vec<&str> = listed
        .lines()
        .filter(|line| line.starts_with("- "))
        .collect();
    let escaped = |name: &str| name.replace('_', "\\_");
    let shape = |line: &str| line.replace(&hash_in(line), "HASH");
    let lines: Vec<String> = lines.iter().map(|line| shape(line)).collect();
    let (own, name) = (escaped(&own), escaped(&name));
    assert_eq!(
        lines,
        [
            format!("- merge `HASH` of {own} by Ana, 2026-03-14 08:55 UTC: `Merge side`"),
            format!(
                "- commit `HASH` of {name} by Tom, 2026-03-14 07:00 UTC: `Set token=\"XXXXXXXXXXXXXXXXXXXX\"`"
            ),
            // What strangers wrote is text.
            format!(
                "- commit `HASH` of {own} by b\\*Kim\\*/b \\| x, 2026-03-14 06:00 UTC: `` [a](http://x) `<img src=x>` | *b* ``"
            ),
            format!("- tag `v1.7` of {own} by Ana, 2026-03-14 05:30 UTC: `Seventh`"),
            format!(
                "- commit `HASH` of {own} by Ana, 2026-03-14 05:00 UTC: `Let the ledger take any key`"
            ),
        ]
    );
    // And a secret stays one.
    assert!(!text.contains("Zx81kQ0vT3nB7mWp5sLd"), "{listed}");
    let ran = folder.whys(&[
        "lint",
        "--today",
        "2026-03-14",
        "--format",
        "concise",
        &path,
    ]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    // It is no timeline, and nothing that anybody has promised to do.
    let ran = folder.whys(&["inspect", "--format", "json", &path]);
    let facts: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(
        (&facts["timeline"], &facts["actions"]),
        (&serde_json::json!(null), &serde_json::json!([]))
    );

    // A window alone, and one without anything in it.
    let args = [
        "--since",
        "2026-03-14T08:00Z",
        "--until",
        "2026-03-14T09:00Z",
        "x",
    ];
    let (_, text) = new(&folder, &args);
    assert!(
        text.contains("merge `") && !text.contains("commit `"),
        "{text}"
    );
    let (_, text) = new(
        &folder,
        &["--since", "2026-03-13", "--until", "2026-03-14", "y"],
    );
    assert!(text.contains("\n- nothing\n"), "{text}");
}

#[test]
fn a_window_that_cannot_be_had_is_told_and_nothing_is_written() {
    let folder = Folder::new();
    for (args, error) in [
        (
            &["--since", "6h", "x"][..],
            "help: name a clone with --repo, or leave --since out",
        ),
        (&["--since", "6h", "--repo", "nowhere", "x"], "error: "),
        (
            &[
                "--since",
                "2026-03-15",
                "--started",
                "2026-03-14T09:02Z",
                "x",
            ],
            "error: nothing lies between",
        ),
        (&["--until", "2026-03-14", "x"], "--since"),
        (&["--repo", ".", "x"], "--since"),
        (&["--since", "soon", "x"], "write a time with a zone"),
    ] {
        let ran = folder.whys(&[&["new"], args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(error), "{args:?}: {}", ran.err);
    }
    let mut left = std::fs::read_dir(folder.path()).expect("a folder");
    assert!(left.next().is_none());
}

#[cfg(unix)]
#[test]
fn it_is_opened_in_the_editor() {
    let folder = Folder::new();
    folder.write("edit.sh", "#!/bin/sh\necho \"$1\" >> \"$2\"\n");
    let editor = [("EDITOR", "sh edit.sh edited")];
    let ran = folder.run(&["new", "--edit", "Search is slow"], &editor, b"");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(folder.read(ran.out.trim_end()).ends_with(b"edited\n"));
    let ran = folder.run(&["new", "--edit", "b"], &[("EDITOR", "false")], b"");
    assert_eq!(ran.code, 2);
    assert!(!folder.read(ran.out.trim_end()).is_empty());
    let none = [("EDITOR", " "), ("VISUAL", "")];
    let ran = folder.run(&["new", "--edit", "c"], &none, b"");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("neither VISUAL nor EDITOR"), "{}", ran.err);
}
