//! The pair: two post-mortems of one outage. The bad one draws the rule of every fault that it was given, the good one, which
//! tells the same story and is full of what looks like those faults, nothing above info.

mod program;

use std::path::Path;

use program::Folder;

/// The faults of the bad one, and the rules that name them.
const FAULTS: &[(&str, &[&str])] = &[
    ("most actions have no owner", &["unowned-action"]),
    ("no action has a date", &["undated-action"]),
    ("a person is named", &["named-person"]),
    (
        "and blamed, as is the team",
        &["blamed-person", "judgement-word"],
    ),
    ("in a loud voice", &["shouting"]),
    (
        "nothing explains the terms, and the glossary is empty",
        &["undefined-term", "empty-section"],
    ),
    (
        "the duration is the only number",
        &["unquantified-impact", "uncounted-customers"],
    ),
    ("words stand in place of the others", &["vague-quantity"]),
    ("actions that name a direction", &["vague-action"]),
    (
        "actions that are to change people",
        &["people-fixing-action"],
    ),
    ("one action of five has a ticket", &["untracked-action"]),
    ("nothing prevents or detects it", &["repair-only-actions"]),
    (
        "the cause is that somebody ignored a procedure",
        &["cause-ends-at-person"],
    ),
    (
        "nobody moderated or reviewed it",
        &["missing-role", "unreviewed"],
    ),
];

/// Severity and rule of each finding in a document of the pair.
fn lint(document: &str, options: &[&str]) -> Vec<(String, String)> {
    let folder = Folder::new();
    let args = [&["lint", "--format", "json"], options, &[document]].concat();
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/acceptance");
    let output = folder
        .command(&args)
        .current_dir(here)
        .output()
        .expect("whys starts");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = report["diagnostics"].as_array().expect("a list").iter();
    let text = |one: &serde_json::Value, key: &str| one[key].as_str().expect("a text").to_owned();
    findings
        .map(|one| (text(one, "severity"), text(one, "rule")))
        .collect()
}

#[test]
fn the_bad_one_draws_the_rule_of_every_fault() {
    let found = lint(
        "bad.md",
        &["--profile", "bar-raiser", "--today", "2026-08-10"],
    );
    let drawn = |rule: &str| found.iter().any(|(_, found)| found == rule);
    for (fault, rules) in FAULTS {
        let missed: Vec<_> = rules.iter().filter(|rule| !drawn(rule)).collect();
        assert!(missed.is_empty(), "{fault}: {missed:?} not among {found:?}");
    }
    let errors = found
        .iter()
        .filter(|(severity, _)| severity == "error")
        .count();
    assert!(errors >= 8, "{errors} errors: {found:?}");
}

#[test]
fn the_good_one_draws_nothing_above_info() {
    for status in ["live", "draft", "review", "final"] {
        for profile in ["facts", "standard", "bar-raiser"] {
            let options = [
                "--profile",
                profile,
                "--as",
                status,
                "--today",
                "2026-05-04",
            ];
            let mut found = lint("good.md", &options);
            found.retain(|(severity, _)| severity != "info");
            assert!(found.is_empty(), "{profile} at {status}: {found:?}");
        }
    }
    // By its own status, without a word on the command line.
    let found = lint("good.md", &["--today", "2026-05-04"]);
    assert_eq!(found, []);
}
