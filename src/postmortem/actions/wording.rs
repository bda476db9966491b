//! The words of an action as its judges look at them.

use super::candidate::{Candidate, Form};
use super::clause::{self, Clause};
use super::role::Role;
use super::tokens::{self, Word};
use super::{tail, trail};
use crate::markdown::Text;
use crate::words;

/// How many words from the verb on name what is done and to what; the rest says where and what for.
const HEAD: usize = 7;

/// How many words from the verb on may belong to its clause.
const CLAUSE: usize = 24;

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
        let end = trail::start(candidate.text.as_str()).map_or(end, |start| start.min(end));
        let text = candidate.text.slice(0..end);
        let plain = text.as_str();
        let clause = clause::of(plain);
        Self {
            text,
            plain,
            head_end: head_end(plain, &clause),
            clause,
            notes: candidate.notes.len(),
            linked: candidate.text.links().next().is_some() || has_linked_ticket(candidate),
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
        // "Retries: always set a limit"
        let unlabelled = self.plain.get(self.clause.subject.start..);
        at_start(self.plain)
            || unlabelled.is_some_and(at_start)
            || !self.is_for_a_purpose() && at_start(self.behind_subject())
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

    /// Whether a list matches in the clause of the verb, before any that says what for or when.
    pub(super) fn has_in_clause(&self, list: &'static str) -> bool {
        let words: Vec<Word> = tokens::of(self.plain)
            .skip_while(|word| word.at.start < self.clause.verb_at)
            .take(CLAUSE)
            .collect();
        let end = (1..words.len()).find(|&at| {
            gap(self.plain, &words, at).contains(['.', '!', '?', ':', '('])
                || opens_clause(&words, at)
        });
        let end = end
            .and_then(|at| words.get(at))
            .map_or(self.plain.len(), |word| word.at.start);
        self.find(list).is_some_and(|at| at < end)
    }

    /// Whether a list matches no later than `reach` bytes behind the verb.
    pub(super) fn has_within(&self, list: &'static str, reach: usize) -> bool {
        self.find(list)
            .is_some_and(|at| at < self.clause.verb_at + reach)
    }
}

/// Whether the column of tickets leads to one.
fn has_linked_ticket(candidate: &Candidate<'_>) -> bool {
    let mut tickets = candidate.all_stated(Role::Ticket);
    candidate.form == Form::Row && tickets.any(|ticket| ticket.links().next().is_some())
}

fn head_end(text: &str, clause: &Clause) -> usize {
    let rest = text.get(clause.verb_at..).unwrap_or_default();
    let purposes = words::set("purpose-words");
    let stop = tokens::of(rest)
        .enumerate()
        .find(|(i, w)| *i >= HEAD || *i > 0 && purposes.contains(w.lower.as_str()));
    clause.verb_at + stop.map_or(rest.len(), |(_, w)| w.at.start)
}

/// What stands between a word and the one before it.
pub(super) fn gap<'t>(text: &'t str, words: &[Word], at: usize) -> &'t str {
    let from = at.checked_sub(1).and_then(|at| words.get(at));
    from.zip(words.get(at))
        .and_then(|(before, word)| text.get(before.at.end..word.at.start))
        .unwrap_or_default()
}

/// Whether a word begins an object: "the pool", "each report".
pub(super) fn is_article(word: &str) -> bool {
    words::set("determiners").contains(word) && !["to", "in", "on"].contains(&word)
}

/// Whether the words from here on say what for, when or which: verbs and comparisons there do not say what is to be done.
pub(super) fn opens_clause(words: &[Word], at: usize) -> bool {
    let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    // "to the replica" says where to.
    let place =
        words::set("determiners").contains(lower(at + 1)) || lower(at + 1).ends_with("thing");
    words::set("clause-words").contains(lower(at)) || lower(at) == "to" && !place
}
