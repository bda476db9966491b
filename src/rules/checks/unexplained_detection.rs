//! Somebody of us noticed, and nothing tells what showed it.

use std::ops::Range;

use super::late_detection;
use crate::diagnostic::{Findings, Severity};
use crate::markdown::{BlockKind, Span};
use crate::postmortem::{DetectedBy, Entry, SectionKind};
use crate::rules::{Context, people, prose, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    silent_inside(cx, out);
    let detection = &cx.post.detection;
    let Some(span) = detection
        .span
        .filter(|_| detection.by == DetectedBy::Employee)
    else {
        return;
    };
    let entries: Vec<&Entry> = cx.post.entries().collect();
    let entry = entries.iter().position(|entry| entry.span.contains(span));
    if entry.is_some_and(|at| is_told_below(cx, &entries, at)) {
        return;
    }
    let before = entry.and_then(|at| entries.get(..at)).unwrap_or_default();
    if let Some(asked) = before
        .iter()
        .take(MOST_BEFORE)
        .find(|entry| is_nobodys_question(cx, entry))
    {
        let quoted = quote::text(&asked.text);
        let (message, help) = match cx.phrases("named-places").is_match(&asked.text) {
            true => (
                "nothing says who asked this",
                "write who noticed and what they were doing there, as a sentence and not as the question that it was",
            ),
            false => (
                "nothing says who asked this, and where they saw it",
                "write who noticed, what they were doing and what they saw, as a sentence and not as the question that it was",
            ),
        };
        out.report(asked.span, format!("{message}: {quoted}"))
            .help(help)
            .at_most(Severity::Info)
            .subject("noticed");
        return;
    }
    let told = match entry.and_then(|at| entries.get(at)) {
        Some(entry) => Some(entry.text.clone()),
        None => told(cx, span),
    };
    let Some(told) = told else { return };
    let Some(found) = barely(cx, &told) else {
        return;
    };
    // The entry is where somebody can add to it.
    let again = match entry {
        None => told_again(cx, &entries),
        Some(_) => None,
    };
    match again {
        Some((entry, found)) => report(cx, entry.span, &entry.text, found, out),
        None => report(cx, span, &told, found, out),
    }
}

/// So many words are looked at, to find one outside of a heading and of the sentence that tells who noticed.
const MOST_WATCHERS: usize = 50;

/// So many entries may tell the beginning.
const MOST_BEFORE: usize = 50;

/// A customer had to tell it, actions test the next release only, and no word is about what of ours could have shown it: nothing
/// that watches, and no test that the analysis speaks of.
fn silent_inside(cx: &Context, out: &mut Findings) {
    let Some((span, who)) = late_detection::answered_outside(cx) else {
        return;
    };
    let doc = cx.doc();
    let mut watchers = prose::find(doc, cx.phrases("own-watchers")).take(MOST_WATCHERS);
    let mut tests = prose::find(doc, cx.phrases("safeguards")).take(MOST_WATCHERS);
    let is_of_the_story = |found: &prose::Found| {
        let is_heading = matches!(doc.kind(found.block), BlockKind::Heading(_));
        !is_heading && !found.sentence().span().covers(span.start)
    };
    let is_of_an_action = |found: &prose::Found| {
        let at = found.text.span().start;
        let mut actions = cx.post.actions.iter();
        actions.any(|action| action.extent.covers(at))
    };
    if watchers.any(|found| is_of_the_story(&found))
        || tests.any(|found| is_of_the_story(&found) && !is_of_an_action(&found))
    {
        return;
    }
    let mut actions = cx.post.actions.iter();
    let signals = cx.phrases("signal-actions");
    if let Some(action) = actions.find(|action| signals.is_match(&action.text)) {
        out.report(span, format!("{who}; only an action tells of a signal, and nothing says why none told it this time"))
            .help("say which signal there was this time and why nobody saw it, or that there was none")
            .related(action.span, "a signal is told of here".to_owned())
            .at_most(Severity::Info)
            .subject("inside");
        return;
    }
    let tests = cx.phrases("safeguards");
    let help = match cx
        .post
        .actions
        .iter()
        .all(|action| tests.is_match(&action.text))
    {
        true => {
            "say which signal there was and why nobody saw it, or that there was none; the actions only test the next release"
        }
        false => "say which signal there was and why nobody saw it, or that there was none",
    };
    out.report(
        span,
        format!("{who}, and nothing tells what of ours could have shown it"),
    )
    .help(help)
    .at_most(Severity::Info)
    .subject("inside");
}

/// Whether an entry is a question about what looks wrong, and names nobody who asks it: "The lists seem to be empty?"
fn is_nobodys_question(cx: &Context, entry: &Entry) -> bool {
    let text = entry.text.trim();
    let head = text.split(char::is_whitespace).next().unwrap_or_default();
    let is_said = text.contains(": ") || head.ends_with(':');
    text.ends_with('?')
        && !is_said
        && people::opening(cx, text).is_none()
        && cx.phrases("asked-troubles").is_match(text)
}

fn report(cx: &Context, span: Span, told: &str, found: Range<usize>, out: &mut Findings) {
    let before = told.get(..found.start).unwrap_or_default();
    let subject = people::subject(cx, before);
    let quoted = quote::around_from(told, subject, found, MOST_QUOTED);
    out.report(span, format!("nothing says what showed it: {quoted}"))
        .help("write what they were doing and what they saw: a graph, a request of their own that failed, a line of a log, a message and from whom")
        .at_most(Severity::Info)
        .subject("noticed");
}

/// Where a text tells that something was found, and not what showed it.
fn barely(cx: &Context, told: &str) -> Option<Range<usize>> {
    let found = cx.phrases("found-barely").find(told)?;
    (!shows_how(cx, without_its_effect(told, found.end()))).then(|| found.range())
}

/// The first entry that tells of people, or of nobody, that they found it, and no more.
fn told_again<'e>(cx: &Context, entries: &[&'e Entry]) -> Option<(&'e Entry, Range<usize>)> {
    let found = cx.phrases("found-barely");
    // Whether a section tells more is the same for all of them: only the first is asked.
    let (at, entry) = entries
        .iter()
        .enumerate()
        .find(|(_, entry)| found.is_match(&entry.text))?;
    let range = barely(cx, &entry.text)?;
    let before = entry.text.get(..range.start)?;
    let is_ours = before.trim().is_empty() || people::subject(cx, before).is_some();
    (is_ours && !is_told_below(cx, entries, at)).then_some((*entry, range))
}

/// Whether the entry right below one, of the same minute, tells what was seen: the first is then its heading, or a message
/// that went on.
fn is_told_below(cx: &Context, entries: &[&Entry], at: usize) -> bool {
    let (Some(entry), Some(next)) = (entries.get(at), entries.get(at + 1)) else {
        return false;
    };
    let means = cx.phrases("noticing-means");
    entry.at.time.is_some()
        && (entry.at.date, entry.at.time) == (next.at.date, next.at.time)
        && (means.is_match(&next.text) || means.is_match(&next.below))
}

/// How many characters of a sentence are quoted.
const MOST_QUOTED: usize = 90;

/// The sentence that tells who noticed; nothing where front matter does, or a section tells more of it.
fn told(cx: &Context, span: Span) -> Option<String> {
    let doc = cx.doc();
    if cx.post.sections.kind_at(span.start) == SectionKind::Detection {
        return None;
    }
    let mut found = prose::find(doc, cx.phrases("found-barely"));
    let found = found.find(|found| found.sentence().span().contains(span))?;
    Some(found.sentence().as_str().to_owned())
}

/// What is told, without what the thing that was found had done: "a bug that lost every second mail".
fn without_its_effect(told: &str, found: usize) -> &str {
    let behind = told.get(found..).unwrap_or_default();
    let effects = [" that ", " which "];
    let effect = effects.iter().filter_map(|word| behind.find(word)).min();
    effect.and_then(|at| told.get(..found + at)).unwrap_or(told)
}

/// Whether it, or a section on detection, tells where somebody looked, what they did or what they saw.
fn shows_how(cx: &Context, told: &str) -> bool {
    let means = cx.phrases("noticing-means");
    let mut sections = cx.post.sections.of(SectionKind::Detection);
    means.is_match(told)
        || sections.any(|section| {
            let mut texts = section.texts(cx.doc()).into_iter();
            texts.any(|text| means.is_match(text.as_str()))
        })
}
