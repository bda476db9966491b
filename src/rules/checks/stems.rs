//! The words of a sentence that carry its meaning, for comparing two sentences.

use std::collections::BTreeSet;

use rust_stemmers::{Algorithm, Stemmer};

use crate::rules::Context;

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
