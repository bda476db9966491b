//! One table of a TOML file, read key by key: what is unknown or of the wrong kind is an error with its place.

use std::cell::RefCell;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::keys::Key;
use crate::error::{Error, did_you_mean};
use crate::markdown::LineIndex;

/// A file that is being read, with what was found to be wrong.
pub(super) struct File<'t> {
    pub(super) path: String,
    pub(super) text: &'t str,
    lines: LineIndex,
    errors: RefCell<Vec<(usize, Error)>>,
}

impl<'t> File<'t> {
    pub(super) fn new(path: String, text: &'t str) -> Self {
        Self {
            path,
            text,
            lines: LineIndex::new(text),
            errors: RefCell::default(),
        }
    }

    /// Notes an error at a place.
    pub(super) fn wrong(&self, at: Range<usize>, message: impl Into<String>, help: Option<String>) {
        let place = self.lines.position(self.text, at.start);
        let error = Error::Config {
            place: format!("{}:{}:{}", self.path, place.line, place.column),
            message: message.into(),
            help,
        };
        self.errors.borrow_mut().push((at.start, error));
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.lines.line(at)
    }

    /// What was wrong, in the order of the file.
    pub(super) fn into_errors(self) -> Vec<Error> {
        let mut errors = self.errors.into_inner();
        errors.sort_by_key(|(at, _)| *at);
        errors.into_iter().map(|(_, error)| error).collect()
    }
}

/// A table of the file.
#[derive(Clone, Copy)]
pub(super) struct Table<'a, 't> {
    pub(super) file: &'a File<'t>,
    pub(super) table: &'a DeTable<'t>,
    /// Its name in brackets; empty for the file itself.
    pub(super) name: &'a str,
    /// The byte at which it begins.
    pub(super) at: usize,
}

/// A key, a value, and their places.
pub(super) struct Entry<'a, 't> {
    pub(super) key: &'a str,
    pub(super) key_at: Range<usize>,
    pub(super) value: &'a DeValue<'t>,
    pub(super) at: Range<usize>,
}

impl<'a, 't> Table<'a, 't> {
    /// The entries in the order of the file.
    pub(super) fn entries(&self) -> Vec<Entry<'a, 't>> {
        let mut entries: Vec<_> = self
            .table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref().as_ref(),
                key_at: key.span(),
                value: value.get_ref(),
                at: value.span(),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_at.start);
        entries
    }

    /// Reports every key that is not one of `known`.
    pub(super) fn only(&self, known: &[Key]) {
        for entry in self.entries() {
            let mut names = known.iter().map(|key| key.name);
            if !names.any(|name| name == entry.key) {
                let place = match self.name {
                    "" => String::new(),
                    name => format!(" in [{name}]"),
                };
                let names: Vec<&str> = known.iter().map(|key| key.name).collect();
                let help = did_you_mean(entry.key, names.iter().copied())
                    .unwrap_or_else(|| format!("known here: {}", names.join(", ")));
                let message = format!("unknown key `{}`{place}", entry.key);
                self.file.wrong(entry.key_at, message, Some(help));
            }
        }
    }

    /// Whether there is such a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    fn entry(&self, key: &str) -> Option<Entry<'a, 't>> {
        self.entries().into_iter().find(|entry| entry.key == key)
    }

    /// A table inside.
    pub(super) fn table(&self, key: &'static str) -> Option<Table<'a, 't>> {
        let entry = self.entry(key)?;
        match entry.value.as_table() {
            Some(table) => Some(Table {
                file: self.file,
                table,
                name: key,
                at: entry.key_at.start,
            }),
            None => {
                self.mismatch(&entry, "a table", &format!("[{key}]"));
                None
            }
        }
    }

    /// The tables of a list of them: `[[key]]`.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Table<'a, 't>> {
        let Some(entry) = self.entry(key) else {
            return Vec::new();
        };
        let tables = entry.value.as_array().and_then(|list| {
            list.iter()
                .map(|one| {
                    Some(Table {
                        file: self.file,
                        table: one.get_ref().as_table()?,
                        name: key,
                        at: one.span().start,
                    })
                })
                .collect::<Option<Vec<_>>>()
        });
        if tables.is_none() {
            self.mismatch(&entry, "a list of tables", &format!("[[{key}]]"));
        }
        tables.unwrap_or_default()
    }

    /// The table that an entry holds.
    pub(super) fn table_of(&self, entry: &Entry<'a, 't>) -> Option<Table<'a, 't>> {
        Some(Table {
            file: self.file,
            table: entry.value.as_table()?,
            name: entry.key,
            at: entry.key_at.start,
        })
    }

    /// A number from 0 on.
    pub(super) fn number(&self, key: &str) -> Option<u32> {
        let entry = self.entry(key)?;
        let number = entry.value.as_integer().map(|number| number.as_str());
        let number = number.and_then(|number| number.parse().ok());
        if number.is_none() {
            self.mismatch(&entry, "a number", &format!("{key} = 30"));
        }
        number
    }

    /// A text, with its place.
    pub(super) fn text(&self, key: &str) -> Option<(String, Range<usize>)> {
        let entry = self.entry(key)?;
        match entry.value.as_str() {
            Some(text) => Some((text.to_owned(), entry.at)),
            None => {
                self.mismatch(&entry, "a text", &format!("{key} = \"…\""));
                None
            }
        }
    }

    /// A list of texts, with their places.
    pub(super) fn texts(&self, key: &str) -> Option<Vec<(String, Range<usize>)>> {
        self.entry(key).and_then(|entry| self.list(&entry))
    }

    /// The list of texts that an entry holds.
    pub(super) fn list(&self, entry: &Entry<'a, 't>) -> Option<Vec<(String, Range<usize>)>> {
        let texts = entry.value.as_array().and_then(|list| {
            list.iter()
                .map(|one| Some((one.get_ref().as_str()?.to_owned(), one.span())))
                .collect::<Option<Vec<_>>>()
        });
        if texts.is_none() {
            let example = format!("{} = [\"…\"]", quoted(entry.key));
            self.mismatch(entry, "a list of texts", &example);
        }
        texts
    }

    /// Reports a value of the wrong kind.
    pub(super) fn mismatch(&self, entry: &Entry<'_, '_>, due: &str, example: &str) {
        let message = format!("`{}` must be {due}", entry.key);
        let help = format!("write {example}");
        self.file.wrong(entry.at.clone(), message, Some(help));
    }
}

/// A key as it must be written.
fn quoted(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    match !key.is_empty() && key.chars().all(bare) {
        true => key.to_owned(),
        false => format!("{key:?}"),
    }
}
