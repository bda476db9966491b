//! How far what was counted before is spread, parts of it, and what is left of it.

use super::judge::quantity;
use super::lexicon::LISTS;
use super::numbers::{Sort, Word};
use super::phrase::is_struck;
use super::{Metric, Quantity};
use crate::words;

/// "4 users across 2 rooms", "300 customers were charged, 45 of them twice", "40 tenants saw it, 3 called": how far what was
/// counted before is spread, or a part of it.
pub(super) fn among(words: &[Word<'_>], at: usize, before: Option<&Quantity>) -> Option<Quantity> {
    let number = words[at]
        .number
        .filter(|number| number.sort == Sort::Plain)?;
    let several = number.value.is_some_and(|value| value > 1.0);
    if is_part_of(words, at) {
        let whole = before?;
        let unit = whole.unit.clone();
        let part = quantity(words, at, at + 2, whole.metric);
        return several.then_some(Quantity { unit, ..part });
    }
    if acts(words, at) {
        let whole = before.filter(|whole| whole.metric == Metric::People)?;
        let unit = whole.unit.clone();
        let part = quantity(words, at, at, whole.metric);
        return several.then_some(Quantity { unit, ..part });
    }
    let joint = words.get(at.checked_sub(1)?)?;
    let counted = words.get(at.checked_sub(2)?)?;
    let next = words.get(at + 1)?;
    let plural = next.lower.ends_with('s') && next.number.is_none() && !words[at].ends;
    let spread = joint.lower == "across" && before?.span.end == counted.text.span().end;
    let told = |w: &Word<'_>| {
        let lists = [LISTS.time, LISTS.occasions];
        lists.iter().any(|list| list.contains(w.lower.as_str()))
    };
    let fits = plural && number.value.is_some() && !told(next);
    (spread && fits).then(|| quantity(words, at, at + 1, Metric::Other))
}

/// "45 of them"
fn is_part_of(words: &[Word<'_>], at: usize) -> bool {
    let is = |i: usize, forms: &[&str]| {
        words
            .get(i)
            .is_some_and(|w| forms.contains(&w.lower.as_str()))
    };
    !words[at].ends
        && is(at + 1, &["of"])
        && is(at + 2, &["them", "these", "those", "which", "whom"])
}

/// "37 opened a case", behind people that were counted.
fn acts(words: &[Word<'_>], at: usize) -> bool {
    let verb = words.get(at + 1).filter(|_| !words[at].ends);
    verb.is_some_and(|w| LISTS.acts.contains(w.lower.as_str()))
}

/// "3 out of the 7 were crashing", where the number is at `at`.
pub(super) fn struck_of(words: &[Word<'_>], at: usize) -> Option<usize> {
    let is = |i: usize, word: &str| words.get(i).is_some_and(|w| w.lower == word);
    let of = at + 1 + usize::from(is(at + 1, "out"));
    let whole = of + 1 + usize::from(is(of + 1, "the"));
    // "9 (out of 12) lifts were left"
    let in_brackets = words.get(at + 1).is_some_and(|w| w.opens);
    let counted =
        is(of, "of") && words.get(whole)?.number.is_some() && (!words[whole].ends || in_brackets);
    // "3 of 12 lifts was lost"
    let named = words
        .get(whole + 1)
        .is_some_and(|w| w.lower.ends_with('s') && w.number.is_none() && !w.ends);
    let ends = [Some(whole), Some(whole + 1).filter(|_| named)];
    let mut ends = ends.into_iter().flatten().filter(|_| counted);
    ends.find(|&end| is_struck(words, end) || is_left(words, end))
}

/// "9 of 12 lifts were left", "remained open": what is left of what is counted at `noun`.
fn is_left(words: &[Word<'_>], noun: usize) -> bool {
    let is = |i: usize, forms: &[&str]| {
        words
            .get(i)
            .is_some_and(|w| forms.contains(&w.lower.as_str()))
    };
    let verb = is(noun + 1, &["were", "was", "are", "is", "remained"]);
    verb && words
        .get(noun + 2)
        .is_some_and(|w| LISTS.left.contains(w.lower.as_str()))
}

/// "Only 9 lifts were running"
pub(super) fn only_left(words: &[Word<'_>], at: usize) -> Option<usize> {
    const ADJECTIVES: usize = 2;
    let before = at.checked_sub(1).and_then(|i| words.get(i))?;
    let several = |i: &usize| words.get(*i).is_some_and(|w| w.lower.ends_with('s'));
    let mut nouns = (at + 1..=at + 1 + ADJECTIVES).filter(several);
    matches!(before.lower.as_str(), "only" | "just")
        .then(|| nouns.find(|&noun| is_left(words, noun)))?
}

/// "the remaining 2 %": what is left of an effect.
pub(super) fn is_remaining(words: &[Word<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| words.get(i));
    before.is_some_and(|word| word.lower == "remaining" && !word.ends)
}

/// "was autoscaled from 12 to 3 nodes": a size that was set, not what was struck.
pub(super) fn is_scaled(words: &[Word<'_>], at: usize) -> bool {
    let before = words.get(at.saturating_sub(5)..at).unwrap_or_default();
    let set = |word: &Word<'_>| words::set("scaling-verbs").contains(word.lower.as_str());
    let joined = before
        .last()
        .is_some_and(|word| matches!(word.lower.as_str(), "to" | "from"));
    joined && before.iter().any(set)
}

/// "After 5 consecutive failures it gave up": how often something tries, not how often it failed.
pub(super) fn is_threshold(words: &[Word<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| words.get(i));
    let behind = words.get(at + 1).filter(|_| !words[at].ends);
    before.is_some_and(|word| word.lower == "after" && !word.ends)
        && behind.is_some_and(|word| words::set("impact-tries").contains(word.lower.as_str()))
}

/// "40/40 services green", "both queues healthy", "all 6 nodes were healthy": a whole of which it is said that it was well.
pub(super) fn is_well(words: &[Word<'_>], at: usize) -> bool {
    const BEHIND: usize = 4;
    let word = &words[at];
    let before = at.checked_sub(1).and_then(|i| words.get(i));
    let all = before.is_some_and(|before| before.lower == "all" && !before.ends);
    let halves = word.lower.split_once('/');
    let whole = all || word.lower == "both" || halves.is_some_and(|(part, all)| part == all);
    let phrase = words.iter().skip(at + 1).take(BEHIND);
    let mut clause = Vec::new();
    for next in phrase {
        clause.push(next.lower.as_str());
        if next.ends {
            break;
        }
    }
    let well = |word: &&str| words::set("impact-well-states").contains(word);
    let said = clause.iter().position(well);
    let denied = |until: usize| {
        clause
            .iter()
            .take(until)
            .any(|word| matches!(*word, "not" | "no"))
    };
    whole && !word.ends && said.is_some_and(|until| until > 0 && !denied(until))
}

/// "$0": what cost nothing is no cost.
pub(super) fn is_nought_of_money(words: &[Word<'_>], at: usize) -> bool {
    let number = words[at].number;
    number.is_some_and(|number| number.sort == Sort::Money && number.value == Some(0.0))
}
