//! Entries of a timeline that go back in time.

use super::{implausible_date, instants};
use crate::diagnostic::Findings;
use crate::postmortem::Entry;
use crate::rules::Context;

/// Entries that say "about" may be off by this many minutes.
const ABOUT: i64 = 15;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let slips = implausible_date::slips(cx, cx.settings().count("days") as i64);
    for block in instants::blocks(cx.post) {
        let instants = instants::of(block.iter());
        let pairs = || {
            instants
                .windows(2)
                .filter_map(|pair| Some((pair[0]?, pair[1]?)))
        };
        let down = pairs().filter(|(above, below)| below < above).count();
        let up = pairs().filter(|(above, below)| below > above).count();
        if down > up {
            continue;
        }
        for (at, pair) in block.windows(2).enumerate() {
            let (Some(above), Some(below)) = (instants[at], instants[at + 1]) else {
                continue;
            };
            let is_slip = |entry: &Entry| slips.iter().any(|slip| slip.span == entry.time_span);
            let about = pair[0].at.about || pair[1].at.about;
            if below >= above
                || about && above - below < ABOUT
                || is_slip(&pair[0])
                || is_slip(&pair[1])
            {
                continue;
            }
            let (above, below) = (&pair[0], &pair[1]);
            let said = |entry: &Entry| cx.doc().source(entry.time_span).trim().to_owned();
            out.report(
                below.time_span,
                format!(
                    "`{}` is before `{}`, the entry above it",
                    said(below),
                    said(above)
                ),
            )
            .help(help(block, &instants, at))
            .related(above.time_span, "the entry above it")
            .subject(format!("{} {}", said(below), below.text));
        }
    }
}

/// Minutes.
const HOUR: i64 = 60;
const HALF_DAY: i64 = 12 * HOUR;

/// What may have happened to the entry behind that at `at`: a 12-hour clock, a day that was not counted on, another zone.
fn help(block: &[Entry], instants: &[Option<i64>], at: usize) -> String {
    let (Some(above), Some(below)) = (&block.get(at), &block.get(at + 1)) else {
        return String::new();
    };
    let off = instants[at].unwrap_or_default() - instants[at + 1].unwrap_or_default();
    let zones = match off % HOUR == 0 {
        true => "; or are the zones mixed?",
        false => "",
    };
    if let Some(meant) = on_a_12_hour_clock(block, instants, at) {
        let after = instants.get(at + 2).copied().flatten();
        let next = instants[at + 1].map(|below| below + 2 * HALF_DAY);
        // The last one, or one whose neighbour below is not before the next day.
        let or_next_day = match after.is_none_or(|after| next.is_some_and(|next| next <= after)) {
            true => ", or the next day",
            false => "",
        };
        return format!(
            "a 12-hour clock? write `{meant}`{or_next_day}, or am and pm behind all times; else correct the time or move the entry{zones}"
        );
    }
    let same_day = above.at.date.is_some() && above.at.date == below.at.date;
    if same_day && off > HALF_DAY && runs_on(instants, at + 1) {
        return "the entries below run on from this one, so those above it may be of the day before: correct their day, or this time"
            .to_owned();
    }
    let day = match crosses_midnight(above, below) {
        true => "; write the day where it crosses midnight",
        false => "",
    };
    format!("correct the time or move the entry{day}{zones}")
}

/// Whether the night may lie between two entries: late in the one, early in the other. By day nothing crosses it.
fn crosses_midnight(above: &Entry, below: &Entry) -> bool {
    const EVENING: i8 = 18;
    const MORNING: i8 = 9;
    let hours = above.at.time.zip(below.at.time);
    hours.is_none_or(|(above, below)| above.hour() >= EVENING && below.hour() < MORNING)
}

/// The clock time of one of two entries, twelve hours on or back, where that alone puts both between their neighbours.
fn on_a_12_hour_clock(block: &[Entry], instants: &[Option<i64>], at: usize) -> Option<String> {
    /// What is off by less is another slip.
    const LEAST: i64 = 2 * HOUR;
    let (above, below) = (instants[at]?, instants[at + 1]?);
    if above - below < LEAST {
        return None;
    }
    let before = at.checked_sub(1).and_then(|before| instants[before]);
    let after = instants.get(at + 2).copied().flatten();
    let clock = |entry: &Entry, hours: i8| {
        let time = entry.at.time.filter(|_| !entry.at.about)?;
        let hour = time
            .hour()
            .checked_add(hours)
            .filter(|hour| (0..24).contains(hour))?;
        Some(format!("{hour:02}:{:02}", time.minute()))
    };
    let later = below + HALF_DAY;
    let earlier = above - HALF_DAY;
    let later_fits = later >= above && after.is_none_or(|after| later <= after);
    let earlier_fits = earlier <= below && before.is_none_or(|before| before <= earlier);
    clock(&block[at + 1], 12)
        .filter(|_| later_fits)
        .or_else(|| clock(&block[at], -12).filter(|_| earlier_fits))
}

/// Whether two entries and more follow in order.
fn runs_on(instants: &[Option<i64>], from: usize) -> bool {
    const FEWEST: usize = 3;
    let rest = instants.get(from..).unwrap_or_default();
    rest.len() >= FEWEST
        && rest
            .windows(2)
            .all(|pair| matches!(pair, [Some(one), Some(next)] if one <= next))
}
