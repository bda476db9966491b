//! What an action that only looks for something says in place of an outcome.

use std::collections::BTreeSet;

use super::{Said, stems};
use crate::markdown::Span;
use crate::postmortem::{Action, Clarity};
use crate::rules::{Context, prose};

/// What is said of "figure out how to …" where the action above or below makes or decides it: that one names the same thing, and
/// begins with what will be there.
pub(super) fn outcome_beside(cx: &Context, action: &Action) -> Option<Said> {
    let found = cx.phrases("searches-of-means").find(&action.text)?;
    let said = action.text.split(['(', '[']).next()?;
    let last = said.split_whitespace().next_back()?;
    let thing = stems::of(cx, last);
    if found.start() >= LEAD || thing.is_empty() {
        return None;
    }
    let makes = |other: &&Action| {
        let of_other = stems::of(cx, &other.text);
        other.clarity != Clarity::Exploratory
            && cx.phrases("makings").opens(&other.text)
            && thing.iter().any(|stem| holds(&of_other, stem))
    };
    let actions = &cx.post.actions;
    let at = below(cx, action);
    let above = at.checked_sub(2).and_then(|above| actions.get(above));
    let is_step = |other: &&Action| cx.phrases("step-openers").opens(&other.text);
    if actions.get(at).is_some_and(|other| is_step(&other)) {
        return Some((
            "has its first step in the action below it",
            "write what will be there at the end of these steps, or leave this one out",
        ));
    }
    match (actions.get(at).filter(makes), above.filter(makes)) {
        (Some(_), _) => Some((
            "may have its outcome in the action below it",
            "merge the two, or write what this one decides",
        )),
        (None, Some(_)) => Some((
            "may have its outcome in the action above it",
            "merge the two, or write what this one decides",
        )),
        (None, None) => None,
    }
}

/// The place of the action below another.
fn below(cx: &Context, action: &Action) -> usize {
    let actions = &cx.post.actions;
    actions.partition_point(|other| other.span.start <= action.span.start)
}

/// Whether a stem is among others, or its plural: "CVEs" keeps its last letter, since no vowel stands before it.
fn holds(stems: &BTreeSet<String>, stem: &str) -> bool {
    let one = stem.strip_suffix('s').unwrap_or(stem);
    stems.contains(stem) || stems.contains(one) || stems.contains(&format!("{stem}s"))
}

/// Whether an action has a ticket of its own, in which its answer can be written: one that stands behind what is looked into, or
/// that the whole action links. "Continue investigating #31" is about a ticket.
pub(super) fn has_own_ticket(cx: &Context, action: &Action) -> bool {
    let Some(ticket) = &action.ticket else {
        return false;
    };
    if !action.extent.contains(ticket.span) {
        return false;
    }
    let from = action.span.start.min(ticket.span.start);
    let before = cx.doc().source(Span::new(from, ticket.span.start));
    let words = before.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).count();
    // "What is going on with #31" is about it.
    let is_object = cx.phrases("before-objects").closes(before.trim_end());
    let is_link = cx
        .links_in(action.extent)
        .any(|link| link.span.start <= action.span.start && link.span.end >= action.span.end);
    is_link || !is_object && words >= SUBJECT
}

/// Whether it is to write a ticket that nobody has linked yet: that ticket is the place of the answer.
pub(super) fn is_to_file(cx: &Context, action: &Action) -> bool {
    action.ticket.is_none() && cx.phrases("ticket-openers").opens(&action.text)
}

/// So many words before a ticket say what is looked into.
const SUBJECT: usize = 3;

/// What is said of an action without an outcome, by what it names in its place: a ticket, a question, a search.
pub(super) fn said(cx: &Context, action: &Action) -> Said {
    let opens = |list: &str| {
        let found = cx.phrases(list).find(&action.text);
        found.is_some_and(|found| found.start() < LEAD)
    };
    match () {
        () if is_answered(action) => (
            "asks, and leaves open whether what follows is the answer",
            "write what will be done, or drop it with the reason",
        ),
        () if is_to_file(cx, action) => (
            "is to write a ticket, and none is linked",
            "link the ticket, or say that it was dropped",
        ),
        () if action.ticket.is_some() => (
            "has no outcome but a ticket",
            "write what will be decided in it, and by when",
        ),
        () if opens("open-questions") => (
            "asks something, and the answer has no place",
            "write where the answer will stand, by when, and what is decided with it",
        ),
        () if opens("searches") => (
            "names a search, and not what is there afterwards",
            "write what will be there afterwards: the decision and its day, the record and its place, a list, a number",
        ),
        () => (
            "has no outcome",
            "write what will be there afterwards: the decision and its day, the record and its place, a list, a number",
        ),
    }
}

/// How far into an action its verb may stand: "Therefore we need to find …".
const LEAD: usize = 24;

/// "Decide whether", "ask the vendor to", the ticket that was to be written, or a link to the change that came of it.
pub(super) fn has_result(cx: &Context, action: &Action) -> bool {
    let is_filed = action.ticket.is_some() && cx.phrases("ticket-openers").opens(&action.text);
    is_filed
        || is_to_put(cx, action)
        || names_answer(cx, action)
        || cx.phrases("open-ended-results").opens(&action.text)
        || cx
            .links_in(action.extent)
            .any(|link| cx.phrases("change-links").is_match(&link.url))
}

/// Whether the question is a text that somebody is to put somewhere: "Add to the checklist: is the limit set?".
fn is_to_put(cx: &Context, action: &Action) -> bool {
    let lead = action.text.split_once(':').map(|(lead, _)| lead);
    lead.is_some_and(|lead| cx.phrases("question-places").is_whole(lead.trim()))
}

/// Whether a sentence behind the question names the page that answers it, and links it: "How do we escalate? The runbook is here".
fn names_answer(cx: &Context, action: &Action) -> bool {
    let behind = prose::sentences(&action.text).nth(1);
    let behind = behind.and_then(|place| action.text.get(place.start..));
    behind.is_some_and(|behind| cx.phrases("answering-pages").is_match(behind))
        && cx.links_in(action.extent).next().is_some()
}

/// Whether the action answers its own question: "One check for both? A part of the work on the images": a question, a statement behind it, and a ticket.
pub(super) fn is_answered(action: &Action) -> bool {
    let behind = action.text.rsplit_once('?').map(|(_, behind)| behind);
    let states = behind.is_some_and(|behind| behind.split_whitespace().count() >= STATEMENT);
    states && action.ticket.is_some()
}

/// So many words behind a question are a statement.
const STATEMENT: usize = 5;
