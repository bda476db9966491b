//! The day of the incident, for comparing the days of its actions with it.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::rules::Context;

/// The day of the incident, and the first day that can be meant by one of its actions. Where its start is stated they are
/// the same. The days of titles and file names are often those of the writing: there the setting `days` lies between.
pub(super) fn of(cx: &Context) -> Option<(Date, Date)> {
    let started = cx.post.milestones.started.as_ref();
    let stated = started.filter(|started| started.stated);
    if let Some(day) = stated.and_then(|started| started.at.date) {
        return Some((day, day));
    }
    let metadata = &cx.post.metadata;
    let date = metadata.date.as_ref().filter(|_| metadata.date_is_sure)?;
    let day: Date = date.value.parse().ok()?;
    let slack = cx.settings().count("days").min(3660) as i64;
    Some((day, day.checked_sub(slack.days()).ok()?))
}
