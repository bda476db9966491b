//! The words of a sentence that carry its meaning, for comparing two sentences.

use std::collections::BTreeSet;

use rust_stemmers::{Algorithm, Stemmer};

use crate::markdown::BlockKind;
use crate::postmortem::SectionKind;
use crate::rules::Context;

/// Shorter stems are units and remains of words.
const SHORTEST: usize = 3;

/// The stems of a text without the small words of the list `small-words`, which the page of the rule names.
pub(super) fn of(cx: &Context, text: &str) -> BTreeSet<String> {
    let small = cx.phrases("small-words");
    let stemmer = Stemmer::create(Algorithm::English);
    let lower = text
        .to_lowercase()
        .replace("n't", " not")
        .replace("n’t", " not");
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words
        .filter(|word| !small.is_match(word))
        .map(|word| stemmer.stem(word).into_owned())
        .collect()
}

/// Whether two texts share so many of their stems. A word of denial or another number that one of them has changes what
/// it says; a single word says too little.
pub(super) fn are_same(one: &BTreeSet<String>, other: &BTreeSet<String>, overlap: f64) -> bool {
    if one.len() < 2 || other.len() < 2 {
        return false;
    }
    let differs = one.symmetric_difference(other).any(|stem| {
        ["not", "no", "never", "without"].contains(&stem.as_str())
            || stem.contains(|c: char| c.is_ascii_digit())
    });
    let common = one.intersection(other).count() as f64;
    !differs && common / one.union(other).count() as f64 >= overlap
}

/// The stems of what the document says that happened, and why: of title, summary and causes.
pub(super) fn of_subject(cx: &Context) -> BTreeSet<String> {
    let doc = cx.doc();
    let title = cx.post.title.iter().map(|title| title.value.clone());
    let told = doc
        .blocks()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Paragraph | BlockKind::Cell));
    let told = told.map(|(id, _)| doc.block_text(id)).filter(|text| {
        let kind = cx.post.sections.kind_at(text.span().start);
        matches!(kind, SectionKind::Summary | SectionKind::Causes)
    });
    let told = told.map(|text| text.as_str().to_owned());
    let all: Vec<String> = title.chain(told).collect();
    of(cx, &all.join(" "))
}

/// Whether a stem tells what a text is about, by the lists `function-words` and `incident-words`, which the page of the rule
/// names.
pub(super) fn tells(cx: &Context, stem: &str) -> bool {
    let lists = ["function-words", "incident-words"];
    stem.len() >= SHORTEST && !lists.iter().any(|list| cx.phrases(list).is_match(stem))
}
