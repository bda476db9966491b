//! Actions that tell of a ticket, or of what has been done, in place of something to do.

use super::super::clause::{self, Mood};
use super::super::verb::Form;
use super::super::wording::Wording;
use crate::words;

/// What an action tells in place of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// "Created a ticket to …", "CF to write a story".
    Filing,
    /// "Limits were raised", "We are working on it".
    Past,
}

pub(super) fn of(wording: &Wording<'_>) -> Option<Tells> {
    match () {
        () if is_filing(wording) => Some(Tells::Filing),
        () if is_past(wording) => Some(Tells::Past),
        () => None,
    }
}

/// How far into an action the words of its state may begin.
const NEAR: usize = 40;

/// The outcome is a ticket. "Make a ticket: limit the pool" says what it is about.
fn is_filing(wording: &Wording<'_>) -> bool {
    let Some(found) = words::phrases("filing-tellings").find(wording.plain) else {
        return false;
    };
    let before = wording.plain.get(..found.start()).unwrap_or_default();
    let rest = wording
        .plain
        .get(found.end()..)
        .unwrap_or_default()
        .trim_start();
    let leads = found.start() == wording.clause.verb_at
        || before.split_whitespace().count() <= LEAD && before.len() <= wording.clause.verb_at;
    let said = rest.strip_prefix(':').unwrap_or_default();
    leads && said.split_whitespace().count() < LEAD && is_whole(rest)
}

/// How many words may stand before a filing: a name, "AWS advice received".
const LEAD: usize = 4;

/// Whether the ticket is all of the object: an "issue template" is no issue.
fn is_whole(rest: &str) -> bool {
    let next = rest
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    next.is_empty()
        || next.starts_with(|c: char| c.is_ascii_digit())
        || words::set("filing-objects").contains(next.to_lowercase().as_str())
}

/// Told as something that is so. "Improved runbooks" are to be there.
fn is_past(wording: &Wording<'_>) -> bool {
    let clause = &wording.clause;
    let past = clause.mood == Mood::Past && !clause::is_adjective(wording.plain, clause);
    let order =
        matches!(clause.verb, Some((_, Form::Base | Form::Ing))) && clause.mood != Mood::Past;
    let stating = || {
        let found = words::phrases("status-words").find(wording.plain);
        found.is_some_and(|found| found.start() < NEAR)
    };
    (past || !order && stating()) && !wording.has("promise-words")
}
