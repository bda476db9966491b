//! Days and times that stand within a heading or an item, and not at its start.

use super::lead::Lead;
use crate::markdown::Text;
use crate::postmortem::names_something_else;
use crate::postmortem::time::{self, Stamp};

/// "Timeline (UTC, 14 March 2026)", "Events of 14 March": the only day that a heading names, and no time.
pub(super) fn day_in_heading(text: Text<'_>) -> Option<Lead<'_>> {
    let source = text.as_str();
    let mut stamps = time::find_stamps(source).into_iter();
    let stamp = stamps.next().filter(|_| stamps.next().is_none())?;
    let alone = stamp.from.clock.is_none() && stamp.until.is_none();
    let plain = stamp.from.day.is_some_and(|day| day.is_plain());
    let counts =
        alone && plain && !ends_a_range(source, &stamp) && !names_something_else(source, &stamp);
    counts.then(|| Lead {
        time: text.slice(stamp.range.clone()),
        rest: text.slice(0..0),
        loose: false,
        stamp,
    })
}

/// "13 to 15 March": the first part of a range stands before the day.
fn ends_a_range(text: &str, stamp: &Stamp) -> bool {
    let before = text.get(..stamp.range.start).unwrap_or_default();
    let joints = ["to", "until", "and", "-", "–", "—"];
    let mut first = joints
        .iter()
        .filter_map(|joint| before.trim_end().strip_suffix(joint));
    first.any(|first| first.trim_end().ends_with(|c: char| c.is_ascii_digit()))
}

/// "Fault seen 2026-03-14 09:02": the time at the very end of a short text.
pub(super) fn trailing(text: Text<'_>) -> Option<Lead<'_>> {
    let (text, stamp, _) = last_time(text)?;
    let behind = text.as_str().get(stamp.range.end..)?;
    if behind.contains(char::is_alphanumeric) {
        return None;
    }
    Some(Lead {
        time: text.slice(stamp.range.clone()),
        rest: text.slice(0..stamp.range.start).trim(),
        loose: false,
        stamp,
    })
}

/// "Kim saw the fault at 09:02 CET and looked": the only time of a short text, with its day or zone.
pub(super) fn within(text: Text<'_>) -> Option<Lead<'_>> {
    let (text, stamp, others) = last_time(text)?;
    let placed = stamp.from.day.is_some() || stamp.from.zone.is_some();
    (others == 0 && placed && stamp.until.is_none()).then(|| Lead {
        time: text.slice(stamp.range.clone()),
        rest: text,
        loose: false,
        stamp,
    })
}

/// The last time of a short text, where it is a clock time, and how many others stand before it.
fn last_time(text: Text<'_>) -> Option<(Text<'_>, Stamp, usize)> {
    let text = text.trim();
    let source = text.as_str();
    if source.len() > 160 || source.contains('\n') {
        return None;
    }
    let mut stamps = time::find_stamps(source);
    let stamp = stamps.pop()?;
    stamp.from.clock.filter(|clock| clock.is_plain())?;
    Some((text, stamp, stamps.len()))
}
