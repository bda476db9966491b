//! Somebody of us noticed, and nothing tells what showed it.

use crate::diagnostic::{Findings, Severity};
use crate::markdown::Span;
use crate::postmortem::{DetectedBy, SectionKind};
use crate::rules::{Context, prose, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let detection = &cx.post.detection;
    let Some(span) = detection
        .span
        .filter(|_| detection.by == DetectedBy::Employee)
    else {
        return;
    };
    let Some(told) = told(cx, span) else { return };
    let phrase = cx.phrases("found-barely").find(&told);
    let Some(found) = phrase.filter(|found| !shows_how(cx, without_its_effect(&told, found.end())))
    else {
        return;
    };
    out.report(
        span,
        format!(
            "nothing says what showed it: {}",
            quote::around(&told, found.range(), MOST_QUOTED)
        ),
    )
    .help("write what they were doing and what they saw: a graph, a request of their own that failed, a line of a log, a message and from whom")
    .at_most(Severity::Info)
    .subject("noticed");
}

/// How many characters of a sentence are quoted.
const MOST_QUOTED: usize = 90;

/// The entry or the sentence that tells who noticed; nothing where front matter does, or a section tells more of it.
fn told(cx: &Context, span: Span) -> Option<String> {
    let doc = cx.doc();
    if let Some(entry) = cx.post.entries().find(|entry| entry.span.contains(span)) {
        return Some(entry.text.clone());
    }
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
