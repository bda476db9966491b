//! Totals and noughts of things: "all payments failed", "did not start any jobs", "no data was lost".

use std::collections::HashSet;
use std::sync::LazyLock;

use super::lexicon::{LISTS, Noun};
use super::numbers::Word;
use super::{Metric, Whom};
use crate::markdown::Text;
use crate::phrases::Phrases;
use crate::words;

/// The word lists, looked up once.
struct Words {
    whole: &'static Phrases,
    not_any: &'static Phrases,
    everything: &'static HashSet<&'static str>,
    nothing: &'static Phrases,
    not_before: &'static Phrases,
    /// What stands behind "total downtime" where it is measured.
    measured: &'static Phrases,
    /// What may stand behind "none".
    so_far: &'static Phrases,
    well: &'static Phrases,
    verbs: &'static HashSet<&'static str>,
    /// What they had that was wrong: "have mismatched names".
    defects: &'static Phrases,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    whole: words::phrases("impact-whole"),
    not_any: words::phrases("impact-not-any"),
    everything: words::set("impact-everything"),
    nothing: words::phrases("impact-nothing"),
    not_before: words::phrases("impact-totals-not-before"),
    measured: words::phrases("impact-total-measured"),
    so_far: words::phrases("impact-none-so-far"),
    well: words::phrases("impact-everything-well"),
    verbs: words::set("impact-total-verbs"),
    defects: words::phrases("impact-defects"),
});

/// "The whole site was down", "completely unavailable", "a total outage", "failing to launch any images".
pub(super) fn whole(sentence: Text<'_>) -> Option<Text<'_>> {
    told(sentence, WORDS.whole, |_, _| true)
        .filter(|found| !is_measured(sentence, *found))
        .or_else(|| told(sentence, WORDS.not_any, is_total))
}

/// Whether "could not start any sessions" tells of all: users work with them, and whoever could not is not only some of them.
fn is_total(before: &str, from: &str) -> bool {
    let behind = from.find(" any").and_then(|any| from.get(any..));
    behind.is_some_and(is_of_use) && !is_some_people(before)
}

/// Whether a clause begins with people of one kind only: "Some users", "users in Asia"; "users" and "our users" are all.
fn is_some_people(clause: &str) -> bool {
    let words: Vec<String> = clause.split_whitespace().map(str::to_lowercase).collect();
    let is_people = |word: &String| matches!(Noun::of(word), Some(Noun::People | Noun::Inside));
    let Some(people) = words.iter().position(is_people) else {
        return false;
    };
    let narrow = people > 0
        && !crate::words::set("everybody-determiners").contains(words[people - 1].as_str());
    narrow || people + 1 < words.len()
}

/// Whether users work with what "any" stands before: "any of the new orders", and not "any changes".
fn is_of_use(behind: &str) -> bool {
    const APART: usize = 6;
    for word in behind.split_whitespace().take(APART) {
        let noun = word.trim_matches(|c: char| !c.is_alphanumeric());
        if is_everything(&noun.to_lowercase()) {
            return true;
        }
        if word.ends_with([',', ';', ':', '.', ')']) {
            return false;
        }
    }
    false
}

/// Whether the list has a noun, in the plural or in the singular: "any order", "any query".
fn is_everything(noun: &str) -> bool {
    let has = |word: &str| WORDS.everything.contains(word);
    let of_y = noun.strip_suffix('y').map(|stem| format!("{stem}ies"));
    has(noun) || has(&format!("{noun}s")) || of_y.is_some_and(|plural| has(&plural))
}

/// "No data was lost", "without data loss".
pub(super) fn nothing(sentence: Text<'_>) -> Option<Text<'_>> {
    told(sentence, WORDS.nothing, |_, _| true)
}

/// "Total downtime: 2 h", "the total outage time was", "total downtime of 20 minutes": how long it was in all, not that all of
/// it was out.
fn is_measured(sentence: Text<'_>, found: Text<'_>) -> bool {
    let total = found.as_str().to_lowercase();
    let from = found.plain().end - sentence.plain().start;
    let behind = sentence.as_str().get(from..).unwrap_or_default();
    let behind = behind.trim_start_matches([' ', '*', '_', ':', '=']);
    let of = behind
        .strip_prefix("of ")
        .filter(|_| total.ends_with("downtime"));
    let behind = of.unwrap_or(behind);
    let is_length = behind.starts_with(|c: char| c.is_ascii_digit() || "~≈".contains(c))
        || WORDS.measured.opens(behind);
    let alone = behind.is_empty() && total.ends_with("downtime");
    total.starts_with("total") && (is_length || alone)
}

/// The words of a list that a sentence tells as it was, and not as what might be, what was not, or what was made sure. The
/// words near before them, and the rest of the sentence from them on, have to fit.
fn told<'d>(
    sentence: Text<'d>,
    list: &Phrases,
    fits: impl Fn(&str, &str) -> bool,
) -> Option<Text<'d>> {
    const BEFORE: usize = 6;
    const WINDOW: usize = 160;
    let text = sentence.as_str();
    let mut found = list.find_iter(text);
    let found = found.find(|found| {
        let before = text.get(..found.start()).unwrap_or_default();
        // No further back than six words reach: a sentence may be as long as the document, and full of such words.
        let window = before.char_indices().rev().nth(WINDOW);
        let before = window.map_or(before, |(at, _)| &before[at..]);
        let clause = before
            .rsplit([',', ';', ':', '('])
            .next()
            .unwrap_or_default();
        let from = clause
            .rmatch_indices(' ')
            .nth(BEFORE)
            .map_or(0, |(at, _)| at);
        let near = clause.get(from..).unwrap_or_default();
        let rest = text.get(found.start()..).unwrap_or_default();
        !WORDS.not_before.is_match(near) && fits(near, rest)
    })?;
    Some(sentence.slice(found.range()))
}

/// "Data lost: none", "Customers affected: 0": whom a name and a nought beside it say that it did not reach.
pub(super) fn nought(name: &str, value: &str) -> Option<Whom> {
    const NAME: usize = 6;
    let name = name.to_lowercase();
    let words = name.split(|c: char| !c.is_alphanumeric());
    let nouns: Vec<Noun> = words.clone().filter_map(Noun::of).collect();
    let is_data = words
        .clone()
        .any(|w| matches!(w, "data" | "funds" | "money"));
    let short = words.filter(|w| !w.is_empty()).count() <= NAME;
    if !short || !is_none(value) || !LISTS.effects.is_match(&name) {
        return None;
    }
    let people = |noun: &Noun| noun.metric() == Metric::People;
    match nouns.iter().any(people) {
        true => Some(Whom::Nobody),
        false => (is_data || !nouns.is_empty()).then_some(Whom::Nothing),
    }
}

/// "none", "0", "None (checked twice)", but not "none of the small ones", "0.4 %".
fn is_none(value: &str) -> bool {
    let value = value.trim_matches([' ', '*', '_', '\n']).to_lowercase();
    let mut behind = words::entries("nought-values").filter_map(|word| value.strip_prefix(word));
    behind.any(|behind| {
        let next = behind.trim_start();
        let marks = [',', ';', '(', '–', '—', '!'];
        let stop = behind
            .strip_prefix('.')
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
        next.is_empty() || next.starts_with(marks) || stop || WORDS.so_far.opens(next)
    })
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
    let struck = LISTS.effects.is_match(&clause) || WORDS.defects.opens(&clause);
    !words[end].ends && struck && !WORDS.well.is_match(&clause)
}
