//! The times of a timeline as minutes on one line, for comparing.

use crate::postmortem::time::Moment;
use crate::postmortem::{Entry, MilestoneKind, PostMortem};

const DAY: i64 = 24 * 60;

/// The minutes of each entry of one block. A clock time for which no day is known takes the day of the entry above it, and
/// the next one when it would go back by more than half a day: that is midnight.
pub(crate) fn of<'e>(entries: impl Iterator<Item = &'e Entry>) -> Vec<Option<i64>> {
    let mut day = 0;
    let mut last: Option<i64> = None;
    let instants = entries.map(|entry| {
        if let Some(minutes) = entry.at.minutes() {
            return Some(minutes);
        }
        let clock = clock(&entry.at)?;
        if last.is_some_and(|last| last - (day + clock) > DAY / 2) {
            day += DAY;
        }
        last = Some(day + clock);
        last
    });
    instants.collect()
}

fn clock(at: &Moment) -> Option<i64> {
    let time = at.time.filter(|_| at.date.is_none())?;
    Some(i64::from(time.hour()) * 60 + i64::from(time.minute()))
}

/// The entries of each block, in order.
pub(super) fn blocks(post: &PostMortem) -> impl Iterator<Item = &[Entry]> {
    let entries = post
        .timeline
        .as_ref()
        .map_or(&[][..], |timeline| timeline.entries.as_slice());
    entries.chunk_by(|a, b| a.block == b.block)
}

/// All instants that the document states, sorted: milestones, key events and entries with a day, or clock times alone where there is no
/// day in the whole document.
pub(super) fn all(post: &PostMortem) -> Vec<i64> {
    let milestones = MilestoneKind::ALL
        .into_iter()
        .filter_map(|kind| post.milestones.get(kind)?.at.minutes());
    let mut instants: Vec<i64> = milestones.collect();
    instants.extend(
        post.entries()
            .chain(&post.key_events)
            .filter_map(|entry| entry.at.minutes()),
    );
    if instants.is_empty() {
        instants.extend(of(post.entries()).into_iter().flatten());
    }
    instants.sort_unstable();
    instants
}
