//! Actions of which nobody could tell that they are done.

use super::super::clause::{self, Mood};
use super::super::verb::Form;
use super::super::wording::Wording;
use super::super::{clarity, tokens};

/// Why nobody could tell that an action is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endless {
    /// "Always check the changelog": it is to be done again and again, by people.
    Habit,
    /// "Start incidents earlier": any bit more will do.
    Degree,
    /// "Define the process": what will be there is not said.
    Intent,
}

pub(super) fn of(wording: &Wording<'_>) -> Option<Endless> {
    let exact = clarity::has_exact_thing(wording.text);
    match () {
        () if is_habit(wording) => Some(Endless::Habit),
        () if !exact && is_degree(wording) => Some(Endless::Degree),
        () if !exact && is_intent(wording) => Some(Endless::Intent),
        () => None,
    }
}

/// Something that people are to do whenever it comes up, and no tool does or enforces it.
fn is_habit(wording: &Wording<'_>) -> bool {
    let begins = wording.opens_with("habit-openings") && !wording.linked;
    let often = || wording.has_in_clause("habit-words");
    let event = || is_order_for_an_event(wording.plain) && !clarity::has_exact_thing(wording.text);
    (begins && !wording.has("degree-bounds") || event() || often()) && !wording.has("tool-words")
}

/// "When we come back from a break, scale up": told to people, not to a program.
fn is_order_for_an_event(text: &str) -> bool {
    let first = tokens::of(text).next().map(|word| word.lower);
    let event = first.is_some_and(|word| ["when", "whenever", "if"].contains(&word.as_str()));
    let comma = text
        .find(", ")
        .filter(|&at| event && !text[..at].contains('('));
    let behind = comma.and_then(|at| text.get(at + 2..));
    behind.is_some_and(|rest| {
        let clause = clause::of(rest);
        let order = matches!(clause.verb, Some((_, Form::Base)));
        order && clause.mood == Mood::Plain && clause.subject.is_empty()
    })
}

/// More or less of something, and not how much.
fn is_degree(wording: &Wording<'_>) -> bool {
    let more = wording.has_in_clause("degree-words");
    let moved = wording.opens_with("degree-verbs");
    (more || moved) && !wording.has("degree-bounds") && !wording.linked
}

/// To define, agree or establish, with nothing that will be there.
fn is_intent(wording: &Wording<'_>) -> bool {
    let explained = wording.plain.contains(". ");
    wording.opens_with("intent-verbs")
        && !explained
        && !wording.has("artefacts")
        && wording.notes == 0
        && !wording.linked
}
