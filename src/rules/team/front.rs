//! The front matter of a team's page with the place of every key, so that an error can say where it is.

use super::Fault;
use crate::error::did_you_mean;
use crate::markdown::{Document, FrontData, FrontValue, LineIndex, Span};
use crate::rules::Rule;
use crate::rules::page::{self, Misread};

/// The front matter of a page.
pub(super) struct Front {
    doc: Document,
    root: FrontValue,
}

impl Front {
    pub(super) fn read(text: &str) -> Result<Front, Fault> {
        let doc = Document::parse(text.to_owned());
        let matter = doc.front_matter();
        if let Some(error) = matter.error {
            return Err(Fault {
                at: error.span.start,
                message: error.message,
                help: Some(help()),
            });
        }
        let root = FrontValue {
            data: FrontData::Map(matter.keys),
            span: Span::at(0),
        };
        Ok(Front { doc, root })
    }

    /// `path:line:column` of a byte.
    pub(super) fn place(&self, path: &str, at: usize) -> String {
        place(self.doc.text(), path, at)
    }

    /// The key and the value at the end of a path of keys.
    fn entry(&self, path: &[&str]) -> Option<(Span, &FrontValue)> {
        let mut found = None;
        let mut here = &self.root;
        for part in path {
            let FrontData::Map(keys) = &here.data else {
                return None;
            };
            let (key, value) = keys.iter().find(|(key, _)| key.value == *part)?;
            found = Some((key.span, value));
            here = value;
        }
        found
    }

    /// Where a key stands; the beginning of the page where it does not.
    pub(super) fn key(&self, path: &[&str]) -> usize {
        self.entry(path).map_or(0, |(key, _)| key.start)
    }

    /// Where a byte of a setting's text stands; where there is no such setting, where it would belong.
    pub(super) fn offset(&self, setting: &str, at: usize) -> usize {
        let entry = self
            .entry(&["settings", setting])
            .or_else(|| self.entry(&[setting]));
        match entry {
            Some((_, value)) => self.inside(value, at),
            None => {
                let near = [&["settings"][..], &["check"]].into_iter();
                near.map(|path| self.key(path))
                    .find(|at| *at > 0)
                    .unwrap_or(0)
            }
        }
    }

    /// Where a byte of a text stands in the file: YAML may have folded it, so the characters that are no blanks are
    /// counted.
    fn inside(&self, value: &FrontValue, at: usize) -> usize {
        let FrontData::Scalar(text, _) = &value.data else {
            return value.span.start;
        };
        let before = text.get(..at).unwrap_or_default();
        let nth = before.chars().filter(|c| !c.is_whitespace()).count();
        let source = self.doc.text().get(value.span.start..).unwrap_or_default();
        let start = match source.chars().next() {
            Some('"' | '\'') => 1,
            Some('|' | '>') => source.find('\n').unwrap_or(0),
            _ => 0,
        };
        let rest = source.get(start..).unwrap_or_default();
        let mut written = rest.char_indices().filter(|(_, c)| !c.is_whitespace());
        let mut wanted = text.chars().filter(|c| !c.is_whitespace()).take(nth + 1);
        let mut last = None;
        for c in wanted.by_ref() {
            match written.next() {
                Some((at, same)) if same == c => last = Some(at),
                _ => return value.span.start,
            }
        }
        value.span.start + last.map_or(0, |at| start + at)
    }

    /// Refuses keys that a page does not have.
    pub(super) fn only_known_keys(&self) -> Result<(), Fault> {
        let FrontData::Map(keys) = &self.root.data else {
            return Ok(());
        };
        let unknown = keys
            .iter()
            .find(|(key, _)| !page::KEYS.contains(&key.value.as_str()));
        let Some((key, _)) = unknown else {
            return Ok(());
        };
        let help = did_you_mean(&key.value, page::KEYS.into_iter())
            .unwrap_or_else(|| format!("known here: {}", page::KEYS.join(", ")));
        Err(Fault {
            at: key.span.start,
            message: format!("unknown key `{}`", key.value),
            help: Some(help),
        })
    }

    /// What is wrong with the values of a page that was read.
    pub(super) fn well_formed(&self, rule: &Rule) -> Result<(), Fault> {
        match rule.page.faults().into_iter().next() {
            None => Ok(()),
            Some((key, message)) => Err(Fault {
                at: self.key(&[key]),
                message,
                help: None,
            }),
        }
    }

    /// What the reader of the keys says, at its place.
    pub(super) fn misread(&self, wrong: &Misread) -> Fault {
        let missing = wrong.message.strip_prefix("missing field `");
        if let Some(key) = missing.and_then(|rest| rest.strip_suffix('`')) {
            return Fault {
                at: 0,
                message: format!("the key `{key}` is missing"),
                help: Some(help()),
            };
        }
        let content = self
            .doc
            .front_block()
            .map_or(0, |front| front.content.start);
        let lines = self.doc.lines();
        let line = lines.span(self.doc.line(content) + wrong.line.saturating_sub(1));
        let text = self.doc.source(line);
        let column = wrong.column.saturating_sub(1);
        let inside = text.char_indices().nth(column).map_or(0, |(at, _)| at);
        Fault {
            at: match wrong.line {
                0 => 0,
                _ => line.start + inside,
            },
            message: wrong.message.clone(),
            help: Some(help()),
        }
    }
}

fn help() -> String {
    let repository = env!("CARGO_PKG_REPOSITORY");
    format!("the keys and their values: {repository}/blob/main/rules/README.md")
}

/// `path:line:column` of a byte of a text.
pub(super) fn place(text: &str, path: &str, at: usize) -> String {
    let place = LineIndex::new(text).position(text, at);
    format!("{path}:{}:{}", place.line, place.column)
}
