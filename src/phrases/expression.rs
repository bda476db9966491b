//! Expressions of lists and grammar, as the build script has prepared them.

use std::ops::Range;
use std::sync::OnceLock;

use regex::{Captures, Match, Regex};

use super::Finder;
use super::automaton::{Automaton, Place};
use super::composed::{Asked, Composed};
use super::pattern::REACH;
use crate::words;

/// Tells whether a text begins or ends with an expression, holds it, or where it stands, as the expression is made to be asked.
#[derive(Debug)]
pub(crate) struct Expression {
    automaton: Automaton,
    composed: &'static Composed,
}

impl Expression {
    pub(crate) fn new(composed: &'static Composed, place: Option<Place>) -> Expression {
        Expression {
            automaton: Automaton::new(place, composed.asked != Asked::End),
            composed,
        }
    }

    /// Whether `text` begins with it.
    pub(crate) fn opens(&self, text: &str) -> bool {
        self.matches(text, 0..text.len())
    }

    /// Whether it stands in `text`: of an expression that is looked for anywhere, which begins with whatever is before it.
    pub(crate) fn holds(&self, text: &str) -> bool {
        self.opens(text)
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

    /// What stands between the places in `text`.
    pub(crate) fn split<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let ends = text.len()..text.len();
        let mut from = 0;
        self.ranges(text).chain([ends]).map(move |found| {
            let part = text.get(from..found.start).unwrap_or_default();
            from = found.end;
            part
        })
    }

    fn matches(&self, text: &str, range: Range<usize>) -> bool {
        self.end(text, range).is_some()
    }

    fn end(&self, text: &str, range: Range<usize>) -> Option<usize> {
        let expression = || self.composed.expression(words::owned);
        self.automaton.end(text, range, expression)
    }
}

/// Looks at each place of a text, each time within [`REACH`] bytes, and compiles nothing.
impl Finder for Expression {
    fn ranges(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let mut places = (from..text.len()).filter(|&at| text.is_char_boundary(at));
            let found = places.find_map(|at| {
                let reach = (at + REACH).min(text.len());
                let reach = (at..=reach).rev().find(|&to| text.is_char_boundary(to))?;
                Some(at..self.end(text, at..reach)?)
            })?;
            from = found.end.max(found.start + 1);
            Some(found)
        })
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
        self.gate.holds(text)
    }

    /// The first place in `text`.
    pub(crate) fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.regex(text)?.find(text)
    }

    /// The first place in `text` from an offset on. Behind the beginning the gate is not asked again: it always looks at all.
    pub(crate) fn find_at<'t>(&self, text: &'t str, from: usize) -> Option<Match<'t>> {
        let regex = match from {
            0 => self.regex(text)?,
            _ => self.regex.get_or_init(|| self.compiled()),
        };
        regex.find_at(text, from)
    }

    /// The places in `text`, in order; they do not overlap.
    pub(crate) fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Match<'t>> {
        let regex = self.regex(text).into_iter();
        regex.flat_map(move |regex| regex.find_iter(text))
    }

    /// The first place in `text` by its parts.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex(text)?.captures(text)
    }

    /// The places in `text` by their parts.
    pub(crate) fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        let regex = self.regex(text).into_iter();
        regex.flat_map(move |regex| regex.captures_iter(text))
    }

    fn regex(&self, text: &str) -> Option<&Regex> {
        self.is_match(text)
            .then(|| self.regex.get_or_init(|| self.compiled()))
    }

    fn compiled(&self) -> Regex {
        let composed = self.gate.composed;
        let pattern = composed.pattern(words::owned);
        let regex = match composed.exact {
            true => words::exact(&pattern),
            false => words::regex(&pattern),
        };
        regex.unwrap_or_else(|_| words::never())
    }
}

impl Finder for Gated {
    fn ranges(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.find_iter(text).map(|found| found.range())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::composed::COMPOSED;

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

    #[test]
    fn a_text_is_split_where_an_expression_stands() {
        let join = words::composed("names-joined");
        let parts = |text| join.split(text).collect::<Vec<_>>();
        assert_eq!(parts("Kim, Léa and Bo"), ["Kim", "Léa", "Bo"]);
        assert_eq!(parts("Kim andersson"), ["Kim andersson"]);
        assert_eq!(parts("é;"), ["é", ""]);
    }

    #[test]
    fn every_gate_opens_for_what_its_expression_finds_and_for_nothing_else() {
        let written = crate::embedded::RULES.iter().map(|(_, page, _)| *page);
        let lists = crate::embedded::WORDS.iter().map(|(_, _, text)| *text);
        let lines: Vec<&str> = written.chain(lists).flat_map(str::lines).collect();
        for composed in COMPOSED
            .iter()
            .filter(|composed| composed.asked == Asked::Within)
        {
            let gate = words::gated(composed.name);
            let regex = gate.compiled();
            let mut found = 0;
            for line in &lines {
                assert_eq!(
                    gate.is_match(line),
                    regex.is_match(line),
                    "{}: {line}",
                    composed.name
                );
                found += usize::from(regex.is_match(line));
            }
            assert!(found < lines.len(), "{}", composed.name);
        }
    }
}
