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
        let alike = telling
            .iter()
            .filter_map(|word| by_word.get(*word))
            .flatten();
        let earlier = alike
            .filter_map(|&at| seen.get(at).map(|(earlier, other)| (at, earlier, other)))
            .filter(|(_, _, other)| stems::are_same(&words, other, overlap))
            .min_by_key(|(at, _, _)| *at);
        if let Some((_, earlier, _)) = earlier {
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

/// So many of an action's words, the long ones first, that two actions with that share in common have one of these in
/// common: thousands of actions need not be compared with each other.
fn telling(words: &BTreeSet<String>, overlap: f64) -> Vec<&String> {
    let mut sorted: Vec<&String> = words.iter().collect();
    sorted.sort_by_key(|word| (Reverse(word.len()), *word));
    let shared = (overlap * sorted.len() as f64).ceil() as usize;
    sorted.truncate((sorted.len() + 1).saturating_sub(shared));
    sorted
}
