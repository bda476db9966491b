//! The words that tell what a number counts and whether users felt it.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::phrases::Phrases;

use super::Metric;
use crate::markdown::Text;
use crate::words;

/// The word lists, looked up once.
pub(super) struct Lists {
    pub(super) people: &'static HashSet<&'static str>,
    pub(super) inside: &'static HashSet<&'static str>,
    pub(super) requests: &'static HashSet<&'static str>,
    pub(super) data: &'static HashSet<&'static str>,
    pub(super) things: &'static HashSet<&'static str>,
    pub(super) money: &'static HashSet<&'static str>,
    /// What says that the amount behind it was lost.
    pub(super) losses: &'static HashSet<&'static str>,
    pub(super) stop: &'static HashSet<&'static str>,
    /// Nouns for several without an s.
    pub(super) collective: &'static HashSet<&'static str>,
    pub(super) not_after: &'static HashSet<&'static str>,
    pub(super) not_before: &'static HashSet<&'static str>,
    pub(super) time: &'static HashSet<&'static str>,
    /// Units of time that are too long for a latency.
    pub(super) days: &'static HashSet<&'static str>,
    pub(super) effects: &'static Phrases,
    /// What says that money was there to be lost.
    pub(super) exposed: &'static Phrases,
    pub(super) latency: &'static Phrases,
    pub(super) rates: &'static Phrases,
    /// What loses its value.
    pub(super) values: &'static Phrases,
    pub(super) not_percent: &'static Phrases,
    pub(super) denied: &'static Phrases,
    pub(super) supposed: &'static Phrases,
    pub(super) reached: &'static Phrases,
    pub(super) errors: &'static HashSet<&'static str>,
    /// Verbs that tell how many errors there were at most.
    pub(super) peaks: &'static HashSet<&'static str>,
    /// What befalls those that are counted, behind them.
    pub(super) befell: &'static Phrases,
    /// What makes a time behind which it stands the time of an event.
    pub(super) when: &'static HashSet<&'static str>,
    /// What says that a number is rough.
    pub(super) roughly: &'static HashSet<&'static str>,
    /// Units of a size.
    pub(super) sizes: &'static HashSet<&'static str>,
    /// What some of those who were counted did.
    pub(super) acts: &'static HashSet<&'static str>,
    /// What numbers are spread over that are no things.
    pub(super) occasions: &'static HashSet<&'static str>,
    /// What became of data, besides being lost.
    pub(super) gone: &'static HashSet<&'static str>,
    /// How many are left, behind those that are counted.
    pub(super) left: &'static HashSet<&'static str>,
    /// What points from a number to what was told or seen elsewhere.
    pub(super) pointers: &'static HashSet<&'static str>,
    /// What a setting counts for: "connections per worker".
    pub(super) machines: &'static HashSet<&'static str>,
    /// Nouns for a rise of errors.
    pub(super) rises: &'static HashSet<&'static str>,
    /// What users turn to us with, as a column's header.
    pub(super) calls: &'static Phrases,
    /// What is told by the time in which it came to be.
    pub(super) told_by_time: &'static HashSet<&'static str>,
}

pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    people: words::set("impact-people"),
    inside: words::set("impact-people-inside"),
    requests: words::set("impact-requests"),
    data: words::set("impact-data"),
    things: words::set("impact-things"),
    money: words::set("impact-money"),
    losses: words::set("impact-losses"),
    stop: words::set("impact-stop"),
    collective: words::set("collective-nouns"),
    not_after: words::set("impact-not-after"),
    not_before: words::set("impact-not-before"),
    time: words::set("impact-time-units"),
    days: words::set("impact-long-units"),
    effects: words::phrases("impact-effects"),
    exposed: words::phrases("impact-exposed"),
    latency: words::phrases("impact-latency"),
    rates: words::phrases("impact-rates"),
    values: words::phrases("impact-values"),
    not_percent: words::phrases("impact-not-percent"),
    denied: words::phrases("impact-denied"),
    supposed: words::phrases("impact-supposed"),
    reached: words::phrases("impact-reached"),
    errors: words::set("impact-errors"),
    peaks: words::set("impact-peaks"),
    befell: words::phrases("impact-befell"),
    when: words::set("impact-when"),
    roughly: words::set("impact-roughly"),
    sizes: words::set("impact-sizes"),
    acts: words::set("impact-acts"),
    occasions: words::set("impact-occasions"),
    gone: words::set("impact-gone"),
    left: words::set("impact-left"),
    pointers: words::set("impact-pointers"),
    machines: words::set("impact-machines"),
    rises: words::set("impact-rises"),
    calls: words::phrases("impact-calls"),
    told_by_time: words::set("impact-told-by-time"),
});

/// What a noun counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    People,
    /// People who may be the ones who answer.
    Inside,
    Requests,
    Data,
    Thing,
}

impl Noun {
    pub(super) fn of(word: &str) -> Option<Noun> {
        let word = word.trim_end_matches("'s").trim_end_matches("’s");
        // "2,300 errors/s"
        let word = match word.split_once('/') {
            Some((noun, unit)) if LISTS.time.contains(unit) => noun,
            _ => word,
        };
        let sets = [
            (Noun::People, LISTS.people),
            (Noun::Inside, LISTS.inside),
            (Noun::Requests, LISTS.requests),
            (Noun::Data, LISTS.data),
            (Noun::Thing, LISTS.things),
        ];
        sets.iter()
            .find(|(_, set)| set.contains(word))
            .map(|(noun, _)| *noun)
    }

    pub(super) fn metric(self) -> Metric {
        match self {
            Noun::People | Noun::Inside => Metric::People,
            Noun::Requests => Metric::Requests,
            Noun::Data => Metric::Data,
            Noun::Thing => Metric::Other,
        }
    }
}

/// What a number alone in a cell counts, by the words of its column's or row's name.
pub(super) fn noun_of_header(header: Text<'_>) -> Option<Metric> {
    metric_of_name(header.as_str())
}

/// What a number counts beside a name: "affected users", "Failed requests".
pub(super) fn metric_of_name(name: &str) -> Option<Metric> {
    let lower = name.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    let mut noun = None;
    let mut lost = false;
    for word in words {
        // "Lost" alone is money, "lost calls" are calls.
        lost |= word == "lost";
        if word != "lost" && words::set("impact-money-headers").contains(word) {
            return Some(Metric::Money);
        }
        noun = noun.or(Noun::of(word));
    }
    if lost && noun.is_none() {
        return Some(Metric::Money);
    }
    let noun = noun?;
    let told = LISTS.effects.is_match(&lower) || LISTS.calls.is_match(&lower);
    told.then_some(noun.metric())
}

/// "parcels misrouted", "beds not shown": things that stand in no list, and what befell them.
pub(super) fn is_struck_name(name: Text<'_>) -> bool {
    let lower = name.as_str().to_lowercase();
    let several = |word: &str| word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let lacks = ["without", "not"];
    let struck = LISTS.effects.is_match(&lower) || words.clone().any(|word| lacks.contains(&word));
    struck && words.any(several)
}
