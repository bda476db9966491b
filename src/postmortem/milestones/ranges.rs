//! Ranges of time that a sentence tells of the incident.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;

use super::lists::{CHANGES, STARTS, SYMPTOMS};
use super::points::{PEOPLE, opens_with_time};
use super::prose::{NOT_THE_DAY, dated, moment};
use super::{Milestone, MilestoneKind, Milestones, Source};
use crate::markdown::Text;
use crate::phrases::Phrases;
use crate::postmortem::SectionKind;
use crate::postmortem::time::{self, Moment, Stamp};
use crate::words;

static EXPOSED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("exposed"));
static LASTED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("lengths-said"));
static PERIODS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("period-words"));

/// A sentence of the story, and what those before it say.
#[derive(Clone, Copy)]
pub(super) struct Sentence<'d> {
    pub(super) text: Text<'d>,
    /// Whether it is one of the first.
    pub(super) first: bool,
    /// The day of an effect that one before it names, where nothing else surely tells it.
    pub(super) day: Option<Date>,
}

/// "between 12:17 and 12:30 UTC", "from 14:00 to 15:30", in a sentence that tells it of the incident.
pub(super) fn of_clocks(source: Source<'_>, found: &mut Milestones, sentence: Sentence<'_>) {
    let before = match (&found.started, &found.resolved) {
        (Some(started), Some(resolved)) if started.span == resolved.span => {
            Some(resolved.at.clone())
        }
        _ => None,
    };
    if found.has_clock(MilestoneKind::Started) && before.is_none() {
        return;
    }
    let text = sentence.text.as_str();
    let stamps = time::find_stamps(text);
    let Some(stamp) = stamps
        .iter()
        .find(|s| s.from.clock.is_some() && s.until.is_some())
    else {
        return;
    };
    let Some(to) = &stamp.until else { return };
    let named = stamps.iter().any(|stamp| stamp.day().is_some());
    if !is_of_incident(source, sentence, stamp, named) {
        return;
    }
    let mut from = dated(source, &stamp.from, &stamps);
    if let Some(day) = sentence.day.filter(|_| !named) {
        from = from.on(Some(day));
    }
    let span = sentence.text.source(stamp.range.clone());
    let until = moment(source, to);
    let until = after(until, to.day.is_some(), &from);
    if is_before_timeline(source, &until) {
        return;
    }
    // The last of several windows ends it.
    if let Some(before) = before {
        let later = from.minutes() >= before.minutes() && until.minutes() > before.minutes();
        if later && from.minutes().is_some() {
            let end = |milestone: &mut Option<Milestone>| {
                if let Some(milestone) = milestone {
                    (milestone.at, milestone.span) = (until.clone(), span);
                }
            };
            end(&mut found.resolved);
            end(&mut found.mitigated);
        }
        return;
    }
    found.keep(MilestoneKind::Started, from, span, true);
    if !found.has_clock(MilestoneKind::Resolved) {
        found.keep(MilestoneKind::Resolved, until.clone(), span, true);
        found.keep(MilestoneKind::Mitigated, until, span, true);
    }
}

/// Whether a range is that of the incident: its sentence tells an effect, or how long it lasted, or is one of the first and
/// dates it (`named`: the sentence itself does), or begins with it, and tells no deed.
fn is_of_incident(source: Source<'_>, sentence: Sentence<'_>, stamp: &Stamp, named: bool) -> bool {
    let text = sentence.text.as_str();
    let rest = without(text, &stamp.range);
    let kind = source.sections.kind_at(sentence.text.span().start);
    let told = kind == SectionKind::Impact
        || LASTED.is_match(&rest)
        || sentence.first && PERIODS.is_match(&rest)
        || SYMPTOMS.is_match(&rest)
        || STARTS.is_match(&rest);
    let before = text.get(..stamp.range.start).unwrap_or_default();
    let dated = sentence.first && (named || sentence.day.is_some());
    let behind = text.get(stamp.range.end..).unwrap_or_default();
    let subject = behind.trim_start_matches(|c: char| !c.is_alphanumeric());
    let deed = || CHANGES.is_match(&rest) || PEOPLE.opens(subject) || PEOPLE.is_match(before);
    told || (dated || opens_with_time(before)) && !deed()
}

/// The day of an effect that a sentence names.
pub(super) fn day_of_effect(source: Source<'_>, sentence: Text<'_>) -> Option<Date> {
    let text = sentence.as_str();
    if source.metadata.date_is_sure || !SYMPTOMS.is_match(text) {
        return None;
    }
    let stamps = time::find_stamps(text);
    let stamp = stamps.first().filter(|stamp| stamp.until.is_none())?;
    let before = text.get(..stamp.range.start).unwrap_or_default();
    let day = stamp.from.day.filter(|_| !NOT_THE_DAY.opens(before))?;
    source.metadata.calendar.date(&day)
}

/// So many entries are looked at for the first one.
const FIRST: usize = 100;

/// Whether a range is over before anything is told: "changes made between 03:00 and 07:48 are lost".
fn is_before_timeline(source: Source<'_>, until: &Moment) -> bool {
    let clock = |at: &Moment| at.date.zip(at.time);
    let entries = source
        .timeline
        .into_iter()
        .flat_map(|timeline| &timeline.entries);
    let first = entries
        .take(FIRST)
        .filter_map(|entry| clock(&entry.at))
        .min();
    // A day that is written wrong makes a range far from the timeline.
    let same_day = |((day, _), (until, _)): &(_, _)| day == until;
    let both = first.zip(clock(until)).filter(same_day);
    both.is_some_and(|(first, until)| until <= first)
}

/// "exposed from 10 February through 1 April": the days between which it was, where no time is told.
pub(super) fn of_days(source: Source<'_>, found: &mut Milestones, sentences: &[Text<'_>]) {
    let title = source.title().map(|title| (title, true));
    let sentences = sentences.iter().map(|sentence| (*sentence, false));
    for (sentence, is_title) in title.into_iter().chain(sentences) {
        let text = sentence.as_str();
        let stamps = time::find_stamps(text);
        let range = stamps.iter().find_map(|stamp| {
            let to = stamp.until.as_ref()?;
            let days = stamp.from.clock.is_none() && to.clock.is_none();
            (days && stamp.from.day.is_some() && to.day.is_some()).then_some((stamp, to))
        });
        let Some((stamp, to)) = range else { continue };
        let rest = without(text, &stamp.range);
        let told = [&SYMPTOMS, &STARTS, &EXPOSED];
        if !is_title && !told.iter().any(|phrases| phrases.is_match(&rest)) {
            continue;
        }
        let span = sentence.source(stamp.range.clone());
        found.keep(
            MilestoneKind::Started,
            moment(source, &stamp.from),
            span,
            true,
        );
        found.keep(MilestoneKind::Resolved, moment(source, to), span, true);
        return;
    }
}

fn without(text: &str, range: &Range<usize>) -> String {
    let before = text.get(..range.start).unwrap_or_default();
    format!("{before}{}", text.get(range.end..).unwrap_or_default())
}

/// The end of a range that began at `from`: without a day of its own on the same one, or the next when its clock time
/// is earlier; and with a day that only the end names, the start's.
pub(super) fn after(until: Moment, has_day: bool, from: &Moment) -> Moment {
    if has_day {
        return until;
    }
    let times = until.time.zip(from.time);
    let earlier = times.is_some_and(|(end, start)| end < start);
    until.on(match from.date {
        Some(date) if earlier => date.checked_add(1.day()).ok(),
        date => date,
    })
}
