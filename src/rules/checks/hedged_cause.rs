//! Guesses for causes, with nobody to find out.

use super::together;
use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::postmortem::{Action, SectionKind, State, Type, normalise};
use crate::rules::prose::{self, Found};
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    if cx.post.actions.iter().any(|action| finds_out(cx, action)) {
        return;
    }
    let mut places: Vec<(Span, String)> = Vec::new();
    let mut last = None;
    let updated = last_update(cx);
    for found in prose::find(cx.doc(), cx.phrases("hedges")) {
        let sentence = found.sentence();
        let span = found.text.span();
        let asked = sentence.as_str().trim_end().ends_with('?');
        let answered = cx.phrases("hedge-answers").is_match(found.around.as_str())
            || is_decided(cx, span)
            || span.start < updated
            || is_aside(&found);
        if !is_of_the_cause(cx, span, sentence.as_str())
            || asked
            || answered
            || last == Some(sentence.plain())
        {
            continue;
        }
        last = Some(sentence.plain());
        places.push((
            span,
            format!("{} is a guess", quote::text(sentence.as_str())),
        ));
    }
    if let Some(finding) = together::report(out, places, |n| {
        format!("{n} sentences on the cause are guesses, and no action is to find out")
    }) {
        finding.help("add an action that reproduces or records it, or write why it cannot or need not be known").subject("guess");
    }
}

/// Whether it stands in a section on causes, in the paragraph that is the explanation where there is no such section, or in
/// a sentence of the summary that gives a reason.
fn is_of_the_cause(cx: &Context, span: Span, sentence: &str) -> bool {
    let mut items = cx.post.causes.items.iter();
    match cx.post.sections.kind_at(span.start) {
        SectionKind::Causes => true,
        SectionKind::Summary if cx.phrases("reasons-given").is_match(sentence) => true,
        _ => items.any(|item| item.span.contains(span)),
    }
}

fn finds_out(cx: &Context, action: &Action) -> bool {
    let looks =
        action.kind == Type::Investigate || cx.phrases("finding-out").is_match(&action.text);
    action.state != State::Dropped && looks
}

/// Where the last section begins that tells what was learnt since: "Update".
fn last_update(cx: &Context) -> usize {
    let is_update = |heading: &str| {
        let name = normalise(heading);
        let first = name.split(' ').next().unwrap_or_default();
        ["update", "updates"].contains(&first)
    };
    let updates = cx
        .post
        .sections
        .all
        .iter()
        .filter(|section| is_update(&section.heading));
    updates.map(|section| section.span.start).max().unwrap_or(0)
}

/// Whether it stands in brackets: "(perhaps because of its size)" explains no more than an aside.
fn is_aside(found: &Found) -> bool {
    let sentence = found.sentence();
    let start = found.text.plain().start - sentence.plain().start;
    let before = sentence.as_str().get(..start).unwrap_or_default();
    before.matches('(').count() > before.matches(')').count()
}

/// Whether the cause says why nothing is done about it.
fn is_decided(cx: &Context, span: Span) -> bool {
    let items = &cx.post.causes.items;
    items
        .iter()
        .any(|item| item.no_action.is_some() && item.span.contains(span))
}
