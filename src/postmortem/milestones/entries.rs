//! Milestones that only the wording of the timeline tells.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use super::lists::{CHANGES, ENDS, NOTICED, OUTGOING, STARTS, SYMPTOMS};
use super::told::{Told, said_where, told};
use super::{MilestoneKind, Milestones, Source, ends, measured, sentences};
use crate::postmortem::time;
use crate::postmortem::{Entry, detection, milestone_named};

/// Fills in what nothing else states.
pub(super) fn read(source: Source<'_>, found: &mut Milestones) {
    let Some(timeline) = source.timeline else {
        return from_opening(source, found);
    };
    let mut entries: Vec<&Entry> = timeline
        .entries
        .iter()
        .filter(|e| e.at.date.is_some())
        .collect();
    if is_newest_first(&entries) {
        entries.reverse();
    }
    measured::read(source, found, &entries);
    mend_day(found, &entries);
    named(found, &entries);
    started(source, found, &entries);
    ends::read(found, &entries);
    detected(found, &entries);
}

/// A start on a day beside that on which the timeline has it, at the same time and in so many words, behind which the timeline
/// tells nothing: a slip of the day, and the timeline has the right one.
fn mend_day(found: &mut Milestones, entries: &[&Entry]) {
    let Some(start) = found.started.as_ref().filter(|start| start.stated) else {
        return;
    };
    let Some((day, time)) = start.at.date.zip(start.at.time) else {
        return;
    };
    let last = entries.iter().filter_map(|entry| entry.at.minutes()).max();
    if start.at.minutes() <= last {
        return;
    }
    let beside = |entry: &&&Entry| {
        let date = entry.at.date.filter(|_| entry.at.time == Some(time));
        date.is_some_and(|date| time::days_between(date, day).abs() == 1)
            && told(&STARTS, &entry.text) == Told::Firm
    };
    if let Some(entry) = entries.iter().find(beside) {
        found.started = None;
        found.keep(
            MilestoneKind::Started,
            entry.at.clone(),
            entry.time_span,
            false,
        );
    }
}

/// So few entries may be out of order by chance.
const FEWEST_IN_ORDER: usize = 3;

/// Whether each entry is before the one above it, as on a status page.
fn is_newest_first(entries: &[&Entry]) -> bool {
    let earlier = |pair: &[&Entry]| match pair {
        [above, below] => below
            .at
            .minutes()
            .zip(above.at.minutes())
            .is_some_and(|(b, a)| b < a),
        _ => false,
    };
    entries.len() >= FEWEST_IN_ORDER && entries.windows(2).all(earlier)
}

/// Entries that call themselves a milestone (`**Mitigated**: …`, `Pool restarted (resolved)`) state it.
fn named(found: &mut Milestones, entries: &[&Entry]) {
    for kind in MilestoneKind::ALL
        .into_iter()
        .filter(|&kind| kind != MilestoneKind::Started)
    {
        if found.get(kind).is_some() {
            continue;
        }
        let entry = entries.iter().find(|entry| is_called(&entry.text, kind));
        if let Some(entry) = entry {
            found.keep(kind, entry.at.clone(), entry.time_span, false);
        }
    }
}

/// Whether an entry says in so many words that this is when it started, was mitigated or resolved, or calls itself a
/// milestone: nothing has to be concluded.
pub(in crate::postmortem) fn says_outright(entry: &Entry, kind: MilestoneKind) -> bool {
    let told_firmly = match kind {
        MilestoneKind::Started => told(&STARTS, &entry.text) == Told::Firm,
        MilestoneKind::Detected => false,
        MilestoneKind::Mitigated => ends::is_mitigated(entry),
        MilestoneKind::Resolved => ends::is_over(entry),
    };
    told_firmly || is_called(&entry.text, kind)
}

fn is_called(text: &str, kind: MilestoneKind) -> bool {
    let noun = kind == MilestoneKind::Detected && begins_with(text, "detection");
    noun || begins_with(text, kind.word()) || note(text).and_then(milestone_named) == Some(kind)
}

/// What stands in brackets at the end.
fn note(text: &str) -> Option<&str> {
    let text = text.trim_end().trim_end_matches('.').strip_suffix(')')?;
    Some(text.rsplit_once('(')?.1)
}

/// Whether a text begins with `word` as a label, or is nothing else.
fn begins_with(text: &str, word: &str) -> bool {
    let text = text.trim_start();
    let named = text
        .get(..word.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(word));
    let behind = text.get(word.len()..).unwrap_or_default().trim_start();
    named && (behind.is_empty() || behind.starts_with([':', '.', ',', '-', '–', '—']))
}

/// Entries up to so many days before the day of the incident belong to it; earlier ones lead up to it.
const LEAD_UP_DAYS: i64 = 3;

fn started(source: Source<'_>, found: &mut Milestones, entries: &[&Entry]) {
    if found.has_clock(MilestoneKind::Started) {
        return;
    }
    let near = near(source, found, entries);
    let near = match near.is_empty() {
        true if found.detected.is_some() => return from_detected(found),
        true => entries,
        false => &near,
    };
    // Nothing starts after somebody noticed it.
    let noticed = near.iter().position(|entry| notices(&entry.text));
    let until = near.get(..noticed.map_or(near.len(), |at| at + 1));
    let until = until.unwrap_or(near);
    let outright = until
        .iter()
        .find(|entry| told(&STARTS, &entry.text) == Told::Firm)
        .or_else(|| near.iter().find(|entry| opens_as_start(&entry.text)));
    let day = found.started.as_ref().map(|started| started.at.date);
    let entry = outright.copied().or_else(|| match day {
        Some(day) => finer(until, day),
        None if begins_undated(source) => None,
        None => first(until).filter(|entry| !tells_only_end(&entry.text)),
    });
    match entry {
        Some(entry) => {
            let at = entry.at.clone();
            found.keep(MilestoneKind::Started, at, entry.time_span, false);
        }
        None => from_detected(found),
    }
}

/// Whether entries stand above the first that is on a known day: it began with those.
fn begins_undated(source: Source<'_>) -> bool {
    let mut entries = source.timeline.iter().flat_map(|t| &t.entries);
    let first = entries.next();
    first.is_some_and(|entry| !entry.dated && entry.at.date.is_none() && entry.at.time.is_some())
}

/// So many words tell of one thing.
const FEW_WORDS: usize = 6;

/// "Outage over", "Outage resolved": an end is no start, though nothing else is told.
fn tells_only_end(text: &str) -> bool {
    told(&ENDS, text) == Told::Firm
        && told(&STARTS, text) == Told::No
        && text.split_whitespace().count() <= FEW_WORDS
}

/// "Outage begins - …": it says so first, whatever was noticed before.
fn opens_as_start(text: &str) -> bool {
    STARTS.opens(text.trim_start_matches(['*', '_', ' ']))
}

/// The entries of the incident: not those of long before its day, nor those behind its stated detection.
fn near<'e>(source: Source<'_>, found: &Milestones, entries: &[&'e Entry]) -> Vec<&'e Entry> {
    let date = source.metadata.date.as_ref();
    let day = date.filter(|_| source.metadata.date_is_sure);
    let day: Option<Date> = day.and_then(|date| date.value.parse().ok());
    let from = day.and_then(|day| day.checked_sub(LEAD_UP_DAYS.days()).ok());
    let near = entries.iter().copied();
    near.filter(|entry| entry.at.date >= from && !is_after_detection(found, entry))
        .collect()
}

/// Nothing starts after it is stated to have been detected.
fn is_after_detection(found: &Milestones, entry: &Entry) -> bool {
    let detected = found.detected.as_ref().and_then(|d| d.at.minutes());
    let times = detected.zip(entry.at.minutes());
    times.is_some_and(|(detected, at)| at > detected)
}

/// When it was first noticed is the best that a document says which states no start.
fn from_detected(found: &mut Milestones) {
    if let Some(detected) = found.detected.clone().filter(|d| d.stated) {
        found.keep(MilestoneKind::Started, detected.at, detected.span, false);
    }
}

/// The same without a timeline, where the story begins with it: "At 13:24 we noticed that the site was down."
fn from_opening(source: Source<'_>, found: &mut Milestones) {
    let sentences = sentences::read(source);
    let opening = sentences.first().map(|sentence| sentence.span());
    let detected = found.detected.clone();
    match detected.filter(|d| opening.is_some_and(|opening| opening.covers(d.span.start))) {
        Some(detected) => found.keep(MilestoneKind::Started, detected.at, detected.span, false),
        None => from_detected(found),
    }
}

/// The first entry, unless it is ordinary work: then the first one that tells a symptom.
fn first<'e>(entries: &[&'e Entry]) -> Option<&'e Entry> {
    let first = entries.first()?;
    let symptom = |e: &Entry| SYMPTOMS.is_match(&e.text);
    match !symptom(first) && CHANGES.is_match(&first.text) {
        true => entries.iter().find(|e| symptom(e)).or(Some(first)).copied(),
        false => Some(first),
    }
}

/// What makes a stated day finer: the first entry of that day behind the changes that led up to it, if it tells a symptom, or
/// that it was noticed.
fn finer<'e>(entries: &[&'e Entry], day: Option<Date>) -> Option<&'e Entry> {
    let tells = |entry: &&Entry| SYMPTOMS.is_match(&entry.text) || notices(&entry.text);
    let mut that_day = entries.iter().copied().filter(|entry| entry.at.date >= day);
    let first = that_day.find(|entry| tells(entry) || !CHANGES.is_match(&entry.text))?;
    tells(&first).then_some(first)
}

/// Whether an entry is at the start or after it, or nobody can tell.
pub(super) fn not_before_start(found: &Milestones, entry: &Entry) -> bool {
    let start = found.started.as_ref().and_then(|s| s.at.minutes());
    match (start, entry.at.minutes()) {
        (Some(start), Some(at)) => at >= start,
        _ => true,
    }
}

/// The first entry from the start on in which something or somebody notices; behind a fix it is something else.
fn detected(found: &mut Milestones, entries: &[&Entry]) {
    if found.detected.is_some() {
        return;
    }
    let from_start = entries
        .iter()
        .filter(|entry| not_before_start(found, entry));
    let days_only = entries.iter().all(|entry| entry.at.time.is_none());
    for entry in from_start.filter(|entry| entry.at.time.is_some() || days_only) {
        if notices(&entry.text) {
            return found.keep(
                MilestoneKind::Detected,
                entry.at.clone(),
                entry.time_span,
                false,
            );
        }
        if ends::is_fix(entry) {
            return;
        }
    }
}

/// Whether something or somebody notices, and not the cause or the fix.
fn notices(text: &str) -> bool {
    let outgoing = OUTGOING.find_iter(text).map(|found| found.range());
    let outgoing: Vec<Range<usize>> = outgoing.collect();
    let first = |place: &Range<usize>| {
        let before = outgoing.partition_point(|range| range.end <= place.start);
        let near = outgoing.get(before);
        let told = near.is_some_and(|range| range.contains(&place.start));
        !told && !detection::is_found_later(text, place)
    };
    said_where(&NOTICED, text, first) == Told::Firm
        || outgoing.is_empty() && detection::reaches_us(text)
}
