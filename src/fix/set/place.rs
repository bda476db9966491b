//! Where a key is, or where it would have to be.

use super::Unset;
use crate::markdown::{Fact, FrontBlock, FrontData, FrontMatter, FrontValue, Span};
use crate::postmortem::schema::{IMPACT, KEYS, Key};

/// A key and its value.
pub(super) type Pair = (Fact<String>, FrontValue);

/// Where a key is, or where it would have to be.
pub(super) enum Place<'f, 'p> {
    /// It has a value, though that may be none.
    There {
        key: &'f Fact<String>,
        value: &'f FrontValue,
        /// The key behind it, of whatever level.
        next: Option<&'f Fact<String>>,
    },
    /// It is missing among others.
    Missing(Missing<'f, 'p>),
}

/// A key that is missing.
pub(super) struct Missing<'f, 'p> {
    /// The key and value to which the missing ones belong; none at the top level.
    pub(super) parent: Option<&'f Pair>,
    /// The names down to the parent.
    pub(super) above: &'p [&'p str],
    /// The names that are missing, each below the one before.
    pub(super) rest: &'p [&'p str],
    /// Those that are there in its place.
    pub(super) siblings: &'f [Pair],
    /// How many of the siblings stand before it.
    pub(super) before: usize,
}

impl Place<'_, '_> {
    /// What to point at.
    pub(super) fn span(&self, block: FrontBlock) -> Span {
        match self {
            Place::There { key, .. } => key.span,
            Place::Missing(missing) => missing
                .parent
                .map_or(Span::at(block.span.start), |(key, _)| key.span),
        }
    }

    /// Whether what an edit takes away has no more `#` in it than the old value, and so no comment.
    pub(super) fn keeps_comments(&self, text: &str, removed: Span) -> bool {
        let removed = text.get(removed.start..removed.end).unwrap_or_default();
        let in_value = match self {
            Place::There { value, .. } => marks(value),
            Place::Missing(_) => 0,
        };
        removed.matches('#').count() <= in_value
    }
}

/// How many `#` a value has in its texts.
fn marks(value: &FrontValue) -> usize {
    match &value.data {
        FrontData::Scalar(text, _) => text.matches('#').count(),
        FrontData::List(values) => values.iter().map(marks).sum(),
        FrontData::Null | FrontData::Map(_) => 0,
    }
}

/// Follows a path as far as it is there.
pub(super) fn find<'f, 'p>(
    front: &'f FrontMatter,
    path: &'p [&'p str],
) -> Result<Place<'f, 'p>, Unset> {
    let mut parent: Option<&'f Pair> = None;
    let mut siblings: &'f [Pair] = &front.keys;
    let mut next = None;
    for (depth, name) in path.iter().enumerate() {
        let at = siblings.iter().position(|(key, _)| key.value == *name);
        let Some((at, pair)) = at.and_then(|at| Some((at, siblings.get(at)?))) else {
            let (above, rest) = path.split_at(depth);
            return Ok(Place::Missing(Missing {
                parent,
                above,
                rest,
                siblings,
                before: before(order(above), siblings, name),
            }));
        };
        let (key, value) = pair;
        next = siblings.get(at + 1).map(|(key, _)| key).or(next);
        if depth + 1 == path.len() {
            return match value.data {
                FrontData::Map(_) => {
                    let message = format!("`{name}` has keys of its own here");
                    Err(Unset::new(message, key.span))
                }
                _ => Ok(Place::There { key, value, next }),
            };
        }
        siblings = match &value.data {
            FrontData::Map(pairs) => pairs,
            FrontData::Null => &[],
            _ => {
                let message = format!("`{name}` has a value here, and no keys of its own");
                return Err(Unset::new(message, key.span));
            }
        };
        parent = Some(pair);
    }
    Err(Unset::new("no key is named", Span::default()))
}

/// The order in which the schema has the keys of a level.
fn order(above: &[&str]) -> &'static [Key] {
    match above {
        [] => KEYS,
        ["impact"] => IMPACT,
        _ => &[],
    }
}

/// How many siblings stand before a new key: up to the one that the schema has nearest before it, else all.
fn before(order: &[Key], siblings: &[Pair], name: &str) -> usize {
    let rank = |name: &str| order.iter().position(|key| key.name == name);
    let Some(own) = rank(name) else {
        return siblings.len();
    };
    let ranked = siblings.iter().enumerate();
    let nearest = ranked
        .filter_map(|(at, (key, _))| Some((rank(&key.value).filter(|rank| *rank < own)?, at)))
        .max();
    nearest.map_or(siblings.len(), |(_, at)| at + 1)
}
