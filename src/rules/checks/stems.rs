//! The words of a sentence that carry its meaning, for comparing two sentences.

use std::collections::{BTreeSet, HashMap};

use rust_stemmers::{Algorithm, Stemmer};

use crate::markdown::BlockKind;
use crate::postmortem::SectionKind;
use crate::rules::Context;
use crate::words;

/// Shorter stems are units and remains of words.
const SHORTEST: usize = 3;

/// The stems of a text without the small words of the list `small-words`, which the page of the rule names.
pub(super) fn of(cx: &Context, text: &str) -> BTreeSet<String> {
    let small = cx.phrases("small-words");
    let stemmer = Stemmer::create(Algorithm::English);
    let lower = spread(text);
    words(&lower)
        .filter(|word| !small.is_match(word))
        .map(|word| stemmer.stem(word).into_owned())
        .collect()
}

/// By the stem of a word, which of the texts have it, in their order. The texts of a document have few words that others do
/// not have, and each is looked at once.
pub(super) fn of_each<'t>(
    cx: &Context,
    texts: impl Iterator<Item = &'t str>,
) -> HashMap<String, Vec<usize>> {
    let small = cx.phrases("small-words");
    let stemmer = Stemmer::create(Algorithm::English);
    let mut known: HashMap<String, Option<String>> = HashMap::new();
    let mut found: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, text) in texts.enumerate() {
        let lower = spread(text);
        for word in words(&lower) {
            if !known.contains_key(word) {
                let stem = (!small.is_match(word)).then(|| stemmer.stem(word).into_owned());
                if let Some(stem) = &stem {
                    found.entry(stem.clone()).or_default();
                }
                known.insert(word.to_owned(), stem);
            }
            let stem = known.get(word).and_then(Option::as_ref);
            let list = stem.and_then(|stem| found.get_mut(stem));
            if let Some(list) = list.filter(|list| list.last() != Some(&at)) {
                list.push(at);
            }
        }
    }
    found
}

/// In lower case, with what denies as a word of its own.
fn spread(text: &str) -> String {
    text.to_lowercase()
        .replace("n't", " not")
        .replace("n’t", " not")
}

fn words(lower: &str) -> impl Iterator<Item = &str> {
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Whether two texts share so many of their stems. A word of denial or another number that one of them has changes what
/// it says; a single word says too little.
pub(super) fn are_same(one: &BTreeSet<String>, other: &BTreeSet<String>, overlap: f64) -> bool {
    if one.len() < 2 || other.len() < 2 {
        return false;
    }
    let differs = one.symmetric_difference(other).any(|stem| {
        words::set("words-of-denial").contains(stem.as_str())
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
