//! Names that a document gives to those who do what its lists say, known by where several items have them.

use std::collections::{HashMap, HashSet};

use super::verb;
use crate::markdown::{BlockId, BlockKind, Document};
use crate::words;

/// The words of several names before a colon.
const MOST_WORDS: usize = 5;

/// The words of a name at the end of an item.
const NAME_WORDS: usize = 3;

/// The texts before a colon behind which several items say what to do, and how many do.
pub(super) fn led_items(doc: &Document) -> impl Iterator<Item = &str> {
    let items = doc.blocks();
    let items = items.filter(|(_, block)| matches!(block.kind, BlockKind::Item(_)));
    items.filter_map(|(id, _)| led(doc.block_text(id).as_str()))
}

/// What stands before the colon with which an item says what to do.
fn led(item: &str) -> Option<&str> {
    let (name, rest) = item.split_once(": ")?;
    let next = rest.split(|c: char| !c.is_alphanumeric()).next()?;
    let told = verb::of(&next.to_lowercase()).is_some_and(|(_, form)| form == verb::Form::Base);
    (told && name.split(' ').count() <= MOST_WORDS).then_some(name)
}

/// The names that the items of a list begin or end with, where all have one and one of them is known as that of a person.
pub(super) fn of_lists<'d>(doc: &'d Document, is_known: impl Fn(&str) -> bool) -> HashSet<&'d str> {
    let mut lists: HashMap<BlockId, Items<'d>> = HashMap::new();
    let items = doc.blocks();
    for (id, block) in items.filter(|(_, block)| matches!(block.kind, BlockKind::Item(_))) {
        let Some(list) = block.parent else {
            continue;
        };
        let text = doc.block_text(id).as_str();
        let seen = lists.entry(list).or_default();
        seen.items += 1;
        seen.first.extend(before_colon(text));
        seen.last.extend(at_end(text));
    }
    let mut found = HashSet::new();
    for seen in lists.into_values() {
        for names in [seen.first, seen.last] {
            let all = names.len() > 1 && names.len() == seen.items;
            if all && names.iter().any(|name| is_known(name)) {
                found.extend(names);
            }
        }
    }
    found
}

/// What the items of one list begin and end with.
#[derive(Default)]
struct Items<'d> {
    items: usize,
    first: Vec<&'d str>,
    last: Vec<&'d str>,
}

/// `kim: …`
fn before_colon(item: &str) -> Option<&str> {
    let (name, _) = item.split_once(": ")?;
    let word = name.chars().all(|c| c.is_alphabetic() || "-'’".contains(c));
    (word && is_free(name)).then_some(name)
}

/// `… (Kim)`, `… (Kim Berg, #12)`, `… — Kim`
fn at_end(item: &str) -> Option<&str> {
    let text = item.trim_end_matches(['.', ' ']);
    let inside = |text: &'_ str| Some((text.rfind(['(', '['])? + 1, text.len()));
    let dashes = [" - ", " – ", " — ", " -- "].iter();
    let behind = || {
        let ends = dashes.filter_map(|dash| Some(text.rfind(dash)? + dash.len()));
        Some((ends.max()?, text.len()))
    };
    let (start, end) = match text.strip_suffix([')', ']']) {
        Some(before) => inside(before),
        None => behind(),
    }?;
    let name = text.get(start..end)?.split([',', ';']).next()?.trim();
    let capital = |word: &str| {
        word.chars().count() > 1
            && word.starts_with(char::is_uppercase)
            && word
                .chars()
                .skip(1)
                .all(|c| c.is_lowercase() || "-'’".contains(c))
    };
    let small = name.chars().count() > 2 && name.chars().all(char::is_lowercase);
    let words = name.split(' ');
    let named = small || words.clone().count() <= NAME_WORDS && words.clone().all(capital);
    (named && is_free(name)).then_some(name)
}

/// Whether a text is no word of work: "Monitoring: …", "… (Done)".
fn is_free(name: &str) -> bool {
    let lower = name.to_lowercase();
    let lower = lower.as_str();
    let taken = [
        "group-labels",
        "known-abbreviations",
        "function-words",
        "not-owners-in-brackets",
    ];
    !lower.is_empty()
        && !taken.iter().any(|list| words::set(list).contains(lower))
        && verb::of(lower).is_none()
        && !super::state::is_word(name)
        && !super::due::is_month_name(lower)
}
