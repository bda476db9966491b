//! Milestones that the summary or the impact tells in sentences.

use std::ops::Range;
use std::sync::LazyLock;

use crate::phrases::Phrases;
use jiff::ToSpan;
use jiff::civil::Date;

use super::told::{Told, told};
use super::{MilestoneKind, Milestones, Source};
use crate::markdown::{BlockKind, Span, Text};
use crate::postmortem::time::{self, Moment, Place, Point, Stamp};
use crate::postmortem::{SectionKind, detection};
use crate::words;

static SYMPTOMS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("symptoms"));
static STARTS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("incident-starts"));
static ENDS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("incident-ends"));
static FIXED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("fixed"));
static RECOVERED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("recovered"));

/// How much text before the first section that is known may belong to the summary.
const PREAMBLE: usize = 6000;

/// Reads the sentences that tell from when to when, when it began, when it was over.
pub(super) fn read(source: Source<'_>, found: &mut Milestones) {
    let sentences = sentences(source);
    for sentence in &sentences {
        range(source, found, *sentence);
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
        let Some(stamp) = stamps.first().filter(|stamp| stamp.from.clock.is_none()) else {
            continue;
        };
        let at = moment(source, &stamp.from);
        let Some(day) = at
            .date
            .filter(|_| begins_story(sentence.as_str(), &stamp.range))
        else {
            continue;
        };
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
        .is_some_and(|before| before.contains(':'));
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
        let rest = text.get(phrase.end()..).unwrap_or_default();
        let gap = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let word = ["at ", "around ", "about ", "on ", "from "]
            .iter()
            .find(|word| rest.starts_with(**word));
        let Some(word) = word else { continue };
        let stamp = rest
            .get(word.len()..)
            .and_then(|rest| time::read_stamp(rest, Place::Start));
        let Some((stamp, len)) = stamp.filter(|(stamp, _)| stamp.from.clock.is_some()) else {
            continue;
        };
        let start = phrase.end() + gap + word.len();
        let span = source.doc.source_span(Span::new(start, start + len));
        let kind = source.sections.kind_at(span.start);
        if matches!(kind, SectionKind::Timeline | SectionKind::Actions) {
            continue;
        }
        let at = dated(source, &stamp.from, &[]);
        return found.keep(MilestoneKind::Started, at, span, true);
    }
}

/// The sentences of summary and impact, and of what stands before any other known section.
pub(super) fn sentences(source: Source<'_>) -> Vec<Text<'_>> {
    let mut all = Vec::new();
    let mut before = true;
    for (id, block) in source.doc.blocks() {
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Cell) {
            continue;
        }
        let told = match source.sections.kind_at(block.span.start) {
            SectionKind::Summary | SectionKind::Impact => true,
            SectionKind::Other => before && block.span.start < PREAMBLE,
            _ => {
                before = false;
                false
            }
        };
        if told {
            all.extend(split(source.doc.block_text(id)));
        }
    }
    all
}

/// Longer than any sentence, in bytes. What has no full stop for longer is a list or a log; each of its times would be
/// read with all of it.
const LONGEST: usize = 2000;

/// The sentences of a text: divided at a full stop before a blank and a capital, and at blank lines.
pub(super) fn split(text: Text<'_>) -> Vec<Text<'_>> {
    let source = text.as_str();
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in source.match_indices(['.', '!', '?']) {
        let mut rest = source.get(at + 1..).unwrap_or_default().chars();
        let blank = rest.next().is_some_and(char::is_whitespace);
        let capital = rest
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        let short = source.get(..at).is_some_and(ends_short);
        if blank && capital && !short {
            bounded(&mut parts, text, start..at + 1);
            start = at + 1;
        }
    }
    bounded(&mut parts, text, start..source.len());
    parts.retain(|part| !part.is_blank());
    parts
}

/// Adds a sentence, in parts at a blank where it is longer than any.
fn bounded<'d>(parts: &mut Vec<Text<'d>>, text: Text<'d>, sentence: Range<usize>) {
    let (mut start, source) = (sentence.start, text.as_str());
    while sentence.end - start > LONGEST {
        let far = (start..=start + LONGEST).rev();
        let end = far
            .clone()
            .find(|&at| {
                source
                    .get(at..)
                    .is_some_and(|s| s.starts_with(char::is_whitespace))
            })
            .filter(|&at| at > start)
            .or_else(|| far.clone().find(|&at| source.is_char_boundary(at)));
        let Some(end) = end.filter(|&at| at > start) else {
            break;
        };
        parts.push(text.slice(start..end).trim());
        start = end;
    }
    parts.push(text.slice(start..sentence.end).trim());
}

/// Whether a full stop behind this ends no sentence: "5 p.m. UTC", "Nov. 13".
fn ends_short(text: &str) -> bool {
    let word = text
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let month = (3..=4).contains(&word.len()) && time::read_day(&format!("{word} 1")).is_some();
    text.ends_with(".m") || text.ends_with("approx") || month
}

/// "between 12:17 and 12:30 UTC", "from 14:00 to 15:30", in a sentence that tells an effect.
fn range(source: Source<'_>, found: &mut Milestones, sentence: Text<'_>) {
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
    if kind != SectionKind::Impact && !SYMPTOMS.is_match(&rest) && !STARTS.is_match(&rest) {
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

fn without(text: &str, range: &Range<usize>) -> String {
    let before = text.get(..range.start).unwrap_or_default();
    format!("{before}{}", text.get(range.end..).unwrap_or_default())
}

/// "At 01:38 UTC the site went down", "By 06:20 we had fully recovered".
fn points(source: Source<'_>, found: &mut Milestones, sentence: Text<'_>) {
    let text = sentence.as_str();
    let stamps = time::find_stamps(text);
    let Some(stamp) = stamps
        .iter()
        .find(|s| s.from.clock.is_some() && s.until.is_none())
    else {
        return;
    };
    let span = sentence.source(stamp.range.clone());
    let at = dated(source, &stamp.from, &stamps);
    let served = told(&RECOVERED, text) != Told::No;
    let over = served || told(&ENDS, text) != Told::No;
    let began = told(&STARTS, text) != Told::No;
    if began && !over && !found.has_clock(MilestoneKind::Started) {
        found.keep(MilestoneKind::Started, at, span, true);
    } else if over && !began && near(text, &stamp.range) {
        later_end(found, at, span, served);
    } else if !began && is_at_the_start(text, &stamp.range) && detection::is_told(text) {
        found.keep(MilestoneKind::Detected, at, span, false);
    }
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
        at.date = named.or_else(|| source.metadata.date.as_ref()?.value.parse().ok());
    }
    at
}

fn moment(source: Source<'_>, point: &Point) -> Moment {
    let date = point
        .day
        .and_then(|day| source.metadata.calendar.date(&day));
    Moment::new(point, date, None)
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
