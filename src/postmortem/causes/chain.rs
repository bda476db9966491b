//! Chains of whys in their notations: "… because" lists, questions with answers, nested lists, tables, headings.

use std::collections::HashSet;

use super::units::{Turn, Unit};
use super::{CauseForm, CauseItem, Causes, ends};
use crate::markdown::BlockId;

/// A step: an answer with its place in the list that holds it.
struct Step<'u, 'd> {
    unit: &'u Unit<'d>,
    parent: Option<usize>,
    /// Whether it answers a why; the fact at the top of a "because" list does not.
    answers: bool,
}

/// The chain of a section; none where it holds none.
pub(super) fn read(units: &[Unit<'_>], announced: bool) -> Option<Causes> {
    if !is_chain(units, announced) {
        return None;
    }
    let steps = steps(units, announced);
    if steps.len() < 2 {
        return None;
    }
    let above: HashSet<usize> = steps.iter().filter_map(|s| s.parent).collect();
    let items: Vec<CauseItem> = steps
        .iter()
        .enumerate()
        .map(|(i, step)| {
            let leaf = !above.contains(&i);
            let ends_at = leaf.then(|| ends::of_leaf(&step.unit.said()));
            let mut item = step.unit.item(leaf, ends_at);
            item.parent = step.parent;
            item
        })
        .collect();
    Some(Causes {
        form: CauseForm::WhyChain,
        span: items.first().map(|item| item.span),
        depth: Some(depth(&steps)),
        ends_at: Some(ends::of_leaves(&items)),
        items,
    })
}

/// Whether a section that may have announced it holds a chain.
fn is_chain(units: &[Unit<'_>], announced: bool) -> bool {
    let whys: Vec<&Unit<'_>> = units.iter().filter(|u| u.turn != Turn::Plain).collect();
    let listed = whys.iter().filter(|u| u.list.is_some()).count();
    let items = units.iter().filter(|u| u.is_item).count();
    match announced {
        true => whys.len() >= 2 || items >= 2,
        // Single questions are how many people structure prose.
        false => whys.len() >= 3 || listed >= 2,
    }
}

/// The steps in document order, each with the one above it.
fn steps<'u, 'd>(units: &'u [Unit<'d>], announced: bool) -> Vec<Step<'u, 'd>> {
    let has_whys = units.iter().any(|u| u.turn != Turn::Plain);
    let flat = !branches(units);
    let mut steps: Vec<Step<'u, 'd>> = Vec::new();
    let mut asked = false;
    let mut fresh = true;
    for (i, unit) in units.iter().enumerate() {
        let next_is_why = units
            .get(i + 1)
            .is_some_and(|n| n.turn != Turn::Plain && n.list == unit.list && !n.is_group);
        // "The index was stale because the consumer stopped" as the first of several reasons.
        let reasons = announced && unit.is_item && gives_reason(unit);
        let is_step = match unit.turn {
            Turn::Because => true,
            Turn::Why(answered) => answered,
            Turn::Plain if unit.is_group || unit.is_hint() => false,
            Turn::Plain if reasons => true,
            Turn::Plain => {
                let listed = unit.is_item && (announced && !has_whys || !flat);
                asked || next_is_why || listed
            }
        };
        if unit.is_group || new_list(units, i) {
            fresh = true;
        }
        let answers = unit.turn != Turn::Plain || asked || reasons || !has_whys;
        asked = unit.turn == Turn::Why(false);
        if !is_step {
            continue;
        }
        let parent = match fresh {
            true => None,
            false => above(&steps, unit, flat),
        };
        fresh = false;
        steps.push(Step {
            unit,
            parent,
            answers,
        });
    }
    steps
}

/// Whether an item tells a fact and its reason in one.
fn gives_reason(unit: &Unit<'_>) -> bool {
    let text = unit.text.as_str();
    text.to_lowercase().contains(" because ")
}

/// Whether another outermost list begins at unit `i`: another chain. Questions outside lists go on through theirs.
fn new_list(units: &[Unit<'_>], i: usize) -> bool {
    let list = |i: usize| -> Option<BlockId> { units.get(i).and_then(|u| u.list) };
    i > 0 && list(i).is_some() && list(i - 1).is_some() && list(i) != list(i - 1)
}

/// Whether items stand below items: then those side by side are branches, else they follow from one another.
fn branches(units: &[Unit<'_>]) -> bool {
    let mut depths: Vec<usize> = units
        .iter()
        .filter(|u| u.is_item && u.turn == Turn::Plain)
        .map(|u| u.depth)
        .collect();
    depths.sort_unstable();
    depths.dedup();
    depths.len() > 1
}

/// The step above a unit: the last one of a smaller depth, or in a flat chain the last one.
fn above(steps: &[Step<'_, '_>], unit: &Unit<'_>, flat: bool) -> Option<usize> {
    let higher = |s: &Step<'_, '_>| flat || s.unit.depth < unit.depth;
    steps.iter().rposition(higher)
}

/// Number of whys of the longest chain.
fn depth(steps: &[Step<'_, '_>]) -> usize {
    let mut depths: Vec<usize> = Vec::with_capacity(steps.len());
    for step in steps {
        let above = step.parent.and_then(|p| depths.get(p)).copied();
        depths.push(above.unwrap_or(0) + usize::from(step.answers));
    }
    depths.into_iter().max().unwrap_or(0)
}
