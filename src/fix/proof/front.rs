//! The front matter: every key and value that no edit touches is what it was, in its place.

use crate::fix::edit::Shift;
use crate::markdown::{FrontData, FrontValue, Span};
use crate::postmortem::PostMortem;

pub(super) fn is_same(before: &PostMortem, after: &PostMortem, shift: &Shift<'_>) -> bool {
    let faults = |post: &PostMortem| post.metadata.error.is_some();
    let (was, is) = (flat(before), flat(after));
    faults(before) == faults(after)
        && was.len() == is.len()
        && was.iter().zip(&is).all(|((span, was), (_, is))| {
            was.shape == is.shape && (was.text == is.text || shift.touches(*span))
        })
}

/// A key or a value without what it holds.
struct Node {
    /// What it is, and how many values it holds.
    shape: (&'static str, usize),
    text: String,
}

/// All keys and values in order, each before what it holds.
fn flat(post: &PostMortem) -> Vec<(Span, Node)> {
    let mut nodes = Vec::new();
    for (key, value) in &post.metadata.keys {
        nodes.push((key.span, node("key", 0, &key.value)));
        let mut open: Vec<&FrontValue> = vec![value];
        while let Some(value) = open.pop() {
            nodes.push((value.span, of(value)));
            match &value.data {
                FrontData::List(values) => open.extend(values),
                FrontData::Map(pairs) => {
                    for (key, value) in pairs {
                        nodes.push((key.span, node("key", 0, &key.value)));
                        open.push(value);
                    }
                }
                _ => {}
            }
        }
    }
    nodes
}

fn of(value: &FrontValue) -> Node {
    match &value.data {
        FrontData::Null => node("null", 0, ""),
        FrontData::Scalar(text, _) => node("scalar", 0, text),
        FrontData::List(values) => node("list", values.len(), ""),
        FrontData::Map(pairs) => node("map", pairs.len(), ""),
    }
}

fn node(sort: &'static str, holds: usize, text: &str) -> Node {
    Node {
        shape: (sort, holds),
        text: text.to_owned(),
    }
}
