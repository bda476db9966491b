//! Milestones that the summary or the impact tells in sentences.

use std::ops::Range;
use std::sync::LazyLock;

use crate::phrases::Phrases;
use jiff::ToSpan;

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
    if source.timeline.is_none() {
        for sentence in &sentences {
            fix(source, found, *sentence);
        }
    }
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
        // "5 p.m. UTC" goes on.
        let short = source
            .get(..at)
            .is_some_and(|s| s.ends_with(".m") || s.ends_with("approx"));
        if blank && capital && !short {
            parts.push(text.slice(start..at + 1).trim());
            start = at + 1;
        }
    }
    parts.push(text.slice(start..source.len()).trim());
    parts.retain(|part| !part.is_blank());
    parts
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
    } else if !began && is_at_the_start(text, &stamp.range) && detection::reaches_us(text) {
        found.keep(MilestoneKind::Detected, at, span, false);
    }
}

/// "At 09:12 we received a report": the time comes first, so it is that of what is told first.
fn is_at_the_start(text: &str, range: &Range<usize>) -> bool {
    text.get(..range.start)
        .is_some_and(|before| before.split_whitespace().count() <= 3)
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
