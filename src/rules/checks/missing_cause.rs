//! No causal analysis of any form.

use crate::diagnostic::{Findings, Severity};
use crate::markdown::{BlockKind, Text};
use crate::postmortem::{CauseForm, SectionKind};
use crate::rules::{Context, prose};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    if cx.post.causes.form != CauseForm::None {
        remedies_only(cx, out);
        return;
    }
    let elsewhere = cx.phrases("report-elsewhere");
    if elsewhere.is_match(cx.doc().running_text()) || names_mechanism(cx) || tells_change(cx) {
        return;
    }
    out.report(cx.place_of(SectionKind::Causes), "the post-mortem does not say why it happened")
        .help("write what made it possible: whys, contributing factors or a paragraph; where it is unknown, what was ruled out")
        .subject("causes");
}

/// So many texts of an analysis are enough to say what it is about.
const FEWEST_TEXTS: usize = 2;

/// So many sentences of each text are looked at.
const MOST_SENTENCES: usize = 40;

/// Fewer words are a label or a link.
const FEWEST_WORDS: usize = 5;

/// An analysis in which each paragraph and each item opens with what would have helped or is needed, and half of it
/// at least is about that. An entry
/// of the timeline that names a reason is shown: there the explanation was left.
fn remedies_only(cx: &Context, out: &mut Findings) {
    let doc = cx.doc();
    let texts = doc
        .blocks()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Paragraph | BlockKind::Cell))
        .map(|(id, _)| doc.block_text(id));
    let texts: Vec<Text> = texts
        .filter(|text| {
            cx.post.sections.kind_at(text.span().start) == SectionKind::Causes
                && text.as_str().split_whitespace().count() >= FEWEST_WORDS
        })
        .collect();
    let is_wish = |text: &Text| {
        let text = text.as_str();
        let sentences = prose::sentences(text).filter_map(|range| text.get(range));
        let sentences: Vec<&str> = sentences.take(MOST_SENTENCES).collect();
        let is_wish = |sentence: &&&str| {
            cx.phrases("wished-remedies").is_match(sentence)
                || cx.phrases("wish-openers").opens(sentence.trim())
        };
        // What follows from a wish may stand behind it.
        let opens = sentences.first().is_some_and(|first| is_wish(&first));
        opens && sentences.iter().filter(is_wish).count() * 2 >= sentences.len()
    };
    let Some(first) = texts.first().filter(|_| texts.len() >= FEWEST_TEXTS) else {
        return;
    };
    if !texts.iter().all(is_wish) {
        return;
    }
    let message = "the analysis tells what would have helped, and not why it happened";
    let finding = out
        .report(first.span(), message)
        .help("write what made it possible before what would have stopped it")
        .at_most(Severity::Info)
        .subject("causes");
    let mut entries = cx.post.entries();
    let reasons = cx.phrases("mechanism-reasons");
    if let Some(entry) = entries.find(|entry| reasons.is_match(&entry.text)) {
        finding.related(entry.time_span, "a reason is named here only");
    }
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
