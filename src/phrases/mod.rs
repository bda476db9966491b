//! Phrases: many short patterns that are looked for as whole words.
//!
//! Each of the lists in `rules/words/` was one regular expression; compiling them all took most of the time of a run
//! over one document, though few of their entries ever meet a text. So an entry is tried only where a word begins as
//! the entry does. The automata of most patterns are made by the build script.

mod automaton;
mod begin;
pub(crate) mod composed;
mod expression;
pub(crate) mod form;
mod matcher;
mod pattern;
mod starts;
mod table;
mod whole;

use std::borrow::Cow;
use std::ops::Range;

use regex::Regex;

use crate::embedded;
use crate::words::guard;
pub(crate) use automaton::Place;

pub(crate) use begin::{Start, is_plain, spaced};
pub(crate) use expression::{Expression, Gated};
pub(crate) use matcher::Matcher;
use pattern::Pattern;
use starts::Starts;
use whole::Whole;

/// A list of phrases, found as whole words, whatever their case.
///
/// Of several entries that match at one place the first of the list wins: longer entries should stand before shorter
/// ones that they begin with.
#[derive(Debug)]
pub struct Phrases(Search);

#[derive(Debug)]
enum Search {
    /// By the beginnings of words.
    Words { entries: Vec<Entry>, starts: Starts },
    /// By one regular expression: a list with an entry that may begin with anything.
    Whole(Box<Whole>),
}

#[derive(Debug)]
enum Entry {
    /// Words, with one blank between them for any white space.
    Plain(Cow<'static, str>),
    /// A regular expression.
    Pattern(Pattern),
}

/// A list of `rules/words/` as the build script leaves it.
#[derive(Debug)]
pub(crate) struct Prepared {
    /// The entries.
    pub entries: &'static [PreparedEntry],
    /// How they may begin, sorted as [`begin::starts`] does; none where one expression has to look for all.
    pub starts: Option<&'static [Start]>,
    /// Tells whether a text holds any entry, for those of one expression; none where its automaton would be too large.
    pub gate: Option<Place>,
}

/// An entry as the build script leaves it: where it begins and ends in the texts of all. Each reference in its place would
/// have to be set right whenever the program starts, which took half a millisecond for the twelve thousand of them.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PreparedEntry {
    /// Words alone.
    Plain(u32, u32),
    /// A regular expression, with its automaton.
    Pattern(u32, u32, Option<Place>),
}

/// What finds places in a text: a list of phrases, or one regular expression.
pub(crate) trait Finder {
    /// The places, in order; they do not overlap.
    fn ranges(&self, text: &str) -> impl Iterator<Item = Range<usize>>;
}

impl Finder for Phrases {
    fn ranges(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.find_iter(text).map(|found| found.range())
    }
}

impl Finder for Regex {
    fn ranges(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.find_iter(text).map(|found| found.range())
    }
}

/// Where a phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl<'t> Match<'t> {
    /// The offset of its first byte.
    pub fn start(&self) -> usize {
        self.start
    }

    /// The offset behind its last byte.
    pub fn end(&self) -> usize {
        self.end
    }

    /// Both offsets.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// What was found.
    pub fn as_str(&self) -> &'t str {
        self.text.get(self.range()).unwrap_or_default()
    }
}

impl Phrases {
    /// The phrases of a list. A blank in an entry matches any white space; an entry may be a regular expression. A list
    /// with one that does not compile matches nothing.
    pub fn new<'a>(list: impl Iterator<Item = &'a str>) -> Phrases {
        let list: Vec<&str> = list.collect();
        let Some(starts) = begin::starts(&list) else {
            return Phrases(Search::Whole(Box::new(Whole::new(&list, None))));
        };
        Phrases(Search::Words {
            starts: Starts::new(starts.into()),
            entries: list
                .iter()
                .map(|entry| Entry::new((*entry).to_owned().into()))
                .collect(),
        })
    }

    /// The phrases of a list of `rules/words/`.
    pub(crate) fn prepared(list: &Prepared) -> Phrases {
        let entries = list.entries.iter();
        let Some(starts) = list.starts else {
            let entries: Vec<&str> = entries.map(PreparedEntry::text).collect();
            return Phrases(Search::Whole(Box::new(Whole::new(&entries, list.gate))));
        };
        Phrases(Search::Words {
            starts: Starts::new(starts.into()),
            entries: entries.map(PreparedEntry::ready).collect(),
        })
    }

    /// Whether any phrase stands in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// The first phrase in `text`.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.find_at(text, 0)
    }

    /// The phrases in `text`, in order; they do not overlap.
    pub fn find_iter<'p, 't>(
        &'p self,
        text: &'t str,
    ) -> impl Iterator<Item = Match<'t>> + use<'p, 't> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = self.find_at(text, from)?;
            from = found.end.max(found.start + 1);
            Some(found)
        })
    }

    /// Whether `text` begins with a phrase.
    pub fn opens(&self, text: &str) -> bool {
        match &self.0 {
            // Looking for the first one anywhere would take the whole text, and make automata of what stands nowhere else.
            Search::Words { entries, starts } => {
                let begins = text.bytes().next().is_some_and(is_word);
                begins && end_at(entries, starts, text, 0).is_some()
            }
            Search::Whole(_) => self.find(text).is_some_and(|found| found.start == 0),
        }
    }

    /// Whether the first phrase in `text` is all of it.
    pub fn is_whole(&self, text: &str) -> bool {
        let found = self.find(text);
        found.is_some_and(|found| found.range() == (0..text.len()))
    }

    /// Whether `text` ends with a phrase.
    pub fn closes(&self, text: &str) -> bool {
        self.find_iter(text).any(|found| found.end == text.len())
    }

    /// The first phrase in `text` from an offset on.
    fn find_at<'t>(&self, text: &'t str, from: usize) -> Option<Match<'t>> {
        let (entries, starts) = match &self.0 {
            Search::Words { entries, starts } => (entries, starts),
            Search::Whole(whole) => {
                let found = whole.find_at(text, from)?;
                return Some(Match {
                    text,
                    start: found.start(),
                    end: found.end(),
                });
            }
        };
        let bytes = text.as_bytes();
        let before = from.checked_sub(1).and_then(|before| bytes.get(before));
        let mut inside = before.is_some_and(|byte| is_word(*byte));
        let rest = bytes.get(from..).unwrap_or_default();
        for (start, &byte) in (from..).zip(rest) {
            let was_inside = std::mem::replace(&mut inside, is_word(byte));
            // Where a word ends, an entry may begin with a sign.
            if was_inside == inside {
                continue;
            }
            if let Some(end) = end_at(entries, starts, text, start) {
                return Some(Match { text, start, end });
            }
        }
        None
    }
}

impl PreparedEntry {
    fn text(&self) -> &'static str {
        let (PreparedEntry::Plain(from, to) | PreparedEntry::Pattern(from, to, _)) = *self;
        let text = embedded::TEXTS.get(from as usize..to as usize);
        text.unwrap_or_default()
    }

    fn ready(&self) -> Entry {
        match *self {
            PreparedEntry::Plain(..) => Entry::Plain(self.text().into()),
            PreparedEntry::Pattern(_, _, place) => {
                Entry::Pattern(Pattern::new(self.text().into(), place))
            }
        }
    }
}

impl Entry {
    fn new(entry: Cow<'static, str>) -> Entry {
        match is_plain(&entry) {
            true => Entry::Plain(entry),
            false => Entry::Pattern(Pattern::new(entry, None)),
        }
    }

    /// Where the entry ends if it stands at `start`, which is the beginning of a word.
    fn end(&self, text: &str, start: usize) -> Option<usize> {
        match self {
            Entry::Plain(words) => plain_end(words.as_bytes(), text.as_bytes(), start),
            Entry::Pattern(pattern) => pattern.end(text, start),
        }
    }
}

/// Where the first entry that stands at `start`, the edge of a word, ends.
fn end_at(entries: &[Entry], starts: &Starts, text: &str, start: usize) -> Option<usize> {
    let mut begun = starts.at(text.as_bytes(), start);
    begun.find_map(|at| entries.get(usize::from(at))?.end(text, start))
}

/// Where `words` end if they stand at `start` as whole words, case ignored.
fn plain_end(words: &[u8], text: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    for &byte in words {
        let rest = text.get(at..)?;
        at += match byte {
            b' ' => rest.iter().take_while(|b| is_blank(**b)).count(),
            _ => usize::from(rest.first()?.eq_ignore_ascii_case(&byte)),
        };
        if rest.len() == text.len() - at {
            return None;
        }
    }
    let last = at.checked_sub(1).and_then(|last| text.get(last));
    let next = text.get(at);
    (last.is_some_and(|b| is_word(*b)) != next.is_some_and(|b| is_word(*b))).then_some(at)
}

/// Whether a byte belongs to a word.
fn is_word(byte: u8) -> bool {
    /// A bit for each byte.
    const WORD: [u64; 4] = [0x03ff_0000_0000_0000, 0x07ff_fffe_87ff_fffe, 0, 0];
    WORD[usize::from(byte >> 6)] >> (byte & 0x3f) & 1 == 1
}

/// What `\s` of ASCII matches.
fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == b'\x0b'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    /// What one regular expression for the list finds, which is how a list is defined.
    fn defined(list: &[&str], text: &str) -> Vec<Range<usize>> {
        Whole::new(list, None)
            .compiled()
            .find_iter(text)
            .map(|found| found.range())
            .collect()
    }

    #[test]
    fn every_list_finds_what_one_regular_expression_of_it_finds() {
        // The lists themselves are the texts with the most phrases; each is read with the words of the next ones.
        let texts: Vec<&str> = embedded::WORDS.iter().map(|(_, _, text)| *text).collect();
        for (at, name) in words::names().into_iter().enumerate() {
            let list: Vec<&str> = words::entries(name).collect();
            let read_now = Phrases::new(list.iter().copied());
            let prepared = words::phrases(name);
            for text in texts.iter().cycle().skip(at % texts.len()).take(6) {
                let found = |phrases: &Phrases| -> Vec<_> {
                    phrases.find_iter(text).map(|m| m.range()).collect()
                };
                let defined = defined(&list, text);
                assert_eq!(defined, found(&read_now), "{name}");
                assert_eq!(defined, found(prepared), "{name}, prepared");
            }
        }
    }

    #[test]
    fn phrases_are_found_as_whole_words_over_line_breaks_and_beside_accents() {
        let found = Phrases::new(["look into", "cafe", "i.e."].into_iter());
        assert!(found.is_match("we Look\n  into é it"));
        assert!(!found.is_match("overlook into"));
        assert!(!found.is_match("cafes"));
        assert!(found.is_match("écafeé"));
        assert!(found.opens("Cafe é") && !found.opens("é cafe"));
        assert!(found.closes("é look into") && !found.closes("look into é") && !found.closes(""));
    }

    #[test]
    fn a_blank_that_may_be_missing_is_all_white_space_or_none() {
        let found = Phrases::new(["run ?books?"].into_iter());
        for text in ["runbook", "run books", "run\n book", "Runbooks."] {
            assert!(found.is_match(text), "{text}");
        }
        assert!(!found.is_match("run the book"));
    }

    #[test]
    fn the_first_entry_of_the_list_wins_and_matches_do_not_overlap() {
        let found = Phrases::new(["look into", "look", "into it"].into_iter());
        let texts: Vec<_> = found
            .find_iter("look into it, look")
            .map(|m| m.as_str())
            .collect();
        assert_eq!(texts, ["look into", "look"]);
    }

    #[test]
    fn an_entry_may_begin_with_a_sign_behind_a_word() {
        let found = Phrases::new(["(?:and|;) then", r"\w+n't"].into_iter());
        assert!(matches!(found.0, Search::Words { .. }));
        let places = |text| found.find_iter(text).map(|m| m.range()).collect::<Vec<_>>();
        assert_eq!(places("read it; then it isn't"), [7..13, 17..22]);
        assert!(places("read it ; then").is_empty());
    }

    #[test]
    fn a_list_that_may_begin_with_anything_is_searched_as_one_expression() {
        let found = Phrases::new([r"\S+ goes here", "tbd"].into_iter());
        assert!(matches!(found.0, Search::Whole(_)));
        assert_eq!(found.find("text goes here").map(|m| m.range()), Some(0..14));
    }
}
