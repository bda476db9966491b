//! Lists that are asked about a text as a whole.

use super::automaton::{Automaton, Place};

/// Tells whether a text matches; case is ignored.
#[derive(Debug)]
pub(crate) struct Matcher {
    automaton: Automaton,
    expression: String,
}

impl Matcher {
    pub(crate) fn new(expression: String, anchored: bool, place: Option<Place>) -> Matcher {
        Matcher {
            automaton: Automaton::new(place, anchored, true),
            expression,
        }
    }

    /// Whether `text` does.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        let end = self
            .automaton
            .end(text, 0..text.len(), || self.expression.clone());
        end.is_some()
    }
}
