//! Milestones that only the wording of the timeline tells.

use std::sync::LazyLock;

use crate::phrases::Phrases;
use jiff::ToSpan;
use jiff::civil::Date;

use super::{MilestoneKind, Milestones, Source, ends};
use crate::postmortem::Entry;
use crate::words;

static STARTS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("incident-starts"));
static SYMPTOMS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("symptoms"));
static CHANGES: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("changes"));
static NOTICED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("noticed"));

/// Fills in what nothing else states.
pub(super) fn read(source: Source<'_>, found: &mut Milestones) {
    let Some(timeline) = source.timeline else {
        return from_detected(found);
    };
    let entries: Vec<&Entry> = timeline
        .entries
        .iter()
        .filter(|e| e.at.date.is_some())
        .collect();
    named(found, &entries);
    started(source, found, &entries);
    ends::read(found, &entries);
    detected(found, &entries);
}

/// Entries that begin with the name of a milestone (`**Mitigated**: …`) state it.
fn named(found: &mut Milestones, entries: &[&Entry]) {
    for kind in MilestoneKind::ALL
        .into_iter()
        .filter(|&kind| kind != MilestoneKind::Started)
    {
        if found.get(kind).is_some() {
            continue;
        }
        let entry = entries
            .iter()
            .find(|entry| begins_with(&entry.text, kind.word()));
        if let Some(entry) = entry {
            found.keep(kind, entry.at.clone(), entry.time_span, false);
        }
    }
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
    let day: Option<Date> = source
        .metadata
        .date
        .as_ref()
        .filter(|_| source.metadata.date_is_sure)
        .and_then(|date| date.value.parse().ok());
    let from = day.and_then(|day| day.checked_sub(LEAD_UP_DAYS.days()).ok());
    let near: Vec<&Entry> = entries
        .iter()
        .copied()
        .filter(|e| e.at.date >= from)
        .collect();
    let near = if near.is_empty() { entries } else { &near };
    let outright = entries.iter().find(|e| STARTS.is_match(&e.text));
    let entry = outright
        .copied()
        .or_else(|| first(near, found.started.is_some()));
    match entry {
        Some(entry) => found.keep(
            MilestoneKind::Started,
            entry.at.clone(),
            entry.time_span,
            false,
        ),
        None => from_detected(found),
    }
}

/// When it was first noticed is the best that a document says which states no start.
fn from_detected(found: &mut Milestones) {
    if let Some(detected) = found.detected.clone().filter(|d| d.stated) {
        found.keep(MilestoneKind::Started, detected.at, detected.span, false);
    }
}

/// The first entry, unless it is ordinary work: then the first one that tells a symptom. Where a day is stated, only a
/// first entry that tells a symptom makes it finer.
fn first<'e>(entries: &[&'e Entry], day_stated: bool) -> Option<&'e Entry> {
    let first = entries.first()?;
    let symptom = |e: &Entry| SYMPTOMS.is_match(&e.text);
    if symptom(first) {
        return Some(first);
    }
    if day_stated {
        return None;
    }
    match CHANGES.is_match(&first.text) {
        true => entries.iter().find(|e| symptom(e)).or(Some(first)).copied(),
        false => Some(first),
    }
}

/// Whether an entry is at the start or after it, or nobody can tell.
pub(super) fn not_before_start(found: &Milestones, entry: &Entry) -> bool {
    let start = found.started.as_ref().and_then(|s| s.at.minutes());
    match (start, entry.at.minutes()) {
        (Some(start), Some(at)) => at >= start,
        _ => true,
    }
}

/// The first entry from the start on in which something or somebody notices.
fn detected(found: &mut Milestones, entries: &[&Entry]) {
    if found.detected.is_some() {
        return;
    }
    let noticed = entries
        .iter()
        .find(|e| e.at.time.is_some() && not_before_start(found, e) && NOTICED.is_match(&e.text));
    if let Some(entry) = noticed {
        found.keep(
            MilestoneKind::Detected,
            entry.at.clone(),
            entry.time_span,
            false,
        );
    }
}
