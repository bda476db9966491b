//! Lists of causes.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::markdown::BlockId;
use crate::phrases::Phrases;

use super::site::Rank;
use super::units::Unit;
use super::{CauseForm, CauseItem, Causes, EndsAt, ends};
use crate::words;

static CUES: LazyLock<&'static Phrases> = LazyLock::new(|| words::phrases("cause-list-cues"));
static ELSEWHERE: LazyLock<&'static Phrases> =
    LazyLock::new(|| words::phrases("cause-list-elsewhere"));

/// The factors that a section lists; none where it rather tells a story.
pub(super) fn read(units: &[Unit<'_>], rank: Rank) -> Option<Causes> {
    if let Some(causes) = in_a_line(units, rank) {
        return Some(causes);
    }
    let listed = listed(units)?;
    let prose: Vec<&Unit<'_>> = units
        .iter()
        .filter(|u| u.list.is_none() && !u.is_group)
        .collect();
    if !is_list(&listed, &prose, rank, units) || leads_elsewhere(units) && !cued(units) {
        return None;
    }
    let remarks: Vec<String> = prose.iter().map(|u| u.said()).collect();
    Some(of(&listed, &remarks))
}

/// The outermost items; where one only names a group ("Technical:"), those below it.
fn listed<'u, 'd>(units: &'u [Unit<'d>]) -> Option<Vec<&'u Unit<'d>>> {
    let top = units.iter().filter(|u| u.is_item).map(|u| u.depth).min()?;
    let mut level = top;
    let mut listed = Vec::new();
    for (i, unit) in units.iter().enumerate().filter(|(_, u)| u.is_item) {
        if unit.depth <= top {
            level = top;
        }
        if unit.depth != level {
            continue;
        }
        let next = units.get(i + 1);
        let holds = next.is_some_and(|next| next.is_item && next.depth == level + 1);
        match level == top && holds && is_group(unit) {
            true => level += 1,
            false => listed.push(unit),
        }
    }
    Some(listed)
}

/// Whether an item is nothing but the name of what stands below it.
fn is_group(unit: &Unit<'_>) -> bool {
    let text = unit.text.as_str().trim_end();
    let short = text.split_whitespace().count() <= MOST_WORDS_OF_A_GROUP;
    short && (unit.is_group || text.ends_with(':'))
}

/// An item with more words says something of its own.
const MOST_WORDS_OF_A_GROUP: usize = 5;

fn is_list(listed: &[&Unit<'_>], prose: &[&Unit<'_>], rank: Rank, units: &[Unit<'_>]) -> bool {
    let words = |units: &[&Unit<'_>]| -> usize {
        let counts = units
            .iter()
            .map(|u| u.text.as_str().split_whitespace().count());
        counts.sum()
    };
    // What stands below an item belongs to it.
    let inside: Vec<&Unit<'_>> = units.iter().filter(|u| u.list.is_some()).collect();
    match rank {
        Rank::Factors => !listed.is_empty(),
        Rank::Strong => cued(units) || listed.len() > 1 && words(&inside) * 2 >= words(prose),
        Rank::Weak => listed.len() > 1 && cued(units),
        Rank::Trigger => false,
    }
}

/// Whether the sentence before a list says that causes follow.
fn cued(units: &[Unit<'_>]) -> bool {
    leads(units).any(|sentence| CUES.is_match(sentence))
}

/// Whether the sentence before each list says that something else follows, as an example does.
fn leads_elsewhere(units: &[Unit<'_>]) -> bool {
    let mut leads = leads(units).peekable();
    let leads_anywhere = leads.peek().is_some();
    leads_anywhere && leads.all(|sentence| ELSEWHERE.is_match(sentence))
}

/// The lists of which the sentence before says that they hold something else than causes.
pub(super) fn elsewhere(units: &[Unit<'_>]) -> HashSet<BlockId> {
    let pairs = units.windows(2).filter_map(|pair| {
        let list = pair.get(1)?.list?;
        leads(pair).next().map(|sentence| (list, sentence))
    });
    let elsewhere = pairs.filter(|(_, sentence)| ELSEWHERE.is_match(sentence));
    elsewhere.map(|(list, _)| list).collect()
}

/// The sentences that stand right before a list.
fn leads<'u>(units: &'u [Unit<'_>]) -> impl Iterator<Item = &'u str> {
    units.windows(2).filter_map(|pair| {
        let [lead, item] = pair else { return None };
        let leads = lead.list != item.list || lead.depth < item.depth;
        let text = lead.text.as_str().trim_end();
        let last = text.rfind(['.', '!', '?']).filter(|at| at + 1 < text.len());
        let sentence = text.get(last.map_or(0, |at| at + 1)..).unwrap_or_default();
        (leads && item.is_item && !lead.is_group).then_some(sentence)
    })
}

/// "Haste, poor communication": short and without a verb's worth of words.
fn in_a_line(units: &[Unit<'_>], rank: Rank) -> Option<Causes> {
    let [unit] = units else { return None };
    let text = unit.text.as_str().trim_end_matches('.');
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).collect();
    let short = |p: &&str| (1..=3).contains(&p.split_whitespace().count());
    // Under the name of factors a semicolon divides them however long they are.
    let clauses = rank == Rank::Factors && !text.contains(". ") && are_clauses(text);
    let marks: &[char] = if clauses { &[';'] } else { &[',', ';'] };
    if rank < Rank::Strong || parts.len() < 2 || !(clauses || parts.iter().all(short)) {
        return None;
    }
    let mut items = Vec::new();
    let mut at = 0;
    for part in text.split(marks) {
        let place = unit.text.slice(at..at + part.len()).trim();
        at += part.len() + 1;
        let ends_at = ends::of_leaf(place.as_str());
        items.push(CauseItem {
            id: None,
            text: place.as_str().to_owned(),
            span: place.span(),
            parent: None,
            no_action: None,
            leaf: true,
            ends_at: Some(ends_at),
        });
    }
    Some(causes(items, &[]))
}

/// Whether semicolons divide a text, and nothing behind one goes on with what stands before it ("; so it stopped").
fn are_clauses(text: &str) -> bool {
    let joins = words::set("clause-continuations");
    let apart = |part: &str| {
        let first = part.split_whitespace().next().unwrap_or_default();
        part.split_whitespace().count() > 2 && !joins.contains(first.to_lowercase().as_str())
    };
    text.contains(';') && text.split(';').all(apart)
}

fn of(listed: &[&Unit<'_>], remarks: &[String]) -> Causes {
    let items = listed
        .iter()
        .map(|unit| unit.item(true, Some(ends::of_leaf(&unit.said()))))
        .collect();
    causes(items, remarks)
}

fn causes(items: Vec<CauseItem>, remarks: &[String]) -> Causes {
    let ends_at = match remarks.iter().any(|text| ends::is_unclear(text)) {
        true => EndsAt::Unclear,
        false => ends::of_leaves(&items),
    };
    Causes {
        form: CauseForm::Factors,
        span: items.first().map(|item| item.span),
        depth: Some(items.len()),
        items,
        ends_at: Some(ends_at),
    }
}

/// The factors of a list that another section holds.
pub(super) fn of_list(units: &[Unit<'_>]) -> Option<Causes> {
    let listed = listed(units)?;
    (listed.len() > 2).then(|| of(&listed, &[]))
}

#[cfg(test)]
mod tests {
    use super::are_clauses;

    #[test]
    fn semicolons_divide_factors_and_join_thoughts() {
        assert!(are_clauses(
            "Nobody reads the notes; no test for the path; one host only"
        ));
        assert!(!are_clauses("The file was not there; so the node went on"));
        assert!(!are_clauses("The file was not there"));
    }
}
