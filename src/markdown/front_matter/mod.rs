//! Front matter: where it stands, and its keys and values with the bytes of the file that state them.

mod engine;
mod locate;
#[cfg(test)]
mod tests;
mod toml;
mod yaml;

pub(super) use locate::locate;
pub use locate::{FrontBlock, FrontKind};

use super::{Document, Fact, Span};

/// A value of the front matter with its place; collections hold values with theirs.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontValue {
    /// What it is.
    pub data: FrontData,
    /// Its bytes of the file (quotes included); of a collection from its first to its last value.
    pub span: Span,
}

/// The shapes of a front-matter value. Scalars keep their text: `2026-03-14` is a day only where one is expected.
#[derive(Clone, Debug, PartialEq)]
pub enum FrontData {
    /// Nothing after the colon, or `null`.
    Null,
    /// A scalar as written, without quotes; whether it was quoted.
    Scalar(String, bool),
    /// A list.
    List(Vec<FrontValue>),
    /// Keys with their places, and values, in order.
    Map(Vec<(Fact<String>, FrontValue)>),
}

/// Why front matter could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontError {
    /// What the parser says, without a place.
    pub message: String,
    /// Where.
    pub span: Span,
}

/// What the front matter says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    /// The keys of the top level with their values, in order.
    pub keys: Vec<(Fact<String>, FrontValue)>,
    /// Why it could not be read; then there are no keys.
    pub error: Option<FrontError>,
}

impl FrontMatter {
    fn failed(message: impl Into<String>, span: Span) -> Self {
        let error = FrontError {
            message: message.into(),
            span,
        };
        Self {
            keys: Vec::new(),
            error: Some(error),
        }
    }
}

/// The front matter of a text, with its delimiter lines; empty when there is none that closes.
pub fn front_matter_of(text: &str) -> &str {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let block = locate(text, start).filter(|block| block.closed);
    let end = block.map_or(0, |block| block.span.end);
    text.get(..end).unwrap_or_default()
}

/// The front matter of a text that is no document yet: where it stands, and what it says.
pub(crate) fn front_matter_in(text: &str) -> (Option<FrontBlock>, FrontMatter) {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let block = locate(text, start);
    (block, read(text, block))
}

impl Document {
    /// Reads the front matter; empty when there is none.
    pub fn front_matter(&self) -> FrontMatter {
        read(self.text(), self.front_block())
    }
}

fn read(text: &str, block: Option<FrontBlock>) -> FrontMatter {
    let Some(block) = block else {
        return FrontMatter::default();
    };
    if !block.closed {
        let close = block.kind.delimiter();
        let message = format!("front matter opens here and is never closed by `{close}`");
        return FrontMatter::failed(message, block.span);
    }
    match engine::read(text, block) {
        Err(error) => FrontMatter {
            keys: Vec::new(),
            error: Some(error),
        },
        Ok(None) => FrontMatter::default(),
        Ok(Some(value)) => match value.data {
            FrontData::Map(keys) => FrontMatter { keys, error: None },
            FrontData::Null => FrontMatter::default(),
            _ => FrontMatter::failed("front matter must be `key: value` lines", value.span),
        },
    }
}
