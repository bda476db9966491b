//! What else is said of an action: its id, priority and causes, when it was done and what shows it, why it was dropped.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::candidate::Candidate;
use super::owner::is_nobody;
use super::role::Role;
use super::{Reader, State, due, state, ticket};
use crate::markdown::{Span, Text};
use crate::phrases::Gated;
use crate::postmortem::Fact;
use crate::postmortem::time::Calendar;
use crate::words;

static ID: LazyLock<Gated> = LazyLock::new(|| words::gated("action-id"));
static PRIORITY: LazyLock<Gated> = LazyLock::new(|| words::gated("action-priority"));

/// How far behind the word "done" its day may stand.
const NEAR: usize = 24;

/// The id at the beginning of an action of ours, and the text behind it; else that of its column.
pub(super) fn id<'d>(candidate: &Candidate<'d>) -> (Option<Fact<String>>, Text<'d>) {
    let text = candidate.text;
    let found = ID.captures(text.as_str());
    if let Some((whole, id)) = found.and_then(|c| Some((c.get(0)?, c.get(1)?))) {
        let fact = Fact::new(id.as_str().to_owned(), text.source(id.range()));
        return (Some(fact), text.slice(whole.end()..text.as_str().len()));
    }
    let named = |t: &Text<'_>| t.as_str().contains(char::is_alphabetic) && !is_nobody(t.as_str());
    let column = candidate.stated(Role::Id).filter(named);
    (column.map(fact), text)
}

/// The priority as written, of its column or key, or in front of the text.
pub(super) fn priority(candidate: &Candidate<'_>) -> Option<Fact<String>> {
    let stated = candidate
        .stated(Role::Priority)
        .filter(|t| !is_nobody(t.as_str()));
    stated.map(fact).or_else(|| {
        let text = candidate.text;
        let found = PRIORITY.captures(text.as_str())?;
        let level = found.get(1).or_else(|| found.get(2))?;
        Some(Fact::new(
            level.as_str().to_owned(),
            text.source(level.range()),
        ))
    })
}

/// What it answers: `C1, P2`.
pub(super) fn addresses(candidate: &Candidate<'_>) -> Vec<Fact<String>> {
    let texts = candidate.all_stated(Role::Addresses);
    texts
        .flat_map(|text| parts(text, ','))
        .filter(|f| !is_nobody(&f.value))
        .collect()
}

/// When it was done.
pub(super) fn done_on(
    candidate: &Candidate<'_>,
    mark: Option<Span>,
    calendar: &Calendar,
) -> Option<Fact<Date>> {
    let mut stated = [Role::Done, Role::State]
        .into_iter()
        .flat_map(|role| candidate.all_stated(role));
    let stated = stated.find_map(|text| due::first_day_done(text, calendar));
    stated.or_else(|| {
        let (text, at) = marked(candidate, mark?)?;
        let reach = (at + mark?.len() + NEAR).min(text.as_str().len());
        let end = (at..=reach).rev();
        let end = end
            .into_iter()
            .find(|&end| text.as_str().is_char_boundary(end))?;
        due::first_day_done(text.slice(at..end), calendar)
    })
}

/// The text that holds the mark of its state, its own or one that is stated, and where the mark begins in it; none for one
/// that is all of it.
fn marked<'d>(candidate: &Candidate<'d>, mark: Span) -> Option<(Text<'d>, usize)> {
    let stated = candidate.stated.iter().map(|stated| stated.value);
    let mut texts = std::iter::once(candidate.text).chain(stated);
    let text = texts.find(|text| text.span().contains(mark))?;
    let mut places = text.as_str().char_indices().map(|(at, _)| at);
    let at = places.find(|&at| text.source(at..at + 1).start >= mark.start)?;
    (mark != text.span()).then_some((text, at))
}

/// What a done action shows where no word says that it is evidence: a change that was made, or what stands behind the
/// mark of its state ("done in #12", "done during the incident").
pub(super) fn shown(
    reader: &Reader<'_>,
    candidate: &Candidate<'_>,
    mark: Option<Span>,
    ticket: Option<&Fact<String>>,
) -> Option<Fact<String>> {
    let made = ticket.filter(|ticket| ticket::is_change(&ticket.value));
    let linked = || {
        let mut links = reader.doc.inlines_within(candidate.extent);
        let change = links.find(|link| link.is_link() && ticket::is_change(&link.target))?;
        Some(Fact::new(change.target.to_string(), change.span))
    };
    let behind = || {
        let said = marked(candidate, mark?).filter(|&(_, at)| at > 0);
        let said = said.map(|(text, at)| text.slice(at..text.as_str().len()));
        let field = candidate.stated(Role::State);
        let mut places = said.into_iter().chain(field);
        let mut ticket = || places.find_map(|place| ticket::of_text(place, reader.options));
        ticket().or_else(|| told(said?, reader.calendar))
    };
    // What is said to show it counts before what may.
    let stated = behind_mark(candidate, reader.calendar).filter(|_| mark.is_some());
    let found = stated.or_else(|| made.cloned());
    found.or_else(linked).or_else(behind)
}

/// Words behind a mark that say more than the day.
fn told(said: Text<'_>, calendar: &Calendar) -> Option<Fact<String>> {
    let plain = said.as_str();
    let start = plain.len() - plain.trim_start_matches(['(', '[', '*', '_']).len();
    let kept = said.slice(start..plain.trim_end_matches([')', ']', '*', '_', '.']).len());
    let words = kept.as_str().split_whitespace().count();
    let dated = due::first_day_done(kept, calendar).is_some();
    (words > if dated { 5 } else { 2 }).then(|| fact(kept))
}

/// What shows that it was done: `done: 2026-03-26, a staged backlog paged in 4 min`.
pub(super) fn evidence(candidate: &Candidate<'_>, calendar: &Calendar) -> Option<Fact<String>> {
    let stated = candidate.stated(Role::Evidence).map(fact);
    let behind = || behind_day(candidate.stated(Role::Done)?, calendar);
    // "Done? yes" shows nothing.
    stated.or_else(|| behind().filter(|said| !answers(&said.value)))
}

fn answers(said: &str) -> bool {
    let word = said.trim_end_matches('.').to_lowercase();
    ["yes", "no", "y", "n", "x"].contains(&word.as_str()) || state::is_word(&word)
}

/// Why it was dropped: `dropped: 2026-02-16, costs more than it saves`.
pub(super) fn reason(
    candidate: &Candidate<'_>,
    state: State,
    calendar: &Calendar,
) -> Option<Fact<String>> {
    match candidate.stated(Role::Dropped) {
        Some(dropped) => behind_day(dropped, calendar),
        None if state == State::Dropped => behind_mark(candidate, calendar),
        None => None,
    }
}

/// What a field of the state says behind its day: `Status: done on 2026-03-26, a staged backlog paged in 4 min`.
fn behind_mark(candidate: &Candidate<'_>, calendar: &Calendar) -> Option<Fact<String>> {
    let field = candidate.stated(Role::State)?;
    let day = due::first_day_done(field, calendar)?;
    let mut places = field.as_str().char_indices().map(|(at, _)| at);
    let start = places.find(|&at| field.source(at..at + 1).start >= day.span.start)?;
    let from = field.slice(start..field.as_str().len());
    let rest = from.slice(due::day_at_start(from, calendar)?..from.as_str().len());
    rest.as_str()
        .starts_with(',')
        .then(|| behind_day(rest, calendar))?
}

/// The text behind the day, all of it where there is none.
fn behind_day(text: Text<'_>, calendar: &Calendar) -> Option<Fact<String>> {
    let day = due::day_at_start(text, calendar).unwrap_or(0);
    let rest = text.slice(day..text.as_str().len());
    let skipped = rest.as_str().len()
        - rest
            .as_str()
            .trim_start_matches([',', ';', ':', ' ', '-', '–', '—'])
            .len();
    let rest = rest.slice(skipped..rest.as_str().len()).trim();
    (!rest.is_blank()).then(|| fact(rest))
}

fn fact(text: Text<'_>) -> Fact<String> {
    Fact::new(text.as_str().to_owned(), text.span())
}

/// The parts of a list of names, without blanks.
fn parts(text: Text<'_>, mark: char) -> Vec<Fact<String>> {
    let mut at = 0;
    let pieces = text.as_str().split(mark).map(|piece| {
        let part = text.slice(at..at + piece.len()).trim();
        at += piece.len() + mark.len_utf8();
        part
    });
    pieces.filter(|part| !part.is_blank()).map(fact).collect()
}
