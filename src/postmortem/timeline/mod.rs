//! The timeline in its six forms: table, bullets, ordered list, headings that are times, bold times, paragraphs.

mod above;
mod assemble;
mod elsewhere;
mod inside;
mod lead;
mod raw;
mod table;
#[cfg(test)]
mod tests;
mod walk;
mod zones;

use super::time::{Moment, Zone};
use super::{Metadata, ReadOptions, Section, SectionKind, Sections, normalise};
use crate::markdown::{BlockId, Document, Span};
use crate::words;

/// A timestamped event.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When, with the day and zone carried over from a heading or the entries above.
    pub at: Moment,
    /// Whether the entry itself names its day; else it is carried over from above it.
    pub dated: bool,
    /// Where a range ends, on the clock of `at`.
    pub until: Option<Moment>,
    /// The time as written.
    pub time_span: Span,
    /// What happened, markup removed.
    pub text: String,
    /// What stands below it, up to the next entry; of a long text its beginning.
    pub below: String,
    /// The entry in the file, its time included; of a heading or row only its time.
    pub span: Span,
    /// The list, table or run of paragraphs it stands in: entries of different ones are not compared.
    pub block: BlockId,
}

/// The timeline of a document.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The zone as stated once or on the entries; none when no zone is named.
    pub zone: Option<String>,
    /// The zone where it is stated once for all times.
    pub stated: Option<Zone>,
    /// Its heading, else its first entry.
    pub span: Span,
    /// In document order.
    pub entries: Vec<Entry>,
    /// Whether it is the log of a chat in a code block: the author has picked nothing from it.
    pub pasted: bool,
}

/// What a document tells in times.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) timeline: Option<Timeline>,
    pub(super) key_events: Vec<Entry>,
}

impl Timeline {
    /// The entry that a byte stands in.
    pub fn entry_at(&self, offset: usize) -> Option<&Entry> {
        // Entries lie one behind the other, or a few inside another.
        let mut near = self.begun_at(offset).iter().rev().take(8);
        near.find(|entry| entry.span.covers(offset))
    }

    /// The entries that begin at an offset or before it, in order.
    pub(crate) fn begun_at(&self, offset: usize) -> &[Entry] {
        let behind = self.entries.partition_point(|e| e.span.start <= offset);
        self.entries.get(..behind).unwrap_or_default()
    }
}

/// Reads the sections that are timelines; where they hold no times, the timeline that stands elsewhere.
pub(super) fn read(
    doc: &Document,
    sections: &Sections,
    metadata: &Metadata,
    options: &ReadOptions,
) -> Found {
    let everywhere = zones::in_sentence(doc.running_text());
    let (mut entries, mut key_events) = (Vec::new(), Vec::new());
    let mut stated: Option<Zone> = None;
    let mut span = None;
    for section in sections.of(SectionKind::Timeline) {
        let zone = zones::of_section(doc, section);
        let marks = walk::section(doc, section);
        let before = zone.as_ref().or(stated.as_ref()).or(everywhere.as_ref());
        let found = assemble::entries(marks, metadata, before);
        if names_key_facts(section) && elsewhere::are_key_facts(&found) {
            key_events.extend(found);
            continue;
        }
        if found.is_empty() {
            continue;
        }
        stated = stated.or(zone);
        span = span.or(Some(section.heading_span));
        entries.extend(found);
    }
    let mut pasted = false;
    if entries.is_empty() {
        entries = elsewhere::read(doc, sections, metadata, everywhere.as_ref());
    }
    if entries.is_empty() {
        let zone = stated.as_ref().or(everywhere.as_ref());
        entries = raw::code(doc, sections, metadata, zone);
    }
    if entries.is_empty() {
        entries = raw::elements(doc, metadata);
    }
    if entries.is_empty() {
        entries = raw::chat(doc, metadata);
        pasted = true;
    }
    above::date(doc, metadata, &mut entries);
    let Some(first) = entries.first() else {
        return Found {
            timeline: None,
            key_events,
        };
    };
    let span = span.unwrap_or(first.time_span);
    let stated = stated.or(everywhere);
    let zone = stated.as_ref().map(|zone| zone.text.clone()).or_else(|| {
        let written = entries.iter().find_map(|entry| entry.at.zone.clone());
        written
            .or_else(|| zone_of_others(doc, &mut entries))
            .or_else(|| options.timezone.clone())
    });
    let zone = zone.map(|zone| if zone == "Z" { "UTC".to_owned() } else { zone });
    let timeline = Some(Timeline {
        zone,
        stated,
        span,
        entries,
        pasted,
    });
    Found {
        timeline,
        key_events,
    }
}

/// The zone of clock times elsewhere, where those of the timeline name none; they are in it, too, unless another is named.
fn zone_of_others(doc: &Document, entries: &mut [Entry]) -> Option<String> {
    let (zone, agreed) = zones::of_clocks(doc)?;
    if agreed {
        for entry in entries {
            entry.at.set_zone(&zone);
            if let Some(until) = &mut entry.until {
                until.set_zone(&zone);
            }
        }
    }
    Some(zone.text)
}

/// The zone that the heading of the timeline states, or a sentence.
pub(super) fn stated_zone(doc: &Document, sections: &Sections) -> Option<Zone> {
    let mut timelines = sections.of(SectionKind::Timeline);
    let zone = timelines.find_map(|section| zones::of_section(doc, section));
    zone.or_else(|| zones::in_sentence(doc.running_text()))
}

/// "Key events", "Key times": may hold the milestones instead of a timeline.
fn names_key_facts(section: &Section) -> bool {
    words::set("key-words").contains(
        normalise(&section.heading)
            .split(' ')
            .next()
            .unwrap_or_default(),
    )
}

/// The zone that a name states: "Start time (UTC)".
pub(super) fn zone_in_label(name: &str) -> Option<Zone> {
    zones::in_label(name)
}
