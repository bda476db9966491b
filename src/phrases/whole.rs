//! A list with entries that may begin with anything: one expression looks for all of them.

use std::sync::OnceLock;

use regex::Regex;

use super::automaton::{Automaton, Place};
use super::spaced;
use crate::words;

/// The expression; it is compiled only for a text that the automaton of the build script lets pass.
#[derive(Debug)]
pub(super) struct Whole {
    gate: Option<Automaton>,
    entries: Vec<String>,
    regex: OnceLock<Regex>,
}

impl Whole {
    pub(super) fn new(entries: &[&str], gate: Option<Place>) -> Whole {
        Whole {
            gate: gate.map(|place| Automaton::new(Some(place), true)),
            entries: entries.iter().map(|entry| spaced(entry)).collect(),
            regex: OnceLock::new(),
        }
    }

    /// The first entry in a text from an offset on.
    pub(super) fn find_at<'t>(&self, text: &'t str, from: usize) -> Option<regex::Match<'t>> {
        if from > text.len() || !self.is_let_pass(text, from) {
            return None;
        }
        self.regex
            .get_or_init(|| self.compiled())
            .find_at(text, from)
    }

    fn is_let_pass(&self, text: &str, from: usize) -> bool {
        let range = from..text.len();
        let gate = self.gate.as_ref();
        gate.is_none_or(|gate| gate.end(text, range, String::new).is_some())
    }

    /// What the list is defined as.
    pub(super) fn compiled(&self) -> Regex {
        let pattern = format!(r"\b(?:{})\b", self.entries.join("|"));
        words::regex(&pattern).unwrap_or_else(|_| words::never())
    }
}
