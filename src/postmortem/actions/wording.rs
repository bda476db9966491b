//! The words of an action as its judges look at them.

use super::candidate::Candidate;
use super::clause::{self, Clause};
use super::{tail, tokens};
use crate::markdown::Text;
use crate::words;

/// How many words from the verb on name what is done and to what; the rest says where and what for.
const HEAD: usize = 7;

/// An action's text with its first clause.
pub(super) struct Wording<'d> {
    pub(super) text: Text<'d>,
    pub(super) plain: &'d str,
    pub(super) clause: Clause,
    /// Where what is done and to what ends.
    pub(super) head_end: usize,
    /// How many further texts belong to the action.
    pub(super) notes: usize,
    /// Whether a link says more.
    pub(super) linked: bool,
}

impl<'d> Wording<'d> {
    /// Reads the wording of a candidate, without the owner, ticket and state at its end.
    pub(super) fn new(candidate: &Candidate<'d>) -> Self {
        let end = tail::end_of_words(candidate.text);
        let text = candidate.text.slice(0..end);
        let plain = text.as_str();
        let clause = clause::of(plain);
        Self {
            text,
            plain,
            head_end: head_end(plain, &clause),
            clause,
            notes: candidate.notes.len(),
            linked: candidate.text.links().next().is_some(),
        }
    }

    /// The text from the verb on.
    pub(super) fn behind_subject(&self) -> &'d str {
        self.plain.get(self.clause.verb_at..).unwrap_or_default()
    }

    /// Where the first match of a list begins.
    pub(super) fn find(&self, list: &'static str) -> Option<usize> {
        words::phrases(list).find(self.plain).map(|m| m.start())
    }

    /// Whether a list matches anywhere.
    pub(super) fn has(&self, list: &'static str) -> bool {
        words::phrases(list).is_match(self.plain)
    }

    /// Whether a list matches at the verb, or at the very beginning.
    pub(super) fn opens_with(&self, list: &'static str) -> bool {
        let pattern = words::phrases(list);
        let at_start = |text: &str| pattern.find(text).is_some_and(|m| m.start() < 3);
        at_start(self.plain) || !self.is_for_a_purpose() && at_start(self.behind_subject())
    }

    /// "A test tenant with the same set-up to work with": what stands before "to" does nothing, it is for something.
    fn is_for_a_purpose(&self) -> bool {
        let subject = self
            .plain
            .get(self.clause.subject.clone())
            .unwrap_or_default();
        let between = self.plain.get(self.clause.subject.end..self.clause.verb_at);
        between.is_some_and(|between| between.trim() == "to")
            && tokens::of(subject).any(|w| words::set("noun-joins").contains(w.lower.as_str()))
    }

    /// Whether a list matches no later than `reach` bytes behind the verb.
    pub(super) fn has_within(&self, list: &'static str, reach: usize) -> bool {
        self.find(list)
            .is_some_and(|at| at < self.clause.verb_at + reach)
    }
}

fn head_end(text: &str, clause: &Clause) -> usize {
    let rest = text.get(clause.verb_at..).unwrap_or_default();
    let purposes = words::set("purpose-words");
    let stop = tokens::of(rest)
        .enumerate()
        .find(|(i, w)| *i >= HEAD || *i > 0 && purposes.contains(w.lower.as_str()));
    clause.verb_at + stop.map_or(rest.len(), |(_, w)| w.at.start)
}
