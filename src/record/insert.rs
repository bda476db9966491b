//! Puts an entry where it belongs, and proves that nothing else is read otherwise.

use jiff::Timestamp;

use super::beside::Beside;
use super::unit::{self, Shape, line_start};
use super::{Clock, order};
use crate::fix::{Edit, apply};
use crate::markdown::{BlockKind, Document, Span, end_of_line};
use crate::postmortem::{Entry, ReadOptions, Section, SectionKind, Story};
use crate::secrets;

/// An entry to be.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// When.
    pub at: Timestamp,
    /// What happened, as Markdown on one line.
    pub text: String,
    /// Its pictures, as Markdown.
    pub pictures: Vec<String>,
}

/// A document with an entry more.
#[derive(Clone, Debug)]
pub struct Logged {
    /// Its text.
    pub text: String,
    /// The line of the new entry, from 1.
    pub line: usize,
    /// What stands there; secrets are hidden.
    pub written: String,
}

/// A document as far as its timeline needs.
pub(super) struct Reading {
    pub(super) doc: Document,
    story: Story,
}

impl Reading {
    fn of(text: &str, options: &ReadOptions) -> Self {
        let (text, _) = secrets::hide(text.to_owned());
        let doc = Document::parse(text);
        let story = Story::read(&doc, options);
        Self { doc, story }
    }

    fn entries(&self) -> &[Entry] {
        let timeline = self.story.timeline.as_ref();
        timeline
            .map(|timeline| timeline.entries.as_slice())
            .unwrap_or_default()
    }
}

/// The zone in which the document's timeline is written.
pub fn clock_of(text: &str, options: &ReadOptions) -> Clock {
    Clock::of(
        &Reading::of(text, options).story,
        options.timezone.as_deref(),
    )
}

/// The document with the entry in its timeline; why not, where it cannot be put in without changing how something else is
/// read.
pub fn insert(text: &str, options: &ReadOptions, new: &NewEntry) -> Result<Logged, String> {
    let reading = Reading::of(text, options);
    let clock = Clock::of(&reading.story, options.timezone.as_deref());
    let entries = reading.entries();
    let index = order::before(entries, new.at, &clock);
    for edit in edits(text, &reading, index, new, &clock) {
        let Some(changed) = apply(text, [&edit]) else {
            continue;
        };
        let after = Reading::of(&changed, options);
        let Some(entry) = after.entries().get(index) else {
            continue;
        };
        if is_same(entries, after.entries(), index) && is_new(entry, new, &clock, entries) {
            let line = after.doc.line(entry.time_span.start);
            let written = after.doc.text().lines().nth(line.saturating_sub(1));
            return Ok(Logged {
                line,
                written: written.unwrap_or_default().trim().to_owned(),
                text: changed,
            });
        }
    }
    Err(match &reading.story.timeline {
        Some(timeline) if timeline.pasted => {
            "the timeline is a chat in a code block, where an entry would be a forgery".to_owned()
        }
        _ => "no place was found for the entry that leaves all others as they are read".to_owned(),
    })
}

/// Whether all entries but one are what they were.
fn is_same(before: &[Entry], after: &[Entry], index: usize) -> bool {
    let others = after.iter().enumerate().filter(|(at, _)| *at != index);
    let is_same = |(was, (_, is)): (&Entry, (usize, &Entry))| {
        was.at == is.at && was.until == is.until && was.dated == is.dated && was.text == is.text
    };
    after.len() == before.len() + 1 && before.iter().zip(others).all(is_same)
}

/// Whether an entry is read as what was to be written.
fn is_new(entry: &Entry, new: &NewEntry, clock: &Clock, others: &[Entry]) -> bool {
    let minute = |at: Timestamp| at.as_second().div_euclid(60);
    let local = clock.local(new.at);
    let is_then = match clock.of_entry(entry) {
        Some(at) => minute(at) == minute(new.at),
        None => {
            let is_time = |time: jiff::civil::Time| {
                (time.hour(), time.minute()) == (local.hour(), local.minute())
            };
            entry.at.time.is_some_and(is_time) && others.iter().all(|other| other.at.date.is_none())
        }
    };
    let expected = letters(&running(&new.text));
    is_then && entry.until.is_none() && letters(&entry.text).starts_with(&expected)
}

/// What a line of Markdown says.
fn running(markdown: &str) -> String {
    let (text, _) = secrets::hide(format!("x {markdown}"));
    let doc = Document::parse(text);
    let text = doc.running_text();
    text.get(1..).unwrap_or_default().to_owned()
}

pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The edits that come into question, the best first.
fn edits(text: &str, reading: &Reading, index: usize, new: &NewEntry, clock: &Clock) -> Vec<Edit> {
    let entries = reading.entries();
    if entries.is_empty() {
        return vec![first(text, reading, new, clock)];
    }
    let mut edits = Vec::new();
    let beside = [
        index.checked_sub(1).map(|at| (at, true)),
        Some((index, false)),
    ];
    for (at, after) in beside.into_iter().flatten() {
        let Some(unit) = unit::of(&reading.doc, entries, at) else {
            continue;
        };
        let Some(entry) = entries.get(at) else {
            continue;
        };
        let beside = Beside {
            text,
            reading,
            entry,
            unit,
        };
        let lines = match unit.shape {
            Shape::Row => beside.rows(new, clock),
            _ => beside.lines(new, clock, after),
        };
        edits.extend(lines.into_iter().map(|line| beside.put(&line, after)));
    }
    edits
}

/// The first entry of all: below what its section says, or in a section of its own.
fn first(text: &str, reading: &Reading, new: &NewEntry, clock: &Clock) -> Edit {
    let doc = &reading.doc;
    let end = end_of_line(text);
    let sections = &reading.story.outline.sections;
    let zone = if clock.named { " UTC" } else { "" };
    let time = clock.local(new.at).strftime("%H:%M");
    let entry = |zone: &str| format!("- {time}{zone} {}", with_pictures(new, " "));
    if let Some(section) = sections.first(SectionKind::Timeline) {
        let last = last_of(doc, section);
        let at = line_end(text, last);
        let is_apart = text
            .get(at..)
            .is_some_and(|rest| rest.starts_with(['\n', '\r']) || rest.is_empty());
        let gap = if is_apart { "" } else { end };
        return Edit::new(Span::at(at), format!("{end}{end}{}{gap}", entry(zone)));
    }
    let behind = [
        SectionKind::Detection,
        SectionKind::Causes,
        SectionKind::Lessons,
        SectionKind::Actions,
        SectionKind::Evidence,
    ];
    let starts = behind.iter().filter_map(|kind| sections.first(*kind));
    let starts =
        starts.filter(|section| matches!(doc.kind(section.carrier), BlockKind::Heading(_)));
    let next = starts
        .map(|section| line_start(text, section.span.start))
        .min();
    let zone = match (&clock.zone.iana_name(), clock.is_stated) {
        (Some(name), true) => (*name).to_owned(),
        _ => "UTC".to_owned(),
    };
    let section = format!("## Timeline ({zone}){end}{end}{}{end}", entry(""));
    match next {
        Some(at) => Edit::new(Span::at(at), format!("{section}{end}")),
        None => {
            let breaks = match text {
                "" => 0,
                text if text.ends_with('\n') => 1,
                _ => 2,
            };
            let gap = end.repeat(breaks);
            Edit::new(Span::at(text.len()), format!("{gap}{section}"))
        }
    }
}

/// The end of what stands in a section above the sections inside it; comments too.
fn last_of(doc: &Document, section: &Section) -> usize {
    let own = section
        .content
        .iter()
        .take_while(|id| !matches!(doc.kind(**id), BlockKind::Heading(_)));
    let last = own.map(|id| doc.block(*id).span).last();
    let span = last.unwrap_or(doc.block(section.carrier).span);
    span.start + doc.source(span).trim_end().len()
}

/// The text of an entry with its pictures.
pub(super) fn with_pictures(new: &NewEntry, gap: &str) -> String {
    let parts = std::iter::once(&new.text).chain(&new.pictures);
    parts.map(String::as_str).collect::<Vec<_>>().join(gap)
}

/// The end of a line that holds only blanks from here on.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start_matches([' ', '\t']).len()
}
