//! Milestones that the summary or the impact tells in sentences.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::lists::{ENDS, FIXED, RECOVERED, STARTS, SYMPTOMS};
use super::points::is_at_the_start;
use super::told::{Told, told};
use super::{MilestoneKind, Milestones, Source, points, ranges, sentences};
use crate::markdown::{Span, Text};
use crate::phrases::Phrases;
use crate::postmortem::time::{self, Moment, Place, Point, Stamp};
use crate::postmortem::{SectionKind, detection};
use crate::words;

/// Words before a day on which something else was so.
pub(super) static NOT_THE_DAY: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("not-the-day"));

/// Reads the sentences that tell from when to when, when it began, when it was over.
pub(super) fn read(source: Source<'_>, found: &mut Milestones) {
    let sentences = began(source, found);
    if source.timeline.is_none() {
        for sentence in &sentences {
            fix(source, found, *sentence);
        }
    }
}

/// Reads the sentences of the story, the end of what only a fix tells left out.
pub(super) fn began<'d>(source: Source<'d>, found: &mut Milestones) -> Vec<Text<'d>> {
    let sentences = sentences::read(source);
    let mut day = None;
    for (n, text) in sentences.iter().copied().enumerate() {
        let first = n < FIRST_SENTENCES;
        ranges::of_clocks(source, found, ranges::Sentence { text, first, day });
        if found.started.is_none() {
            day = ranges::day_of_effect(source, text).or(day);
        }
    }
    if found.started.is_none() && found.resolved.is_none() {
        ranges::of_days(source, found, &sentences);
    }
    for sentence in &sentences {
        points::read(source, found, *sentence);
    }
    if !found.has_clock(MilestoneKind::Started) {
        started_anywhere(source, found);
    }
    if found.started.is_none() {
        on_a_day(source, found, &sentences);
    }
    sentences
}

/// So many words a sentence says at least of what happened on a day.
const FEWEST_WORDS: usize = 5;
/// So many sentences may begin the story.
const FIRST_SENTENCES: usize = 3;

/// "On 14 March 2026 checkout was down": the day with which the story begins, unless the timeline reaches as far back.
fn on_a_day(source: Source<'_>, found: &mut Milestones, sentences: &[Text<'_>]) {
    for sentence in sentences.iter().take(FIRST_SENTENCES) {
        let stamps = time::find_stamps(sentence.as_str());
        let Some(stamp) = stamps.first().filter(|stamp| stamp.until.is_none()) else {
            continue;
        };
        let at = moment(source, &stamp.from);
        let Some(day) = at
            .date
            .filter(|_| begins_story(sentence.as_str(), &stamp.range))
        else {
            continue;
        };
        // "On 14 March at 09:02 UTC the nodes stopped", but not "… we received a report".
        let told = sentence.as_str();
        if stamp.from.clock.is_some() && (!SYMPTOMS.is_match(told) || detection::is_told(told)) {
            continue;
        }
        if !timeline_begins(source, day) {
            let span = sentence.source(stamp.range.clone());
            if detection::is_told(told) {
                found.keep(MilestoneKind::Detected, at.clone(), span, true);
            }
            found.keep(MilestoneKind::Started, at, span, true);
        }
        return;
    }
}

/// Whether the timeline reaches back to a day, or begins on the day of the incident.
fn timeline_begins(source: Source<'_>, day: Date) -> bool {
    let entries = source
        .timeline
        .map_or(&[][..], |timeline| &timeline.entries);
    let date = source.metadata.date.as_ref();
    let incident: Option<Date> = date.and_then(|date| date.value.parse().ok());
    let first = entries.first().map(|entry| entry.at.date);
    let reaches = entries
        .iter()
        .any(|entry| entry.at.date.is_none_or(|date| date <= day));
    reaches || first.is_some_and(|first| first == incident)
}

/// Whether a day stands at the beginning of a sentence, and the sentence goes on: a date alone is a label's.
fn begins_story(text: &str, range: &Range<usize>) -> bool {
    let label = text
        .get(..range.start)
        .is_some_and(|before| before.contains(':') || NOT_THE_DAY.opens(before));
    let rest = text.get(range.end..).unwrap_or_default();
    !label && is_at_the_start(text, range) && rest.split_whitespace().count() >= FEWEST_WORDS
}

/// "We reverted it, which was done by 15:56 UTC", where nothing says more of the end.
fn fix(source: Source<'_>, found: &mut Milestones, sentence: Text<'_>) {
    let text = sentence.as_str();
    if found.resolved.is_some() || told(&FIXED, text) != Told::Firm {
        return;
    }
    let stamps = time::find_stamps(text);
    let clocks = stamps.iter().filter(|stamp| stamp.from.clock.is_some());
    let behind = |stamp: &&Stamp| {
        FIXED
            .find(text)
            .is_some_and(|fix| stamp.range.start > fix.end())
    };
    if let Some(stamp) = clocks.rev().find(behind) {
        let at = dated(source, &stamp.from, &stamps);
        let span = sentence.source(stamp.range.clone());
        found.keep(MilestoneKind::Resolved, at, span, false);
    }
}

/// "… went down around 02:30", wherever it is told but among the entries of the timeline.
fn started_anywhere(source: Source<'_>, found: &mut Milestones) {
    let text = source.doc.running_text();
    for phrase in STARTS.find_iter(text) {
        if let Some((at, span)) = time_behind(source, phrase.range()) {
            found.keep(MilestoneKind::Started, at, span, true);
            return ended_behind(source, found, phrase.end());
        }
    }
}

/// "… started at 10:16, and was fixed at 11:35": the end that the rest of a sentence tells.
fn ended_behind(source: Source<'_>, found: &mut Milestones, from: usize) {
    let Some(block) = source.doc.block_at(from) else {
        return;
    };
    let text = source.doc.block_text(block);
    let behind =
        text.slice((from - text.plain().start).min(text.as_str().len())..text.as_str().len());
    let Some(rest) = sentences::split(behind).into_iter().next() else {
        return;
    };
    let stamps = time::find_stamps(rest.as_str());
    let over = [&FIXED, &ENDS, &RECOVERED]
        .iter()
        .any(|phrases| told(phrases, rest.as_str()) == Told::Firm);
    let clocks = stamps.iter().filter(|stamp| stamp.from.clock.is_some());
    if let Some(stamp) = clocks.skip(1).last().filter(|_| over) {
        let at = dated(source, &stamp.from, &stamps);
        let span = rest.source(stamp.range.clone());
        found.keep(MilestoneKind::Resolved, at, span, true);
    }
}

/// The clock time right behind a phrase of the running text: "… at around 02:30".
fn time_behind(source: Source<'_>, phrase: Range<usize>) -> Option<(Moment, Span)> {
    let text = source.doc.running_text();
    let rest = text.get(phrase.end..)?;
    let gap = rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    let word = ["at ", "around ", "about ", "on ", "from ", "by "]
        .iter()
        .find(|word| rest.starts_with(**word))?;
    let (stamp, len) = time::read_stamp(rest.get(word.len()..)?, Place::Start)
        .filter(|(stamp, _)| stamp.from.clock.is_some())?;
    let start = phrase.end + gap + word.len();
    let span = source.doc.source_span(Span::new(start, start + len));
    let kind = source.sections.kind_at(span.start);
    let elsewhere = !matches!(kind, SectionKind::Timeline | SectionKind::Actions);
    elsewhere.then(|| (dated(source, &stamp.from, &[]), span))
}

/// "Our server was back to normal at 10:03", wherever it is told but among the entries of the timeline, and where nothing
/// else tells the end.
pub(super) fn ended_anywhere(source: Source<'_>, found: &mut Milestones) {
    if found.has_clock(MilestoneKind::Resolved) {
        return;
    }
    let text = source.doc.running_text();
    let ends = RECOVERED.find_iter(text).chain(ENDS.find_iter(text));
    let times = ends.filter_map(|phrase| time_behind(source, phrase.range()));
    if let Some((at, span)) = times.max_by_key(|(at, _)| at.minutes()) {
        found.keep(MilestoneKind::Resolved, at.clone(), span, true);
        found.keep(MilestoneKind::Mitigated, at, span, true);
    }
}

/// A point on its own day, else on one that the sentence names, else on that of the incident.
pub(super) fn dated(source: Source<'_>, point: &Point, stamps: &[Stamp]) -> Moment {
    let at = moment(source, point);
    if point.day.is_some() {
        return at;
    }
    let mut days = stamps.iter().filter_map(Stamp::day);
    let named = days.find_map(|day| source.metadata.calendar.date(&day));
    let day = named
        .or_else(|| day_of_entry(source, &at))
        .or_else(|| source.metadata.date.as_ref()?.value.parse().ok())
        .or_else(|| source.timeline?.entries.first()?.at.date);
    at.on(day)
}

/// So many entries are looked at for one clock time.
const FIRST_ENTRIES: usize = 100;

/// The day of the one entry of the timeline that has the same clock time: a story tells it again.
pub(super) fn day_of_entry(source: Source<'_>, at: &Moment) -> Option<Date> {
    let entries = source.timeline?.entries.iter().take(FIRST_ENTRIES);
    let zone = |entry: &Moment| entry.offset == at.offset || at.offset.is_none();
    let mut days = entries
        .filter(|entry| at.time.is_some() && entry.at.time == at.time && zone(&entry.at))
        .filter_map(|entry| entry.at.date);
    let day = days.next()?;
    days.all(|other| other == day).then_some(day)
}

pub(super) fn moment(source: Source<'_>, point: &Point) -> Moment {
    let date = point
        .day
        .and_then(|day| source.metadata.calendar.date(&day));
    Moment::new(point, date, None)
}
