//! Dates that their surroundings contradict.

use jiff::civil::Date;

use super::instants;
use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::postmortem::{Entry, Milestone, MilestoneKind};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    for slip in slips(cx, cx.settings().count("days") as i64) {
        let meant = slip
            .meant
            .map(|date| format!("; `{date}` may be meant"))
            .unwrap_or_default();
        let why = if slip.future {
            "is in the future"
        } else {
            "is far from the other times of the incident"
        };
        out.report(slip.span, format!("`{}` {why}{meant}", slip.date))
            .help("correct the digit; if the date is right, say beside it what it has to do with the incident")
            .subject(format!("{} {}", slip.date, cx.doc().source(slip.span)));
    }
}

/// A date that cannot be meant.
pub(super) struct Slip {
    pub(super) span: Span,
    date: Date,
    meant: Option<Date>,
    future: bool,
}

/// The dates of entries and milestones that cannot be meant, in the order of the document; `far`: more days than this from
/// their surroundings.
pub(super) fn slips(cx: &Context, far: i64) -> Vec<Slip> {
    let mut found = Vec::new();
    for block in instants::blocks(cx.post) {
        entries(cx, block, far, &mut found);
    }
    let known: Vec<Span> = found.iter().map(|slip: &Slip| slip.span).collect();
    for kind in MilestoneKind::ALL {
        let milestone = cx
            .post
            .milestones
            .get(kind)
            .filter(|m| m.stated && !known.contains(&m.span));
        found.extend(milestone.and_then(|m| milestone_slip(cx, m, &known, far)));
    }
    found.sort_by_key(|slip| slip.span);
    found.dedup_by_key(|slip| slip.span);
    found
}

/// Entries of one day, one after the other.
struct Run<'e> {
    date: Date,
    first: &'e Entry,
    len: usize,
}

fn entries(cx: &Context, block: &[Entry], far: i64, found: &mut Vec<Slip>) {
    let mut runs: Vec<Run> = Vec::new();
    for entry in block {
        let Some(date) = entry.at.date else { continue };
        match runs.last_mut().filter(|run| run.date == date) {
            Some(run) => run.len += 1,
            None => runs.push(Run {
                date,
                first: entry,
                len: 1,
            }),
        }
    }
    for (at, run) in runs.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| runs.get(at));
        let after = runs.get(at + 1);
        let meant = match (before, after) {
            (Some(before), Some(after)) => between(run, before, after, far),
            (Some(one), None) | (None, Some(one)) => at_the_edge(run, one),
            (None, None) => None,
        };
        let future = is_future(cx, run.date);
        if meant.is_some() || future {
            let meant = meant.flatten();
            found.push(Slip {
                span: run.first.time_span,
                date: run.date,
                meant,
                future,
            });
        }
    }
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

/// The first or last day with the day and month of its neighbour, in another year. Of two days the one with fewer entries.
fn at_the_edge(run: &Run, neighbour: &Run) -> Option<Option<Date>> {
    let meant = run.date.with().year(neighbour.date.year()).build().ok()?;
    let is_slip = run.date.year() != neighbour.date.year()
        && days(meant, neighbour.date) <= 1
        && run.len <= neighbour.len;
    is_slip.then_some(Some(meant))
}

/// A milestone far outside the other times, which one other digit would put inside.
fn milestone_slip(cx: &Context, milestone: &Milestone, slips: &[Span], far: i64) -> Option<Slip> {
    let date = milestone.at.date?;
    if is_future(cx, date) {
        return Some(Slip {
            span: milestone.span,
            date,
            meant: None,
            future: true,
        });
    }
    let others = MilestoneKind::ALL
        .into_iter()
        .filter_map(|kind| cx.post.milestones.get(kind));
    let others = others
        .filter(|other| other.span != milestone.span)
        .filter_map(|other| other.at.date);
    let entries = cx
        .post
        .timeline
        .iter()
        .flat_map(|timeline| &timeline.entries);
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
        future: false,
    })
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
