//! Expressions of lists and grammar, as the build script has prepared them.

use std::ops::Range;
use std::sync::OnceLock;

use regex::{Captures, Regex};

use super::Finder;
use super::automaton::{Automaton, Place};
use super::composed::Composed;
use super::pattern::REACH;
use crate::words;

/// Tells whether a text begins or ends with an expression; case is ignored.
#[derive(Debug)]
pub(crate) struct Expression {
    automaton: Automaton,
    composed: &'static Composed,
}

impl Expression {
    pub(crate) fn new(composed: &'static Composed, place: Option<Place>) -> Expression {
        Expression {
            automaton: Automaton::new(place, true),
            composed,
        }
    }

    /// Whether `text` begins with it.
    pub(crate) fn opens(&self, text: &str) -> bool {
        self.matches(text, 0..text.len())
    }

    /// Whether `text` ends with it, within as many bytes as [`Self::start`] looks at: an expression that ends with the text.
    pub(crate) fn closes(&self, text: &str) -> bool {
        self.start(text).is_some()
    }

    /// Where what `text` ends with begins, at the earliest [`REACH`] bytes before the end: the bound keeps long texts from
    /// being walked again from each of their places.
    pub(crate) fn start(&self, text: &str) -> Option<usize> {
        let from = text.len().saturating_sub(REACH);
        (from..=text.len())
            .filter(|&at| text.is_char_boundary(at))
            .find(|&at| self.matches(text, at..text.len()))
    }

    fn matches(&self, text: &str, range: Range<usize>) -> bool {
        let expression = || self.composed.expression(words::owned);
        self.automaton.end(text, range, expression).is_some()
    }
}

/// An expression with parts: it is compiled only for a text in which it is there.
#[derive(Debug)]
pub(crate) struct Gated {
    gate: Expression,
    regex: OnceLock<Regex>,
}

impl Gated {
    /// Of an expression that is looked for anywhere.
    pub(crate) fn new(gate: Expression) -> Gated {
        Gated {
            gate,
            regex: OnceLock::new(),
        }
    }

    /// Whether `text` holds it.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.gate.opens(text)
    }

    /// The first place in `text` by its parts.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex(text)?.captures(text)
    }

    fn regex(&self, text: &str) -> Option<&Regex> {
        let compiled = || {
            let pattern = self.gate.composed.pattern(words::owned);
            words::regex(&pattern).unwrap_or_else(|_| words::never())
        };
        self.is_match(text)
            .then(|| self.regex.get_or_init(compiled))
    }
}

impl Finder for Gated {
    fn ranges(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let regex = self.regex(text).into_iter();
        regex.flat_map(|regex| regex.find_iter(text).map(|found| found.range()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_found_from_its_first_word() {
        let before = words::composed("person-before");
        for (text, start) in [
            ("then the new engineer, who had ", Some(5)),
            ("Then we also ", Some(5)),
            ("then the new engineer", None),
            ("then the new server ", None),
            ("é we ", Some(3)),
            ("", None),
        ] {
            assert_eq!(before.start(text), start, "{text}");
        }
        let long = format!("we {}", "also ".repeat(REACH));
        assert_eq!(before.start(&long), None);
        assert!(words::composed("about-before").closes("down for ≈ "));
    }

    #[test]
    fn a_gate_lets_pass_what_its_expression_finds() {
        let modal = words::gated("counterfactual-modal");
        let text = "It couldn’t have been seen. We should, perhaps, have looked; they could only have waited.";
        let found: Vec<&str> = modal.ranges(text).map(|at| &text[at]).collect();
        assert_eq!(found, ["couldn’t have been seen", "could only have waited"]);
        let parts = modal.captures(text).expect("it is there");
        assert_eq!(parts.name("verb").map(|verb| verb.as_str()), Some("seen"));
        assert_eq!(modal.ranges("We should look.").count(), 0);
    }
}
