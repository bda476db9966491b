//! What commands print with `--format json`.

use std::path::Path;

use clap::CommandFactory;
use serde_json::{Value, json};
use whys::schema::{ALL, Schema};

use super::program::Folder;
use super::{schema, validator, wrong};

/// The commands that print JSON, each with options under which it prints as much as it can. A new one needs a line.
const RUNS: &[(&str, &[&str])] = &[
    ("actions", &["--all", "--today", "2026-06-01", "."]),
    (
        "actions",
        &["--all", "--group-by", "unit", "--today", "2026-06-01", "."],
    ),
    (
        "actions",
        &["--since", "2026-01-01", "--today", "2026-06-01", "."],
    ),
    ("config", &["--all", "."]),
    ("inspect", &["."]),
    (
        "lint",
        &[
            "--profile",
            "bar-raiser",
            "--fail-on",
            "never",
            "--today",
            "2026-06-01",
            ".",
        ],
    ),
    ("related", &["--today", "2026-06-01"]),
    ("review", &["--today", "2026-06-01"]),
    ("rules", &[]),
    ("templates", &[]),
];

const CONFIG: &str = "\
timezone = \"Europe/Berlin\"
[people]
\"Ana \u{202e}\" = [\"ana@larkspur.example\"]
[severities]
SEV1 = { due-days = 15 }
[tracker]
url = \"https://tickets.larkspur.example/{ticket}\"
[rules.duration-mismatch]
minutes = 2.5
";

/// Documents in which facts are absent, odd or evil.
const ODD: &[&str] = &[
    "",
    "# A\n",
    "+++\ntitle = \"B\"\nstatus = \"live\"\n+++\n",
    "---\nstatus: draft\nimpact:\n  customers: .inf\n  requests_failed: NaN\n  p99_latency_ms: 12.5\n  data_lost: {a: 1}\n  note: [x]\n---\n",
    "---\nstatus: final\ndate: 2026-02-31\nid: [1, 2]\nteam: 7\nseverity: ''\nvisibility: restricted\n---\n## Actions\n\n- [ ] x\n",
    "---\nstatus: review\n---\n## Actions\n\n- [x] ~~a~~ \u{1b}[31m\u{202e} ##[x]\n  - dropped: 2026-01-01, no\n\n| Owner | Action | Due |\n| --- | --- | --- |\n| @a, @b | PAY-1 | soon |\n",
    "---\nstatus: ?\n---\n## Timeline\n\n- 25:61 x\n- 10:00 y\n",
    "<<<<<<< a\n=======\n>>>>>>> b\n<!-- whys: allow nothing -->\n",
];

/// The examples under a configuration.
fn examples() -> Folder {
    let folder = Folder::new();
    folder.write("whys.toml", CONFIG);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(root.join("examples/postmortems")).expect("examples") {
        let entry = entry.expect("an entry");
        if entry.path().is_file() {
            let name = entry.file_name().to_string_lossy().into_owned();
            folder.write(
                &format!("postmortems/{name}"),
                std::fs::read(entry.path()).expect("a file"),
            );
        }
    }
    folder
}

/// The examples, every example of a rule, and the odd documents.
fn everything() -> Folder {
    let folder = examples();
    let pages = whys::rules::pages();
    let of_rules = pages.flat_map(|(_, page)| fences(page));
    let odd = ODD.iter().map(|text| (*text).to_owned());
    for (at, text) in of_rules.chain(odd).enumerate() {
        folder.write(&format!("postmortems/2026-01-02-{at}.md"), text);
    }
    folder
}

/// The Markdown examples of a page.
fn fences(page: &str) -> Vec<String> {
    let mut parts = page.split("\n```md ");
    parts.next();
    let bodies = parts.filter_map(|part| part.split_once('\n')?.1.split_once("\n```\n"));
    bodies.map(|(body, _)| format!("{body}\n")).collect()
}

/// What a command prints: one object, or for `inspect` one on each line.
fn printed(folder: &Folder, command: &str) -> Vec<Value> {
    let (_, args) = RUNS
        .iter()
        .find(|(name, _)| *name == command)
        .unwrap_or_else(|| {
            panic!("`whys {command}` prints JSON: add a run of it to RUNS in this file")
        });
    // It reads one file; a run each takes time.
    let files = match command {
        "related" | "review" => some(folder),
        _ => vec![None],
    };
    let run = |file: Option<String>| {
        let mut run = [&[command, "--format", "json"], *args].concat();
        run.extend(file.as_deref());
        let ran = folder.whys(&run);
        assert_eq!(ran.code, 0, "{run:?}: {}", ran.err);
        let values = serde_json::Deserializer::from_str(&ran.out).into_iter();
        values.map(|value| value.expect("JSON")).collect::<Vec<_>>()
    };
    files.into_iter().flat_map(run).collect()
}

/// Every example, and every tenth of what lies beside them.
fn some(folder: &Folder) -> Vec<Option<String>> {
    let entries = std::fs::read_dir(folder.path().join("postmortems")).expect("a folder");
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        let name = entry.expect("an entry").file_name();
        format!("postmortems/{}", name.to_string_lossy())
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    let (odd, examples): (Vec<_>, Vec<_>) = names
        .into_iter()
        .partition(|name| name.contains("2026-01-02-"));
    let odd = odd.into_iter().step_by(10);
    examples.into_iter().chain(odd).map(Some).collect()
}

/// The schemas of outputs.
fn outputs() -> impl Iterator<Item = (&'static Schema, &'static str)> {
    ALL.iter()
        .filter_map(|schema| Some((schema, schema.command?)))
}

#[test]
fn every_command_with_json_has_a_schema() {
    for command in whys::cli::Cli::command().get_subcommands() {
        let formats = command
            .get_arguments()
            .filter(|arg| arg.get_id() == "format");
        let json = formats
            .flat_map(|arg| arg.get_possible_values())
            .any(|value| value.get_name() == "json");
        let name = command.get_name();
        let known = outputs().any(|(_, command)| command == name);
        assert_eq!(
            json, known,
            "`whys {name} --format json`: see ALL in src/schema/mod.rs"
        );
    }
}

#[test]
fn what_is_printed_fits_its_schema() {
    let folder = everything();
    for (known, command) in outputs() {
        let mut schema = schema(known.name);
        let tolerant = validator(&schema);
        // The contract only grows, so consumers pass over keys that they do not know; here none may be unknown.
        close(&mut schema);
        let closed = validator(&schema);
        let printed = printed(&folder, command);
        for value in &printed {
            assert_eq!(wrong(&closed, value), Vec::<String>::new(), "{command}");
            let mut later = value.clone();
            later["a_key_of_a_later_version"] = json!({ "x": 1 });
            assert!(
                tolerant.is_valid(&later) && !closed.is_valid(&later),
                "{command}"
            );
        }
        assert!(!printed.is_empty(), "{command}");
    }
}

/// Lets no object have other keys than those that are described.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if object.contains_key("properties") && !object.contains_key("additionalProperties") {
                object.insert("additionalProperties".to_owned(), false.into());
            }
            object.values_mut().for_each(close);
        }
        Value::Array(list) => list.iter_mut().for_each(close),
        _ => {}
    }
}

#[test]
fn every_key_that_is_missing_and_every_value_of_another_kind_is_told() {
    let folder = examples();
    for (known, command) in outputs() {
        let validator = validator(&schema(known.name));
        let mut tried = 0;
        for value in printed(&folder, command) {
            for place in places(&value) {
                if !anything_goes(command, &place) {
                    for changed in changes(&value, &place) {
                        let there = changed.pointer(&place);
                        assert!(
                            !validator.is_valid(&changed),
                            "{command} {place} may be {there:?}"
                        );
                        tried += 1;
                    }
                }
            }
        }
        assert!(tried > 20, "{command}: {tried}");
    }
}

/// The values of settings, which have every kind.
fn anything_goes(command: &str, place: &str) -> bool {
    command == "rules" && place.contains("/settings")
        || command == "config" && place.contains("/value")
        // A map whose keys the documents choose, as far as those are concerned.
        || command == "inspect" && place.starts_with("/impact/facts/") && place.matches('/').count() == 3
}

/// The places of all values inside a value.
fn places(value: &Value) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(at, value)| (at.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    let below = inner.into_iter().flat_map(|(key, value)| {
        let deeper = places(value)
            .into_iter()
            .map(|place| format!("/{key}{place}"))
            .collect::<Vec<_>>();
        std::iter::once(format!("/{key}")).chain(deeper)
    });
    below.collect()
}

/// The value with what stands at the place of another kind, and without its key.
fn changes(value: &Value, place: &str) -> Vec<Value> {
    let mut changed = value.clone();
    if let Some(there) = changed.pointer_mut(place) {
        *there = json!({ "no": ["such", "thing"] });
    }
    let mut changes = vec![changed];
    let (above, key) = place.rsplit_once('/').expect("a place");
    let mut without = value.clone();
    if let Some(Value::Object(object)) = without.pointer_mut(above) {
        object.remove(&key.replace("~1", "/").replace("~0", "~"));
        changes.push(without);
    }
    changes
}
