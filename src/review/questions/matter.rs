//! What a text is about, to see whether an action answers it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use crate::postmortem::{Action, PostMortem, State, Type};
use crate::words;

static FILLERS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let small = words::entries("small-words").flat_map(|line| line.split('|'));
    let fillers = words::entries("matter-fillers");
    small.chain(fillers).map(stem).collect()
});

/// The matter that a word stands for, by its stem.
static MATTERS: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let lines = words::entries("same-matter").enumerate();
    lines
        .flat_map(|(at, line)| line.split(' ').map(move |word| (stem(word), at)))
        .collect()
});

fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    Stemmer::create(Algorithm::English)
        .stem(&lower)
        .into_owned()
}

/// The stems of a text, without those that say nothing.
pub(super) fn stems(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| word.chars().count() > 1)
        .map(stem)
        .filter(|stem| !FILLERS.contains(stem))
        .collect()
}

/// Whether a stem is of what any action may be about: alerts, tests, documentation.
pub(super) fn is_common_matter(stem: &str) -> bool {
    MATTERS.contains_key(stem)
}

/// What the actions of a document are about.
pub(super) struct Answers {
    actions: Vec<BTreeSet<String>>,
    everywhere: BTreeSet<String>,
}

impl Answers {
    /// The actions of a document that were not dropped.
    pub(super) fn of(post: &PostMortem) -> Answers {
        let kept = post.actions.iter().filter(|one| lasts(one));
        let about = |action: &Action| stems(&without_addresses(post.doc.source(action.extent)));
        let title = post.title.as_ref().map_or("", |title| title.value.as_str());
        let mut everywhere = stems(title);
        everywhere.extend(frequent(post.doc.running_text()));
        Answers {
            actions: kept.map(about).collect(),
            everywhere,
        }
    }

    /// Whether an action seems to answer a text: it is about the same matter, or shares two words that tell something. In
    /// doubt it does.
    pub(super) fn answer(&self, text: &str) -> bool {
        let wanted = stems(text);
        self.actions.iter().any(|action| {
            let shared = wanted.intersection(action);
            let telling = shared.filter(|stem| !self.everywhere.contains(*stem));
            telling.count() >= 2.min(wanted.len()) || same_matter(&wanted, action)
        })
    }
}

/// Whether an action changes something for the next time: not what was dropped, and not what was done in the response.
fn lasts(action: &Action) -> bool {
    match action.state {
        State::Open => action.kind != Type::Repair,
        State::Done => matches!(action.kind, Type::Prevent | Type::Detect | Type::Process),
        State::Dropped => false,
    }
}

/// The words of a text that are no part of an address: those name organisations and repositories.
fn without_addresses(text: &str) -> String {
    let words = text.split_whitespace();
    let words = words.filter(|word| !word.contains("://") && !word.contains("]("));
    words.collect::<Vec<_>>().join(" ")
}

/// What the whole document is about: it tells no two sentences apart.
fn frequent(text: &str) -> impl Iterator<Item = String> + use<> {
    const OFTEN: usize = 6;
    let mut counts: HashMap<String, usize> = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        *counts.entry(stem(word)).or_default() += 1;
    }
    let often = counts.into_iter().filter(|(_, count)| *count >= OFTEN);
    often.map(|(stem, _)| stem)
}

fn same_matter(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let of = |stems: &BTreeSet<String>| -> BTreeSet<usize> {
        stems
            .iter()
            .filter_map(|stem| MATTERS.get(stem).copied())
            .collect()
    };
    !of(one).is_disjoint(&of(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(actions: &[&str]) -> Answers {
        Answers {
            actions: actions.iter().map(|action| stems(action)).collect(),
            everywhere: stems("Checkout answered 503"),
        }
    }

    #[test]
    fn an_action_answers_what_shares_its_matter_or_two_words() {
        let known = answers(&["Page on-call when checkout has no connections left"]);
        assert!(known.answer("We had no alert on the pool."));
        let known = answers(&["Cap the retries of the ledger at two"]);
        assert!(known.answer("The ledger is retried without a cap."));
        assert!(!known.answer("The on-call of the ledger had no access to checkout."));
    }
}
