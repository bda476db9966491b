//! The schema of the front matter: [`schema::KEYS`], with the lists of the configuration.
//!
//! As for the rules, the values count where there is a status of ours: other tools have other words. It is looser than the
//! rules: whether a time can be read is for `whys lint` to judge. It is stricter in one point: it wants words as they are
//! listed, so that an editor offers them, while whys also reads them in another case.

use serde_json::{Map, Value, json};

use crate::postmortem::Status;
use crate::postmortem::schema::{self, Key, KeyKind};
use crate::rules::{Known, Needs};

/// The schema of the front matter. Every key may be empty, and those of other tools are welcome.
pub(super) fn schema(known: &Known, needs: &Needs) -> Value {
    let mut keys: Map<String, Value> = described(schema::KEYS, needs);
    if let Some(status) = keys.get_mut("status") {
        status["anyOf"] = json!([{ "enum": Status::WORDS }, { "type": ["string", "null"] }]);
    }
    json!({
        "type": "object",
        "properties": keys,
        "if": {
            "properties": { "status": { "enum": Status::WORDS } },
            "required": ["status"],
        },
        "then": open(schema::KEYS, known, needs, json!("object")),
        "additionalProperties": true,
    })
}

fn described(keys: &[Key], needs: &Needs) -> Map<String, Value> {
    let described = |key: &Key| {
        let about = json!({ "description": about(key, needs) });
        (key.name.to_owned(), about)
    };
    keys.iter().map(described).collect()
}

/// What a key is for, and from when on it is needed. That is told and not demanded: the text may state the fact as well.
fn about(key: &Key, needs: &Needs) -> String {
    match needs.key(key.name) {
        Some(from) => format!("{} Needed from {} on.", key.about, from.word()),
        None => key.about.to_owned(),
    }
}

fn open(keys: &[Key], known: &Known, needs: &Needs, kind: Value) -> Value {
    let properties = keys.iter().map(|key| {
        let mut property = Map::new();
        property.insert("description".to_owned(), about(key, needs).into());
        property.extend(values(key, known, needs));
        (key.name.to_owned(), property.into())
    });
    json!({
        "type": kind,
        "properties": properties.collect::<Map<_, _>>(),
        "additionalProperties": true,
    })
}

fn values(key: &Key, known: &Known, needs: &Needs) -> Map<String, Value> {
    let values = known.values(key);
    let schema = match key.kind {
        KeyKind::Text if values.is_empty() => json!({ "type": ["string", "number", "null"] }),
        KeyKind::Text if key.name == "team" => json!({ "anyOf": [
            { "enum": or_nothing(words(&values)) },
            { "type": "string", "pattern": below(&values) },
        ] }),
        KeyKind::Text => json!({ "enum": or_nothing(words(&values)) }),
        KeyKind::Texts if values.is_empty() => json!({
            "type": ["string", "number", "array", "null"],
            "items": { "type": ["string", "number"] },
        }),
        KeyKind::Texts => json!({ "anyOf": [
            { "enum": or_nothing(words(&values)) },
            { "type": "array", "items": { "enum": words(&values) } },
        ] }),
        KeyKind::Time => json!({
            "type": ["string", "null"],
            "examples": ["2026-03-14T09:02Z", "2026-03-14T10:02+01:00"],
        }),
        KeyKind::Day => json!({ "type": ["string", "null"], "examples": ["2026-03-14"] }),
        KeyKind::Count => json!({ "anyOf": [
            { "type": "number", "minimum": 0 },
            { "enum": ["none", "unknown"] },
            { "type": ["string", "null"] },
        ] }),
        KeyKind::Group => open(schema::IMPACT, known, needs, json!(["object", "null"])),
    };
    match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}

/// The words of a list; `1` is a number for YAML, so it may be one.
fn words(values: &[&str]) -> Vec<Value> {
    let numbers = values.iter().filter_map(|value| value.parse::<i64>().ok());
    let numbers: Vec<Value> = numbers.map(Value::from).collect();
    let words = values.iter().copied().map(Value::from);
    words.chain(numbers).collect()
}

fn or_nothing(mut words: Vec<Value>) -> Vec<Value> {
    words.push(Value::Null);
    words
}

/// A unit below one of a list: `payments/checkout` is below `payments`.
fn below(units: &[&str]) -> String {
    let units: Vec<String> = units.iter().map(|unit| literally(unit)).collect();
    format!("^({})/", units.join("|"))
}

/// A pattern for this very text, in the regular expressions of ECMA-262.
fn literally(text: &str) -> String {
    let mut pattern = String::new();
    for c in text.chars() {
        if r"\^$.|?*+()[]{}/".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}
