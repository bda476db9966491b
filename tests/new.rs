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
        text.contains("status: live\n") && text.lines().count() < 30,
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
        text.contains("author: ana-l ") && text.contains("team: payments "),
        "{text}"
    );
    let (path, text) = new(&folder, &["--no-config", "Search is slow"]);
    assert_eq!(path, "postmortems/2026-03-14-search-is-slow.md");
    assert!(text.contains("author: Ana "), "{text}");
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
        (&[], "error: the title is missing\n help: say what customers see"),
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
