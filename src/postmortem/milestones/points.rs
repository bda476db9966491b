//! Points in time that a sentence tells: when it began, when it was over, clause by clause.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::lists::{CHANGES, ENDS, NOTICED, RECOVERED, STARTS, SYMPTOMS};
use super::prose::{dated, day_of_entry};
use super::told::{Told, told};
use super::{MilestoneKind, Milestones, Source};
use crate::markdown::{Span, Text};
use crate::phrases::Phrases;
use crate::postmortem::time::{self, Day, Moment, Stamp};
use crate::postmortem::{detection, impact};
use crate::words;

static LASTING: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("lasting-verbs"));
static UNTIL: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("until-words"));
static BEGINS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("begins"));
/// The words before a time that begins a sentence.
static LEADS: LazyLock<&HashSet<&str>> = LazyLock::new(|| words::set("time-openers"));
/// People as the subject.
pub(super) static PEOPLE: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("person-subjects"));

/// "At 01:38 UTC the site went down", "By 06:20 we had fully recovered".
pub(super) fn read(source: Source<'_>, found: &mut Milestones, sentence: Text<'_>) {
    let stamps = time::find_stamps(sentence.as_str());
    let named = stamps.iter().find_map(Stamp::day);
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
    let starts = points.windows(2).filter_map(|pair| {
        let [last, next] = pair else { return None };
        let lasting = lasting_before(text, last.range.end, next.range.start);
        Some(lasting.unwrap_or(next.range.start))
    });
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
pub(super) fn opens_with_time(before: &str) -> bool {
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
    let text = up_to_fact(text, stamp.range.end);
    let span = clause.source(stamp.range.clone());
    let mut at = dated(source, &stamp.from, &stamps);
    let entry = source
        .timeline
        .and_then(|timeline| timeline.entry_at(span.start));
    if let Some(entry) = entry.filter(|entry| entry.time_span.start == span.start) {
        // The time of an entry has the day and zone that stand above it.
        at = entry.at.clone();
    } else if stamp.from.day.is_none() {
        let own = stamps.iter().find_map(|stamp| stamp.from.day);
        let named = own
            .or(named)
            .and_then(|day| source.metadata.calendar.date(&day));
        let begun = || found.started.as_ref()?.at.date;
        let day = named
            .or_else(|| day_of_entry(source, &at))
            .or_else(begun)
            .or(at.date);
        at = at.on(day);
    }
    let served = told(&RECOVERED, text) != Told::No;
    let until = lasting_before(text, 0, stamp.range.start).is_some();
    let over = until || served || told(&ENDS, &with_subject(text)) != Told::No;
    let began = told(&STARTS, text) != Told::No
        || entry.is_none() && strikes(text, &stamp.range)
        || entry.is_none() && SYMPTOMS.is_match(text) && told(&BEGINS, text) == Told::Firm;
    if began && !over && !found.has_clock(MilestoneKind::Started) {
        found.keep(MilestoneKind::Started, at, span, true);
    } else if over && !began && (until || ends_sentence(text) || near(text, &stamp.range)) {
        later_end(found, at, span, served);
    } else if !began
        && !is_value(text, &stamp.range)
        && (is_at_the_start(text, &stamp.range)
            || follows_noticing(text, &stamp.range) && !precedes_timeline(source, &at))
        && detection::is_told(text)
    {
        found.set_zone(&mut at);
        found.keep(MilestoneKind::Detected, at, span, false);
    }
}

/// A clause without the lines below its time that state facts of their own: what "Duration to mitigation: …" tells is not when
/// it was that stands in the line above.
fn up_to_fact(text: &str, from: usize) -> &str {
    let behind = text.get(from..).unwrap_or_default();
    let mut lines = behind.match_indices('\n');
    let fact = lines.find(|(at, _)| behind.get(at + 1..).is_some_and(impact::opens_with_key));
    let end = fact.map_or(text.len(), |(at, _)| from + at);
    text.get(..end).unwrap_or(text)
}

/// "… and lasted until Friday at 3:01pm": where the verb begins that a time ends, between two places.
fn lasting_before(text: &str, from: usize, to: usize) -> Option<usize> {
    let before = text.get(from..to)?.trim_end();
    let last = LASTING.find_iter(before).last();
    let close = last.filter(|verb| before.len() - verb.end() <= CLOSE)?;
    UNTIL.closes(before).then_some(from + close.start())
}

/// So many bytes may stand between such a verb and its time.
const CLOSE: usize = 40;

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

/// "End: 19:02", whatever the next line tells of the detection.
fn is_value(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let name = before.trim_end_matches([' ', '*', '_']).strip_suffix(':');
    name.and_then(|name| name.rsplit([' ', '\n']).next())
        .is_some_and(crate::postmortem::is_fact_name)
}

/// "At 09:12 we received a report": the time comes first, so it is that of what is told first.
pub(super) fn is_at_the_start(text: &str, range: &Range<usize>) -> bool {
    text.get(..range.start)
        .is_some_and(|before| before.split_whitespace().count() <= 4)
}

/// "Our queue alert fired at 14:31": the time right behind who noticed.
fn follows_noticing(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default().trim_end();
    let last = NOTICED.find_iter(before).last();
    let close = last.is_some_and(|word| before.len() - word.end() <= BESIDE);
    close
        && [" at", " around", " about"]
            .iter()
            .any(|word| before.ends_with(word))
}

/// Whether the timeline begins later: with times of another zone the day may be another, too.
fn precedes_timeline(source: Source<'_>, at: &Moment) -> bool {
    let entries = source
        .timeline
        .iter()
        .flat_map(|timeline| &timeline.entries);
    let first = entries.filter_map(|entry| entry.at.minutes()).next();
    first
        .zip(at.minutes())
        .is_some_and(|(first, at)| at < first)
}

/// So many bytes may stand between such a word and its time.
const BESIDE: usize = 20;

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
