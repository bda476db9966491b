//! One entry of a list that is a regular expression.

use std::borrow::Cow;

use super::automaton::{Automaton, Place};
use super::form;

/// How far a phrase reaches, in bytes. A bound keeps a pattern that may repeat from walking the same megabytes for each
/// word that begins like it.
pub(super) const REACH: usize = 400;

/// A pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    entry: Cow<'static, str>,
    automaton: Automaton,
}

impl Pattern {
    pub(super) fn new(entry: Cow<'static, str>, place: Option<Place>) -> Pattern {
        Pattern {
            entry,
            automaton: Automaton::new(place, false),
        }
    }

    /// Where it ends if it stands at `start`, which is the beginning of a word.
    pub(super) fn end(&self, text: &str, start: usize) -> Option<usize> {
        let end = start.saturating_add(REACH).min(text.len());
        let end = (start..=end).rev().find(|&at| text.is_char_boundary(at))?;
        self.automaton
            .end(text, start..end, || form::phrase(&self.entry))
    }
}
