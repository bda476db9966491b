//! Word lists: the data of the reader and of the rules, one file a list in `rules/words/<language>/`.
//!
//! A list holds one entry a line, in lower case; `#` starts a comment. In a list of phrases an entry may be a regular
//! expression; a blank in it matches any white space. The lists of one name in several languages are read as one.

pub(crate) mod guard;
mod lines;

use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, Mutex};

use regex::{Regex, RegexBuilder};

use crate::embedded;
use crate::phrases::composed::COMPOSED;
use crate::phrases::{Expression, Gated, Matcher, Phrases, Place, form};
use guard::guarded;
pub(crate) use lines::entries as entries_of;

static SETS: LazyLock<Mutex<HashMap<&'static str, &'static HashSet<&'static str>>>> =
    LazyLock::new(Mutex::default);
static PHRASES: LazyLock<Mutex<HashMap<&'static str, &'static Phrases>>> =
    LazyLock::new(Mutex::default);

/// The entries of a list, in the order of its file; empty when there is no such list.
pub fn entries(name: &str) -> impl Iterator<Item = &'static str> {
    let lists = embedded::WORDS
        .iter()
        .filter(move |(_, list, _)| *list == name);
    lists.flat_map(|(_, _, text)| lines::entries(text))
}

/// Whether there is a list of this name.
pub fn exists(name: &str) -> bool {
    embedded::WORDS.iter().any(|(_, list, _)| *list == name)
}

/// The name as it is kept, for a name that was read.
pub fn named(name: &str) -> Option<&'static str> {
    let list = embedded::WORDS.iter().find(|(_, list, _)| *list == name);
    list.map(|(_, list, _)| *list)
}

/// The names of all lists, sorted.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = embedded::WORDS.iter().map(|(_, list, _)| *list).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// A list as a set. Keep the result: each call takes a lock.
pub fn set(name: &'static str) -> &'static HashSet<&'static str> {
    let mut sets = SETS.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    sets.entry(name)
        .or_insert_with(|| Box::leak(Box::new(entries(name).collect())))
}

/// A list as phrases that are found as whole words, whatever their case. Keep the result: each call takes a lock.
pub fn phrases(name: &'static str) -> &'static Phrases {
    let mut phrases = PHRASES
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    phrases
        .entry(name)
        .or_insert_with(|| Box::leak(Box::new(prepared(name))))
}

/// A list as the build script has prepared it.
fn prepared(name: &str) -> Phrases {
    let list = embedded::PHRASES.binary_search_by_key(&name, |(name, _)| name);
    match list.ok().and_then(|at| embedded::PHRASES.get(at)) {
        Some((_, list)) => Phrases::prepared(list),
        None => Phrases::new(std::iter::empty()),
    }
}

/// What tells whether a text is an entry of a list as a whole, whatever their case. Keep the result.
pub(crate) fn whole(name: &'static str) -> Matcher {
    Matcher::new(name, form::whole, place(embedded::WHOLE, name))
}

/// What tells whether a text holds an entry of a list, within a word, too. Keep the result.
pub(crate) fn within(name: &'static str) -> Matcher {
    Matcher::new(name, form::within, place(embedded::WITHIN, name))
}

/// An expression of [`COMPOSED`]. Keep the result.
pub(crate) fn composed(name: &'static str) -> Expression {
    let composed = COMPOSED.iter().find(|composed| composed.name == name);
    let composed = composed.unwrap_or_else(|| unreachable!("{name} is no expression of ours"));
    Expression::new(composed, place(embedded::COMPOSED, name))
}

/// An expression of [`COMPOSED`] with parts, looked for anywhere. Keep the result.
pub(crate) fn gated(name: &'static str) -> Gated {
    Gated::new(composed(name))
}

/// The entries of a list.
pub(crate) fn owned(name: &str) -> Vec<String> {
    entries(name).map(str::to_owned).collect()
}

/// Where the automaton of a list stands among those of a table.
fn place(table: &[(&str, Option<Place>)], name: &str) -> Option<Place> {
    let found = table.iter().find(|(list, _)| *list == name);
    found.and_then(|(_, place)| *place)
}

/// A regular expression that ignores case, in which `\b`, `\s`, `\w` and `\d` are those of ASCII: with Unicode ones, and
/// with Unicode case, expressions are several times larger and hundreds of times slower (measured).
pub fn regex(pattern: &str) -> Result<Regex, regex::Error> {
    regex_within(pattern, 1 << 24)
}

/// The same, refused when it needs more than so many bytes: a pattern of strangers must not fill the memory.
pub(crate) fn regex_within(pattern: &str, bytes: usize) -> Result<Regex, regex::Error> {
    RegexBuilder::new(&format!("(?i-u:{})", guarded(pattern)))
        .size_limit(bytes)
        .build()
}

/// The same with case told apart.
pub fn exact(pattern: &str) -> Result<Regex, regex::Error> {
    Regex::new(&format!("(?-u:{})", guarded(pattern)))
}

/// An expression that matches nothing.
pub(crate) fn never() -> Regex {
    Regex::new(r"[^\s\S]").unwrap_or_else(|_| unreachable!("a fixed pattern"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_compiles() {
        for name in names() {
            let alternatives: Vec<_> = entries(name).collect();
            assert!(!alternatives.is_empty(), "{name} is empty");
            for entry in alternatives {
                regex(entry).unwrap_or_else(|e| panic!("{name}: {entry}: {e}"));
            }
        }
    }

    #[test]
    fn lists_that_are_asked_as_a_whole_have_automata() {
        for (name, place) in embedded::WHOLE.iter().chain(embedded::WITHIN) {
            assert!(exists(name) && place.is_some(), "{name}");
        }
        for (name, place) in embedded::COMPOSED {
            assert!(place.is_some(), "{name}");
        }
    }

    #[test]
    fn what_is_wider_than_ascii_stays_whole() {
        let found = Phrases::new(["isn['’]t .{0,3} \\S+", "x [^a-z]{2} y"].into_iter());
        assert!(found.is_match("it ISN’T été über-cool"));
        assert!(found.is_match("x 漢字 y"));
        assert_eq!(
            guarded(r"a\.[.\]]b[^\]x]\S"),
            r"a\.[.\]]b(?u:[^\]x])(?u:[^\t-\r ])"
        );
        assert_eq!(guarded("isn['’]t [–-]"), "isn(?:\\'|’)t (?:–|\\-)");
    }
}
