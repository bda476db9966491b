//! Headings inside the follow-up that are actions themselves, told by whom they name or how they are put.

use super::candidate::{Candidate, Form};
use super::clause::{self, Mood};
use super::group::Group;
use super::{Reader, list, owner, prose, tokens, trail, verb};
use crate::markdown::Text;
use crate::postmortem::Fact;
use crate::words;

/// So many words beside the names say what is to be done.
const TOLD: usize = 2;

/// So many words of a heading are looked at.
const READ: usize = 40;

/// Whether a heading says what is to be done, with a verb or by the name of who does it.
pub(super) fn is_put_so(reader: &Reader<'_>, text: Text<'_>) -> bool {
    let plain = text.as_str().trim_end_matches(':');
    let group = words::set("group-labels").contains(plain.to_lowercase().as_str());
    let put_so = list::is_put_so(text) && plain.split_whitespace().count() >= 3;
    !group && (put_so || is_assigned(reader, text))
}

/// "Cleanup job scheduled @kim": somebody, and more beside than the name of a team or a group of actions.
fn is_assigned(reader: &Reader<'_>, text: Text<'_>) -> bool {
    let names: Vec<String> = owners(reader, text)
        .iter()
        .flat_map(|owner| tokens::of(&owner.value).take(READ))
        .map(|word| word.lower)
        .collect();
    if names.is_empty() {
        return false;
    }
    let words = tokens::of(text.as_str()).take(READ);
    let words = words.map(|word| word.lower.trim_start_matches('@').to_owned());
    let beside = words.filter(|word| {
        !names.contains(word)
            && word.chars().any(char::is_alphabetic)
            && !words::set("function-words").contains(word.as_str())
            && !words::set("prepositions").contains(word.as_str())
            && !words::phrases("team-names").is_match(word)
    });
    let beside: Vec<String> = beside.collect();
    let tells = |word: &String| {
        let lists = ["group-labels", "group-nouns"];
        !lists
            .iter()
            .any(|list| words::set(list).contains(word.as_str()))
    };
    beside.len() >= TOLD && beside.iter().any(tells)
}

/// Whom a heading names: as the text of an action does, or by a handle wherever it stands.
fn owners(reader: &Reader<'_>, text: Text<'_>) -> Vec<Fact<String>> {
    let trail = trail::of(text.as_str(), &reader.names);
    let found = owner::of(&candidate(text), trail.as_ref(), &reader.names);
    match found.is_empty() {
        true => owner::of_label(text, true, &reader.names),
        false => found,
    }
}

/// "Cleanup job scheduled @kim", or below it "Reduced the number of workers to 12.": a heading of what was done, or its story.
pub(super) fn tells_done(candidate: &Candidate<'_>) -> bool {
    let plain = candidate.text.as_str();
    let title = plain.split(['[', '(']).next().unwrap_or_default();
    let words = tokens::of(title).take(READ).map(|word| word.lower);
    let words: Vec<String> = words.filter(|word| !word.starts_with('@')).collect();
    let ends_in_deed = words.len() > 1
        && words
            .last()
            .is_some_and(|last| verb::of(last).is_some_and(|(_, form)| form == verb::Form::Past));
    let story = candidate.notes.first().map(|note| note.as_str());
    let did = |story: &str| {
        let clause = clause::of(story);
        clause.mood == Mood::Past
            && clause.subject.is_empty()
            && !clause::is_adjective(story, &clause)
    };
    let ahead = clause::of(plain).mood == Mood::Future;
    !ahead && (ends_in_deed || story.is_some_and(did))
}

fn candidate(text: Text<'_>) -> Candidate<'_> {
    Candidate {
        form: Form::Heading,
        ..prose::candidate(text, &Group::default())
    }
}
