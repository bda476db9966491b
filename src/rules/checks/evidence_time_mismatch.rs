//! Entries of the timeline whose own links tell another time.

use super::together;
use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::postmortem::time::Moment;
use crate::postmortem::{Entry, Witness};
use crate::rules::Context;
use crate::words;

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;
/// Minutes from 1970 to the year from which [`Moment::minutes`] counts.
const EPOCH: i64 = 10_957 * DAY;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(timeline) = &cx.post.timeline else {
        return;
    };
    let linked: Vec<Linked> = timeline
        .entries
        .iter()
        .filter_map(|entry| Linked::read(cx, entry))
        .collect();
    let zone = common_offset(&linked);
    let tolerance = cx.settings().number("minutes") as i64;
    let wrong: Vec<(&Linked, i64)> = linked
        .iter()
        .filter_map(|one| Some((one, one.shift(zone, tolerance)?)))
        .collect();
    let places = wrong
        .iter()
        .map(|(one, shift)| (one.entry.time_span, one.told(*shift)))
        .collect();
    let shifts: Vec<i64> = wrong
        .iter()
        .map(|(_, shift)| (shift + HOUR / 2).div_euclid(HOUR))
        .collect();
    let one_zone = shifts.len() > 1
        && shifts
            .iter()
            .all(|shift| *shift == shifts[0] && *shift != 0)
        && wrong
            .iter()
            .all(|(one, shift)| one.is_whole(*shift, tolerance));
    let Some(finding) = together::report(out, places, |n| {
        format!("{n} entries tell another time than their own links")
    }) else {
        return;
    };
    finding.subject("evidence times").help(match one_zone {
        true => format!(
            "all are {} h off: state the zone in which they were read, or correct them",
            shifts[0].abs()
        ),
        false => "correct the time of the entry, or link the message that it is about".to_owned(),
    });
}

/// An entry with the time of its own link.
struct Linked<'e> {
    entry: &'e Entry,
    /// On the clock of the entry, in minutes since 1970.
    local: i64,
    offset: Option<i64>,
    witness: Witness,
    /// Whether the link stands on the time itself.
    on_time: bool,
    /// Whether the text speaks of the message as one about something earlier.
    is_report: bool,
}

impl<'e> Linked<'e> {
    /// None for an entry without a day or with an approximate time, and without exactly one link that carries a time.
    fn read(cx: &Context, entry: &'e Entry) -> Option<Self> {
        let Moment {
            date,
            time,
            offset,
            about,
            ..
        } = &entry.at;
        let at = Moment {
            date: *date,
            time: *time,
            ..Moment::default()
        };
        let local = at.minutes().filter(|_| !about)? + EPOCH;
        let extent = entry.time_span.join(entry.span);
        let links = cx
            .post
            .evidence
            .links
            .iter()
            .filter(|link| !link.definition && touches(link.span, extent));
        let mut witnesses = links.filter_map(|link| Some((link.span, Witness::of(&link.url)?)));
        let (span, witness) = witnesses.next()?;
        if witnesses.next().is_some() {
            return None;
        }
        let on_time = span.contains(entry.time_span);
        Some(Linked {
            entry,
            local,
            offset: offset.map(i64::from),
            witness,
            on_time,
            is_report: !on_time && (speaks_of_a_report(&entry.text) || entry.until.is_some()),
        })
    }

    /// By how many minutes the entry is later than its link; none when the two may be right.
    fn shift(&self, common: Option<i64>, tolerance: i64) -> Option<i64> {
        let offset = self.offset.or(common);
        match self.witness {
            Witness::Window(from, to) => {
                let at = self.local - offset?;
                let apart = if at < from { at - from } else { at - to };
                (!(from..=to).contains(&at) && apart.abs() >= DAY / 2).then_some(apart)
            }
            Witness::At(at) => {
                let shift = self.local - offset.unwrap_or(0) - at;
                let wrong = match offset {
                    Some(_) => shift.abs() > tolerance,
                    // Whole and half hours may be the zone, which nobody has told.
                    None => {
                        shift.abs() > 14 * HOUR || {
                            let rest = shift.rem_euclid(HOUR / 2);
                            rest.min(HOUR / 2 - rest) > tolerance
                        }
                    }
                };
                (wrong && (self.on_time || self.is_slip(shift, tolerance))).then_some(shift)
            }
        }
    }

    /// Whether the two differ as by a zone or a digit. A message that is merely older or newer is a reference.
    fn is_slip(&self, shift: i64, tolerance: i64) -> bool {
        let is_later_report = (-HOUR..0).contains(&shift);
        let digits = |minutes: i64| {
            format!(
                "{:02}{:02}",
                minutes.rem_euclid(DAY) / HOUR,
                minutes.rem_euclid(HOUR)
            )
        };
        let one_digit = shift.abs() < DAY / 2
            && strsim::osa_distance(&digits(self.local), &digits(self.local - shift)) == 1;
        !self.is_report && !is_later_report && (self.is_whole(shift, tolerance) || one_digit)
    }

    fn is_whole(&self, shift: i64, tolerance: i64) -> bool {
        let rest = shift.rem_euclid(HOUR);
        rest.min(HOUR - rest) <= tolerance && shift.abs() <= 14 * HOUR
    }

    fn told(&self, shift: i64) -> String {
        let here = clock(self.local);
        match self.witness {
            Witness::At(_) => format!(
                "this entry is of {here}, and its link of {}",
                self.near(self.local - shift)
            ),
            Witness::Window(from, to) => format!(
                "this entry is of {} {here}, and its graph shows {} to {} UTC",
                day(self.local),
                stamp(from),
                stamp(to)
            ),
        }
    }

    /// A time on the clock of the entry, with its day where that is another.
    fn near(&self, local: i64) -> String {
        match local.div_euclid(DAY) == self.local.div_euclid(DAY) {
            true => clock(local),
            false => stamp(local),
        }
    }
}

fn touches(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

/// The offset in whole or half hours at which most entries agree with their links.
fn common_offset(linked: &[Linked]) -> Option<i64> {
    let offsets = linked.iter().filter_map(|one| match one.witness {
        Witness::At(at) if one.offset.is_none() => Some(one.local - at),
        _ => None,
    });
    let whole: Vec<i64> = offsets
        .map(|shift| (shift + 15).div_euclid(30) * 30)
        .collect();
    let count = |offset: i64| whole.iter().filter(|other| **other == offset).count();
    let best = whole.iter().copied().max_by_key(|offset| count(*offset))?;
    (count(best) >= 3 && count(best) * 3 >= whole.len() * 2 && best.abs() <= 14 * HOUR)
        .then_some(best)
}

/// "Discussion", "thread", "see", another time of day: the link is not the event.
fn speaks_of_a_report(text: &str) -> bool {
    words::phrases("report-words").is_match(text)
}

fn clock(minutes: i64) -> String {
    format!(
        "{:02}:{:02}",
        minutes.rem_euclid(DAY) / HOUR,
        minutes.rem_euclid(HOUR)
    )
}

fn day(minutes: i64) -> String {
    let date =
        jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(minutes.div_euclid(DAY)));
    date.map(|date| date.to_string()).unwrap_or_default()
}

fn stamp(minutes: i64) -> String {
    format!("{} {}", day(minutes), clock(minutes))
}
