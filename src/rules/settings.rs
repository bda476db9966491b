//! A rule's own settings: defaults on its page, overlaid by `[rules.<id>]` of `whys.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::report::number;

/// One value. What the page gives as the default says of which sort it is.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Setting {
    /// `true`
    Flag(bool),
    /// `3`, `0.8`
    Number(f64),
    /// `word`
    Text(String),
    /// `[a, b]`
    List(Vec<String>),
    /// `{ a = 1, b = 2 }`
    Table(BTreeMap<String, f64>),
}

impl Setting {
    /// As in "must be a list of words".
    pub fn sort(&self) -> &'static str {
        match self {
            Setting::Flag(_) => "true or false",
            Setting::Number(_) => "a number",
            Setting::Text(_) => "a word",
            Setting::List(_) => "a list of words",
            Setting::Table(_) => "a table of numbers",
        }
    }

    /// As JSON; whole numbers without a decimal point.
    pub fn json(&self) -> Value {
        let number = |value: &f64| number(*value).map_or(Value::Null, Value::Number);
        match self {
            Setting::Flag(flag) => Value::from(*flag),
            Setting::Number(value) => number(value),
            Setting::Text(text) => Value::from(text.as_str()),
            Setting::List(list) => Value::from(list.as_slice()),
            Setting::Table(table) => {
                let entries = table
                    .iter()
                    .map(|(name, value)| (name.clone(), number(value)));
                Value::Object(entries.collect())
            }
        }
    }

    /// The setting that a value of a TOML file states; none for dates and what is mixed.
    pub fn from_toml(value: &toml::Value) -> Option<Setting> {
        Some(match value {
            toml::Value::Boolean(flag) => Setting::Flag(*flag),
            toml::Value::Integer(number) => Setting::Number(*number as f64),
            toml::Value::Float(number) => Setting::Number(*number),
            toml::Value::String(text) => Setting::Text(text.clone()),
            toml::Value::Array(list) => {
                let texts = list.iter().map(|v| v.as_str().map(str::to_owned));
                Setting::List(texts.collect::<Option<_>>()?)
            }
            toml::Value::Table(table) => {
                let numbers = table.iter().map(|(name, value)| {
                    let number = value.as_float().or(value.as_integer().map(|n| n as f64));
                    Some((name.clone(), number?))
                });
                Setting::Table(numbers.collect::<Option<_>>()?)
            }
            toml::Value::Datetime(_) => return None,
        })
    }

    /// As a TOML file would state it; whole numbers without a decimal point.
    pub fn to_toml(&self) -> toml::Value {
        let number = |number: &f64| match number.fract() == 0.0 && number.abs() < 1e15 {
            true => toml::Value::Integer(*number as i64),
            false => toml::Value::Float(*number),
        };
        match self {
            Setting::Flag(flag) => toml::Value::from(*flag),
            Setting::Number(value) => number(value),
            Setting::Text(text) => toml::Value::from(text.as_str()),
            Setting::List(list) => toml::Value::from(list.clone()),
            Setting::Table(table) => {
                let entries = table
                    .iter()
                    .map(|(name, value)| (name.clone(), number(value)));
                toml::Value::Table(entries.collect())
            }
        }
    }
}

/// The settings of a rule. A name that its page does not have gives zero, nothing, false: a test sees to it that checks
/// ask for no others.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Settings(BTreeMap<String, Setting>);

impl Settings {
    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// One of them.
    pub fn get(&self, name: &str) -> Option<&Setting> {
        self.0.get(name)
    }

    /// Gives one a value.
    pub(super) fn set(&mut self, name: &str, value: Setting) {
        self.0.insert(name.to_owned(), value);
    }

    /// All of them as one JSON object.
    pub fn json(&self) -> Map<String, Value> {
        let settings = self.0.iter();
        settings
            .map(|(name, value)| (name.clone(), value.json()))
            .collect()
    }

    /// The first of these settings that is there and no text, or no list; and what it must be.
    pub(super) fn misfit(&self, texts: &[&str], lists: &[&str]) -> Option<(&str, &'static str)> {
        self.0.iter().find_map(|(name, value)| {
            let is = |names: &[&str]| names.contains(&name.as_str());
            let due = match value {
                Setting::Text(_) if is(lists) => "a list of texts",
                Setting::List(_) if is(texts) => "a text",
                Setting::Text(_) | Setting::List(_) => return None,
                _ if is(lists) => "a list of texts",
                _ if is(texts) => "a text",
                _ => return None,
            };
            Some((name.as_str(), due))
        })
    }

    /// Lays a value over a default; what the default's sort is, where it is of another or there is none.
    pub(super) fn lay(&mut self, name: &str, value: Setting) -> Result<(), Option<&'static str>> {
        let Some(place) = self.0.get_mut(name) else {
            return Err(None);
        };
        if std::mem::discriminant(place) != std::mem::discriminant(&value) {
            return Err(Some(place.sort()));
        }
        *place = value;
        Ok(())
    }

    /// A number.
    pub fn number(&self, name: &str) -> f64 {
        match self.get(name) {
            Some(Setting::Number(number)) => *number,
            _ => 0.0,
        }
    }

    /// A number of things.
    pub fn count(&self, name: &str) -> usize {
        self.number(name).max(0.0) as usize
    }

    /// A switch.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.get(name), Some(Setting::Flag(true)))
    }

    /// A word.
    pub fn text(&self, name: &str) -> &str {
        match self.get(name) {
            Some(Setting::Text(text)) => text,
            _ => "",
        }
    }

    /// A list of words.
    pub fn list(&self, name: &str) -> &[String] {
        match self.get(name) {
            Some(Setting::List(list)) => list,
            _ => &[],
        }
    }

    /// Numbers by name.
    pub fn table(&self, name: &str) -> &BTreeMap<String, f64> {
        static NONE: BTreeMap<String, f64> = BTreeMap::new();
        match self.get(name) {
            Some(Setting::Table(table)) => table,
            _ => &NONE,
        }
    }
}
