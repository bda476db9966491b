//! Milestones that the summary or the impact tells in sentences.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::phrases::Phrases;
use jiff::ToSpan;
use jiff::civil::Date;

use super::told::{Told, told};
use super::{MilestoneKind, Milestones, Source, sentences};
use crate::markdown::{BlockKind, Span, Text};
use crate::postmortem::time::{self, Day, Moment, Place, Point, Stamp};
use crate::postmortem::{SectionKind, detection};
use crate::words;

static SYMPTOMS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("symptoms"));
static STARTS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("incident-starts"));
static ENDS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("incident-ends"));
static BEGINS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("begins"));
static EXPOSED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("exposed"));
static PERIODS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("period-words"));
/// The words before a time that begins a sentence.
static LEADS: LazyLock<&HashSet<&str>> = LazyLock::new(|| words::set("time-openers"));
static CHANGES: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("changes"));
static PEOPLE: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("person-subjects"));
/// Words before a day on which something else was so.
static SINCE: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("not-the-day"));
static FIXED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("fixed"));
static RECOVERED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("recovered"));

/// Reads the sentences that tell from when to when, when it began, when it was over.
pub(super) fn read(source: Source<'_>, found: &mut Milestones) {
    let sentences = sentences::read(source);
    for (n, sentence) in sentences.iter().enumerate() {
        range(source, found, *sentence, n < FIRST_SENTENCES);
    }
    if found.started.is_none() && found.resolved.is_none() {
        let mut blocks = source.doc.blocks();
        let title = blocks.find(|(_, block)| matches!(block.kind, BlockKind::Heading(1)));
        let title = title.map(|(id, _)| source.doc.block_text(id));
        let told: Vec<Text<'_>> = title.into_iter().chain(sentences.iter().copied()).collect();
        days(source, found, &told);
    }
    for sentence in &sentences {
        points(source, found, *sentence);
    }
    if !found.has_clock(MilestoneKind::Started) {
        started_anywhere(source, found);
    }
    if found.started.is_none() {
        on_a_day(source, found, &sentences);
    }
    if source.timeline.is_none() {
        for sentence in &sentences {
            fix(source, found, *sentence);
        }
    }
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
        .is_some_and(|before| before.contains(':') || SINCE.opens(before));
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

/// "between 12:17 and 12:30 UTC", "from 14:00 to 15:30", in a sentence that tells an effect, or a period in one of the first
/// ones.
fn range(source: Source<'_>, found: &mut Milestones, sentence: Text<'_>, first: bool) {
    if found.has_clock(MilestoneKind::Started) {
        return;
    }
    let text = sentence.as_str();
    let stamps = time::find_stamps(text);
    let Some(stamp) = stamps
        .iter()
        .find(|s| s.from.clock.is_some() && s.until.is_some())
    else {
        return;
    };
    let Some(to) = &stamp.until else { return };
    let rest = without(text, &stamp.range);
    let kind = source.sections.kind_at(sentence.span().start);
    let told = kind == SectionKind::Impact || first && PERIODS.is_match(&rest);
    if !told && !SYMPTOMS.is_match(&rest) && !STARTS.is_match(&rest) {
        return;
    }
    let from = dated(source, &stamp.from, &stamps);
    let span = sentence.source(stamp.range.clone());
    let until = moment(source, to);
    let until = after(until, to.day.is_some(), &from);
    found.keep(MilestoneKind::Started, from, span, true);
    if !found.has_clock(MilestoneKind::Resolved) {
        found.keep(MilestoneKind::Resolved, until.clone(), span, true);
        found.keep(MilestoneKind::Mitigated, until, span, true);
    }
}

/// "exposed from 10 February through 1 April": the days between which it was, where no time is told.
fn days(source: Source<'_>, found: &mut Milestones, sentences: &[Text<'_>]) {
    for (n, sentence) in sentences.iter().enumerate() {
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
        if n > FIRST_SENTENCES && !told.iter().any(|phrases| phrases.is_match(&rest)) {
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

/// "At 01:38 UTC the site went down", "By 06:20 we had fully recovered".
fn points(source: Source<'_>, found: &mut Milestones, sentence: Text<'_>) {
    let stamps = time::find_stamps(sentence.as_str());
    let named = stamps
        .iter()
        .filter_map(|stamp| stamp.from.day.or_else(|| stamp.until.as_ref()?.day))
        .next();
    for clause in clauses(sentence, &stamps) {
        point(source, found, clause, named);
    }
}

/// The parts of a sentence that tell each of its clock times: "it began at 10:16, and was fixed at 11:35". Where the sentence
/// begins with a time, each part does.
fn clauses<'d>(sentence: Text<'d>, stamps: &[Stamp]) -> Vec<Text<'d>> {
    let points: Vec<&Stamp> = stamps
        .iter()
        .filter(|s| s.from.clock.is_some() && s.until.is_none())
        .collect();
    let text = sentence.as_str();
    let before = points
        .first()
        .and_then(|first| text.get(..first.range.start));
    let leads = before.is_some_and(opens_with_time);
    let starts = points.iter().map(|stamp| stamp.range.start).skip(1);
    let ends = points.iter().map(|stamp| stamp.range.end);
    let mut cuts: Vec<usize> = match leads {
        true => starts.collect(),
        false => ends.take(points.len().saturating_sub(1)).collect(),
    };
    cuts.push(text.len());
    let mut from = 0;
    let parts = cuts.into_iter().map(|cut| {
        let part = sentence.slice(from..cut);
        from = cut;
        part
    });
    parts.collect()
}

/// Whether nothing but such words stands before the time of a sentence.
fn opens_with_time(before: &str) -> bool {
    let mut words = before.split_whitespace();
    words.all(|word| LEADS.contains(word.to_lowercase().trim_end_matches(',')))
}

/// A clause with one clock time at most; `named` is the day that its sentence names.
fn point(source: Source<'_>, found: &mut Milestones, clause: Text<'_>, named: Option<Day>) {
    let text = clause.as_str();
    let stamps = time::find_stamps(text);
    let Some(stamp) = stamps
        .iter()
        .find(|s| s.from.clock.is_some() && s.until.is_none())
    else {
        return;
    };
    let span = clause.source(stamp.range.clone());
    let mut at = dated(source, &stamp.from, &stamps);
    if stamp.from.day.is_none() {
        let named = named.and_then(|day| source.metadata.calendar.date(&day));
        let begun = || found.started.as_ref()?.at.date;
        at.date = named.or(at.date).or_else(begun);
    }
    let served = told(&RECOVERED, text) != Told::No;
    let over = served || told(&ENDS, &with_subject(text)) != Told::No;
    let entry = source
        .timeline
        .and_then(|timeline| timeline.entry_at(span.start));
    let began = told(&STARTS, text) != Told::No
        || entry.is_none() && strikes(text, &stamp.range)
        || entry.is_none() && SYMPTOMS.is_match(text) && told(&BEGINS, text) == Told::Firm;
    if began && !over && !found.has_clock(MilestoneKind::Started) {
        found.keep(MilestoneKind::Started, at, span, true);
    } else if over && !began && (ends_sentence(text) || near(text, &stamp.range)) {
        later_end(found, at, span, served);
    } else if !began && is_at_the_start(text, &stamp.range) && detection::is_told(text) {
        found.keep(MilestoneKind::Detected, at, span, false);
    }
}

/// "At 09:30 UTC, the network halted": a sentence that begins with a time, whose subject is none of the people.
fn strikes(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let subject = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    opens_with_time(before)
        && SYMPTOMS.is_match(after)
        && !PEOPLE.opens(subject)
        && !CHANGES.is_match(after)
        && !detection::is_told(text)
}

/// "… and resolved at 11:35": a clause without a subject has that of its sentence, here the incident.
fn with_subject(clause: &str) -> Cow<'_, str> {
    match without_subject(clause) {
        Some(rest) => format!("the incident {rest}").into(),
        None => clause.into(),
    }
}

fn without_subject(clause: &str) -> Option<&str> {
    clause
        .trim_start_matches([' ', ',', '\n'])
        .strip_prefix("and ")
}

/// Whether a clause without a subject says that the incident is over, and little else.
fn ends_sentence(clause: &str) -> bool {
    without_subject(clause).is_some_and(|rest| rest.split_whitespace().count() <= 8)
}

/// "At 09:12 we received a report": the time comes first, so it is that of what is told first.
fn is_at_the_start(text: &str, range: &Range<usize>) -> bool {
    text.get(..range.start)
        .is_some_and(|before| before.split_whitespace().count() <= 4)
}

/// Whether the words of recovery belong to the time: nothing else is told in between.
fn near(text: &str, range: &Range<usize>) -> bool {
    let found = RECOVERED.find_iter(text).chain(ENDS.find_iter(text));
    let distance = |m: crate::phrases::Match<'_>| {
        if m.start() >= range.end {
            m.start() - range.end
        } else {
            range.start.saturating_sub(m.end())
        }
    };
    found.map(distance).min().is_some_and(|bytes| bytes <= 90)
}

/// An end told in words goes before that of a range when it is later: the range was of a first phase.
fn later_end(found: &mut Milestones, at: Moment, span: Span, served: bool) {
    let later = match (&found.resolved, at.minutes()) {
        (Some(before), Some(minutes)) => {
            let same = before.span;
            let range = found.started.as_ref().is_some_and(|s| s.span == same);
            range && before.at.minutes().is_some_and(|m| m < minutes)
        }
        _ => false,
    };
    if later {
        (found.resolved, found.mitigated) = (None, None);
    }
    let first = found.resolved.is_none();
    found.keep(MilestoneKind::Resolved, at.clone(), span, true);
    if served && first {
        found.keep(MilestoneKind::Mitigated, at, span, true);
    }
}

/// A point on its own day, else on one that the sentence names, else on that of the incident.
fn dated(source: Source<'_>, point: &Point, stamps: &[Stamp]) -> Moment {
    let mut at = moment(source, point);
    if point.day.is_none() {
        let named = stamps
            .iter()
            .filter_map(|stamp| stamp.from.day.or_else(|| stamp.until.as_ref()?.day))
            .find_map(|day| source.metadata.calendar.date(&day));
        at.date = named
            .or_else(|| source.metadata.date.as_ref()?.value.parse().ok())
            .or_else(|| source.timeline?.entries.first()?.at.date);
    }
    at
}

fn moment(source: Source<'_>, point: &Point) -> Moment {
    let date = point
        .day
        .and_then(|day| source.metadata.calendar.date(&day));
    Moment::new(point, date, None)
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

/// The end of a range that began at `from`: without a day of its own on the same one, or the next when its clock time
/// is earlier; and with a day that only the end names, the start's.
pub(super) fn after(mut until: Moment, has_day: bool, from: &Moment) -> Moment {
    if !has_day {
        let earlier = until
            .time
            .zip(from.time)
            .is_some_and(|(end, start)| end < start);
        until.date = match from.date {
            Some(date) if earlier => date.checked_add(1.day()).ok(),
            date => date,
        };
    }
    until
}
