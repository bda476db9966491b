//! No causal analysis of any form.

use crate::diagnostic::Findings;
use crate::markdown::BlockKind;
use crate::postmortem::{CauseForm, SectionKind};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let elsewhere = cx.phrases("report-elsewhere");
    if cx.post.causes.form != CauseForm::None
        || elsewhere.is_match(cx.doc().running_text())
        || names_mechanism(cx)
        || tells_change(cx)
    {
        return;
    }
    out.report(cx.place_of(SectionKind::Causes), "the post-mortem does not say why it happened")
        .help("write what made it possible: whys, contributing factors or a paragraph; where it is unknown, what was ruled out")
        .subject("causes");
}

/// Whether a text on the impact tells an act of change and then what came of it ("the dump was published, exposing …"): that is
/// how it came about, and only stands in the wrong place.
fn tells_change(cx: &Context) -> bool {
    let doc = cx.doc();
    let texts = doc
        .blocks()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Paragraph | BlockKind::Cell));
    let mut texts = texts.map(|(id, _)| doc.block_text(id));
    texts.any(|text| {
        let span = text.span();
        let told = text.as_str();
        cx.post.sections.kind_at(span.start) == SectionKind::Impact
            && !cx.post.is_in_entry(span)
            && cx.phrases("told-changes").find(told).is_some_and(|act| {
                let behind = told.get(act.end()..).unwrap_or_default();
                cx.phrases("change-outcomes").is_match(behind)
            })
    })
}

/// Whether the title or any text that is not about the effect or the actions says by what it came about. Words of reason
/// count outside the timeline only: an entry gives the reason of one step.
fn names_mechanism(cx: &Context) -> bool {
    let post = cx.post;
    let mechanism = |text: &str| cx.phrases("mechanisms").is_match(text);
    let reason = |text: &str| cx.phrases("mechanism-reasons").is_match(text);
    if post
        .title
        .iter()
        .any(|title| mechanism(&title.value) || reason(&title.value))
    {
        return true;
    }
    let texts = cx.doc().blocks();
    let texts =
        texts.filter(|(_, block)| matches!(block.kind, BlockKind::Paragraph | BlockKind::Cell));
    let mut texts = texts.map(|(id, _)| cx.doc().block_text(id));
    texts.any(|text| {
        let span = text.span();
        let in_entry = || {
            post.entries()
                .any(|entry| entry.span.contains(span) || span.contains(entry.span))
        };
        let in_action = || {
            post.actions
                .iter()
                .any(|action| action.extent.contains(span))
        };
        match post.sections.kind_at(span.start) {
            SectionKind::Impact | SectionKind::Actions => false,
            _ if in_action() => false,
            SectionKind::Timeline => mechanism(text.as_str()),
            _ => mechanism(text.as_str()) || reason(text.as_str()) && !in_entry(),
        }
    })
}
