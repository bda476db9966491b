//! Milestones that stated lengths single out among the entries: "Time to detection: 10 min", "Time to recovery: 56 min".

use jiff::ToSpan;

use super::{MilestoneKind, Milestones, Source};
use crate::markdown::Span;
use crate::postmortem::Entry;
use crate::postmortem::time::{self, Moment};

/// The one entry from which another is as far as the time to detect and a third as far as the time to recover.
pub(super) fn read(source: Source<'_>, found: &mut Milestones, entries: &[&Entry]) {
    let lengths = stated(source, "time to detect")
        .zip(stated(source, "duration").or_else(|| stated(source, "time to mitigate")));
    let Some((to_detect, to_recover)) = lengths.filter(|(_, to_recover)| *to_recover > 0) else {
        return;
    };
    let after = |start: &Entry, minutes: i64| {
        let at = start.at.minutes()? + minutes;
        entries
            .iter()
            .find(|entry| entry.at.minutes() == Some(at))
            .copied()
    };
    let mut fits = entries
        .iter()
        .filter_map(|start| Some((*start, after(start, to_detect)?, after(start, to_recover)?)));
    let (Some((started, detected, served)), None) = (fits.next(), fits.next()) else {
        return;
    };
    if found.has_clock(MilestoneKind::Started) {
        return;
    }
    for (kind, entry) in [
        (MilestoneKind::Started, started),
        (MilestoneKind::Detected, detected),
        (MilestoneKind::Mitigated, served),
    ] {
        found.keep(kind, entry.at.clone(), entry.time_span, false);
    }
}

/// When it was detected, where only its start and the time that it took are stated.
pub(super) fn detected(source: Source<'_>, found: &mut Milestones) {
    let started = found.started.as_ref().map(|started| &started.at);
    let minutes = stated(source, "time to detect");
    let Some(((start, minutes), span)) = started.zip(minutes).zip(place(source)) else {
        return;
    };
    let later = start
        .date
        .zip(start.time)
        .and_then(|(date, time)| date.to_datetime(time).checked_add(minutes.minutes()).ok());
    if let Some(later) = later {
        let at = Moment {
            date: Some(later.date()),
            time: Some(later.time()),
            ..start.clone()
        };
        found.keep(MilestoneKind::Detected, at, span, false);
    }
}

/// Where the time to detect is stated.
fn place(source: Source<'_>) -> Option<Span> {
    let mut labels = source.labels.iter();
    let label = labels.find(|label| label.fact == "time to detect")?;
    Some(label.value()?.trim().span())
}

/// An exact length in minutes that a label states.
fn stated(source: Source<'_>, fact: &str) -> Option<i64> {
    let mut labels = source.labels.iter().filter(|label| label.fact == fact);
    labels.find_map(|label| {
        let value = label.value()?;
        let (_, length) = time::find_durations(value.as_str()).into_iter().next()?;
        (!length.about && !length.bound).then(|| length.minutes())
    })
}
