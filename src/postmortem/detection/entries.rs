//! The entry of a timeline that tells who noticed.

use super::{DetectedBy, Detection, LISTS, Strictness, classify, names_who_noticed, talk};
use crate::postmortem::{Entry, Timeline};

/// In a shorter timeline every entry may be the one.
const EARLY_ENTRIES: usize = 5;

/// The first of the early entries that tells it, else what is told before anybody works on it.
pub(super) fn read(timeline: &Timeline) -> Option<Detection> {
    let ours = talk::handles(timeline);
    // What is noticed later on is something else.
    let early = (timeline.entries.len() / 2).max(EARLY_ENTRIES);
    let all = &timeline.entries;
    // A user may tell of an outage that the entries before have told already, when it is over.
    let is_broken = |entry: &Entry| talk::SYMPTOMS.is_match(&entry.text);
    let broke = all.iter().position(is_broken).and_then(|at| all.get(at));
    let looks_back = |entry: &Entry| {
        LISTS.looking_back.is_match(&entry.text)
            && broke.is_some_and(|broke| broke.span.start < entry.span.start)
    };
    let told = |entry: &Entry| {
        let told = classify(&entry.text, Strictness::Entry).filter(|_| !looks_back(entry))?;
        let own = told.by == DetectedBy::Customer && ours.speak(&entry.text, &told.place);
        Some(Detection {
            by: if own { DetectedBy::Employee } else { told.by },
            span: Some(entry.span),
            is_plain: told.is_plain,
        })
    };
    let (first, later) = all.split_at(early.min(all.len()));
    // Once an incident is declared it is known, whoever tells of it then.
    let known = first
        .iter()
        .position(|entry| LISTS.declared.is_match(&entry.text));
    let (first, later) = match known {
        Some(at) => (first.get(..=at)?, &[][..]),
        None => (first, later),
    };
    let named = |entry: &Entry| {
        names_who_noticed(&entry.text).then_some(Detection {
            by: DetectedBy::Employee,
            span: Some(entry.span),
            is_plain: false,
        })
    };
    // Behind a long lead-up, an alert or a user may still be the first to tell; not once somebody works on it.
    let is_worked_on = |entry: &&Entry| LISTS.later.is_match(&entry.text);
    let untouched = !first.iter().any(|entry| is_worked_on(&entry));
    let until = later
        .iter()
        .take_while(|entry| untouched && !is_worked_on(entry));
    let mut behind = until.filter_map(told);
    let early = first
        .iter()
        .find_map(|entry| told(entry).or_else(|| named(entry)));
    early
        .or_else(|| behind.find(|found| found.by != DetectedBy::Employee))
        .or_else(|| talk::first_word(timeline, first))
}
