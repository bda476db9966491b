//! Where an explanation stops: at a condition of the system, at a person, outside, at a symptom.

use std::ops::Range;
use std::sync::LazyLock;

use crate::phrases::{Match, Phrases};

use super::{CauseItem, EndsAt};
use crate::words;

struct Lists {
    unclear: &'static Phrases,
    person: &'static Phrases,
    guard: &'static Phrases,
    system: &'static Phrases,
    external: &'static Phrases,
    symptom: &'static Phrases,
    moments: &'static Phrases,
    steps: &'static Phrases,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    unclear: words::phrases("cause-unclear"),
    person: words::phrases("cause-person"),
    guard: words::phrases("cause-guard"),
    system: words::phrases("cause-system"),
    external: words::phrases("cause-external"),
    symptom: words::phrases("cause-symptom"),
    moments: words::phrases("moment-openers"),
    steps: words::phrases("response-steps"),
});

/// Where one step stops. What fits no list counts as a condition of the system: in doubt the author is right.
pub(super) fn of_leaf(text: &str) -> EndsAt {
    classify(text).unwrap_or(EndsAt::System)
}

fn classify(text: &str) -> Option<EndsAt> {
    let order = [
        (EndsAt::Unclear, LISTS.unclear),
        (EndsAt::System, LISTS.system),
        (EndsAt::External, LISTS.external),
        (EndsAt::Symptom, LISTS.symptom),
    ];
    match is_person(text) {
        true => Some(EndsAt::Person),
        false => order
            .into_iter()
            .find(|(end, list)| match end {
                EndsAt::System => is_ours(text),
                _ => list.is_match(text),
            })
            .map(|(end, _)| end),
    }
}

/// Whether a condition is named that we can change: "lack of time" and "not resourced" only seem to.
fn is_ours(text: &str) -> bool {
    let outside: Vec<Range<usize>> = LISTS.external.find_iter(text).map(|m| m.range()).collect();
    let within = |m: &Match<'_>| {
        outside
            .iter()
            .any(|o| o.start <= m.start() && m.end() <= o.end)
    };
    LISTS.system.find_iter(text).any(|m| !within(&m))
}

/// Where a list or a tree stops as a whole: one condition of the system is enough, an open question is not.
pub(super) fn of_leaves(items: &[CauseItem]) -> EndsAt {
    let leaves = items.iter().filter(|item| item.leaf);
    let ends: Vec<Option<EndsAt>> = leaves.map(|item| classify(&item.text)).collect();
    let order = [
        Some(EndsAt::System),
        Some(EndsAt::Unclear),
        None,
        Some(EndsAt::Person),
        Some(EndsAt::External),
        Some(EndsAt::Symptom),
    ];
    let found = order.into_iter().find(|end| ends.contains(end));
    found.flatten().unwrap_or(EndsAt::System)
}

/// Where prose stops: at a person only when its last paragraph does.
pub(super) fn of_prose(paragraphs: &[String]) -> EndsAt {
    let any = |regex: &Phrases| paragraphs.iter().any(|p| regex.is_match(p));
    let last = paragraphs.last().map_or("", String::as_str);
    if is_person(last) {
        EndsAt::Person
    } else if paragraphs.iter().any(|p| is_ours(p)) {
        EndsAt::System
    } else if paragraphs.iter().any(|p| is_unclear(p)) {
        EndsAt::Unclear
    } else if any(LISTS.external) {
        EndsAt::External
    } else if any(LISTS.symptom) {
        EndsAt::Symptom
    } else {
        EndsAt::System
    }
}

/// Whether the text says that the cause is not known.
pub(super) fn is_unclear(text: &str) -> bool {
    LISTS.unclear.is_match(text)
}

/// Somebody's act or lack of care, with no word of the guard that was missing.
fn is_person(text: &str) -> bool {
    LISTS
        .person
        .find_iter(text)
        .any(|act| !is_moment_of_a_step(text, act.start()))
        && !LISTS.guard.is_match(text)
}

/// Whether the act at `at` only tells when something was done about it: "When the vendor failed to answer, the keys were
/// replaced."
fn is_moment_of_a_step(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let opening = before.rsplit(". ").next().unwrap_or_default();
    let sentence = after.split(". ").next().unwrap_or_default();
    let Some((_, main)) = sentence.split_once(", ") else {
        return false;
    };
    LISTS.moments.opens(opening.trim_start())
        && !opening.contains(", ")
        && LISTS.steps.is_match(main)
}

/// Whether the text has a word for a fault, a gap or an act.
pub(super) fn is_telling(text: &str) -> bool {
    [LISTS.person, LISTS.system, LISTS.external, LISTS.symptom]
        .iter()
        .any(|list| list.is_match(text))
}
