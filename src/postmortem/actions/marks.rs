//! Marks of the state within the text of an action.

use std::sync::LazyLock;

use regex::Regex;

use super::action::State;
use super::state::{Found, is_mark, of_word};
use super::{tokens, verb};
use crate::markdown::{InlineKind, Text};
use crate::words;

static SEPARATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // What stands apart at the end of a text or in brackets: `… (Done)`, `… - done: see #4`, `… _done in grafana_`.
    crate::words::exact(r"(?:[(\[{]|\s[-–—:|]\s*|[;,.]\s+|\*\*|\s_)\s*([A-Za-z][A-Za-z' ]{1,40}?)\s*(?:[)\]}]|$|[.:,;!]|\s(?:as of|on|in|by|via|with|at|and|since)\s|\s[-–—(\[#]|\s[0-9*])").ok()
});

/// Marks within a text: ticks, struck words, words of state that stand apart.
pub(super) fn of_marks(text: Text<'_>) -> Option<Found> {
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
pub(super) fn is_filing(text: &str) -> bool {
    words::phrases("filing-words")
        .find(text)
        .is_some_and(|m| m.start() < 40)
}
