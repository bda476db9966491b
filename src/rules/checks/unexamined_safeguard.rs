//! A change that brought the fault in, and no word of what could have stopped it on its way to production.

use super::single_cause;
use crate::diagnostic::Findings;
use crate::markdown::{BlockKind, Span, Text};
use crate::postmortem::{EndsAt, LessonKind, SectionKind};
use crate::rules::{Context, prose, quote};

/// A sentence that tells of a change or of a defect that was shipped.
struct Told<'d> {
    sentence: Text<'d>,
    words: Text<'d>,
}

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let causes = &cx.post.causes;
    let is_elsewhere = matches!(causes.ends_at, Some(EndsAt::External | EndsAt::Unclear));
    let Some(change) = change(cx) else { return };
    if is_elsewhere || is_examined(cx) || is_answered(cx) || single_cause::is_told(cx) {
        return;
    }
    let place = change.words.plain().start - change.sentence.plain().start;
    let quoted = quote::around(
        change.sentence.as_str(),
        place..place + change.words.as_str().len(),
        MOST_QUOTED,
    );
    out.report(
        change.words.span(),
        format!("nothing says which review, test or gradual rollout could have stopped this: {quoted}"),
    )
    .help("say which review, test, staging or gradual rollout it went through and why none stopped it, and add an action for the one that was missing")
    .subject("safeguard");
}

/// How many characters of a sentence are quoted.
const MOST_QUOTED: usize = 90;

/// The change or the defect that the explanation tells of, or the summary where nothing explains.
fn change<'d>(cx: &Context<'d>) -> Option<Told<'d>> {
    let all = ["faulty-changes", "faulty-code"]
        .into_iter()
        .flat_map(|list| prose::find(cx.doc(), cx.phrases(list)))
        .map(|found| {
            (
                found.block,
                Told {
                    sentence: found.sentence(),
                    words: found.text,
                },
            )
        })
        .filter(|(block, told)| {
            !matches!(cx.doc().kind(*block), BlockKind::Heading(_)) && is_past(cx, told)
        });
    let told: Vec<Told> = all
        .map(|(_, told)| told)
        .filter(|told| explains(cx, told))
        .collect();
    told.into_iter()
        .min_by_key(|told| cx.post.sections.kind_at(told.words.span().start) != SectionKind::Causes)
}

/// Not a question, a remedy, an entry of the timeline or an action.
fn is_past(cx: &Context, told: &Told) -> bool {
    let text = told.sentence.as_str().trim_end();
    let span = told.words.span();
    let of_action = cx
        .post
        .actions
        .iter()
        .any(|action| action.extent.covers(span.start));
    !text.ends_with('?')
        && !["review-remedies", "changes-of-others"]
            .iter()
            .any(|list| cx.phrases(list).is_match(text))
        && !cx.post.is_in_entry(span)
        && !of_action
}

/// Whether it brings something about, in the explanation or in the summary.
fn explains(cx: &Context, told: &Told) -> bool {
    let span = told.words.span();
    let items = &cx.post.causes.items;
    let kind = cx.post.sections.kind_at(span.start);
    let explains = matches!(kind, SectionKind::Causes | SectionKind::Summary)
        || items.iter().any(|item| item.span.contains(span));
    explains && cx.phrases("brought-about").is_match(told.sentence.as_str())
}

/// Whether the analysis speaks of what stands between a change and its users, or any part of one that was not there.
fn is_examined(cx: &Context) -> bool {
    prose::find(cx.doc(), cx.phrases("safeguards")).any(|found| {
        let span = found.text.span();
        let mut items = cx.post.causes.items.iter();
        let told = match cx.post.sections.kind_at(span.start) {
            SectionKind::Actions => false,
            SectionKind::Causes | SectionKind::Lessons | SectionKind::Summary => true,
            _ if items.any(|item| item.span.contains(span)) => true,
            _ => cx
                .phrases("missing-guards")
                .is_match(found.sentence().as_str()),
        };
        told && !went_well(cx, span)
    })
}

fn went_well(cx: &Context, span: Span) -> bool {
    let mut well = cx
        .post
        .lessons
        .iter()
        .filter(|lesson| lesson.kind == LessonKind::Well);
    well.any(|lesson| lesson.span.contains(span))
}

/// Whether an action adds one.
fn is_answered(cx: &Context) -> bool {
    let lists = ["safeguards", "stopping-words"];
    cx.post.kept_actions().any(|action| {
        lists
            .iter()
            .any(|list| cx.phrases(list).is_match(&action.text))
    })
}
