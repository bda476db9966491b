//! Whether an action is done, open or dropped.

use std::sync::LazyLock;

use regex::Regex;

use super::action::State;
use super::candidate::{Candidate, Form, Stated};
use super::clause::{self, Mood};
use super::owner;
use super::role::Role;
use super::tokens;
use super::verb;
use crate::markdown::{InlineKind, Span, Text};
use crate::phrases::Matcher;
use crate::postmortem::Fact;
use crate::words;

static DONE: LazyLock<Matcher> = LazyLock::new(|| words::whole("state-done"));
static OPEN: LazyLock<Matcher> = LazyLock::new(|| words::whole("state-open"));
static DROPPED: LazyLock<Matcher> = LazyLock::new(|| words::whole("state-dropped"));
static SEPARATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // What stands apart at the end of a text or in brackets: `… (Done)`, `… - done: see #4`, `… _done in grafana_`.
    crate::words::exact(r"(?:[(\[{]|\s[-–—:|]\s*|[;,.]\s+|\*\*|\s_)\s*([A-Za-z][A-Za-z' ]{1,40}?)\s*(?:[)\]}]|$|[.:,;!]|\s(?:as of|on|in|by|via|with|at|and|since)\s|\s[-–—(\[#]|\s[0-9*])").ok()
});

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
    by_tense(candidate)
}

/// A cell or value that is there for what was done: a day, a tick, "no".
fn of_done(text: Text<'_>) -> Option<Found> {
    if let Some(found @ (State::Open | State::Dropped, _)) = of_field(text) {
        return Some(found);
    }
    let says = is_tick(text.as_str()) || !owner::is_nobody(text.as_str());
    (!text.is_blank() && says).then(|| (State::Done, Some(text.span())))
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
    if let Some(state) = state.or_else(|| of_percent(plain)) {
        return Some((state, Some(text.span())));
    }
    if let Some(found) = of_marks(text) {
        return Some(found);
    }
    let first = plain
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .next()
        .unwrap_or_default();
    of_word(first).map(|state| (state, Some(text.span())))
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

/// Marks within a text: ticks, struck words, words of state that stand apart.
fn of_marks(text: Text<'_>) -> Option<Found> {
    let plain = text.as_str();
    if text.is_all(InlineKind::Strike) {
        return Some((State::Done, Some(text.span())));
    }
    if let Some((_, found)) = behind_struck(text) {
        return Some(found);
    }
    if let Some(at) = plain
        .find(['✅', '✔', '☑', '✓'])
        .or_else(|| plain.find(":white_check_mark:"))
    {
        return Some((State::Done, Some(text.source(at..at + 3))));
    }
    if let Some(at) = plain.find(['❌', '🚫']) {
        return Some((State::Dropped, Some(text.source(at..at + 3))));
    }
    let first = plain.split_whitespace().next().unwrap_or_default();
    let bare = first.trim_matches(|c: char| "*_.!:()[]{}".contains(c));
    let opening = tokens::of(plain)
        .take(2)
        .last()
        .and_then(|w| plain.get(..w.at.end));
    if let Some(state) = opening
        .filter(|o| o.to_lowercase().starts_with("already"))
        .and_then(of_word)
    {
        return Some((state, Some(text.source(0..opening.map_or(0, str::len)))));
    }
    let begins = first.ends_with([':', ']', ')'])
        || bare.chars().count() >= 4 && bare.chars().all(char::is_uppercase);
    if begins && let Some(state) = of_word(bare) {
        return Some((state, Some(text.source(0..first.len()))));
    }
    if let Some(found) = text
        .inlines()
        .filter(|i| {
            matches!(
                i.kind,
                InlineKind::Strong | InlineKind::Emphasis | InlineKind::Link
            )
        })
        .find_map(|i| {
            let place = text.place(i);
            let state = of_word(plain.get(place.clone())?).or_else(|| {
                let first = plain.get(place.clone())?.split_whitespace().next()?;
                (i.kind != InlineKind::Link)
                    .then(|| of_word(first))?
                    .filter(|_| place.start > 0)
            })?;
            Some((state, Some(text.source(place))))
        })
    {
        return Some(found);
    }
    apart(text)
        .or_else(|| behind_colon(text))
        .or_else(|| told_behind(text))
        .or_else(|| told_last(text))
        .or_else(|| answered(text))
}

/// "Snapshots of the cluster? Not needed, since …": a question, and behind it the answer that nothing is left to do.
fn answered(text: Text<'_>) -> Option<Found> {
    let plain = text.as_str().trim_end();
    let at = plain.find("? ")? + 2;
    let answer = plain.get(at..)?.trim();
    // What follows may say more than the answer.
    let end = answer.find([',', ';', '.']).unwrap_or(answer.len());
    let state = of_word(answer.get(..end)?)?;
    (state != State::Open).then(|| (state, Some(text.source(at..plain.len()))))
}

/// `~~Rotate the keys~~ dropped: no time`: where the struck words end, and what the word behind them says.
pub(super) fn behind_struck(text: Text<'_>) -> Option<(usize, Found)> {
    let struck = text.inlines().filter(|i| i.kind == InlineKind::Strike);
    let end = struck
        .map(|i| text.place(i))
        .find(|place| place.start == 0)?
        .end;
    let rest = text.as_str().get(end..)?;
    let skipped = rest.len()
        - rest
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .len();
    let told = rest.get(skipped..)?;
    // "won't do: it defeats the rotation", "dropped as the host is gone"
    let marks = |c: char| ":,.;()".contains(c);
    let phrase = told.split(marks).next()?.trim_end();
    let word = told.split(|c: char| c.is_whitespace() || marks(c)).next()?;
    let (word, state) = [phrase, word]
        .into_iter()
        .find_map(|said| Some((said, of_word(said)?)))?;
    let from = end + skipped;
    let span = text.source(from..from + word.len());
    (state != State::Open).then_some((end, (state, Some(span))))
}

/// "… This has already been done." as the last of several sentences.
fn told_last(text: Text<'_>) -> Option<Found> {
    let plain = text.as_str().trim_end().trim_end_matches('.');
    let at = plain.rfind(". ")? + 2;
    words::phrases("state-told-done")
        .opens(plain.get(at..)?)
        .then(|| (State::Done, Some(text.source(at..plain.len()))))
}

/// `… - updated the page on incidents`: a dash, and what came of it.
fn told_behind(text: Text<'_>) -> Option<Found> {
    let plain = text.as_str();
    let dashes = [" - ", " – ", " — "]
        .iter()
        .filter_map(|dash| Some(plain.rfind(dash)? + dash.len()));
    let at = dashes.max().filter(|&at| at > 20)?;
    let said = plain.get(at..)?.trim_start();
    if words::phrases("state-told-done").opens(said) {
        return Some((State::Done, Some(text.source(at..plain.len()))));
    }
    let mut words = tokens::of(plain.get(at..)?).take(2);
    let past = words.any(|w| verb::of(&w.lower).is_some_and(|(_, form)| form == verb::Form::Past));
    (past && !is_filing(plain.get(at..)?))
        .then(|| (State::Done, Some(text.source(at..plain.len()))))
}

/// `Firmware: done 17.01.2026 (Kim)`: behind the last colon a word of state, a day at most, and a name in brackets.
fn behind_colon(text: Text<'_>) -> Option<Found> {
    let plain = text.as_str();
    let at = plain.rfind(": ")? + 2;
    let rest = plain.get(at..)?;
    let word = rest.split([' ', '(']).next()?;
    let behind = rest.get(word.len()..)?.trim_start();
    let said = behind.split(" (").next()?.trim_end_matches(['.', ' ']);
    let ends = said.is_empty() || said.starts_with('(') || super::due::is_day(said);
    let state = of_word(word).filter(|&state| state != State::Open && ends)?;
    let bracketed = plain.get(..at)?.matches('(').count() > plain.get(..at)?.matches(')').count();
    (!bracketed).then(|| (state, Some(text.source(at..at + word.len()))))
}

/// A word of state behind punctuation.
fn apart(text: Text<'_>) -> Option<Found> {
    let pattern = SEPARATED.as_ref()?;
    let plain = text.as_str();
    let mut from = 0;
    let mut found = None;
    while let Some(captures) = pattern.captures_at(plain, from) {
        let (Some(whole), Some(word)) = (captures.get(0), captures.get(1)) else {
            break;
        };
        let words = word.as_str().trim();
        let state = of_word(words).or_else(|| {
            let first = words.split(' ').next()?;
            of_word(first).filter(|_| {
                words.split(' ').count() <= 4
                    && first.chars().all(char::is_lowercase)
                    && plain
                        .get(..word.start())
                        .is_some_and(|b| b.trim_end().ends_with(['-', '–', '—', '(']))
            })
        });
        if let Some(state) = state {
            found = Some((state, Some(text.source(word.range()))));
        }
        from = whole.start() + whole.as_str().chars().next().map_or(1, char::len_utf8);
        if from >= plain.len() {
            break;
        }
    }
    found.or_else(|| {
        let last = plain.trim_end().rsplit(char::is_whitespace).next()?;
        let state = is_mark(last).then(|| of_word(last))??;
        Some((state, Some(text.span())))
    })
}

/// "Raised a ticket to …": filed, not done.
fn is_filing(text: &str) -> bool {
    words::phrases("filing-words")
        .find(text)
        .is_some_and(|m| m.start() < 40)
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
    (past && long && !ongoing).then_some((State::Done, None))
}
