//! Automata for the entries of word lists: made by the build script, or else when they are met first.

use std::ops::Range;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::OnceLock;

use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson;
use regex_automata::util::pool::Pool;
use regex_automata::{Anchored, Input};

use super::is_word;
use super::table::{HEAD, MATCH};
use crate::embedded;

/// Where an automaton of the build script stands (`automata.rs` tells its form).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Where its classes of bytes begin among all of them.
    pub(crate) classes: u32,
    /// Where its table begins and ends among all of them.
    pub(crate) table: u32,
    pub(crate) end: u32,
}

/// An automaton, and how it is asked.
#[derive(Debug)]
pub(crate) struct Automaton {
    how: How,
    /// Whether the first end will do.
    earliest: bool,
}

#[derive(Debug)]
enum How {
    Table(Table),
    /// None if its expression does not compile.
    Growing(OnceLock<Option<Box<Growing>>>),
}

/// A table of the build script.
#[derive(Debug)]
struct Table {
    classes: &'static [u8],
    fields: &'static [u8],
}

/// Builds those of its states that a text asks for: it is tried on a few words of each sentence, so it must cost little
/// before the first one and nothing to start again. A backtracking one took twice the time of all the rest of the search.
#[derive(Debug)]
struct Growing {
    dfa: DFA,
    caches: Pool<Cache, New>,
}

type New = Box<dyn Fn() -> Cache + Send + Sync + UnwindSafe + RefUnwindSafe>;

impl Automaton {
    pub(crate) fn new(place: Option<Place>, earliest: bool) -> Automaton {
        let table = place.and_then(Table::at);
        Automaton {
            how: table.map_or_else(|| How::Growing(OnceLock::new()), How::Table),
            earliest,
        }
    }

    /// Where a match that begins with a range of a text ends, if any; `expression` is what the automaton is of.
    pub(crate) fn end(
        &self,
        text: &str,
        range: Range<usize>,
        expression: impl FnOnce() -> String,
    ) -> Option<usize> {
        match &self.how {
            How::Table(table) => table.end(text.as_bytes(), range, self.earliest),
            How::Growing(growing) => {
                let growing = growing.get_or_init(|| Growing::new(&expression()));
                let input = Input::new(text).range(range).anchored(Anchored::Yes);
                growing.as_ref()?.end(&input.earliest(self.earliest))
            }
        }
    }
}

impl Table {
    fn at(place: Place) -> Option<Table> {
        let classes = embedded::CLASSES.get(place.classes as usize..)?;
        let fields = embedded::TABLES.get(place.table as usize..place.end as usize)?;
        Some(Table { classes, fields })
    }

    fn field(&self, at: usize) -> u16 {
        let bytes = self.fields.get(2 * at..2 * at + 2);
        bytes
            .and_then(|bytes| bytes.try_into().ok())
            .map_or(0, u16::from_le_bytes)
    }

    fn end(&self, text: &[u8], range: Range<usize>, earliest: bool) -> Option<usize> {
        let width = usize::from(self.field(0));
        let before = range.start.checked_sub(1).and_then(|at| text.get(at));
        let mut row = self.field(match before {
            None => 1,
            Some(&byte) if is_word(byte) => 2,
            Some(_) => 3,
        });
        let mut last = None;
        for at in range.start..=range.end {
            let class = match text.get(at) {
                Some(&byte) => usize::from(*self.classes.get(usize::from(byte))?),
                None => width - 1,
            };
            let next = self.field(HEAD + usize::from(row) * width + class);
            row = next & !MATCH;
            if next != row {
                last = Some(at);
                if earliest {
                    break;
                }
            }
            if row == 0 {
                break;
            }
        }
        last
    }
}

impl Growing {
    fn new(expression: &str) -> Option<Box<Growing>> {
        let nothing_captured =
            thompson::Config::new().which_captures(thompson::WhichCaptures::None);
        let config = DFA::config().skip_cache_capacity_check(true);
        let dfa = DFA::builder()
            .configure(config)
            .thompson(nothing_captured)
            .build(expression)
            .ok()?;
        let fresh = dfa.clone();
        let caches = Pool::new(Box::new(move || fresh.create_cache()) as New);
        Some(Box::new(Growing { dfa, caches }))
    }

    fn end(&self, input: &Input) -> Option<usize> {
        let found = self.dfa.try_search_fwd(&mut self.caches.get(), input);
        // It only fails on bytes that it was told to stop at, and it was told of none.
        found.ok().flatten().map(|found| found.offset())
    }
}
