//! `whys config`: what holds for a path, and where it is said.

mod program;

use program::{DOCUMENT, Folder};
use serde_json::{Value, json};

const CONFIG: &str = "\
# ours
timezone = \"Europe/Berlin\"
documents.folder = \"ops\"

[severities]
minor = {}
[severities.\"a b\"]
due-days = 15

[teams]
\"payments/checkout\" = [\"ana\", \"kim\"]

[rules.understated-severity]
from = \"draft\"
customers = { SEV1 = 10000, \"a.b\" = 0.5 }

[terms]
CSW = \"card \\\"switch\\\" \\u001b[31m\\u202e\"
";

fn repository() -> Folder {
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join(".git")).expect("a folder");
    folder.write("whys.toml", CONFIG);
    folder.write("ops/incidents/a.md", DOCUMENT);
    folder
}

/// The keys of the JSON by their names: value and line.
fn held(folder: &Folder, args: &[&str]) -> Vec<(String, Value, Value)> {
    let ran = folder.whys(&[&["config", "--format", "json"], args].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let keys = report["keys"].as_array().expect("keys").iter();
    keys.map(|key| {
        (
            key["key"].as_str().expect("a name").to_owned(),
            key["value"].clone(),
            key["line"].clone(),
        )
    })
    .collect()
}

#[test]
fn every_key_is_told_with_its_line_or_its_default() {
    let folder = repository();
    let held = held(&folder, &["ops/incidents/a.md"]);
    for (key, value, line) in [
        ("profile", json!(null), json!(null)),
        ("timezone", json!("Europe/Berlin"), json!(2)),
        ("documents.folder", json!("ops"), json!(3)),
        (
            "documents.file-name",
            json!("{date}-{slug}.md"),
            json!(null),
        ),
        ("severities.minor", json!({}), json!(6)),
        ("severities.\"a b\"", json!({ "due-days": 15 }), json!(7)),
        (
            "teams.\"payments/checkout\"",
            json!(["ana", "kim"]),
            json!(11),
        ),
        ("rules.understated-severity.from", json!("draft"), json!(14)),
        (
            "rules.understated-severity.customers",
            json!({ "SEV1": 10000, "a.b": 0.5 }),
            json!(15),
        ),
        ("people", json!(null), json!(null)),
    ] {
        assert!(
            held.contains(&(key.to_owned(), value, line)),
            "{key}: {held:?}"
        );
    }
    assert!(
        !held
            .iter()
            .any(|(key, ..)| key.starts_with("rules.human-error"))
    );
    // The worst severity first, as the file has them.
    let severities = held
        .iter()
        .filter(|(key, ..)| key.starts_with("severities."));
    assert_eq!(
        severities.map(|(key, ..)| key.as_str()).collect::<Vec<_>>(),
        ["severities.minor", "severities.\"a b\""]
    );
}

#[test]
fn all_tells_the_settings_of_every_rule() {
    let folder = repository();
    let held = held(&folder, &["--all"]);
    for rule in whys::rules::Rules::built_in().iter() {
        for name in ["severity", "from"]
            .into_iter()
            .chain(rule.page.settings.names())
        {
            let key = format!("rules.{}.{name}", rule.id);
            assert_eq!(
                held.iter().filter(|(known, ..)| *known == key).count(),
                1,
                "{key}"
            );
        }
    }
    let entries = (
        "rules.missing-timeline.entries".to_owned(),
        json!(4),
        json!(null),
    );
    assert!(held.contains(&entries), "{held:?}");
}

#[test]
fn the_text_is_a_configuration_that_says_the_same() {
    let folder = repository();
    for all in [&[][..], &["--all"]] {
        folder.write("whys.toml", CONFIG);
        let before = held(&folder, all);
        let text = folder.whys(&[&["config"], all].concat()).out;
        folder.write("whys.toml", &text);
        let after = held(&folder, all);
        let values = |held: &[(String, Value, Value)]| {
            held.iter()
                .map(|(key, value, _)| (key.clone(), value.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(values(&before), values(&after), "{text}");
        let printable = |c: char| c == '\n' || !c.is_control() && c != '\u{202e}';
        assert!(text.chars().all(printable), "{text:?}");
    }
}

#[test]
fn the_text_tells_the_file_and_the_line() {
    let folder = repository();
    let text = folder.whys(&["config", "ops/incidents/a.md"]).out;
    for line in [
        "# whys.toml holds for ops/incidents/a.md\n",
        "# profile: standard for documents with a status, facts for others (default)\n",
        "timezone = \"Europe/Berlin\"  # whys.toml:2\n",
        "[documents]\n",
        "file-name = \"{date}-{slug}.md\"  # default\n",
        "\n[severities]\nminor = {}  # whys.toml:6\n\"a b\" = { due-days = 15 }  # whys.toml:7\n",
        "\n# people: nobody (default)\n",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    folder.write("ops/whys.toml", "profile = \"facts\"\n");
    let text = folder.whys(&["config", "ops/incidents"]).out;
    assert!(
        text.starts_with(
            "# ops/whys.toml holds for ops/incidents\n\nprofile = \"facts\"  # ops/whys.toml:1\n"
        ),
        "{text}"
    );
    assert!(!text.contains("Berlin"), "{text}");
}

#[test]
fn where_there_is_none_the_defaults_hold() {
    let folder = Folder::new();
    let text = folder.whys(&["config"]).out;
    assert!(
        text.starts_with("# there is no whys.toml for this folder: the defaults hold\n"),
        "{text}"
    );
    folder.write("whys.toml", "timezone = \"UTC\"\n");
    let off = folder.whys(&["config", "--no-config"]).out;
    assert_eq!(
        off.lines().skip(1).collect::<Vec<_>>(),
        text.lines().skip(1).collect::<Vec<_>>()
    );
    let json = folder.whys(&["config", "--no-config", "-fjson"]).out;
    let report: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(report["file"], Value::Null);
}

#[test]
fn what_is_wrong_is_told_as_by_lint() {
    let folder = Folder::new();
    folder.write("incidents/a.md", DOCUMENT);
    folder.write("whys.toml", "tiemzone = \"UTC\"\n[rules.human-eror]\n");
    let ran = folder.whys(&["config", "incidents/a.md"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(ran.err, folder.whys(&["lint"]).err);
    let ran = folder.whys(&["config", "--no-config", "nosuch.md"]);
    assert_eq!(ran.code, 2);
    assert_eq!(
        ran.err,
        "error: nosuch.md: there is no such file or folder\n help: check the path\n"
    );
}

#[test]
fn what_overrides_say_of_a_document_holds_for_it() {
    let folder = repository();
    let overrides = "
[[overrides]]
paths = [\"ops/**\"]
profile = \"facts\"
rules.understated-severity.from = \"final\"

[[overrides]]
paths = [\"**/a.md\"]
profile = \"bar-raiser\"
rules.human-error.severity = \"off\"
";
    folder.write("whys.toml", format!("{CONFIG}{overrides}"));
    folder.write("ops/incidents/b.md", DOCUMENT);
    let line = |text: &str| {
        let lines: Vec<&str> = CONFIG.lines().chain(overrides.lines()).collect();
        json!(lines.iter().position(|line| *line == text).map(|at| at + 1))
    };
    let find = |held: &[(String, Value, Value)], name: &str| {
        let found: Vec<_> = held.iter().filter(|(key, ..)| key == name).collect();
        assert!(found.len() < 2, "{found:?}");
        found
            .first()
            .map(|(_, value, line)| (value.clone(), line.clone()))
    };
    let from = "rules.understated-severity.from";
    let off = "rules.human-error.severity";
    let of_a = held(&folder, &["ops/incidents/a.md"]);
    let raised = (json!("bar-raiser"), line("profile = \"bar-raiser\""));
    assert_eq!(find(&of_a, "profile"), Some(raised));
    let later = (
        json!("final"),
        line("rules.understated-severity.from = \"final\""),
    );
    assert_eq!(find(&of_a, from), Some(later.clone()));
    let silent = (json!("off"), line("rules.human-error.severity = \"off\""));
    assert_eq!(find(&of_a, off), Some(silent));
    let of_b = held(&folder, &["ops/incidents/b.md"]);
    let facts = (json!("facts"), line("profile = \"facts\""));
    assert_eq!(find(&of_b, "profile"), Some(facts));
    assert_eq!((find(&of_b, from), find(&of_b, off)), (Some(later), None));
    let here = held(&folder, &["ops/incidents"]);
    assert_eq!(find(&here, "profile"), Some((json!(null), json!(null))));
    assert_eq!(find(&here, from), Some((json!("draft"), json!(14))));
    let all = find(&here, "overrides").expect("a key");
    assert_eq!(all.0[1]["paths"], json!(["**/a.md"]));
}
