//! Where an explanation stops: at a condition of the system, at a person, outside, at a symptom.

use std::ops::Range;
use std::sync::LazyLock;

use crate::phrases::Phrases;

use super::{CauseItem, EndsAt, acts};
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
    unknown: &'static Phrases,
    seeming: &'static Phrases,
    reasons: &'static Phrases,
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
    unknown: words::phrases("unknown-causes"),
    seeming: words::phrases("cause-only-seeming"),
    reasons: words::phrases("cause-given-reasons"),
});

/// Where one step stops. What fits no list counts as a condition of the system: in doubt the author is right.
pub(super) fn of_leaf(text: &str) -> EndsAt {
    classify(text).unwrap_or(EndsAt::System)
}

fn classify(text: &str) -> Option<EndsAt> {
    match () {
        () if is_person(text) => Some(EndsAt::Person),
        () if is_unclear(text) => Some(EndsAt::Unclear),
        () if is_ours(text) => Some(EndsAt::System),
        () if is_mishap(text) => Some(EndsAt::Person),
        () if is_outside(text) => Some(EndsAt::External),
        () if !LISTS.symptom.is_match(text) => None,
        () if is_explained(text) => Some(EndsAt::System),
        () => Some(EndsAt::Symptom),
    }
}

/// Whether a condition is named that we can change: "lack of time" and "not resourced" only seem to, and "resulting in a
/// lack of reports" is what came of it.
fn is_ours(text: &str) -> bool {
    let outside = Ranges::of(LISTS.external, text);
    let seeming = Ranges::of(LISTS.seeming, text);
    let mut named = LISTS.system.find_iter(text).map(|m| m.range());
    named.any(|named| !outside.hold(&named) && !seeming.hold(&named))
}

/// Whether something outside is named: "a storm of retries" only seems to.
fn is_outside(text: &str) -> bool {
    let seeming = Ranges::of(LISTS.seeming, text);
    let mut named = LISTS.external.find_iter(text).map(|m| m.range());
    named.any(|named| !seeming.hold(&named)) || acts::has_outsiders(text)
}

/// The places of a list in a text, in order and apart.
pub(super) struct Ranges(Vec<Range<usize>>);

impl Ranges {
    pub(super) fn of(list: &Phrases, text: &str) -> Self {
        Self(list.find_iter(text).map(|m| m.range()).collect())
    }

    /// Whether one of them holds a place as a whole.
    pub(super) fn hold(&self, place: &Range<usize>) -> bool {
        let behind = self.0.partition_point(|range| range.start <= place.start);
        let last = behind.checked_sub(1).and_then(|at| self.0.get(at));
        last.is_some_and(|range| place.end <= range.end)
    }
}

/// Fewer words behind "because" name what broke once more.
const FEWEST_WORDS_OF_A_REASON: usize = 5;

/// So many reasons of a text are looked at.
const MOST_REASONS: usize = 12;

/// Whether the text says why it broke, and that is more than another thing that broke: "The key expired because its owner is
/// an object that the upgrade has removed."
fn is_explained(text: &str) -> bool {
    let reasons = LISTS.reasons.find_iter(text).take(MOST_REASONS);
    reasons.into_iter().any(|link| {
        let rest = text.get(link.end()..).unwrap_or_default().trim_start();
        let clause = rest.split([',', '.', ';', '(', ')']).next().unwrap_or("");
        !rest.starts_with("of ")
            && clause.split_whitespace().count() >= FEWEST_WORDS_OF_A_REASON
            && !LISTS.symptom.is_match(clause)
            && !LISTS.external.is_match(clause)
    })
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

/// Where prose stops: at a person only when its last paragraph does. That the cause of all is not known outweighs the
/// conditions that are named beside it.
pub(super) fn of_prose(paragraphs: &[String]) -> EndsAt {
    let any = |judge: fn(&str) -> bool| paragraphs.iter().any(|p| judge(p));
    let last = paragraphs.last().map_or("", String::as_str);
    match () {
        () if is_person(last) => EndsAt::Person,
        () if any(|p| LISTS.unknown.is_match(p)) => EndsAt::Unclear,
        () if any(is_ours) => EndsAt::System,
        () if any(is_unclear) => EndsAt::Unclear,
        () if is_mishap(last) => EndsAt::Person,
        () if any(is_outside) => EndsAt::External,
        () if any(|p| LISTS.symptom.is_match(p)) && !any(is_explained) => EndsAt::Symptom,
        () => EndsAt::System,
    }
}

/// Whether the text says that the cause is not known.
pub(super) fn is_unclear(text: &str) -> bool {
    LISTS.unclear.is_match(text) || LISTS.unknown.is_match(text)
}

/// Somebody's act or lack of care, with no word of the guard that was missing. What a technician does while a supplier
/// works is the supplier's.
fn is_person(text: &str) -> bool {
    let outsiders = acts::has_outsiders(text);
    LISTS
        .person
        .find_iter(text)
        .filter(|act| !(outsiders && acts::is_anybodys(act.as_str())))
        .any(|act| !is_moment_of_a_step(text, act.start()))
        && !LISTS.guard.is_match(text)
}

/// Somebody's act on the wrong thing, where no word tells what let it through and nobody of a supplier was at work.
fn is_mishap(text: &str) -> bool {
    acts::is_persons_mishap(text) && !acts::has_outsiders(text) && !LISTS.guard.is_match(text)
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

/// Whether the text names what lies behind what was seen: a condition, an act, something outside.
pub(super) fn is_explaining(text: &str) -> bool {
    is_ours(text) || is_person(text) || is_mishap(text) || is_outside(text)
}

/// Whether the text has a word for a fault, a gap or an act.
pub(super) fn is_telling(text: &str) -> bool {
    [LISTS.person, LISTS.system, LISTS.external, LISTS.symptom]
        .iter()
        .any(|list| list.is_match(text))
}
