//! YAML as an ordered tree with places, within a budget.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Error, Location, Spanned};

use super::engine::Fault;
use super::{FrontData, FrontValue};
use crate::markdown::{Fact, Span};

/// More nodes than any post-mortem has; alias bombs grow past it at once.
const NODES: usize = 10_000;

pub(super) fn read(content: &str) -> Result<FrontValue, Fault> {
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_nodes: NODES, max_events: 4 * NODES, max_depth: 32 },
        strict_booleans: true,
        with_snippet: false,
    };
    match serde_saphyr::from_str_with_options::<Spanned<Node>>(content, options) {
        Ok(node) => Ok(value(content, node)),
        Err(error) => Err(fault(content, &error)),
    }
}

/// What serde hands over, before the places are known to be of use.
enum Node {
    Null,
    /// A scalar that YAML takes for a number or a truth value: its text is in the source.
    Typed,
    Text(String),
    List(Vec<Spanned<Node>>),
    Map(Vec<(Spanned<String>, Spanned<Node>)>),
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Typed)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
        Ok(Node::Typed)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Node, E> {
        Ok(Node::Typed)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Node, E> {
        Ok(Node::Typed)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Node, E> {
        Ok(Node::Typed)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Typed)
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = seq.next_element()? {
            values.push(value);
        }
        Ok(Node::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Node::Map(pairs))
    }
}

fn value(content: &str, node: Spanned<Node>) -> FrontValue {
    let own = span(content, &node.referenced);
    let source = content.get(own.start..own.end).unwrap_or_default();
    match node.value {
        Node::Null => scalar(FrontData::Null, own),
        Node::Typed => scalar(FrontData::Scalar(source.trim().to_owned(), false), own),
        Node::Text(text) => {
            let quoted = source.starts_with(['"', '\'']);
            scalar(FrontData::Scalar(text, quoted), own)
        }
        Node::List(nodes) => {
            let values: Vec<_> = nodes.into_iter().map(|n| value(content, n)).collect();
            let last = values.last().map(|v| v.span);
            collection(FrontData::List(values), own, last)
        }
        Node::Map(nodes) => {
            let pair = |(key, node): (Spanned<String>, Spanned<Node>)| {
                let place = span(content, &key.referenced);
                (Fact::new(key.value, place), value(content, node))
            };
            let pairs: Vec<_> = nodes.into_iter().map(pair).collect();
            let last = pairs.last().map(|(key, v)| key.span.join(v.span));
            collection(FrontData::Map(pairs), own, last)
        }
    }
}

fn scalar(data: FrontData, span: Span) -> FrontValue {
    FrontValue { data, span }
}

/// Collections tell only where they start (and what stands behind an alias lies elsewhere): the end is the last child's.
fn collection(data: FrontData, own: Span, last: Option<Span>) -> FrontValue {
    let end = last.map_or(own.end, |last| last.end).max(own.end);
    let span = Span::new(own.start, end);
    FrontValue { data, span }
}

fn span(content: &str, location: &Location) -> Span {
    let (start, len) = (location.span().byte_offset(), location.span().byte_len());
    let start = match start {
        Some(start) => start as usize,
        None => offset(content, location),
    };
    let end = start + len.unwrap_or(0) as usize;
    let fits =
        content.is_char_boundary(start.min(content.len())) && content.get(start..end).is_some();
    match fits {
        true => Span::new(start, end),
        false => Span::at(start.min(content.len())),
    }
}

/// The byte of a line and column, both from 1, the column in characters.
fn offset(content: &str, location: &Location) -> usize {
    let before = content
        .split_inclusive('\n')
        .take((location.line() as usize).saturating_sub(1));
    let line_start: usize = before.map(str::len).sum();
    let line = content.get(line_start..).unwrap_or_default();
    let line = line.split('\n').next().unwrap_or_default();
    let column = (location.column() as usize).saturating_sub(1);
    let inside = line
        .char_indices()
        .nth(column)
        .map_or(line.len(), |(at, _)| at);
    line_start + inside
}

fn fault(content: &str, error: &Error) -> Fault {
    let error = error.without_snippet();
    let span = match error.location() {
        Some(location) => span(content, &location),
        None => Span::at(0),
    };
    Fault {
        message: message(error),
        span,
    }
}

/// What the parser says, without its own place (which counts from the first key) and its advice to programmers.
fn message(error: &Error) -> String {
    if let Error::DuplicateMappingKey { key: Some(key), .. } = error {
        return format!("the key `{key}` is given twice");
    }
    let text = error.to_string();
    if ["budget breached", "recursion limit"]
        .iter()
        .any(|s| text.contains(s))
    {
        return "more values, aliases or levels than front matter may have".to_owned();
    }
    let end = text.find(" at line ").unwrap_or(text.len());
    text.get(..end).unwrap_or_default().replace("`@'", "`@`")
}
