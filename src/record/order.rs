//! Where an entry belongs among others.

use jiff::Timestamp;

use super::Clock;
use crate::postmortem::Entry;

const DAY: i64 = 24 * 60;

/// How many of the entries stand before a new one: behind all that are not later, or before all that are not later where
/// the newest stands first.
pub(super) fn before(entries: &[Entry], at: Timestamp, clock: &Clock) -> usize {
    let times = times(entries, clock);
    let known: Vec<i64> = times.iter().flatten().copied().collect();
    let new = match entries.iter().any(|entry| entry.at.date.is_some()) {
        true => minutes(at),
        false => nearest(time_of_day(at, clock), known.last().copied()),
    };
    let steps = |is: fn(&[i64]) -> bool| known.windows(2).filter(|pair| is(pair)).count();
    let is_newest_first = steps(|pair| pair[0] > pair[1]) > steps(|pair| pair[0] < pair[1]);
    let is_not_later = |time: &Option<i64>| time.is_some_and(|time| time <= new);
    match is_newest_first {
        true => times.iter().position(is_not_later).unwrap_or(times.len()),
        false => times.iter().rposition(is_not_later).map_or(0, |at| at + 1),
    }
}

fn minutes(at: Timestamp) -> i64 {
    at.as_second().div_euclid(60)
}

fn time_of_day(at: Timestamp, clock: &Clock) -> i64 {
    let local = clock.local(at);
    i64::from(local.hour()) * 60 + i64::from(local.minute())
}

/// The minutes of the entries; where none has a day, counted from the first day on.
fn times(entries: &[Entry], clock: &Clock) -> Vec<Option<i64>> {
    if entries.iter().any(|entry| entry.at.date.is_some()) {
        let times = entries
            .iter()
            .map(|entry| clock.of_entry(entry).map(minutes));
        return times.collect();
    }
    let mut day = 0;
    let mut last = 0;
    let mut counted = |time: i64| {
        if last - time > DAY / 2 {
            day += DAY;
        }
        last = time;
        day + time
    };
    let times = entries.iter().map(|entry| {
        let time = entry.at.time?;
        Some(counted(
            i64::from(time.hour()) * 60 + i64::from(time.minute()),
        ))
    });
    times.collect()
}

/// The time of day on the day on which it is nearest to the last entry.
fn nearest(time: i64, last: Option<i64>) -> i64 {
    let last = last.unwrap_or(time);
    let days = (last - time + DAY / 2).div_euclid(DAY).max(0);
    time + days * DAY
}
