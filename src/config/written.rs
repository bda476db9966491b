//! What a `whys.toml` states, key by key with its line, for those who ask where a value comes from.

use super::keys::{self, Key, Kind};
use super::read::plain;
use super::table::{Entry, Table};

/// A key as the file states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The names on the way to it: `["tracker", "url"]`.
    pub key: Vec<String>,
    /// What it states.
    pub value: toml::Value,
    /// The line of the key, from 1.
    pub line: usize,
}

/// All keys of the file, in its order.
pub(super) fn all(root: Table<'_, '_>) -> Vec<Written> {
    let mut found = Vec::new();
    below(root, &[], keys::ROOT, &mut found);
    found
}

/// What an override states in place of the keys of the file.
pub(super) fn of_override(table: Table<'_, '_>) -> Vec<Written> {
    let mut found = Vec::new();
    below(table, &[], keys::OVERRIDE, &mut found);
    found.retain(|written| written.key != ["paths"]);
    found
}

fn below(table: Table<'_, '_>, way: &[String], known: &[Key], found: &mut Vec<Written>) {
    for entry in table.entries() {
        let way = [way, &[entry.key.to_owned()]].concat();
        let kind = known.iter().find(|key| key.name == entry.key);
        match (kind.map(|key| &key.kind), table.table_of(&entry)) {
            (Some(Kind::Table(keys)), Some(inner)) => below(inner, &way, keys, found),
            (Some(Kind::Named(_)), Some(inner)) => each(inner, &way, found),
            (Some(Kind::Rules), Some(rules)) => {
                for rule in rules.entries() {
                    let way = [&way[..], &[rule.key.to_owned()]].concat();
                    if let Some(settings) = rules.table_of(&rule) {
                        each(settings, &way, found);
                    }
                }
            }
            _ => found.push(one(table, way, &entry)),
        }
    }
}

/// The entries of a table, as they are.
fn each(table: Table<'_, '_>, way: &[String], found: &mut Vec<Written>) {
    for entry in table.entries() {
        let way = [way, &[entry.key.to_owned()]].concat();
        found.push(one(table, way, &entry));
    }
}

fn one(table: Table<'_, '_>, key: Vec<String>, entry: &Entry<'_, '_>) -> Written {
    Written {
        key,
        value: plain(entry.value),
        line: table.file.line(entry.key_at.start),
    }
}
