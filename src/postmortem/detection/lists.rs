//! The words by which a text tells who noticed.

use std::sync::LazyLock;

use super::DetectedBy;
use crate::phrases::Phrases;
use crate::words;

/// One list for every question that is asked of a sentence.
pub(super) struct Lists {
    pub(super) all: [(DetectedBy, &'static Phrases); 5],
    /// For short answers.
    pub(super) bare: [(DetectedBy, &'static Phrases); 4],
    pub(super) denied: &'static Phrases,
    /// Within the words that tell.
    pub(super) denied_within: &'static Phrases,
    /// Behind an alert that did not ring.
    pub(super) quiet: &'static Phrases,
    /// Who of us notices.
    pub(super) insiders: &'static Phrases,
    /// Who of those outside notices.
    pub(super) outsiders: &'static Phrases,
    /// What says that the incident is known.
    pub(super) declared: &'static Phrases,
    /// What says that somebody was sooner than others.
    pub(super) ahead: &'static Phrases,
    /// What is found out in the course of an incident.
    pub(super) later: &'static Phrases,
    /// What says in running text that it was known by then.
    pub(super) under_way: &'static Phrases,
    /// What is noticed at its beginning.
    pub(super) object: &'static Phrases,
    /// What stands behind the name of somebody who notices.
    pub(super) by_name: &'static Phrases,
    /// How a passive begins.
    pub(super) passive: &'static Phrases,
    /// What joins a passive to the clause that says who or what it was.
    pub(super) through: &'static Phrases,
    /// Work during which somebody inside notices.
    pub(super) occasions: &'static Phrases,
    /// What somebody of us did, and what came of it.
    pub(super) own_acts: &'static Phrases,
    /// Work of ours in an account of the detection.
    pub(super) own_work: &'static Phrases,
    /// What went wrong in view of it.
    pub(super) work_failures: &'static Phrases,
    /// One team calls another in.
    pub(super) calls: &'static Phrases,
    /// Acts of those who know of it already.
    pub(super) repairs: &'static Phrases,
    /// What a report tells of an outage that is over.
    pub(super) looking_back: &'static Phrases,
    /// What stands before the name of somebody from whom the news came.
    pub(super) came_from: &'static Phrases,
    /// An alert that somebody wishes for.
    pub(super) wishes: &'static Phrases,
}

pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    all: [
        (DetectedBy::Synthetic, words::phrases("detected-synthetic")),
        (DetectedBy::Alert, words::phrases("detected-alert")),
        (DetectedBy::Vendor, words::phrases("detected-vendor")),
        (DetectedBy::Customer, words::phrases("detected-customer")),
        (DetectedBy::Employee, words::phrases("detected-employee")),
    ],
    bare: [
        (DetectedBy::Alert, words::phrases("detected-bare-alert")),
        (DetectedBy::Vendor, words::phrases("detected-bare-vendor")),
        (
            DetectedBy::Customer,
            words::phrases("detected-bare-customer"),
        ),
        (
            DetectedBy::Employee,
            words::phrases("detected-bare-employee"),
        ),
    ],
    denied: words::phrases("detected-denied"),
    denied_within: words::phrases("detected-denied-within"),
    quiet: words::phrases("detected-quiet"),
    insiders: words::phrases("detected-insiders"),
    outsiders: words::phrases("detected-outsiders"),
    declared: words::phrases("detected-declared"),
    ahead: words::phrases("detected-ahead"),
    later: words::phrases("detected-later"),
    under_way: words::phrases("detected-under-way"),
    object: words::phrases("detected-object"),
    by_name: words::phrases("names-notice"),
    passive: words::phrases("detected-passive"),
    through: words::phrases("detected-through"),
    occasions: words::phrases("detected-occasions"),
    own_acts: words::phrases("detected-own-acts"),
    own_work: words::phrases("detected-own-work"),
    work_failures: words::phrases("detected-work-failures"),
    calls: words::phrases("detected-calls"),
    repairs: words::phrases("detected-repairs"),
    looking_back: words::phrases("detected-looking-back"),
    came_from: words::phrases("detected-came-from"),
    wishes: words::phrases("detected-wishes"),
});
