//! Actions that are several: where the second one begins.

use super::super::clause::{self, Mood};
use super::super::tokens::{self, Word};
use super::super::verb::{self, Form};
use super::super::wording::{Wording, gap, is_article, opens_clause};
use crate::markdown::Span;
use crate::words;

/// How many words of an action are looked at.
const READ: usize = 120;

/// A text of more bytes than this is a story.
const LONG: usize = 2000;

/// How many words a first action has at least: "plan and test a drill" is one.
const LEAST: usize = 3;

/// How many words of the object of a second action are looked at.
const NEAR: usize = 5;

pub(super) fn of(wording: &Wording<'_>) -> Option<Span> {
    let verb = wording
        .clause
        .verb
        .filter(|_| wording.plain.len() <= LONG)?;
    if wording.clause.mood == Mood::Past && !clause::is_adjective(wording.plain, &wording.clause) {
        return None;
    }
    let at = within(wording, verb).or_else(|| behind(wording))?;
    let rest = wording.plain.get(at..)?;
    let end = rest.find(['.', ';', '\n']).unwrap_or(rest.len());
    Some(wording.text.source(at..at + end))
}

/// "Add a limit and move the report to the replica".
fn within(wording: &Wording<'_>, (base, form): (&'static str, Form)) -> Option<usize> {
    let words = tokens::of(wording.plain).skip_while(|w| w.at.start < wording.clause.verb_at);
    let words: Vec<Word> = words.take(READ).collect();
    // "Add the field / deploy / remove the field" is one procedure.
    let stepped = wording.plain.matches(" / ").count() > 1;
    let mut inside = false;
    for (at, word) in words.iter().enumerate().skip(1) {
        let gap = gap(wording.plain, &words, at);
        if gap.contains(['.', '!', '?', ':', '\n']) {
            return None;
        }
        inside = (inside || opens_clause(&words, at) || gap.contains('(')) && !gap.contains(';');
        let joint = ["and", "then"].contains(&word.lower.as_str());
        let marked = gap.contains(['&', ';']) || !stepped && gap.contains(" / ");
        if at < LEAST || !joint && !marked {
            continue;
        }
        let next = behind_fillers(&words, at + usize::from(joint));
        let Some(second) = words.get(next) else {
            continue;
        };
        let found = verb::of(&second.lower).filter(|found| found.1 == form);
        let own = found.is_some_and(|(verb, _)| {
            (!inside || verb == base)
                && is_own(verb, &words, next + 1)
                && (is_object(&words, next + 1) || words::set("plain-verbs").contains(verb))
        });
        if own {
            return Some(second.at.start);
        }
    }
    None
}

/// "Add a limit. Move the report to the replica."
fn behind(wording: &Wording<'_>) -> Option<usize> {
    let breaks = wording.plain.match_indices([' ', '\n']).filter(|(at, _)| {
        let before = wording.plain.get(..*at).unwrap_or_default();
        before.ends_with(['.', '!', '?', ';'])
            && !before.ends_with("e.g.")
            && !before.ends_with("i.e.")
    });
    breaks.take(READ).find_map(|(at, _)| {
        let rest = wording.plain.get(at + 1..)?;
        // "Lower priority" looks like an order.
        if words::phrases("priority-remarks").opens(rest) {
            return None;
        }
        let clause = clause::of(rest);
        let (verb, form) = clause.verb?;
        let before = tokens::of(wording.plain.get(..at)?);
        let words: Vec<Word> = before
            .chain(tokens::of(rest.get(clause.verb_at..)?))
            .take(READ * 2)
            .collect();
        let object = tokens::of(wording.plain.get(..at)?).count() + 1;
        let plain = clause.mood == Mood::Plain && form == Form::Base && clause.subject.is_empty();
        // "Investigate why it stayed silent. Fix it." is "find and fix".
        let finds = wording.opens_with("investigation-verbs")
            && words::set("repairing-verbs").contains(verb);
        (plain && !finds && is_own(verb, &words, object)).then_some(at + 1 + clause.verb_at)
    })
}

/// "Add a link to these pages": the object holds a word that stands for the first action, before any clause of its own.
fn points_back(words: &[Word], object: usize) -> bool {
    let is = |list: &'static str, word: &Word| words::set(list).contains(word.lower.as_str());
    let near = words.iter().skip(object).take(NEAR);
    near.take_while(|word| !word.breaks && !is("clause-words", word))
        .any(|word| is("back-pronouns", word))
}

fn behind_fillers(words: &[Word], from: usize) -> usize {
    let rest = words.get(from..).unwrap_or_default();
    let filler = |word: &&Word| ["also", "then", "to", "finally"].contains(&word.lower.as_str());
    from + rest.iter().take_while(filler).count()
}

/// Whether the second verb has an object of its own, and does more than to check, tell or write down the first.
fn is_own(verb: &str, words: &[Word], object: usize) -> bool {
    let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    let is = |list: &'static str, word: &str| words::set(list).contains(word);
    let first = lower(object);
    if words.get(object).is_none_or(|word| word.breaks)
        || is("closing-verbs", verb)
        || is("back-pronouns", first)
        || is("prepositions", first)
        || points_back(words, object)
    {
        return false;
    }
    let thing = lower(object + usize::from(is_object(words, object)));
    // "Detect the state of the hub and restart the hub"
    let again = words
        .iter()
        .take(object.saturating_sub(1))
        .any(|word| word.lower == thing);
    !again
}

/// "the pool", "10 connections": what no noun is followed by, so that the word before it is a verb.
fn is_object(words: &[Word], at: usize) -> bool {
    let first = words.get(at).map_or("", |word| word.lower.as_str());
    is_article(first) || first.starts_with(|c: char| c.is_ascii_digit())
}
