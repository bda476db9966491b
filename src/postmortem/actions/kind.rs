//! What an action is for, and how strongly it works.

use super::action::{Strength, Type};
use super::candidate::Candidate;
use super::clarity::{self, Clarity};
use super::role::Role;
use super::wording::Wording;
use super::{tokens, verb};
use crate::markdown::Text;
use crate::words;

/// The types that words tell, and the list of each; what none tells is to prevent.
const LISTS: [(Type, &str); 5] = [
    (Type::Detect, "type-detect"),
    (Type::Process, "type-process"),
    (Type::Mitigate, "type-mitigate"),
    (Type::Repair, "type-repair"),
    (Type::Prevent, "type-prevent"),
];

/// The type of an action, and whether the document states it.
pub(super) fn of(
    candidate: &Candidate<'_>,
    wording: &Wording<'_>,
    clarity: Clarity,
) -> (Type, bool) {
    let mut stated = candidate.all_stated(Role::Type);
    if let Some(kind) = stated.find_map(|t| of_word(t.as_str())) {
        return (kind, true);
    }
    if let Some(kind) = tagged(candidate.text) {
        return (kind, true);
    }
    let kind = match clarity {
        Clarity::People => Type::Process,
        _ if wording.opens_with("sought-deeds") => by_words(wording, candidate.group.kind),
        Clarity::Exploratory if wording.has_within("investigation-verbs", 60) => Type::Investigate,
        _ if finds_out(wording) || wording.opens_with("looking-over") => Type::Investigate,
        _ if asks(wording.plain) || is_a_study(wording.plain) => Type::Investigate,
        _ if wording.opens_with("prohibitions") => Type::Process,
        _ if wording.has("lasting-cleanups") => Type::Prevent,
        _ if wording.has("recurring-checks") => Type::Detect,
        _ => by_words(wording, candidate.group.kind),
    };
    (kind, false)
}

/// "Alert on the load [detect]", "[process] Write it down": a type in brackets at one end, which is no link.
fn tagged(text: Text<'_>) -> Option<Type> {
    let plain = text.as_str().trim_end();
    let behind = || {
        let inner = plain.strip_suffix(']')?;
        Some(inner.rfind('[')? + 1..inner.len())
    };
    let before = || Some(1..plain.strip_prefix('[')?.find(']')? + 1);
    let place = behind().into_iter().chain(before()).find(|place| {
        let inner = plain.get(place.clone()).unwrap_or_default();
        !inner.contains(char::is_whitespace) && text.slice(place.clone()).links().next().is_none()
    })?;
    of_word(plain.get(place)?)
}

/// "Why did nobody get the page?"
fn asks(text: &str) -> bool {
    text.trim_end().ends_with('?') && clarity::opens_with(text, "asking-words")
}

/// How many words a study has that is named without a verb.
const STUDY: usize = 8;

/// "Full network audit", "Log correlation of all nodes": a noun of looking into something, and no guard that stands ("static
/// analysis").
fn is_a_study(text: &str) -> bool {
    let words: Vec<_> = tokens::of(text).take(STUDY + 1).collect();
    let is_in = |list, word: &str| words::set(list).contains(word);
    let mut head = words
        .iter()
        .map(|word| word.lower.as_str())
        .take_while(|word| !is_in("prepositions", word));
    // "Log analysis" begins with a noun that looks like a verb.
    let second_is_study = words
        .get(1)
        .is_some_and(|word| is_in("study-nouns", &word.lower));
    let begins_with_verb = words
        .first()
        .is_some_and(|word| verb::of(&word.lower).is_some() && !second_is_study);
    words.len() <= STUDY
        && !begins_with_verb
        && !head.clone().any(|word| is_in("standing-words", word))
        && head
            .by_ref()
            .last()
            .is_some_and(|word| is_in("study-nouns", word))
}

/// "Determine how many nodes are affected": its verb is one of finding out.
fn finds_out(wording: &Wording<'_>) -> bool {
    let at = wording.find("investigation-verbs");
    wording.clause.verb.is_some() && at == Some(wording.clause.verb_at)
}

/// The type that a heading states for all below it.
pub(super) fn of_label(label: &str) -> Option<Type> {
    let label = crate::postmortem::normalise(label);
    LISTS_OF_LABELS
        .iter()
        .find(|(_, words)| label.split(' ').any(|w| words.contains(&w)))
        .map(|(kind, _)| *kind)
}

const LISTS_OF_LABELS: [(Type, &[&str]); 5] = [
    (
        Type::Detect,
        &[
            "detection",
            "detect",
            "monitoring",
            "alerting",
            "observability",
        ],
    ),
    (
        Type::Prevent,
        &["prevention", "prevent", "preventive", "preventative"],
    ),
    (
        Type::Mitigate,
        &["mitigation", "mitigate", "mitigations", "recovery"],
    ),
    (
        Type::Process,
        &[
            "documentation",
            "docs",
            "training",
            "communication",
            "communications",
            "culture",
        ],
    ),
    (
        Type::Investigate,
        &["investigation", "investigate", "research"],
    ),
];

/// A word in a column or behind `type:`, also of other people's names for the types.
fn of_word(word: &str) -> Option<Type> {
    let word = word.trim().trim_matches(['*', '`', '.']).to_lowercase();
    let first = word.split(['/', ',', ' ']).next().unwrap_or_default();
    Type::parse(first).or_else(|| {
        words::entries("type-names")
            .filter_map(|line| line.split_once(' '))
            .find(|(_, name)| *name == word || *name == first)
            .and_then(|(kind, _)| Type::parse(kind))
    })
}

/// The type with the most telling words; those at the head count more than those of purpose and place.
fn by_words(wording: &Wording<'_>, group: Option<Type>) -> Type {
    // Tried on 565 actions of public post-mortems whose type readers had told: other weights near these do no better.
    let weight = |at: usize| match at {
        0 => 3.5,
        at if at < wording.head_end => 3.0,
        at if at < 160 => 1.0,
        _ => 0.6,
    };
    let score = |(kind, list): &(Type, &'static str)| {
        let found = words::phrases(list)
            .find_iter(wording.plain)
            .filter(|found| !is_of_a_name(wording.plain, found.end()))
            .take(6);
        let words: f32 = found
            .map(|m| match is_in_brackets(wording.plain, m.start()) {
                true => ASIDE,
                false => weight(m.start()),
            })
            .sum();
        let group = if group == Some(*kind) { 2.5 } else { 0.0 };
        (words + group, *kind)
    };
    // One word is enough, wherever it stands.
    let least = (0.25, Type::Prevent);
    let best = LISTS
        .iter()
        .map(score)
        .fold(least, |best, next| match next.0 > best.0 {
            true => next,
            false => best,
        });
    best.1
}

/// What a word in brackets counts: it gives an example, as in "Set limits on the helpers (dashboards, proxies)".
const ASIDE: f32 = 0.6;

/// Whether a bracket before `at` is still open there.
fn is_in_brackets(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let open = before.rfind('(');
    open.is_some_and(|open| !before.get(open..).unwrap_or_default().contains(')'))
}

/// Whether a word goes on behind a dot without a blank: `docs.example.com` is a name and not about documentation.
fn is_of_a_name(text: &str, end: usize) -> bool {
    let mut rest = text.get(end..).unwrap_or_default().chars();
    rest.next() == Some('.') && rest.next().is_some_and(char::is_alphabetic)
}

/// How strongly an action works.
pub(super) fn strength(wording: &Wording<'_>, kind: Type, clarity: Clarity) -> Strength {
    let begins = |list| wording.find(list).is_some_and(|at| at < wording.head_end);
    match kind {
        _ if clarity == Clarity::People => Strength::Weak,
        Type::Process | Type::Investigate => Strength::Weak,
        Type::Detect if begins("dashboard-words") => Strength::Weak,
        Type::Prevent | Type::Mitigate if begins("strong-verbs") => Strength::Strong,
        _ => Strength::Medium,
    }
}
