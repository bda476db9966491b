//! Totals and noughts of things: "all payments failed", "a complete outage", "no data was lost".

use std::collections::HashSet;
use std::sync::LazyLock;

use super::lexicon::LISTS;
use super::numbers::Word;
use crate::markdown::Text;
use crate::phrases::Phrases;
use crate::words;

/// The word lists, looked up once.
struct Words {
    whole: &'static Phrases,
    nothing: &'static Phrases,
    not_before: &'static Phrases,
    well: &'static Phrases,
    verbs: &'static HashSet<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    whole: words::phrases("impact-whole"),
    nothing: words::phrases("impact-nothing"),
    not_before: words::phrases("impact-totals-not-before"),
    well: words::phrases("impact-everything-well"),
    verbs: words::set("impact-total-verbs"),
});

/// "The whole site was down", "completely unavailable", "a total outage".
pub(super) fn whole(sentence: Text<'_>) -> Option<Text<'_>> {
    told(sentence, WORDS.whole)
}

/// "No data was lost", "without data loss".
pub(super) fn nothing(sentence: Text<'_>) -> Option<Text<'_>> {
    told(sentence, WORDS.nothing)
}

/// The words of a list that a sentence tells as it was, and not as what might be, what was not, or what was made sure.
fn told<'d>(sentence: Text<'d>, list: &Phrases) -> Option<Text<'d>> {
    const BEFORE: usize = 6;
    let text = sentence.as_str();
    let found = list.find_iter(text).find(|found| {
        let before = text.get(..found.start()).unwrap_or_default();
        let clause = before
            .rsplit([',', ';', ':', '('])
            .next()
            .unwrap_or_default();
        let from = clause
            .rmatch_indices(' ')
            .nth(BEFORE)
            .map_or(0, |(at, _)| at);
        !WORDS
            .not_before
            .is_match(clause.get(from..).unwrap_or_default())
    })?;
    Some(sentence.slice(found.range()))
}

/// Whether all of what stands from `at` to `end` was hit: that is what the sentence goes on with, or it was lost.
pub(super) fn is_hit(words: &[Word<'_>], at: usize, end: usize) -> bool {
    const CLAUSE: usize = 14;
    let lost = at.checked_sub(1).and_then(|before| words.get(before));
    if lost.is_some_and(|word| !word.ends && LISTS.losses.contains(word.lower.as_str())) {
        return true;
    }
    let behind = words.iter().skip(end + 1).take(CLAUSE);
    let clause: Vec<&str> = behind.map(|word| word.lower.as_str()).collect();
    let Some(verb) = clause.iter().position(|word| WORDS.verbs.contains(word)) else {
        return false;
    };
    let clause = clause.get(verb..).unwrap_or_default().join(" ");
    !words[end].ends && LISTS.effects.is_match(&clause) && !WORDS.well.is_match(&clause)
}
