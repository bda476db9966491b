//! Timelines that are a talk: "15:19 AC FYI the pages are broken".

use std::collections::HashSet;
use std::sync::LazyLock;

use super::{DetectedBy, Detection, is_initials};
use crate::phrases::Phrases;
use crate::postmortem::{Entry, Timeline};
use crate::words;

/// What goes wrong.
static SYMPTOMS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("symptoms"));

/// So many people make a talk.
const FEWEST_SPEAKERS: usize = 2;

/// Whoever speaks first of what goes wrong, among the first entries of a talk.
pub(super) fn first_word(timeline: &Timeline, first: &[Entry]) -> Option<Detection> {
    let speakers = timeline.entries.iter().filter_map(speaker);
    if speakers.collect::<HashSet<_>>().len() < FEWEST_SPEAKERS {
        return None;
    }
    let speaks = |entry: &&Entry| speaker(entry).is_some() && SYMPTOMS.is_match(&entry.text);
    let entry = first.iter().find(speaks)?;
    Some(Detection {
        by: DetectedBy::Employee,
        span: Some(entry.span),
        is_plain: false,
    })
}

/// The initials of who speaks in an entry.
fn speaker(entry: &Entry) -> Option<&str> {
    let first = entry.text.split_whitespace().next()?;
    let first = first.trim_end_matches(':');
    let known = words::set("known-abbreviations").contains(first.to_lowercase().as_str());
    (is_initials(first) && !known).then_some(first)
}
