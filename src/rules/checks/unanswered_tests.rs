//! A test or a review that the analysis says was missing, and no action that adds any.

use crate::diagnostic::{Findings, Severity};
use crate::markdown::{BlockKind, Span};
use crate::postmortem::{Action, LessonKind, SectionKind};
use crate::rules::prose::{self, Found};
use crate::rules::{Context, quote};

/// Reports the first such sentence that stands in none of the places in `told`.
pub(super) fn check(cx: &Context, told: &[Span], out: &mut Findings) {
    if is_answered_by_id(cx) {
        return;
    }
    // Where the items that no action answers name it, so much is said.
    let doc = cx.doc();
    if told
        .iter()
        .any(|told| cx.phrases("missing-tests").is_match(doc.source(*told)))
    {
        return;
    }
    let mut kept = cx.post.kept_actions().peekable();
    if kept.peek().is_none() || kept.any(|action| is_guard(cx, action)) {
        return;
    }
    let missing = prose::find(cx.doc(), cx.phrases("missing-tests")).filter(|found| {
        let span = found.text.span();
        let heading = matches!(cx.doc().kind(found.block), BlockKind::Heading(_));
        let asked = found.sentence().as_str().trim_end().ends_with('?');
        let again = told.iter().any(|told| told.contains(span));
        !heading && !asked && !again && is_analysis(cx, span)
    });
    let Some(missing) = preferred(cx, missing) else {
        return;
    };
    let sentence = missing.sentence();
    let at = missing.text.plain().start - sentence.plain().start;
    let place = at..at + missing.text.as_str().len();
    let named = lesson_around(cx, &missing);
    let quoted = match named.and_then(label) {
        Some(label) => quote::text(label),
        None => quote::around(sentence.as_str(), place, MOST_QUOTED),
    };
    out.report(
        missing.text.span(),
        format!("no action adds the test or the review that was missing: {quoted}"),
    )
    .at_most(Severity::Info)
    .help("add the action that would have shown it before production, or write why none is needed")
    .subject("missing-test");
}

/// The first that a lesson tells, which says what to learn from it, else the first of all.
fn preferred<'d>(cx: &Context, found: impl Iterator<Item = Found<'d>>) -> Option<Found<'d>> {
    let mut first = None;
    for found in found.take(READ) {
        let span = found.text.span();
        if cx.post.sections.kind_at(span.start) == SectionKind::Lessons {
            return Some(found);
        }
        first.get_or_insert(found);
    }
    first
}

/// How many such sentences are looked at: more than people write.
const READ: usize = 40;

/// The text of the lesson that tells it.
fn lesson_around<'d>(cx: &Context<'d>, found: &Found<'d>) -> Option<&'d str> {
    let kind = cx.post.sections.kind_at(found.text.span().start);
    (kind == SectionKind::Lessons).then(|| cx.doc().block_text(found.block).as_str())
}

/// "More testing of updates: …": the name that a lesson gives to what is missing.
fn label(lesson: &str) -> Option<&str> {
    let (label, rest) = lesson.split_once(": ")?;
    let words = label.split_whitespace().count();
    (words > 1 && words <= LABEL && !rest.is_empty()).then_some(label)
}

/// How many words the name of a lesson has.
const LABEL: usize = 6;

/// Whether an action tests, reviews, or stops a change before it reaches anybody.
fn is_guard(cx: &Context, action: &Action) -> bool {
    let lists = ["safeguards", "merge-gates"];
    lists
        .iter()
        .any(|list| cx.phrases(list).is_match(&action.text))
}

/// Whether causes or lessons have ids, or reasons for having no action: then each is answered by itself.
fn is_answered_by_id(cx: &Context) -> bool {
    let mut causes = cx.post.causes.items.iter();
    let mut lessons = cx.post.lessons.iter();
    causes.any(|item| item.id.is_some() || item.no_action.is_some())
        || lessons.any(|lesson| lesson.id.is_some() || lesson.no_action.is_some())
}

/// How many characters of a sentence are quoted.
const MOST_QUOTED: usize = 90;

/// Whether it stands among the causes or the lessons, and is no praise.
fn is_analysis(cx: &Context, span: Span) -> bool {
    let kind = cx.post.sections.kind_at(span.start);
    let mut well = cx
        .post
        .lessons
        .iter()
        .filter(|lesson| lesson.kind == LessonKind::Well);
    let mut actions = cx.post.actions.iter();
    matches!(kind, SectionKind::Causes | SectionKind::Lessons)
        && !cx.post.is_in_entry(span)
        && !well.any(|lesson| lesson.span.contains(span))
        && !actions.any(|action| action.extent.covers(span.start))
}
