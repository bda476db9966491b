//! Milestones that cannot all be true.

use std::cell::LazyCell;

use super::implausible_date;
use crate::diagnostic::Findings;
use crate::postmortem::time::Moment;
use crate::postmortem::{Milestone, MilestoneKind};
use crate::rules::Context;

use MilestoneKind::{Detected, Mitigated, Resolved, Started};

/// What may not be before what. Mitigated may be before detected: some incidents heal before anybody looks.
const ORDER: [(MilestoneKind, MilestoneKind); 5] = [
    (Started, Detected),
    (Started, Mitigated),
    (Started, Resolved),
    (Detected, Resolved),
    (Mitigated, Resolved),
];

/// The widest difference between two zones, in minutes.
const ZONES: i64 = 26 * 60;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    // Few documents have a contradiction, and only they need to know.
    let slips = LazyCell::new(|| implausible_date::slips(cx, cx.settings().count("days") as i64));
    let is_slip = |m: &Milestone| slips.iter().any(|slip| slip.span == m.span);
    for (first, then) in ORDER {
        let both = cx
            .post
            .milestones
            .get(first)
            .zip(cx.post.milestones.get(then));
        // What is only read from the wording of a timeline may name something else: of that, the stated day counts.
        let Some((earlier, later)) =
            both.filter(|(a, b)| a.day_span.is_some() && b.day_span.is_some())
        else {
            continue;
        };
        let is_disordered = match earlier.stated && later.stated {
            true => is_before(&later.at, &earlier.at),
            false => later.at.date < earlier.at.date,
        };
        // Its own rule names the digit.
        if !is_disordered || is_slip(earlier) || is_slip(later) {
            continue;
        }
        // Where the days are compared the hours say nothing: those may be of the timeline.
        let by_day = !(earlier.stated && later.stated);
        let said = |kind: MilestoneKind, m: &Milestone| {
            let day = m.at.date.filter(|_| by_day).map(|day| day.to_string());
            let at = day.or_else(|| m.at.iso()).unwrap_or_default();
            format!("{} ({at})", kind.word())
        };
        // The label states the day; the entry of the timeline that tells the hour is another place.
        let place = |m: &Milestone| m.day_span.filter(|_| by_day).unwrap_or(m.span);
        out.report(
            place(later),
            format!("{} is before {}", said(then, later), said(first, earlier)),
        )
        .help("correct the one that is wrong; compare zones and dates, too")
        .related(place(earlier), format!("{} is stated here", first.word()))
        .subject(format!("{} {}", first.word(), then.word()));
    }
}

/// Whether `a` is certainly before `b`.
fn is_before(a: &Moment, b: &Moment) -> bool {
    let days = a.date.zip(b.date);
    let Some((a_minutes, b_minutes)) = a.minutes().zip(b.minutes()) else {
        return days.is_some_and(|(a, b)| a < b);
    };
    let slack = if a.offset.is_some() == b.offset.is_some() {
        0
    } else {
        ZONES
    };
    a_minutes + slack < b_minutes
}
