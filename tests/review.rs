//! `whys review`: one page for the moderator.

mod program;

use std::path::Path;

use program::{DOCUMENT, Folder};

/// A document in which somebody is at fault and nothing is owned.
const BAD: &str = "\
---
status: review
severity: SEV2
team: payments
---
# Checkout answered 503

## Impact

1,240 customers got an error page.

## Causes

Tom forgot to raise the limit of the pool.

## Actions

- [ ] Be more careful with limits
";

fn page(args: &[&str], text: &str) -> String {
    let folder = Folder::new();
    folder.write("a.md", text);
    let ran = folder.whys(&[&["review", "--today", "2026-06-01", "a.md"], args].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    assert_eq!(folder.read("a.md"), text.as_bytes());
    ran.out
}

fn json(args: &[&str], text: &str) -> serde_json::Value {
    serde_json::from_str(&page(&[args, &["--format", "json"]].concat(), text)).expect("JSON")
}

#[test]
fn the_page_of_an_example_is_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ran = Folder::new().whys(&[
        "review",
        "--no-config",
        "--today",
        "2026-06-01",
        &root
            .join("examples/postmortems/2026-01-09-edge-certificate.md")
            .display()
            .to_string(),
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    // The second line has the path, which is another one elsewhere.
    let shown: Vec<&str> = ran
        .out
        .lines()
        .skip_while(|line| !line.is_empty())
        .collect();
    let shown = format!("{}\n", shown.join("\n"));
    let path = root.join("tests/expected/review.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &shown).expect("a file");
    }
    let expected = std::fs::read_to_string(&path).expect("a file");
    assert!(
        shown == expected,
        "run BLESS=1 cargo test --test review\n{shown}"
    );
}

#[test]
fn it_tells_what_stands_what_stops_it_and_what_to_ask() {
    let review = json(&[], BAD);
    assert_eq!(review["status"], "review");
    let part = |name: &str| {
        let parts = review["parts"].as_array().expect("parts");
        parts
            .iter()
            .find(|part| part["part"] == name)
            .cloned()
            .expect("a part")
    };
    assert_eq!(part("impact")["stands"][0]["text"], "1,240 customers");
    assert_eq!(part("impact")["stands"][0]["line"], 10);
    assert_eq!(
        part("causes")["findings"][0]["rule"],
        "cause-ends-at-person"
    );
    let stops = review["stops"].as_array().expect("stops");
    assert_eq!(stops.len(), 1);
    assert_eq!(stops[0]["status"], "final");
    assert_eq!(review["actions"][0]["line"], 18);
    let weak = review["actions"][0]["weak"].to_string();
    assert!(
        weak.contains("unowned") && weak.contains("undated"),
        "{weak}"
    );
    let asked = review["questions"].to_string();
    assert!(asked.contains("Tom forgot to raise the limit"), "{asked}");
}

#[test]
fn the_next_status_decides_what_stops_it() {
    let stops = |args: &[&str], text: &str| {
        let review = json(args, text);
        let stops = review["stops"].as_array().expect("stops");
        let words = stops
            .iter()
            .map(|stop| stop["status"].as_str().unwrap_or_default().to_owned());
        words.collect::<Vec<_>>()
    };
    assert_eq!(stops(&[], DOCUMENT), ["review", "final"]);
    assert_eq!(stops(&["--as", "live"], DOCUMENT), ["draft"]);
    assert_eq!(stops(&["--as", "draft"], DOCUMENT), ["review"]);
    assert_eq!(stops(&["--as", "final"], DOCUMENT), ["final"]);
}

#[test]
fn markdown_and_terminals_are_safe_from_the_document() {
    let evil = BAD.replace("Checkout answered", "<img src=x> | \u{1b}[31m [a](b) ##[x]");
    let markdown = page(&["--format", "markdown"], &evil);
    assert!(
        !markdown.contains("<img") && !markdown.contains("[a](b)"),
        "{markdown}"
    );
    for format in ["text", "markdown", "json"] {
        let shown = page(&["--format", format], &evil);
        assert!(!shown.contains('\u{1b}'), "{format}: {shown}");
    }
}

#[test]
fn it_goes_to_a_file_but_never_over_the_document() {
    let folder = Folder::new();
    folder.write("a.md", BAD);
    let ran = folder.whys(&["review", "a.md", "--output", "markdown:page.md"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(folder.read("page.md").starts_with(b"## Review: "));
    let ran = folder.whys(&["review", "a.md", "--output", "./a.md"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("names the post-mortem itself"),
        "{}",
        ran.err
    );
    assert_eq!(folder.read("a.md"), BAD.as_bytes());
}

#[test]
fn it_reads_standard_input_and_says_what_it_cannot_read() {
    let folder = Folder::new();
    let ran = folder.run(&["review", "-"], &[], BAD.as_bytes());
    assert!(
        ran.code == 0 && ran.out.contains("Checkout answered 503"),
        "{}",
        ran.err
    );
    for path in ["absent.md", "."] {
        let ran = folder.whys(&["review", path]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{path}");
        assert!(ran.err.contains("error"), "{}", ran.err);
    }
}
