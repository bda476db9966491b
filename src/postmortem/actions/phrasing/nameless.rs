//! Actions that are too short or too general to name a thing.

use super::super::clarity;
use super::super::tokens::{self, Word};
use super::super::wording::{Wording, is_article};
use crate::words;

/// What an action without a thing lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacks {
    /// "Tokens in apps": it is no order, and does not say what is to be done.
    Deed,
    /// "Update the documentation": it may be about anything.
    Thing,
}

/// So few words say nothing without a verb.
const SHORT: usize = 4;

/// More words than this name something.
const MOST: usize = 8;

/// What is lacking when the verb, small words and general ones are taken away.
pub(super) fn of(wording: &Wording<'_>) -> Option<Lacks> {
    let words: Vec<Word> = tokens::of(wording.plain).take(MOST + 1).collect();
    if words.is_empty() || words.len() > MOST || wording.notes > 0 || wording.linked {
        return None;
    }
    let exact = clarity::has_exact_thing(wording.text) || has_name(wording.plain, &words);
    let told = words.iter().any(|word| is_telling(wording, word));
    match () {
        () if words.len() <= SHORT && is_label(wording, &words) => Some(Lacks::Deed),
        () if !exact && !told => Some(Lacks::Thing),
        () => None,
    }
}

/// Without a verb, known or not: "Ringfence the pool" has one.
fn is_label(wording: &Wording<'_>, words: &[Word]) -> bool {
    let ordered = words.get(1).is_some_and(|word| is_article(&word.lower));
    wording.clause.verb.is_none() && !ordered
}

/// A word in capitals, or with one behind its first letter: `CPU`, `CoreDNS`; a capital that no sentence asks for.
fn has_name(text: &str, words: &[Word]) -> bool {
    let written = |word: &Word| text.get(word.at.clone()).unwrap_or_default();
    let inner = |word: &str| word.chars().skip(1).any(char::is_uppercase);
    let behind = words.iter().skip(1).filter(|word| !word.breaks);
    words.iter().any(|word| inner(written(word)))
        || behind
            .map(written)
            .any(|word| word.starts_with(char::is_uppercase))
}

/// A word that says what it is about: neither the verb, nor a small word, nor one that fits every action.
fn is_telling(wording: &Wording<'_>, word: &Word) -> bool {
    let verb = wording.clause.verb.is_some() && word.at.start == wording.clause.verb_at;
    let lead = word.at.start < wording.clause.verb_at && wording.clause.verb.is_some();
    let small = is_one_of("small-words", &word.lower)
        || words::set("action-fillers").contains(word.lower.as_str())
        || words::set("determiners").contains(word.lower.as_str());
    let general = is_one_of("general-things", &word.lower);
    let number = word.lower.starts_with('#');
    !(verb || lead || small || general || number)
}

/// Whether a phrase of the list is all of the word.
fn is_one_of(list: &'static str, word: &str) -> bool {
    words::phrases(list).is_whole(word)
}
