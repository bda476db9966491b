//! Milestones that the front matter or a labelled line states.

use jiff::civil::Time;

use super::{MilestoneKind, Milestones, Source};
use crate::markdown::{FrontData, FrontValue, Span, Text};
use crate::postmortem::labels::{self, Label};
use crate::postmortem::metadata::nested_keys;
use crate::postmortem::time::{self, Moment, Place, Point, Stamp};
use crate::postmortem::{SectionKind, normalise, timeline};
use crate::words;

/// How long before the first entry a time may be when it began.
const DAYS_BEFORE: i64 = 3;

/// The milestone that a fact names.
fn kind(fact: &str) -> Option<MilestoneKind> {
    MilestoneKind::ALL
        .into_iter()
        .find(|kind| kind.word() == fact)
}

/// The keys of the front matter: ours, and those of others that hold a point in time.
pub(super) fn front(source: Source<'_>, found: &mut Milestones) {
    for own in [true, false] {
        for (key, value) in source.metadata.keys.iter().flat_map(nested_keys) {
            let name = labels::fact(&key.value.replace('_', " "));
            let Some(kind) = name.and_then(kind) else {
                continue;
            };
            if own == (key.value == kind.word()) {
                front_value(source, found, kind, value);
            }
        }
    }
    let date = source
        .metadata
        .keys
        .iter()
        .find(|(key, _)| key.value == "date");
    if let Some((_, value)) = date {
        front_date(source, found, value);
    }
}

fn front_value(
    source: Source<'_>,
    found: &mut Milestones,
    kind: MilestoneKind,
    value: &FrontValue,
) {
    let FrontData::Scalar(text, _) = &value.data else {
        return;
    };
    if let Some((stamp, _)) = time::read_stamp(text, Place::Field) {
        let at = moment(source, &stamp.from, stamp.from.day, None);
        found.keep(kind, at, value.span, true);
    }
}

/// `date:` with a time shortly before the first entry of the timeline is when it began; a page is dated after it.
fn front_date(source: Source<'_>, found: &mut Milestones, value: &FrontValue) {
    let FrontData::Scalar(text, _) = &value.data else {
        return;
    };
    let Some((stamp, _)) = time::read_stamp(text, Place::Field) else {
        return;
    };
    let at = moment(source, &stamp.from, stamp.from.day, None);
    let entries = source
        .timeline
        .map_or(&[][..], |timeline| &timeline.entries);
    let first = entries.iter().find_map(|entry| entry.at.minutes());
    let before = at
        .minutes()
        .zip(first)
        .is_some_and(|(at, first)| (0..=DAYS_BEFORE * 1440).contains(&(first - at)));
    if before && at.time.is_some_and(|time| time != Time::midnight()) {
        found.keep(MilestoneKind::Started, at, value.span, true);
    }
}

/// Labelled lines, tables of key facts, headings.
pub(super) fn labels(source: Source<'_>, found: &mut Milestones) {
    for label in source
        .labels
        .iter()
        .filter(|label| about_incident(source, label))
    {
        let Some(value) = label.value() else { continue };
        match (kind(label.fact), label.fact) {
            (Some(kind), _) => keep(source, found, kind, label, value),
            (None, "date" | "time" | "duration") => window(source, found, label, value),
            _ => {}
        }
    }
}

/// Not the facts of an action, a meeting or an entry of the timeline.
fn about_incident(source: Source<'_>, label: &Label<'_>) -> bool {
    let at = label.name.span().start;
    let kind = source.sections.kind_at(at);
    let entry = source.timeline.is_some_and(|timeline| {
        let mut entries = timeline.entries.iter();
        entries.any(|entry| entry.span.covers(at) && entry.span.start < at)
    });
    !entry
        && !label.is_of_meeting(source.sections)
        && !matches!(kind, SectionKind::Actions | SectionKind::Lessons)
}

/// The point in time of a label, and the end of its range where it has one.
fn keep(
    source: Source<'_>,
    found: &mut Milestones,
    kind: MilestoneKind,
    label: &Label<'_>,
    value: Text<'_>,
) {
    let Some((stamp, span)) = stamp(value) else {
        return;
    };
    let at = dated(source, &stamp.from, label, found);
    found.keep(kind, at.clone(), span, true);
    if let Some(to) = stamp.until.filter(|_| kind == MilestoneKind::Started) {
        let at = ending(source, &to, &at, label);
        found.keep(MilestoneKind::Resolved, at, span, true);
    }
}

/// `Date: 14 March, 09:02 - 11:40`, `Time: 0730 - 1230 (UTC)`: when it began, and when it ended.
fn window(source: Source<'_>, found: &mut Milestones, label: &Label<'_>, value: Text<'_>) {
    let Some((stamp, span)) = stamp(value) else {
        return;
    };
    // "1h30" is a length, and "9h (support hours 10:00-17:00)" says how it was counted; a range that comes first, or that is as
    // long, is when it was.
    let counted = || {
        let lengths = time::find_durations(value.as_str());
        let before = lengths
            .into_iter()
            .find(|(range, _)| value.source(range.clone()).start < span.start);
        before.is_some_and(|(_, duration)| !lasts(&stamp, duration.minutes()))
    };
    let length = label.fact == "duration" && (stamp.until.is_none() || counted());
    let begins = match label.fact {
        "duration" => tells_beginning(value, span),
        "date" => names_incident(label),
        _ => false,
    };
    if begins && stamp.until.is_none() {
        let at = dated(source, &stamp.from, label, found);
        return found.keep(MilestoneKind::Started, at, span, true);
    }
    if length || stamp.from.clock.is_none() && stamp.until.is_none() {
        return;
    }
    let at = dated(source, &stamp.from, label, found);
    found.keep(MilestoneKind::Started, at.clone(), span, true);
    if let Some(to) = &stamp.until {
        let end = ending(source, to, &at, label);
        // What lasted so long is what users felt.
        if label.fact == "duration" || names_effect(label) {
            found.keep(MilestoneKind::Mitigated, end.clone(), span, true);
        }
        found.keep(MilestoneKind::Resolved, end, span, true);
    }
}

/// "Started at 10:00 am on 3 June, lasting 37 minutes", where the length is asked for.
fn tells_beginning(value: Text<'_>, span: Span) -> bool {
    let before = value.as_str().split(|c: char| c.is_ascii_digit()).next();
    let before = before.filter(|before| value.source(0..before.len()).end <= span.start);
    let before = before.unwrap_or_default().trim_end();
    words::phrases("length-begins").closes(before)
}

/// Whether a range of two clock times is about so long.
fn lasts(stamp: &Stamp, minutes: i64) -> bool {
    let clock = |point: &Point| {
        let time = point.clock.as_ref()?.time?;
        Some(i64::from(time.hour()) * 60 + i64::from(time.minute()))
    };
    let range = clock(&stamp.from).zip(stamp.until.as_ref().and_then(clock));
    range.is_some_and(|(from, to)| ((to - from).rem_euclid(1440) - minutes).abs() <= 5)
}

/// "Date of incident", "When": a bare "Date" may be that of the document.
fn names_incident(label: &Label<'_>) -> bool {
    let name = normalise(label.name.as_str());
    let mut words = name.split(' ');
    !words.all(|word| ["date", "dates", "s", "dato", "and", "time", "utc"].contains(&word))
}

/// "Impact window", "Outage period".
fn names_effect(label: &Label<'_>) -> bool {
    let name = normalise(label.name.as_str());
    name.split(' ')
        .any(|word| ["impact", "outage", "downtime"].contains(&word))
}

/// The first point in time of a value: at its start, else anywhere in its first line.
fn stamp(value: Text<'_>) -> Option<(Stamp, Span)> {
    let line = value.lines().next()?.trim();
    let text = line.as_str();
    let skip = text.len()
        - text
            .trim_start_matches(|c: char| "([*_`\"' ".contains(c))
            .len();
    let found = text
        .get(skip..)
        .and_then(|rest| time::read_stamp(rest, Place::Field));
    let (stamp, range) = match found {
        Some((stamp, len)) => (stamp, skip..skip + len),
        None => {
            let found = time::find_stamps(text).into_iter().next();
            let stamp = found.or_else(|| in_brackets(text))?;
            let range = stamp.range.clone();
            (stamp, range)
        }
    };
    Some((on_one_day(stamp), line.source(range)))
}

/// "by the monitoring (9.17)": what fills the brackets of such a value may be written as a time alone.
fn in_brackets(text: &str) -> Option<Stamp> {
    let open = text.find('(')? + 1;
    let inner = text.get(open..)?.split(')').next()?;
    let (stamp, len) = time::read_stamp(inner, Place::Start)?;
    (len == inner.len() && stamp.from.clock.is_some()).then(|| Stamp {
        range: open..open + len,
        ..stamp
    })
}

/// "12:00 - 14:00, 14 May": the day stands behind the range and is that of its beginning, too.
fn on_one_day(mut stamp: Stamp) -> Stamp {
    let clock = |point: &Point| point.clock.and_then(|clock| clock.time);
    let end = stamp.until.as_ref().filter(|until| until.day.is_some());
    if stamp.from.day.is_none() && end.is_some_and(|end| clock(&stamp.from) <= clock(end)) {
        stamp.from.day = end.and_then(|end| end.day);
    }
    stamp
}

/// A point on its own day, else on the day of the incident.
fn dated(source: Source<'_>, point: &Point, label: &Label<'_>, found: &Milestones) -> Moment {
    let carried = found.started.as_ref().and_then(|started| started.at.date);
    let at = moment(source, point, point.day, Some(label));
    match point.day {
        Some(_) => at,
        None => at.on(carried.or_else(|| source.metadata.date.as_ref()?.value.parse().ok())),
    }
}

/// The end of a range that began at `from`: on the same day, or the next when its clock time is earlier.
fn ending(source: Source<'_>, to: &Point, from: &Moment, label: &Label<'_>) -> Moment {
    let at = moment(source, to, to.day, Some(label));
    super::ranges::after(at, to.day.is_some(), from)
}

fn moment(
    source: Source<'_>,
    point: &Point,
    day: Option<time::Day>,
    label: Option<&Label<'_>>,
) -> Moment {
    let date = day.and_then(|day| source.metadata.calendar.date(&day));
    let named = label.and_then(|label| timeline::zone_in_label(label.name.as_str()));
    let zone = named.or_else(|| label.and_then(|_| source.zone()));
    Moment::new(point, date, zone.as_ref())
}
