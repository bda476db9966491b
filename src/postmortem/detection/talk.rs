//! Timelines that are a talk: "15:19 AC FYI the pages are broken", "15:21 @kim First report of blank maps".

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::{DetectedBy, Detection, LISTS, is_initials};
use crate::phrases::Phrases;
use crate::postmortem::{Entry, Timeline};
use crate::words;

/// What goes wrong.
pub(super) static SYMPTOMS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("symptoms"));

/// How somebody begins who says what looks wrong.
static REMARKS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("talk-remarks"));

/// So many people make a talk.
const FEWEST_SPEAKERS: usize = 2;

/// Whoever speaks first of what goes wrong, among the first entries of a talk.
pub(super) fn first_word(timeline: &Timeline, first: &[Entry]) -> Option<Detection> {
    let speakers = timeline.entries.iter().filter_map(speaker);
    if speakers.collect::<HashSet<_>>().len() < FEWEST_SPEAKERS {
        return None;
    }
    let speaks = |entry: &&Entry| {
        speaker(entry).is_some_and(|name| SYMPTOMS.is_match(&entry.text) || is_remark(entry, name))
    };
    let entry = first.iter().find(speaks)?;
    Some(Detection {
        by: DetectedBy::Employee,
        span: Some(entry.span),
        is_plain: false,
    })
}

/// Whether somebody begins with what looks wrong: "AC It looks like the pictures are all of last week".
fn is_remark(entry: &Entry, speaker: &str) -> bool {
    let said = entry.text.trim_start().strip_prefix(speaker);
    said.is_some_and(|said| REMARKS.opens(said.trim_start_matches([':', ' '])))
}

/// The initials of who speaks in an entry.
fn speaker(entry: &Entry) -> Option<&str> {
    let first = entry.text.split_whitespace().next()?;
    let first = first.trim_end_matches(':');
    let known = words::set("known-abbreviations").contains(first.to_lowercase().as_str());
    (is_initials(first) && !known).then_some(first)
}

/// The handles of those who work on it.
pub(super) struct Handles<'t>(HashSet<&'t str>);

/// The handles with which several entries begin.
pub(super) fn handles(timeline: &Timeline) -> Handles<'_> {
    let mut once = HashSet::new();
    let entries = timeline.entries.iter();
    let handles = entries.filter_map(|entry| handle(&entry.text));
    Handles(handles.filter(|handle| !once.insert(*handle)).collect())
}

/// The handle with which an entry begins.
fn handle(entry: &str) -> Option<&str> {
    let first = entry.split_whitespace().next()?.trim_end_matches(':');
    (first.len() > 1 && first.starts_with('@')).then_some(first)
}

impl Handles<'_> {
    /// Whether one of us says what an entry tells at `place`, and names nobody outside.
    pub(super) fn speak(&self, entry: &str, place: &Range<usize>) -> bool {
        let words = entry.get(place.clone()).unwrap_or_default();
        handle(entry).is_some_and(|handle| self.0.contains(handle))
            && !LISTS.outsiders.is_match(words)
    }
}
