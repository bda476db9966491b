//! Milestones that stated lengths single out among the entries: "Time to detection: 10 min", "Time to recovery: 56 min".

use super::{MilestoneKind, Milestones, Source};
use crate::postmortem::Entry;
use crate::postmortem::time;

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

/// An exact length in minutes that a label states.
fn stated(source: Source<'_>, fact: &str) -> Option<i64> {
    let mut labels = source.labels.iter().filter(|label| label.fact == fact);
    labels.find_map(|label| {
        let value = label.value()?;
        let (_, length) = time::find_durations(value.as_str()).into_iter().next()?;
        (!length.about && !length.bound).then(|| length.minutes())
    })
}
