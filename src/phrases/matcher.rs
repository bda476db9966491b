//! Lists that are asked about a text as a whole.

use super::automaton::{Automaton, Place};
use crate::words;

/// Tells whether a text matches a list; case is ignored.
#[derive(Debug)]
pub(crate) struct Matcher {
    automaton: Automaton,
    list: &'static str,
    /// The expression that its entries stand for.
    form: fn(&[&str]) -> String,
}

impl Matcher {
    pub(crate) fn new(
        list: &'static str,
        form: fn(&[&str]) -> String,
        place: Option<Place>,
    ) -> Matcher {
        Matcher {
            automaton: Automaton::new(place, true),
            list,
            form,
        }
    }

    /// Whether `text` does.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        let expression = || (self.form)(&words::entries(self.list).collect::<Vec<_>>());
        let end = self.automaton.end(text, 0..text.len(), expression);
        end.is_some()
    }
}
