//! Dates that their surroundings contradict.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{instants, slipped_dates, together};
use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::postmortem::{Entry, Milestone, MilestoneKind};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let long = long_years(cx);
    let subject = long.first().map(|(_, message)| message.clone());
    let several = |n| format!("{n} dates have a year of five digits");
    if let Some((finding, subject)) = together::report(out, long, several).zip(subject) {
        finding
            .help("take out the digit that is too many")
            .subject(subject);
    }
    let slips = slips(cx, cx.settings().count("days") as i64);
    let written = match slips.is_empty() {
        true => Vec::new(),
        false => slipped_dates::written(cx),
    };
    for slip in &slips {
        let message = format!("`{}` {}{}", slip.date, slip.why, may_be(slip.meant));
        let finding = out.report(slip.span, message);
        finding
            .help("correct the digit; if the date is right, say beside it what it has to do with the incident")
            .subject(format!("{} {}", slip.date, cx.doc().source(slip.span)));
        let known = |span: Span| {
            let date = cx.doc().source(span);
            let behind = slips.partition_point(|slip| slip.span.start <= span.start);
            let around = behind.checked_sub(1).and_then(|at| slips.get(at));
            around.is_some_and(|slip| slip.span.contains(span) && slip.date.to_string() == date)
        };
        let also = slip
            .meant
            .map(|meant| slipped_dates::also(&written, slip.date, meant));
        for (span, message) in also.into_iter().flatten().filter(|(span, _)| !known(*span)) {
            finding.related(span, message);
        }
    }
}

fn may_be(meant: Option<Date>) -> String {
    let meant = meant.map(|date| format!("; `{date}` may be meant"));
    meant.unwrap_or_default()
}

/// Days with a year of five digits.
fn long_years(cx: &Context) -> Vec<(Span, String)> {
    let entries = cx.post.entries();
    let entries = entries
        .chain(&cx.post.key_events)
        .map(|entry| (entry.time_span, entry.at.date));
    let milestones = MilestoneKind::ALL
        .into_iter()
        .filter_map(|kind| cx.post.milestones.get(kind))
        .map(|milestone| (milestone.span, milestone.at.date));
    let mut found: Vec<_> = entries
        .chain(milestones)
        .filter_map(|(span, meant)| {
            let written = cx.doc().source(span).trim_start();
            let day = written.split([' ', 'T']).next()?;
            let digits = day.bytes().take_while(u8::is_ascii_digit).count();
            let message = || format!("`{day}` has a year of five digits{}", may_be(meant));
            (digits == 5 && day.contains('-')).then(|| (span, message()))
        })
        .collect();
    found.sort_by_key(|(span, ..)| *span);
    found.dedup_by_key(|(span, ..)| span.start);
    found
}

/// A date that cannot be meant.
pub(super) struct Slip {
    pub(super) span: Span,
    date: Date,
    meant: Option<Date>,
    why: &'static str,
}

const FUTURE: &str = "is in the future";
const FAR: &str = "is far from the other times of the incident";
const BACK: &str = "goes back behind the entry above it";

/// The dates of entries and milestones that cannot be meant, in the order of the document; `far`: more days than this from
/// their surroundings.
pub(super) fn slips(cx: &Context, far: i64) -> Vec<Slip> {
    let mut found = Vec::new();
    for block in instants::blocks(cx.post).chain([cx.post.key_events.as_slice()]) {
        entries(cx, block, far, &mut found);
    }
    let known: BTreeSet<Span> = found.iter().map(|slip: &Slip| slip.span).collect();
    let mut of_milestones = Vec::new();
    for kind in MilestoneKind::ALL {
        let milestone = cx.post.milestones.get(kind).filter(|m| m.stated);
        let milestone = milestone.filter(|m| !known.iter().any(|span| span.contains(m.span)));
        of_milestones.extend(milestone.and_then(|m| milestone_slip(cx, m, &known, far)));
    }
    found.extend(plainer(cx, of_milestones));
    found.sort_by_key(|slip| slip.span);
    found.dedup_by_key(|slip| slip.span);
    found
}

/// Entries of one day, one after the other.
struct Run<'e> {
    date: Date,
    first: &'e Entry,
    last: &'e Entry,
    len: usize,
}

fn entries(cx: &Context, block: &[Entry], far: i64, found: &mut Vec<Slip>) {
    let mut runs: Vec<Run> = Vec::new();
    for entry in block {
        let Some(date) = entry.at.date else { continue };
        match runs.last_mut().filter(|run| run.date == date) {
            Some(run) => {
                run.len += 1;
                run.last = entry;
            }
            None => runs.push(Run {
                date,
                first: entry,
                last: entry,
                len: 1,
            }),
        }
    }
    for (at, run) in runs.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| runs.get(at));
        let after = runs.get(at + 1);
        let meant = match (before, after) {
            (Some(before), Some(after)) => between(run, before, after, far),
            (Some(one), None) | (None, Some(one)) => at_the_edge(&runs, run, one),
            (None, None) => None,
        };
        let back = || {
            let before = before?;
            let meant = goes_back(run, before, after, far);
            Some(Some(
                meant.or_else(|| runs_on(block, run, before, after, far))?,
            ))
        };
        let (why, meant) = match (is_future(cx, run.date), meant) {
            (true, meant) => (FUTURE, meant),
            (false, Some(meant)) => (FAR, Some(meant)),
            (false, None) => (BACK, back()),
        };
        if meant.is_some() || why == FUTURE {
            found.push(Slip {
                span: run.first.time_span,
                date: run.date,
                meant: meant.flatten(),
                why,
            });
        }
    }
}

/// How many days an entry must go back before a slip is likelier than an entry out of place.
const BACK_DAYS: i64 = 2;

/// A day before that of the entry above it, which one other digit would put between its neighbours.
fn goes_back(run: &Run, before: &Run, after: Option<&Run>, far: i64) -> Option<Date> {
    let high = match after {
        Some(after) => after.date,
        None => before.date.tomorrow().ok()?,
    };
    let ordered = before.date <= high && days(before.date, high) <= far;
    let back = run.date < before.date && days(run.date, before.date) > BACK_DAYS;
    (ordered && back).then(|| one_digit_off(run.date, before.date, high))?
}

/// The day of the entry above, where the last run of a timeline goes far back behind it and its clock runs on from there: the
/// day was typed or copied wrong.
fn runs_on(
    block: &[Entry],
    run: &Run,
    before: &Run,
    after: Option<&Run>,
    far: i64,
) -> Option<Date> {
    let back = run.date < before.date && days(run.date, before.date) > far;
    let clocks = run.first.at.time.zip(before.last.at.time);
    let goes_on = run.first.dated && clocks.is_some_and(|(first, last)| first >= last);
    // What runs newest first goes back all the time.
    let is_rising = || {
        let times: Vec<i64> = instants::of(block.iter()).into_iter().flatten().collect();
        let up = times.windows(2).filter(|pair| pair[0] < pair[1]).count();
        let down = times.windows(2).filter(|pair| pair[0] > pair[1]).count();
        up > down
    };
    (after.is_none() && back && goes_on && is_rising()).then_some(before.date)
}

fn days(a: Date, b: Date) -> i64 {
    i64::from((a - b).get_days().abs())
}

fn is_future(cx: &Context, date: Date) -> bool {
    date > cx.today.tomorrow().unwrap_or(cx.today)
}

/// A day far from both neighbours, which are close together: the day that was probably meant.
fn between(run: &Run, before: &Run, after: &Run, far: i64) -> Option<Option<Date>> {
    let is_slip = days(run.date, before.date) > far
        && days(run.date, after.date) > far
        && days(before.date, after.date) <= far;
    let (low, high) = (before.date.min(after.date), before.date.max(after.date));
    is_slip.then(|| one_digit_off(run.date, low, high))
}

/// The first or last day with the day and month of its neighbour, in another year. Of two days the one with fewer entries;
/// of more, one of a year that fewer entries have.
fn at_the_edge(runs: &[Run], run: &Run, neighbour: &Run) -> Option<Option<Date>> {
    let of_year = |year: i16| {
        let runs = runs.iter().filter(|run| run.date.year() == year);
        runs.map(|run| run.len).sum::<usize>()
    };
    let rarer = runs.len() == 2 || of_year(run.date.year()) < of_year(neighbour.date.year());
    let meant = run.date.with().year(neighbour.date.year()).build().ok()?;
    let is_slip = run.date.year() != neighbour.date.year()
        && days(meant, neighbour.date) <= 1
        && rarer
        && run.len <= neighbour.len;
    is_slip.then_some(Some(meant))
}

/// A milestone far outside the other times, which one other digit would put inside.
fn milestone_slip(
    cx: &Context,
    milestone: &Milestone,
    slips: &BTreeSet<Span>,
    far: i64,
) -> Option<Slip> {
    let date = milestone.at.date?;
    if is_future(cx, date) {
        return Some(Slip {
            span: milestone.span,
            date,
            meant: None,
            why: FUTURE,
        });
    }
    let others = MilestoneKind::ALL
        .into_iter()
        .filter_map(|kind| cx.post.milestones.get(kind));
    let others = others
        .filter(|other| other.span != milestone.span)
        .filter(|other| !slips.iter().any(|slip| slip.contains(other.span)))
        .filter_map(|other| other.at.date);
    let entries = cx.post.entries();
    let entries = entries
        .filter(|entry| !slips.contains(&entry.time_span))
        .filter_map(|entry| entry.at.date);
    let dates: Vec<Date> = others.chain(entries).collect();
    let (low, high) = (*dates.iter().min()?, *dates.iter().max()?);
    let outside = date < low && days(low, date) > far || date > high && days(date, high) > far;
    // Of two times alone nobody knows which one is wrong.
    let meant = one_digit_off(date, low, high).filter(|_| outside && dates.len() >= 2)?;
    Some(Slip {
        span: milestone.span,
        date,
        meant: Some(meant),
        why: FAR,
    })
}

/// Of two milestones each of which may be meant as the other, the one that is farther from all the others.
fn plainer(cx: &Context, mut slips: Vec<Slip>) -> Vec<Slip> {
    let dates: Vec<Date> = MilestoneKind::ALL
        .into_iter()
        .filter_map(|kind| cx.post.milestones.get(kind)?.at.date)
        .collect();
    let distance = |slip: &Slip| {
        let others = dates
            .iter()
            .filter(|date| **date != slip.date && Some(**date) != slip.meant);
        others.map(|date| days(*date, slip.date)).min().unwrap_or(0)
    };
    let known: Vec<(Date, Option<Date>, i64)> = slips
        .iter()
        .map(|slip| (slip.date, slip.meant, distance(slip)))
        .collect();
    slips.retain(|slip| {
        let rival = known
            .iter()
            .find(|(date, meant, _)| *meant == Some(slip.date) && Some(*date) == slip.meant);
        rival.is_none_or(|(.., far)| distance(slip) >= *far)
    });
    slips
}

/// A day between `low` and `high` that differs from `date` in a single digit.
fn one_digit_off(date: Date, low: Date, high: Date) -> Option<Date> {
    let written = date.to_string();
    let digits = written.char_indices().filter(|(_, c)| c.is_ascii_digit());
    let others = digits.flat_map(|(at, _)| {
        let written = &written;
        ('0'..='9').filter_map(move |digit| {
            let mut other = written.clone();
            other.replace_range(at..at + 1, digit.encode_utf8(&mut [0; 4]));
            other.parse::<Date>().ok()
        })
    });
    others
        .filter(|other| *other != date && (low..=high).contains(other))
        .min()
}
