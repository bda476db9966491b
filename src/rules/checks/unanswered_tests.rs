//! A test or a review that the analysis says was missing, and no action that adds any.

use crate::diagnostic::{Findings, Severity};
use crate::markdown::{BlockKind, Span};
use crate::postmortem::{LessonKind, SectionKind};
use crate::rules::{Context, prose, quote};

/// Reports the first such sentence that stands in none of the places in `told`.
pub(super) fn check(cx: &Context, told: &[Span], out: &mut Findings) {
    if is_answered_by_id(cx) {
        return;
    }
    let mut kept = cx.post.kept_actions().peekable();
    if kept.peek().is_none() || kept.any(|action| cx.phrases("safeguards").is_match(&action.text)) {
        return;
    }
    let missing = prose::find(cx.doc(), cx.phrases("missing-tests")).find(|found| {
        let span = found.text.span();
        let heading = matches!(cx.doc().kind(found.block), BlockKind::Heading(_));
        let asked = found.sentence().as_str().trim_end().ends_with('?');
        let again = told.iter().any(|told| told.contains(span));
        !heading && !asked && !again && is_analysis(cx, span)
    });
    let Some(missing) = missing else { return };
    let sentence = missing.sentence();
    let at = missing.text.plain().start - sentence.plain().start;
    let quoted = quote::around(
        sentence.as_str(),
        at..at + missing.text.as_str().len(),
        MOST_QUOTED,
    );
    out.report(
        missing.text.span(),
        format!("no action adds the test or the review that was missing: {quoted}"),
    )
    .at_most(Severity::Info)
    .help("add the action that would have shown it before production, or write why none is needed")
    .subject("missing-test");
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
