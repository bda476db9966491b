//! The schema of `whys.toml`: [`keys::ROOT`], and the settings that the rules' pages have.

use serde_json::{Map, Value, json};

use crate::config::keys::{self, Key, Kind, Unset};
use crate::rules::{COMMON, Rule, Rules, Setting};

/// The schema of `whys.toml`. As for whys itself, a key that it does not have is wrong.
pub(super) fn schema(rules: &Rules) -> Value {
    table(keys::ROOT, rules)
}

fn table(keys: &[Key], rules: &Rules) -> Value {
    let properties = keys.iter().map(|key| {
        let mut property = kind(&key.kind, rules);
        property["description"] = key.about.into();
        if let Unset::Text(text) = key.unset {
            property["default"] = text.into();
        }
        (key.name.to_owned(), property)
    });
    closed(properties.collect())
}

/// An object without other keys.
fn closed(properties: Map<String, Value>) -> Value {
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn kind(kind: &Kind, rules: &Rules) -> Value {
    match kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Word(words) => json!({ "enum": words }),
        Kind::Number => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::TextOrTexts => json!({
            "type": ["string", "array"],
            "items": { "type": "string" },
        }),
        Kind::Table(keys) => table(keys, rules),
        Kind::Tables(keys) => json!({ "type": "array", "items": one_of_many(keys, rules) }),
        Kind::Named(of) => {
            json!({ "type": "object", "additionalProperties": self::kind(of, rules) })
        }
        Kind::Rules => of_rules(rules),
    }
}

/// An override: for which documents, and at least one thing that holds for them.
fn one_of_many(keys: &[Key], rules: &Rules) -> Value {
    let mut schema = table(keys, rules);
    let (due, others): (Vec<_>, Vec<_>) = keys
        .iter()
        .map(|key| key.name)
        .partition(|name| *name == "paths");
    schema["required"] = due.into();
    schema["anyOf"] = others
        .into_iter()
        .map(|name| json!({ "required": [name] }))
        .collect();
    schema
}

fn of_rules(rules: &Rules) -> Value {
    let rules = rules.iter().map(|rule| {
        let mut schema = closed(settings(rule));
        schema["description"] = rule.page.summary.as_str().into();
        (rule.id.to_string(), schema)
    });
    closed(rules.collect())
}

/// What every rule takes, and the settings of this one.
fn settings(rule: &Rule) -> Map<String, Value> {
    let common = COMMON.iter().map(|key| {
        let schema = json!({ "enum": key.words, "description": key.about });
        (key.name.to_owned(), schema)
    });
    let settings = &rule.page.settings;
    let own = settings.names().filter_map(|name| {
        let value = settings.get(name)?;
        let mut schema = sort(value);
        schema["default"] = value.json();
        Some((name.to_owned(), schema))
    });
    common.chain(own).collect()
}

/// The sort of the default is the sort of every value.
fn sort(value: &Setting) -> Value {
    match value {
        Setting::Flag(_) => json!({ "type": "boolean" }),
        Setting::Number(_) => json!({ "type": "number" }),
        Setting::Text(_) => json!({ "type": "string" }),
        Setting::List(_) => json!({ "type": "array", "items": { "type": "string" } }),
        Setting::Table(_) => json!({
            "type": "object",
            "additionalProperties": { "type": "number" },
        }),
    }
}
