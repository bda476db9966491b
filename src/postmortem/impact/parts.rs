//! How far what was counted before is spread, and parts of it.

use super::judge::quantity;
use super::lexicon::LISTS;
use super::numbers::{Sort, Word};
use super::{Metric, Quantity};

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
