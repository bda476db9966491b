//! Causes and lessons without ids that share no word with any action.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::{stems, together};
use crate::diagnostic::{Findings, Severity};
use crate::markdown::Span;
use crate::postmortem::{CauseForm, LessonKind, SectionKind, Type};
use crate::rules::{Context, quote};
use crate::words;

/// Each stem of the list `same-words` with the one that stands for it.
static SAME: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = words::entries("same-words").filter_map(|line| line.split_once('='));
    lines
        .flat_map(|(one, others)| others.split('|').map(move |other| (other, one)))
        .collect()
});

/// In fewer words of its own an item names nothing that could be compared.
const FEWEST: usize = 4;

/// So many words of others make a reason one of theirs.
const SHARED: usize = 2;

/// What stands for having been alone with it, in whatever words.
const ALONE: &str = "alone";

/// Reports them as one finding, for information only: another word for the same thing looks like another thing. Returns where
/// they stand.
pub(super) fn check(cx: &Context, out: &mut Findings) -> Vec<Span> {
    if cx.post.kept_actions().next().is_none() {
        return Vec::new();
    }
    let acted_on = acted_on(cx);
    let mut seen = BTreeSet::new();
    let items: Vec<(Span, &str, BTreeSet<String>)> = items(cx)
        .filter(|(span, text)| {
            let lists = ["of-the-document", "stated-consequences"];
            seen.insert(*span) && !lists.iter().any(|list| cx.phrases(list).is_match(text))
        })
        .map(|(span, text)| (span, text, item(cx, text)))
        .filter(|(.., words)| words.len() >= FEWEST)
        .collect();
    // The only one is what the actions are about, in whatever words.
    let lessons = cx
        .post
        .lessons
        .iter()
        .filter(|lesson| lesson.kind != LessonKind::Well);
    if cx.post.causes.items.len() + lessons.count() < 2 && prevents(cx) {
        return Vec::new();
    }
    let answered = |text: &str, words: &BTreeSet<String>| {
        let names = names(cx, text);
        words.iter().any(|word| {
            let acted = acted_on.get(word);
            // What is written down of a component may be all that was missing.
            acted.is_some_and(|is_written| *is_written || !names.contains(word))
        })
    };
    let mut told: HashMap<&str, usize> = HashMap::new();
    for word in items.iter().flat_map(|(.., words)| words) {
        *told.entry(word).or_default() += 1;
    }
    let open = items.iter().filter(|(_, text, words)| {
        let by_others = |word: &String| {
            let all = told.get(word.as_str()).copied().unwrap_or_default();
            all > usize::from(words.contains(word))
        };
        !answered(text, words) && !follows(cx, text, by_others)
    });
    let places: Vec<(Span, String)> = open
        .map(|(span, text, _)| (*span, format!("no action speaks of {}", quote::text(text))))
        .collect();
    let of = items.len();
    let spans = places.iter().map(|(span, _)| *span).collect();
    if let Some(finding) = together::report(out, places, |n| match n == of {
        true => format!("no action speaks of any of the {of} causes and lessons"),
        false => format!("no action speaks of {n} of the {of} causes and lessons"),
    }) {
        finding
            .at_most(Severity::Info)
            .help("add the action that answers it, or write why none is needed")
            .subject("unanswered");
    }
    spans
}

/// Whether an item gives as its reason what other items tell: two words of theirs stand behind "due to". `by_others` is whether one
/// of the others has a word.
fn follows(cx: &Context, text: &str, by_others: impl Fn(&String) -> bool) -> bool {
    let reason = cx.phrases("reason-links").find(text);
    let reason = reason.and_then(|link| text.get(link.end()..));
    reason.is_some_and(|reason| {
        let words = telling(cx, reason);
        words.iter().filter(|word| by_others(word)).count() >= SHARED
    })
}

/// Whether an action is to keep it from coming back.
fn prevents(cx: &Context) -> bool {
    let mut kept = cx.post.kept_actions();
    kept.any(|action| action.kind == Type::Prevent)
}

/// The words of all actions that were not dropped, each with whether one of those that have it is a document: a document may have
/// thousands of actions, and as many causes to compare with them.
fn acted_on(cx: &Context) -> HashMap<String, bool> {
    let mut acted_on = HashMap::new();
    for action in cx.post.kept_actions() {
        let whole = cx.doc().source(action.extent);
        let text = format!("{} {whole}", action.text);
        let mut words = telling(cx, &text);
        words.extend(alone(cx, "bringing-help", &text));
        let is_document = cx.phrases("bare-documents").is_match(&text);
        for word in words {
            *acted_on.entry(word).or_default() |= is_document;
        }
    }
    acted_on
}

/// Factors, and what went poorly, where none of them has an id: ids are answered by ids.
fn items<'a>(cx: &'a Context) -> impl Iterator<Item = (Span, &'a str)> {
    let post = cx.post;
    let factors = post
        .causes
        .items
        .iter()
        .filter(|_| post.causes.form == CauseForm::Factors);
    let is_action = |span: Span| {
        let mut actions = post.actions.iter();
        actions.any(|action| action.extent.contains(span) || span.contains(action.span))
            || post.sections.kind_at(span.start) == SectionKind::Actions
    };
    let factors = factors
        .filter(|item| item.id.is_none() && item.no_action.is_none())
        // A list of causes may also tell steps and effects, which need no action.
        .filter(|item| {
            let lists = ["cause-system", "missing-guards", "shared-fates"];
            lists
                .iter()
                .any(|list| cx.phrases(list).is_match(&item.text))
        })
        .map(|item| (item.span, item.text.as_str()));
    let poorly = post
        .lessons
        .iter()
        .filter(|lesson| lesson.kind == LessonKind::Poorly);
    let poorly = poorly
        .filter(|lesson| lesson.id.is_none() && lesson.no_action.is_none())
        .filter(|lesson| !cx.phrases("good-news").is_match(&lesson.text))
        .map(|lesson| (lesson.span, lesson.text.as_str()));
    factors
        .chain(poorly)
        .filter(move |(span, _)| !is_action(*span))
}

/// The words of an item.
fn item(cx: &Context, text: &str) -> BTreeSet<String> {
    let mut words = telling(cx, text);
    words.extend(alone(cx, "being-alone", text));
    words
}

/// The names of components in a text, by their capitals: what an action does to the same component may be another thing.
fn names(cx: &Context, text: &str) -> BTreeSet<String> {
    let is_name = |word: &&str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(is_name);
    telling(cx, &words.collect::<Vec<_>>().join(" "))
}

fn alone(cx: &Context, list: &str, text: &str) -> Option<String> {
    cx.phrases(list).is_match(text).then(|| ALONE.to_owned())
}

/// The words by which an item and its action know each other: no small ones, and none that stand in every post-mortem.
fn telling(cx: &Context, text: &str) -> BTreeSet<String> {
    let common = cx.phrases("incident-words");
    let words = stems::of(cx, text).into_iter();
    words
        .filter(|word| word.len() > 1 && !common.is_match(word))
        .map(|word| {
            SAME.get(word.as_str())
                .map_or(word, |same| (*same).to_owned())
        })
        .collect()
}
