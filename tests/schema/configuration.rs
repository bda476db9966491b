//! `whys.toml`: the schema and the reader agree, key by key.

use jsonschema::Validator;
use serde_json::{Value, json};
use toml::Value as Toml;
use whys::config::keys::{Key, Kind, ROOT};
use whys::rules::{COMMON, Overlays, Profile, Rules};

use super::program::Folder;
use super::{schema, validator, wrong};

/// One value of every sort but a date, which JSON does not have.
fn sorts() -> Vec<Toml> {
    let values = "v = [\"x\", 3, -3, 2.5, true, [], [\"x\"], [1], [[\"x\"]], {}, { a = \"x\" }, { a = 1 }, [{ a = 1 }]]";
    let table: toml::Table = toml::from_str(values).expect("TOML");
    table["v"].as_array().expect("a list").clone()
}

/// A text that a key takes: some want more than any text.
fn text_of(key: &str) -> &'static str {
    match key {
        "timezone" => "UTC",
        "file-name" => "{slug}.md",
        "url" => "https://tickets.larkspur.example/{ticket}",
        _ => "x",
    }
}

/// The values to try for a key, with the way to it.
fn trials(way: &[&str], key: &Key, out: &mut Vec<(Vec<String>, Toml)>) {
    let way = [way, &[key.name]].concat();
    let mut values = sorts();
    values[0] = Toml::from(text_of(key.name));
    if let Kind::Word(words) = key.kind {
        values.extend(words.iter().map(|word| Toml::from(*word)));
        values.extend(words.iter().map(|word| Toml::from(word.to_uppercase())));
    }
    let names = |way: &[&str]| {
        way.iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    out.extend(values.iter().map(|value| (names(&way), value.clone())));
    match key.kind {
        Kind::Table(keys) => {
            out.push((
                names(&[&way[..], &["no-such-key"]].concat()),
                Toml::from("x"),
            ));
            keys.iter().for_each(|key| trials(&way, key, out));
        }
        Kind::Named(kind) => {
            let any = [&way[..], &["a/b c"]].concat();
            out.extend(values.iter().map(|value| (names(&any), value.clone())));
            if let Kind::Table(keys) = kind {
                out.push((
                    names(&[&any[..], &["no-such-key"]].concat()),
                    Toml::from("x"),
                ));
                keys.iter().for_each(|key| trials(&any, key, out));
            }
        }
        Kind::Tables(keys) => {
            for table in tables(keys) {
                out.push((names(&way), Toml::Array(vec![Toml::Table(table)])));
            }
        }
        _ => {}
    }
}

/// Overrides: one that is right, the same without each of its keys, with each key that there is in other values.
fn tables(keys: &[Key]) -> Vec<toml::Table> {
    let right: toml::Table = toml::from_str("paths = [\"x\"]\nprofile = \"facts\"").expect("TOML");
    let with = |name: &str, value: &Toml| {
        let mut table = right.clone();
        table.insert(name.to_owned(), value.clone());
        table
    };
    let mut all = vec![right.clone(), with("no-such-key", &Toml::from("x"))];
    for name in right.keys() {
        let mut table = right.clone();
        table.remove(name);
        all.push(table);
    }
    let words = Profile::WORDS.iter().map(|word| Toml::from(*word));
    let values: Vec<Toml> = sorts().into_iter().chain(words).collect();
    for key in keys {
        all.extend(values.iter().map(|value| with(key.name, value)));
    }
    all
}

/// A file with one key.
fn file(way: &[String], value: &Toml) -> toml::Table {
    let inner = way.iter().rev().fold(value.clone(), |value, name| {
        Toml::Table(std::iter::once((name.clone(), value)).collect())
    });
    inner.as_table().expect("a table").clone()
}

fn as_json(table: &toml::Table) -> Value {
    serde_json::to_value(table).expect("JSON")
}

#[test]
fn the_reader_and_the_schema_take_and_refuse_the_same() {
    let validator = validator(&schema("config"));
    let folder = Folder::new();
    let mut tried = vec![(vec!["no-such-key".to_owned()], Toml::from("x"))];
    ROOT.iter().for_each(|key| trials(&[], key, &mut tried));
    let mut taken = 0;
    for (way, value) in &tried {
        let table = file(way, value);
        folder.write("whys.toml", table.to_string());
        let ran = folder.whys(&["config"]);
        let read = ran.code == 0;
        let fits = validator.is_valid(&as_json(&table));
        assert_eq!(
            read,
            fits,
            "{table}\nwhys: {}\nschema: {:?}\n(a text that the reader refuses needs one that it takes in text_of)",
            ran.err,
            wrong(&validator, &as_json(&table))
        );
        taken += usize::from(read);
    }
    // Every key is read: it takes some value, and refuses one.
    assert!(
        taken > 25 && tried.len() - taken > 100,
        "{taken} of {}",
        tried.len()
    );
}

/// Asks reader and schema about one setting of a rule.
fn compare(validator: &Validator, rule: &str, name: &str, value: Toml) {
    let settings: toml::Table = std::iter::once((name.to_owned(), value)).collect();
    let file = json!({ "rules": { rule: as_json(&settings) } });
    let read = Rules::built_in().lay(&Overlays::from([(rule.to_owned(), settings)]));
    assert_eq!(read.is_ok(), validator.is_valid(&file), "{file}: {read:?}");
}

#[test]
fn the_settings_of_every_rule_are_in_the_schema() {
    let validator = validator(&schema("config"));
    let x = || Toml::from("x");
    for rule in Rules::built_in().iter() {
        compare(&validator, &rule.id, "no-such-setting", x());
        compare(&validator, &rule.id, "severity", Toml::from("off"));
        for name in rule.page.settings.names() {
            sorts()
                .into_iter()
                .for_each(|value| compare(&validator, &rule.id, name, value));
        }
    }
    for key in COMMON {
        let words = key.words.iter().map(|word| Toml::from(*word));
        let loud = key.words.iter().map(|word| Toml::from(word.to_uppercase()));
        for value in sorts().into_iter().chain(words).chain(loud) {
            compare(&validator, "human-error", key.name, value);
        }
    }
    compare(&validator, "human-eror", "severity", Toml::from("off"));
}

#[test]
fn the_schema_knows_the_defaults() {
    let schema = schema("config");
    for (place, default) in [
        (
            "/properties/documents/properties/file-name",
            json!("{date}-{slug}.md"),
        ),
        (
            "/properties/rules/properties/missing-timeline/properties/entries",
            json!(4),
        ),
        (
            "/properties/rules/properties/circular-why/properties/overlap",
            json!(0.8),
        ),
        (
            "/properties/rules/properties/missing-role/properties/roles",
            json!(["author", "moderator", "bar_raiser"]),
        ),
    ] {
        let there = schema.pointer(place).unwrap_or_else(|| panic!("{place}"));
        assert_eq!(there["default"], default, "{place}");
    }
}

#[test]
fn the_examples_of_the_documentation_fit() {
    let validator = validator(&schema("config"));
    let readme = include_str!("../../README.md");
    let pages = whys::rules::pages().map(|(_, page)| page);
    let mut found = 0;
    for page in pages.chain([readme]) {
        for fence in page.split("\n```toml").skip(1) {
            let (about, rest) = fence.split_once('\n').expect("a fence");
            if about == " around" {
                continue;
            }
            let (example, _) = rest.split_once("\n```\n").expect("a closed fence");
            let table: toml::Table = toml::from_str(example).expect("TOML");
            assert_eq!(
                wrong(&validator, &as_json(&table)),
                Vec::<String>::new(),
                "{example}"
            );
            found += 1;
        }
    }
    assert!(found > 2, "{found}");
}
