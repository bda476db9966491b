//! Days in title, file name and front matter that are not the incident's.

use jiff::civil::Date;

use crate::diagnostic::{Finding, Findings};
use crate::markdown::Span;
use crate::postmortem::time::{self, days_between};
use crate::postmortem::{MilestoneKind, NamedDays};
use crate::rules::Context;

/// For how many days after the incident a title may still carry the day on which it was written.
const WRITTEN: i64 = 45;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let days = &cx.post.metadata.named_days;
    let apart = cx.settings().number("days") as i64;
    match incident(cx) {
        Some(incident) => against_times(cx, days, &incident, apart, out),
        None => against_each_other(days, apart, out),
    }
}

/// The days from the first to the last time of the incident that names its day.
struct Incident {
    first: Date,
    last: Date,
    span: Span,
}

fn incident(cx: &Context) -> Option<Incident> {
    let entries = || cx.post.entries();
    let milestones = MilestoneKind::ALL
        .into_iter()
        .filter_map(|kind| cx.post.milestones.get(kind))
        .filter(|milestone| milestone.day_span.is_some());
    let milestones: Vec<_> = milestones.collect();
    // A day that no entry names may come from the very title that is in question.
    if milestones.is_empty() && !entries().any(|entry| entry.dated) {
        return None;
    }
    let entries = entries().map(|entry| (entry.at.date, entry.time_span));
    let milestones = milestones
        .iter()
        .map(|milestone| (milestone.at.date, milestone.span));
    let days: Vec<(Date, Span)> = entries
        .chain(milestones)
        .filter_map(|(date, span)| Some((date?, span)))
        .collect();
    let (first, span) = days
        .iter()
        .min_by_key(|(date, span)| (*date, *span))
        .copied()?;
    let last = days.iter().map(|(date, _)| *date).max()?;
    Some(Incident { first, last, span })
}

/// Whether the text tells of this day, other than in the title.
fn is_told_of(cx: &Context, date: Date, apart: i64) -> bool {
    let doc = cx.doc();
    let title = cx.post.title.as_ref().map(|title| title.span);
    let stamps = time::find_stamps(doc.running_text());
    stamps.iter().any(|stamp| {
        let at = doc
            .source_span(Span::new(stamp.range.start, stamp.range.end))
            .start;
        let told = [Some(&stamp.from), stamp.until.as_ref()]
            .into_iter()
            .flatten();
        let mut days = told.filter_map(|point| cx.post.metadata.calendar.date(&point.day?));
        !title.is_some_and(|title| title.covers(at))
            && days.any(|day| days_between(date, day).abs() <= apart)
    })
}

fn against_times(
    cx: &Context,
    days: &NamedDays,
    incident: &Incident,
    apart: i64,
    out: &mut Findings,
) {
    let early =
        |date: Date| days_between(date, incident.first) > apart && !is_told_of(cx, date, apart);
    let late = |date: Date| days_between(incident.last, date);
    let names = days
        .file
        .into_iter()
        .chain(days.date.as_ref().map(|date| date.value));
    let confirmed = names
        .clone()
        .any(|date| !early(date) && late(date) <= apart);
    let told = || match incident.first == incident.last {
        true => format!("the times are of {}", incident.first),
        false => format!("the times are of {} to {}", incident.first, incident.last),
    };
    if let Some(title) = &days.title {
        let late = late(title.value);
        if early(title.value) || late > WRITTEN || late > apart && confirmed {
            report(
                out,
                title.span,
                format!("the title is of {}; {}", title.value, told()),
            )
            .related(incident.span, "the first time of the incident");
        }
    }
    if let Some(date) = days.date.as_ref().filter(|date| early(date.value)) {
        report(
            out,
            date.span,
            format!("`date` is {}; {}", date.value, told()),
        )
        .related(incident.span, "the first time of the incident");
    }
    if let Some(file) = days.file.filter(|file| early(*file)) {
        report(
            out,
            cx.title_place(),
            format!("the file is named after {file}; {}", told()),
        )
        .related(incident.span, "the first time of the incident");
    }
}

/// Without times: what was written cannot be older than what it is about.
fn against_each_other(days: &NamedDays, apart: i64, out: &mut Findings) {
    let Some(title) = &days.title else { return };
    let (other, what) = match (&days.date, days.file) {
        (Some(date), _) => (date.value, "`date`"),
        (None, Some(file)) => (file, "the name of the file"),
        (None, None) => return,
    };
    let late = days_between(other, title.value) > apart;
    if late || is_slip(title.value, other) {
        let finding = report(
            out,
            title.span,
            format!("the title is of {}, and {what} of {other}", title.value),
        );
        if let Some(date) = &days.date {
            finding.related(date.span, "the other day");
        }
    }
}

fn report(out: &mut Findings, span: Span, message: String) -> &mut Finding {
    out.report(span, message)
        .help("correct the one that was copied or mistyped")
        .subject("day")
}

/// The same but for the year or the month.
fn is_slip(one: Date, other: Date) -> bool {
    let (year, month, day) = (
        one.year() == other.year(),
        one.month() == other.month(),
        one.day() == other.day(),
    );
    day && (year != month)
}

#[cfg(test)]
mod tests {
    use super::is_slip;
    use jiff::civil::date;

    #[test]
    fn a_slip_is_in_the_year_or_in_the_month() {
        assert!(is_slip(date(2025, 3, 14), date(2026, 3, 14)));
        assert!(is_slip(date(2026, 5, 14), date(2026, 3, 14)));
        assert!(!is_slip(date(2026, 3, 14), date(2026, 3, 14)));
        assert!(!is_slip(date(2026, 3, 10), date(2026, 3, 14)));
        assert!(!is_slip(date(2025, 5, 14), date(2026, 3, 14)));
    }
}
