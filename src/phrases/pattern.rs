//! One entry of a list that is a regular expression.

use std::borrow::Cow;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::OnceLock;

use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson;
use regex_automata::util::pool::Pool;
use regex_automata::{Anchored, Input, Span};

use super::begin::spaced;
use crate::words::guard::guarded;

/// How far a phrase reaches, in bytes. A bound keeps a pattern that may repeat from walking the same megabytes for each
/// word that begins like it.
const REACH: usize = 400;

/// A pattern, compiled when it is met first.
#[derive(Debug)]
pub(super) struct Pattern {
    entry: Cow<'static, str>,
    /// None if it does not compile.
    machine: OnceLock<Option<Box<Machine>>>,
}

/// An automaton that builds those of its states that a text asks for: it is tried on a few words of each sentence, so it
/// must cost little before the first one and nothing to start again. A backtracking one took twice the time of all the rest
/// of the search.
#[derive(Debug)]
struct Machine {
    dfa: DFA,
    caches: Pool<Cache, New>,
}

type New = Box<dyn Fn() -> Cache + Send + Sync + UnwindSafe + RefUnwindSafe>;

impl Pattern {
    pub(super) fn new(entry: Cow<'static, str>) -> Pattern {
        Pattern {
            entry,
            machine: OnceLock::new(),
        }
    }

    /// Where it ends if it stands at `start`, which is the beginning of a word.
    pub(super) fn end(&self, text: &str, start: usize) -> Option<usize> {
        let machine = self.machine.get_or_init(|| Machine::of(&self.entry));
        let end = start.saturating_add(REACH).min(text.len());
        let end = (start..=end).rev().find(|&at| text.is_char_boundary(at))?;
        machine.as_ref()?.end(text, Span { start, end })
    }
}

impl Machine {
    fn of(entry: &str) -> Option<Box<Machine>> {
        let pattern = format!(r"(?i-u:\b(?:{})\b)", guarded(&spaced(entry)));
        let nothing_captured =
            thompson::Config::new().which_captures(thompson::WhichCaptures::None);
        let config = DFA::config().skip_cache_capacity_check(true);
        let dfa = DFA::builder()
            .configure(config)
            .thompson(nothing_captured)
            .build(&pattern)
            .ok()?;
        let fresh = dfa.clone();
        let caches = Pool::new(Box::new(move || fresh.create_cache()) as New);
        Some(Box::new(Machine { dfa, caches }))
    }

    fn end(&self, text: &str, span: Span) -> Option<usize> {
        let input = Input::new(text).span(span).anchored(Anchored::Yes);
        let found = self.dfa.try_search_fwd(&mut self.caches.get(), &input);
        // It only fails on bytes that it was told to stop at, and it was told of none.
        found.ok().flatten().map(|found| found.offset())
    }
}
