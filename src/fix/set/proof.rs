//! The proof that front matter is read as before, but for one key.

use super::{Site, Value};
use crate::markdown::{FrontData, FrontMatter, FrontValue, front_matter_in};

use super::place::Pair;

/// Whether the changed text is read as before but for the key, which has the value; the text below is the same.
pub(super) fn holds(site: &Site<'_>, changed: &str, path: &[&str], value: &Value) -> bool {
    let (block, front) = front_matter_in(changed);
    let below = |text: &'_ str, end: usize| text.get(end..).map(str::to_owned);
    let is_same_below = block.is_some_and(|block| {
        block.closed
            && block.kind == site.block.kind
            && below(changed, block.span.end) == below(site.text, site.block.span.end)
    });
    is_same_below && front.error.is_none() && differ_in(&site.front.keys, &front.keys, path, value)
}

/// Whether front matter has this key and no other.
pub(super) fn is_alone(front: &FrontMatter, path: &[&str], value: &Value) -> bool {
    front.error.is_none() && differ_in(&[], &front.keys, path, value)
}

/// Whether a value is the wanted one.
pub(super) fn is(old: &FrontValue, new: &Value) -> bool {
    match (&old.data, new) {
        (FrontData::Scalar(old, _), Value::Text(new)) => old == new,
        (FrontData::Scalar(old, quoted), Value::Number(new)) => old == new && !quoted,
        (FrontData::List(old), Value::Texts(new)) => {
            let is_text = |(old, new): (&FrontValue, &String)| matches!(&old.data, FrontData::Scalar(old, _) if old == new);
            old.len() == new.len() && old.iter().zip(new).all(is_text)
        }
        _ => false,
    }
}

/// Whether all keys of a level but one are the same and in the same order, and that one has the value at its end.
fn differ_in(before: &[Pair], after: &[Pair], path: &[&str], value: &Value) -> bool {
    let Some((name, rest)) = path.split_first() else {
        return false;
    };
    let others = |pairs: &'_ [Pair]| -> Vec<Pair> {
        let others = pairs.iter().filter(|(key, _)| key.value != *name);
        others.cloned().collect()
    };
    let own = |pairs: &'_ [Pair]| {
        let own = pairs.iter().find(|(key, _)| key.value == *name);
        own.map(|(_, value)| value.data.clone())
    };
    let (was, is_now) = (others(before), others(after));
    let is_same = was.len() == is_now.len()
        && was
            .iter()
            .zip(&is_now)
            .all(|(was, is)| was.0.value == is.0.value && same(&was.1, &is.1));
    let is_set = match (own(before), own(after)) {
        (_, Some(data)) if rest.is_empty() => {
            let span = Default::default();
            is(&FrontValue { data, span }, value)
        }
        (None | Some(FrontData::Null), Some(FrontData::Map(pairs))) => {
            differ_in(&[], &pairs, rest, value)
        }
        (Some(FrontData::Map(was)), Some(FrontData::Map(is))) => differ_in(&was, &is, rest, value),
        _ => false,
    };
    is_same && is_set && after.len() == is_now.len() + 1
}

/// Whether two values are the same wherever they stand. The readers allow only some levels.
fn same(was: &FrontValue, is: &FrontValue) -> bool {
    match (&was.data, &is.data) {
        (FrontData::List(was), FrontData::List(is)) => {
            was.len() == is.len() && was.iter().zip(is).all(|(was, is)| same(was, is))
        }
        (FrontData::Map(was), FrontData::Map(is)) => {
            let is_same = |((was_key, was), (is_key, is)): (&Pair, &Pair)| {
                was_key.value == is_key.value && same(was, is)
            };
            was.len() == is.len() && was.iter().zip(is).all(is_same)
        }
        (was, is) => was == is,
    }
}
