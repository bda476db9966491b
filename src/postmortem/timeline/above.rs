//! The day of entries that stand above the first one that names its day, where the document states none for the incident.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Entry;
use super::assemble::is_next_day;
use crate::markdown::{Document, Span};
use crate::postmortem::Metadata;
use crate::postmortem::time::{self, days_between};

/// So many days may lie between the first entries and the first that names its day.
const MOST_DAYS: i64 = 3;

/// Gives the entries above the first dated one the day that the text before them names.
pub(super) fn date(doc: &Document, metadata: &Metadata, entries: &mut [Entry]) {
    let count = entries
        .iter()
        .take_while(|entry| !entry.dated && entry.at.date.is_none() && entry.at.time.is_some())
        .count();
    let (above, below) = entries.split_at_mut(count);
    let (Some(first), Some(next)) = (above.first(), below.first()) else {
        return;
    };
    let Some(end) = next.at.date else { return };
    let days = days_before(doc, metadata, first.span.start);
    let dates = days
        .filter(|day| (0..=MOST_DAYS).contains(&days_between(*day, end)))
        .find_map(|day| on_days(above, next, day));
    for (entry, date) in above.iter_mut().zip(dates.unwrap_or_default()) {
        entry.at = entry.at.clone().on(Some(date));
    }
}

/// The days that the text before a place names, in order.
fn days_before(doc: &Document, metadata: &Metadata, place: usize) -> impl Iterator<Item = Date> {
    let stamps = time::find_stamps(doc.running_text()).into_iter();
    let before = stamps.take_while(move |stamp| {
        doc.source_span(Span::new(stamp.range.start, stamp.range.end))
            .start
            < place
    });
    before.filter_map(|stamp| metadata.calendar.date(&stamp.from.day?))
}

/// The days of entries of which the first is on `day`; none where the last would lie behind the next one.
fn on_days(above: &[Entry], next: &Entry, day: Date) -> Option<Vec<Date>> {
    let mut dates = Vec::with_capacity(above.len());
    let (mut date, mut last) = (day, None);
    for entry in above {
        let now = entry.at.time?;
        if last.is_some_and(|last| is_next_day(last, now)) {
            date = date.checked_add(1.day()).ok()?;
        }
        dates.push(date);
        last = Some(now);
    }
    let end = next.at.date?;
    let clocks = last.zip(next.at.time);
    let same_day = date == end && clocks.is_none_or(|(last, next)| last <= next);
    (date < end || same_day).then_some(dates)
}
