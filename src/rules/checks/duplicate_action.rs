//! The same action twice in one document.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::stems;
use crate::diagnostic::Findings;
use crate::postmortem::Action;
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let overlap = cx.settings().number("overlap");
    let mut seen: Vec<(&Action, BTreeSet<String>)> = Vec::new();
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    for action in cx.open_actions() {
        let words = stems::of(cx, &action.text);
        let telling = telling(&words, overlap);
        let same = |at: &&usize| {
            let other = seen.get(**at).map(|(_, other)| other);
            other.is_some_and(|other| stems::are_same(&words, other, overlap))
        };
        // The first of each word is enough: a list holds the earlier ones in their order.
        let firsts = telling.iter().filter_map(|word| {
            let with_it = by_word.get(*word)?.iter();
            with_it.take(COMPARED).find(same)
        });
        if let Some((earlier, _)) = firsts.min().and_then(|&at| seen.get(at)) {
            out.report(
                action.span,
                format!("{} stands here a second time", quote::action(action)),
            )
            .help("keep one of the two, with one owner and one ticket; if they differ, say in what")
            .related(earlier.span, "it stands here first");
        }
        for word in telling {
            by_word.entry(word.clone()).or_default().push(seen.len());
        }
        seen.push((action, words));
    }
}

/// So many earlier actions with one word are compared: nobody writes more that differ.
const COMPARED: usize = 200;

/// So many of an action's words, the long ones first, that two actions with that share in common have one of these in
/// common: thousands of actions need not be compared with each other.
fn telling(words: &BTreeSet<String>, overlap: f64) -> Vec<&String> {
    let mut sorted: Vec<&String> = words.iter().collect();
    sorted.sort_by_key(|word| (Reverse(word.len()), *word));
    let shared = (overlap * sorted.len() as f64).ceil() as usize;
    sorted.truncate((sorted.len() + 1).saturating_sub(shared));
    sorted
}
