//! Whether an action is done, open or dropped.

use std::sync::LazyLock;

use super::action::State;
use super::candidate::{Candidate, Form, Stated};
use super::clause::{self, Mood};
use super::marks::{is_filing, of_marks};
use super::role::Role;
use super::{headed, owner, prose};
use crate::markdown::{InlineKind, Span, Text};
use crate::phrases::Matcher;
use crate::postmortem::Fact;
use crate::words;

static DONE: LazyLock<Matcher> = LazyLock::new(|| words::whole("state-done"));
static OPEN: LazyLock<Matcher> = LazyLock::new(|| words::whole("state-open"));
static DROPPED: LazyLock<Matcher> = LazyLock::new(|| words::whole("state-dropped"));
/// A state and what says so.
pub(super) type Found = (State, Option<Span>);

/// The state of an action.
pub(super) fn of(candidate: &Candidate<'_>) -> Option<Found> {
    let dropped = candidate.all_stated(Role::Dropped).next();
    if let Some(text) = dropped {
        return Some((State::Dropped, Some(text.span())));
    }
    let stated = candidate.all_stated(Role::State).find_map(of_field);
    if stated.is_some() {
        return stated;
    }
    if let Some(found) = candidate.all_stated(Role::Done).find_map(of_done) {
        return Some(found);
    }
    let text = candidate.text;
    let marked = of_marks(text);
    match (candidate.ticked, marked) {
        (_, Some(found)) if found.0 != State::Open => return Some(found),
        (Some(true), _) => return Some((State::Done, Some(text.span()))),
        (Some(false), _) => return Some((State::Open, Some(text.span()))),
        (None, Some(found)) => return Some(found),
        (None, None) => {}
    }
    let other = candidate.stated.iter().filter(|s| {
        matches!(
            s.role,
            Role::Ticket | Role::Type | Role::Due | Role::Evidence | Role::Note
        )
    });
    // A column of dates that says "done" says so for want of one of states.
    let told = |s: &Stated<'_>| match s.role {
        Role::Due => of_field(s.value),
        _ => of_marks(s.value),
    };
    if let Some(found) = other.filter_map(told).next() {
        return Some(found);
    }
    if let Some((state, span)) = candidate.group.state {
        return Some((state, Some(span)));
    }
    if let Some(found) = noted_behind(candidate.text) {
        return Some(found);
    }
    if let Some(found) = told_below(candidate) {
        return Some(found);
    }
    if candidate.form == Form::Heading && headed::tells_done(candidate) {
        return Some((State::Done, None));
    }
    if let Some(found) = led_by_deed(candidate.text) {
        return Some(found);
    }
    if is_so_by_now(candidate.text.as_str()) {
        return Some((State::Done, None));
    }
    by_tense(candidate)
}

/// "**Baseline added** in `tests/`: …": a lead in bold that tells what became of the thing it names.
fn led_by_deed(text: Text<'_>) -> Option<Found> {
    let start = text.plain().start;
    let mut marks = text.inlines();
    let bold = marks.find(|i| i.kind == InlineKind::Strong && i.plain.start == start)?;
    let place = text.place(bold);
    let lead = text.as_str().get(place.clone())?;
    let lead = lead.trim_end_matches([':', '.', ' ']);
    let (thing, deed) = lead.rsplit_once(' ')?;
    let names_thing = super::verb::of(&thing.split(' ').next()?.to_lowercase()).is_none();
    let is_undone = words::phrases("undone-deeds").is_match(thing);
    let told = names_thing
        && !is_undone
        && words::set("told-deeds").contains(deed.to_lowercase().as_str());
    (told && place.end < text.as_str().len()).then(|| (State::Done, Some(text.source(place))))
}

/// "… Note: we already do this", "Advice received from the vendor": the text itself tells that there is nothing left to do.
fn is_so_by_now(text: &str) -> bool {
    let received = words::phrases("answers-received").find(text);
    received.is_some_and(|found| found.start() < NEAR)
        || words::phrases("already-so").is_match(text)
}

/// How far into an action what came back may begin: behind who it came from.
const NEAR: usize = 30;

/// A cell or value that is there for what was done: a day, a tick, "no".
fn of_done(text: Text<'_>) -> Option<Found> {
    let plain = text.as_str().trim();
    let denied = of_word(plain).filter(|&state| state != State::Done);
    let crossed = plain.starts_with(['❌', '✗', '✘']).then_some(State::Open);
    if let Some(state) = denied.or(crossed) {
        return Some((state, Some(text.span())));
    }
    let says = is_tick(plain) || !owner::is_nobody(plain);
    (!plain.is_empty() && says).then(|| (State::Done, Some(text.span())))
}

/// "(fixed by adding an entry)" behind the text: a deed.
fn noted_behind(text: Text<'_>) -> Option<Found> {
    let plain = text.as_str().trim_end().trim_end_matches('.');
    let inner = plain.strip_suffix(')')?;
    let open = inner.rfind('(')?;
    let note = inner.get(open + 1..)?;
    // "(fixed limit of 20)" tells what it is, "(fixed by adding one)" what was done.
    let deed = words::phrases("note-deeds").opens(note);
    deed.then(|| (State::Done, Some(text.slice(open..plain.len()).span())))
}

/// "This has been done: …", "Done" as the last line below an item: it closes the item above it.
fn told_below(candidate: &Candidate<'_>) -> Option<Found> {
    let note = candidate.notes.last()?.trim();
    let plain = note.as_str();
    let whole = || {
        let state = of_word(plain).filter(|state| *state == State::Done);
        state.is_some() && !is_bare_yes(plain)
    };
    let told = words::phrases("state-told-done").opens(plain) || whole();
    (candidate.form == Form::Item && told).then(|| (State::Done, Some(note.span())))
}

/// "yes", "x" below an item answers it in some way.
fn is_bare_yes(text: &str) -> bool {
    text.chars().count() < 4
}

/// A mark of the action that contradicts its state: a column, a key, a word in the text, the box (an empty span at its item).
pub(super) fn denied(candidate: &Candidate<'_>, state: State) -> Option<Fact<State>> {
    let text = candidate.text;
    let said = |role, state| {
        let value = candidate
            .stated(role)
            .filter(|t| !owner::is_nobody(t.as_str()))?;
        Some((state, Some(value.span())))
    };
    let field = candidate.all_stated(Role::State).find_map(of_field);
    let struck = text.is_all(InlineKind::Strike);
    let says_dropped = candidate.all_stated(Role::Dropped).next().is_some();
    let box_span = Some(Span::at(candidate.extent.start));
    let ticked = candidate.ticked.map(|ticked| match ticked {
        true => (State::Done, box_span),
        false => (State::Open, box_span),
    });
    let marks = [
        said(Role::Done, State::Done),
        said(Role::Dropped, State::Dropped),
        field,
        of_marks(text).filter(|_| state != State::Dropped || !struck),
        ticked.filter(|_| struck == (state == State::Dropped) && !says_dropped),
    ];
    let other = marks
        .into_iter()
        .flatten()
        .find(|(other, _)| *other != state)?;
    Some(Fact::new(other.0, other.1?))
}

/// The state that a heading or label says of all below it.
pub(super) fn of_label(label: Text<'_>) -> Option<(State, Span)> {
    let plain = label.as_str().trim_end_matches([':', ' ']);
    let text = label.slice(0..plain.len());
    if let Some(state) = of_word(plain).filter(|&s| s != State::Open) {
        return Some((state, text.span()));
    }
    if let Some(found) = before_bracket(text) {
        return Some(found);
    }
    let (state, span) = of_marks(text)?;
    Some((state, span?))
}

/// "Completed (as of 20 May)"
fn before_bracket(label: Text<'_>) -> Option<(State, Span)> {
    let (word, rest) = label.as_str().split_once(" (")?;
    let note = rest.strip_suffix(')')?;
    let state = of_word(word).filter(|&state| state != State::Open)?;
    let dated = note.chars().any(|c| c.is_ascii_digit()) && of_word(note).is_none();
    dated.then(|| (state, label.slice(0..word.len()).span()))
}

/// A cell or value that is there for the state.
fn of_field(text: Text<'_>) -> Option<Found> {
    let plain = text.as_str().trim();
    // "🟢 Done"
    let worded = plain.trim_start_matches(|c: char| !c.is_alphanumeric());
    let state = of_word(plain).or_else(|| of_word(worded));
    let first = plain
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .next()
        .unwrap_or_default();
    let is_done = state.or_else(|| of_word(first)) == Some(State::Done);
    if is_done && is_taken_back(plain) {
        return Some((State::Open, Some(text.span())));
    }
    if let Some(state) = state.or_else(|| of_percent(plain)) {
        return Some((state, Some(text.span())));
    }
    if let Some(found) = of_marks(text) {
        return Some(found);
    }
    of_word(first).map(|state| (state, Some(text.span())))
}

/// "Merged; rollout pending": "nothing outstanding" takes nothing back.
fn is_taken_back(plain: &str) -> bool {
    let pending = words::phrases("still-pending").find(plain);
    let before = pending.and_then(|found| plain.get(..found.start()));
    before.is_some_and(|before| !words::phrases("nothing-words").closes(before.trim_end()))
}

/// "100 %", "60%"
fn of_percent(text: &str) -> Option<State> {
    let number = text.strip_suffix('%')?.trim_end();
    let whole = number.parse::<u8>().ok().filter(|number| *number <= 100)?;
    Some(match whole {
        100 => State::Done,
        _ => State::Open,
    })
}

/// `[In progress] Cap retries`: the state in brackets before a text, and the text behind it.
pub(super) fn tag_before<'d>(text: Text<'d>) -> (Option<Text<'d>>, Text<'d>) {
    let plain = text.as_str();
    let inner = plain
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'));
    let Some((word, rest)) = inner.filter(|(word, _)| of_word(word).is_some()) else {
        return (None, text);
    };
    let tag = text.slice(1..1 + word.len());
    let skipped = rest.len() - rest.trim_start_matches([' ', ':', '-', '–', '—']).len();
    let behind = text.slice(plain.len() - rest.len() + skipped..plain.len());
    match behind.is_blank() || tag.links().next().is_some() {
        true => (None, text),
        false => (Some(tag), behind),
    }
}

/// The state that a whole text means.
pub(super) fn of_word(text: &str) -> Option<State> {
    let text = text
        .trim()
        .trim_matches(|c: char| "*_.!:()[]{}~`\"".contains(c))
        .replace('’', "'");
    if text.is_empty() {
        return None;
    }
    match () {
        _ if DONE.is_match(&text) => Some(State::Done),
        _ if DROPPED.is_match(&text) => Some(State::Dropped),
        _ if OPEN.is_match(&text) => Some(State::Open),
        _ => None,
    }
}

/// Whether a text in brackets is a word of state.
pub(super) fn is_word(text: &str) -> bool {
    of_word(text).is_some()
}

/// Whether a text says that it is done, with the day or without.
pub(super) fn is_done(text: &str) -> bool {
    let done = |said: &str| of_word(said) == Some(State::Done);
    let first = text.split_once(' ');
    done(text) || first.is_some_and(|(word, rest)| done(word) && super::due::is_day(rest))
}

/// Whether a single word at the end of an action is a mark of its state.
pub(super) fn is_mark(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| "*_.!:()[]".contains(c));
    is_tick(word)
        || bare.chars().count() >= 4 && bare.chars().all(char::is_uppercase) && is_word(bare)
}

fn is_tick(text: &str) -> bool {
    text.contains(['✅', '✔', '☑', '✓'])
}

/// "The certificate has been renewed": told as something that happened.
fn by_tense(candidate: &Candidate<'_>) -> Option<Found> {
    let text = candidate.text;
    let clause = clause::of(text.as_str());
    let past = clause.mood == Mood::Past
        && !is_filing(text.as_str())
        && !clause::is_adjective(text.as_str(), &clause);
    let ongoing = words::phrases("still-going-on").is_match(text.as_str());
    let long = candidate.form != Form::Row;
    let told = past || candidate.form == Form::Prose && prose::tells_only_deeds(text.as_str());
    (told && long && !ongoing).then_some((State::Done, None))
}
