//! Sets a key of the front matter, or puts it in, as one edit that leaves every other byte as it is.
//!
//! Where a value ends and where a new line belongs is known only nearly for some notations (block scalars, anchors, tables
//! of TOML). So the places that come into question are tried, and the first whose result is proved to be read as before
//! but for this key is taken; when none is, nothing is changed.

mod place;
mod proof;
#[cfg(test)]
mod tests;
mod toml;
mod write;
mod yaml;

use super::{Edit, apply};
use crate::error::Error;
use crate::markdown::{
    FrontBlock, FrontKind, FrontMatter, LineIndex, Span, end_of_line, front_matter_in,
};
use place::Place;

/// What a key is to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, a word, a day or a time: quoted where it would be read as something else.
    Text(String),
    /// A number in digits, with a point and a sign where it has them.
    Number(String),
    /// Several texts.
    Texts(Vec<String>),
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Value::Text(text.into())
    }
}

/// Why a key could not be set, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unset {
    /// What stands in the way.
    pub message: String,
    /// Where in the text.
    pub span: Span,
}

impl Unset {
    fn new(message: impl Into<String>, span: Span) -> Self {
        let message = message.into();
        Self { message, span }
    }

    /// As an error about the file that the text is of.
    pub fn refused(self, text: &str, shown: &str) -> Error {
        let at = LineIndex::new(text).position(text, self.span.start);
        Error::Refused {
            path: format!("{shown}:{}:{}", at.line, at.column),
            message: self.message,
            help: "nothing was written; set the key by hand".to_owned(),
        }
    }
}

/// The text with `value` under a key of its front matter, such as `["status"]` or `["impact", "customers"]`. A key that is
/// not there stands where the schema has it, among those that are; front matter that is not there is made.
pub fn set(text: &str, path: &[&str], value: &Value) -> Result<String, Unset> {
    let (block, front) = front_matter_in(text);
    if let Some(error) = front.error {
        return Err(Unset::new(error.message, error.span));
    }
    let Some(block) = block else {
        return created(text, path, value);
    };
    let place = place::find(&front, path)?;
    if matches!(place, Place::There { value: old, .. } if proof::is(old, value)) {
        return Ok(text.to_owned());
    }
    let site = Site {
        text,
        block,
        front: &front,
    };
    let edits = match block.kind {
        FrontKind::Yaml => yaml::edits(&site, &place, value),
        FrontKind::Toml => toml::edits(&site, &place, value),
    };
    let mut made = edits.into_iter().filter_map(|edit| {
        let keeps = place.keeps_comments(text, edit.span);
        let changed = apply(text, [&edit]).filter(|_| keeps)?;
        proof::holds(&site, &changed, path, value).then_some(changed)
    });
    made.next().ok_or_else(|| {
        let key = path.join(".");
        let message = format!("`{key}` cannot be set here without changing something else");
        Unset::new(message, place.span(block))
    })
}

/// Sets several keys, one after the other.
pub fn set_all<'k>(
    text: &str,
    changes: impl IntoIterator<Item = (&'k [&'k str], Value)>,
) -> Result<String, Unset> {
    let mut text = text.to_owned();
    for (path, value) in changes {
        text = set(&text, path, &value)?;
    }
    Ok(text)
}

/// A text with front matter, and what that says.
struct Site<'t> {
    text: &'t str,
    block: FrontBlock,
    front: &'t FrontMatter,
}

impl<'t> Site<'t> {
    /// How the lines of the front matter end.
    fn end_of_line(&self) -> &'static str {
        end_of_line(self.text)
    }

    fn get(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// Where the line of a byte begins.
    fn line_start(&self, at: usize) -> usize {
        self.get(0, at).rfind('\n').map_or(0, |at| at + 1)
    }

    /// Where the line behind that of a byte begins, inside the front matter.
    fn next_line(&self, at: usize) -> usize {
        let end = self.block.content.end;
        let rest = self.get(at.min(end), end);
        rest.find('\n').map_or(end, |line| at + line + 1)
    }
}

/// Front matter above a text that has none; the text itself stays to the byte.
fn created(text: &str, path: &[&str], value: &Value) -> Result<String, Unset> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let end = end_of_line(text);
    let body = text.get(start..).unwrap_or_default();
    let lines = write::yaml_lines("", path, &write::yaml(value), end);
    // Sites that render pages want the empty front matter that is there already.
    let opening = format!("---{end}");
    let open_end = start + opening.len();
    let is_empty = body.starts_with(&format!("{opening}---{end}"));
    let edit = match is_empty {
        true => Edit::new(Span::at(open_end), lines),
        false => {
            let gap = if body.is_empty() || body.starts_with(['\n', '\r']) {
                ""
            } else {
                end
            };
            Edit::new(Span::at(start), format!("---{end}{lines}---{end}{gap}"))
        }
    };
    let changed = apply(text, [&edit]);
    let is_read = |changed: &String| {
        let (block, front) = front_matter_in(changed);
        let below = block.and_then(|block| changed.get(block.span.end..));
        let body = if is_empty {
            body.get(open_end - start + 3..)
        } else {
            Some(body)
        };
        below
            .zip(body)
            .is_some_and(|(below, body)| below.ends_with(body))
            && proof::is_alone(&front, path, value)
    };
    changed.filter(is_read).ok_or_else(|| {
        let message = format!("`{}` cannot be written as front matter", path.join("."));
        Unset::new(message, Span::at(start))
    })
}
