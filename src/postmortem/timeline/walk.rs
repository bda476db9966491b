//! Walks over the blocks of a timeline and notes what each says about time.

use std::sync::LazyLock;

use crate::phrases::Phrases;

use super::inside::{day_in_heading, trailing, within};
use super::lead::{self, Lead};
use super::{table, zones};
use crate::markdown::{BlockId, BlockKind, Document, Span, Text};
use crate::postmortem::milestones::sentences_of;
use crate::postmortem::time::{Day, Place, Zone};
use crate::postmortem::{Section, time};
use crate::words;

/// What a piece of the timeline says.
#[derive(Clone, Debug)]
pub(super) enum Mark<'d> {
    /// A day, for what follows.
    Day {
        /// The day.
        lead: Lead<'d>,
        /// The heading, paragraph or item.
        block: BlockId,
    },
    /// The day that the heading of the timeline names: what has no time below it is no entry of that day.
    From(Lead<'d>),
    /// An event with its time or day.
    Event {
        /// The time and the text.
        lead: Lead<'d>,
        /// What it is compared within.
        block: BlockId,
        /// Time and text in the file.
        span: Span,
        /// Whether it is a heading: its text may stand below.
        heading: bool,
    },
    /// An item or paragraph that names no time.
    Plain {
        /// The text.
        text: Text<'d>,
        /// Its list, or the paragraph itself.
        block: BlockId,
        /// Whether it is a list item.
        item: bool,
    },
    /// A zone for what follows.
    Zone(Zone),
    /// "Day 2": the number of a day, for what follows.
    Number(i64),
    /// A day that is stated for all entries that name none.
    AllOn(Day),
}

/// The marks of a section in order.
pub(super) fn section<'d>(doc: &'d Document, section: &Section) -> Vec<Mark<'d>> {
    let mut walk = Walk::new(doc);
    walk.announced = true;
    let heading = doc.block_text(section.carrier);
    let day = day_in_heading(heading).filter(|_| section.is_all_of(heading));
    walk.marks.extend(day.map(Mark::From));
    let of_heading = walk.marks.len();
    if let Some(inline) = section.inline {
        walk.lines(doc.text_at(inline), section.carrier);
    }
    walk.blocks(section.content.iter().copied());
    let told = walk.marks.get(of_heading..).unwrap_or_default();
    let event = told
        .iter()
        .any(|mark| matches!(mark, Mark::Event { .. } | Mark::Day { .. }));
    if !event {
        // A timeline pasted from a chat stands in quotations.
        walk.quotations = true;
        walk.blocks(section.content.iter().copied());
    }
    walk.marks
}

/// A walk over blocks, with what it has noted.
pub(super) struct Walk<'d> {
    doc: &'d Document,
    pub(super) marks: Vec<Mark<'d>>,
    /// Whether to look into quotations, too.
    quotations: bool,
    /// Whether a heading says that it is a timeline: then an item may have its time within.
    announced: bool,
    /// The first heading that is a time: it stands for the run of them.
    headings: Option<BlockId>,
    /// The first paragraph with a time since the last heading.
    paragraphs: Option<BlockId>,
}

impl<'d> Walk<'d> {
    pub(super) fn new(doc: &'d Document) -> Self {
        Self {
            doc,
            marks: Vec::new(),
            quotations: false,
            announced: false,
            headings: None,
            paragraphs: None,
        }
    }

    /// Notes the marks of blocks and all that they hold, quotations and code apart.
    pub(super) fn blocks(&mut self, roots: impl Iterator<Item = BlockId>) {
        let doc = self.doc;
        for root in roots {
            let mut open = vec![root];
            while let Some(id) = open.pop() {
                match doc.kind(id) {
                    BlockKind::Heading(_) => self.heading(id),
                    BlockKind::Paragraph => self.paragraph(id),
                    BlockKind::Table => table::read(doc, id, &mut self.marks),
                    BlockKind::Quote if !self.quotations => {}
                    BlockKind::List(_) | BlockKind::Item(_) | BlockKind::Quote => {
                        let inside: Vec<BlockId> = doc.children(id).collect();
                        open.extend(inside.into_iter().rev());
                    }
                    _ => {}
                }
            }
        }
    }

    fn heading(&mut self, id: BlockId) {
        let text = self.doc.block_text(id);
        if let Some(number) = lead::day_number(text.as_str()) {
            return self.marks.push(Mark::Number(number));
        }
        let lead = lead::read(text, Place::Start);
        // Below a day the entries go on.
        if lead.as_ref().is_none_or(|lead| !lead::is_bare(lead.rest)) {
            self.paragraphs = None;
        }
        if let Some(lead) = lead.clone().filter(|lead| lead.stamp.from.clock.is_some()) {
            return self.marks.push(Mark::Event {
                lead,
                block: *self.headings.get_or_insert(id),
                span: text.span(),
                heading: true,
            });
        }
        let zone = zones::in_label(text.as_str()).map(Mark::Zone);
        self.marks.extend(zone);
        self.marks
            .extend(lead.map(|lead| Mark::Day { lead, block: id }));
    }

    fn paragraph(&mut self, id: BlockId) {
        let doc = self.doc;
        let text = doc.block_text(id);
        if is_contents(text) {
            return;
        }
        let item = doc.block(id).parent.filter(|&up| {
            matches!(doc.kind(up), BlockKind::Item(_)) && doc.children(up).next() == Some(id)
        });
        let before = self.marks.len();
        match item {
            Some(item) => list_item(doc, item, text, self.announced, &mut self.marks),
            None => self.lines(text, id),
        }
        let new = self.marks.get(before..).unwrap_or_default();
        let event = new.iter().any(|mark| matches!(mark, Mark::Event { .. }));
        let day = new.iter().any(|mark| matches!(mark, Mark::Day { .. }));
        if !event {
            let zone = zones::beside(text.as_str()).map(Mark::Zone);
            let all = all_on(text.as_str()).filter(|_| !day).map(Mark::AllOn);
            for mark in zone.into_iter().chain(all) {
                self.marks.insert(before, mark);
            }
        }
    }

    /// Notes the lines of a paragraph: a line opens an entry when the first one does, or when several do (the others
    /// run on).
    fn lines(&mut self, text: Text<'d>, block: BlockId) {
        if let Some(number) = lead::day_number(text.as_str()) {
            return self.marks.push(Mark::Number(number));
        }
        let leads = text.lines().enumerate().map(|(n, line)| {
            let lead = lead::read(line, Place::Start);
            // Prose that runs on may well begin a line with "at 09:02".
            (line, lead.filter(|lead| n == 0 || !lead.loose))
        });
        let leads: Vec<(Text<'d>, Option<Lead<'d>>)> = leads.collect();
        let first = leads.first().is_some_and(|(_, lead)| lead.is_some());
        let several = leads.iter().filter(|(_, lead)| lead.is_some()).count() >= 2;
        let mut starts: Vec<(Text<'d>, Lead<'d>)> = leads
            .into_iter()
            .filter_map(|(line, lead)| Some((line, lead?)))
            .filter(|_| first || several)
            .collect();
        if let Some(lead) = below(text).filter(|_| starts.is_empty()) {
            self.marks.push(Mark::Event {
                lead,
                block: *self.paragraphs.get_or_insert(block),
                span: text.trim().span(),
                heading: false,
            });
            return;
        }
        // "At 02:00 we received a mail. At 02:22 we opened a ticket.": a story told in one paragraph.
        if starts.len() <= 1 {
            // Behind a bare time the text of its entry may tell more with "at 02:22".
            let bare = starts.first().is_some_and(|(_, lead)| !lead.loose);
            let told: Vec<(Text<'d>, Lead<'d>)> = sentences_of(text)
                .into_iter()
                .filter_map(|sentence| Some((sentence, clocked(sentence)?)))
                .filter(|(_, lead)| !bare || !lead.loose)
                .collect();
            if told.len() >= 2 {
                starts = told;
            }
        }
        let block = match starts.is_empty() {
            true => block,
            false => *self.paragraphs.get_or_insert(block),
        };
        let plain = starts.is_empty();
        let end = text.plain().end;
        let ends: Vec<usize> = starts
            .iter()
            .skip(1)
            .map(|(line, _)| line.plain().start)
            .chain([end])
            .collect();
        for ((line, mut lead), end) in starts.into_iter().zip(ends) {
            let day_only = lead.stamp.from.clock.is_none() && lead::is_bare(lead.rest);
            if day_only {
                let zone = zones::in_label(line.as_str()).map(Mark::Zone);
                self.marks.extend(zone);
                self.marks.push(Mark::Day { lead, block });
                continue;
            }
            let start = text.plain().start;
            let whole = text.slice(line.plain().start - start..end - start).trim();
            lead.rest = text
                .slice(lead.rest.plain().start - start..end - start)
                .trim();
            self.marks.push(Mark::Event {
                lead,
                block,
                span: whole.span(),
                heading: false,
            });
        }
        if plain && !text.is_blank() {
            self.marks.push(Mark::Plain {
                text: text.trim(),
                block,
                item: false,
            });
        }
    }
}

/// Whether it is nothing but links into the page that tell no time of day: a table of contents, and no days that anything stands
/// below.
fn is_contents(text: Text<'_>) -> bool {
    let mut end = 0;
    for link in text.links() {
        let place = text.place(link);
        let between = text.as_str().get(end..place.start).unwrap_or_default();
        if !link.target.starts_with('#') || !between.trim().is_empty() {
            return false;
        }
        end = place.end;
    }
    let rest = text.as_str().get(end..).unwrap_or_default();
    let is_timed = |line: Text<'_>| {
        let lead = lead::read(line, Place::Start);
        lead.is_some_and(|lead| lead.stamp.from.clock.is_some())
    };
    end > 0 && rest.trim().is_empty() && !text.lines().any(is_timed)
}

/// "Resolved - All is well again", and on the last line "Mar 14, 11:40 UTC" alone: the updates of a status page.
fn below(text: Text<'_>) -> Option<Lead<'_>> {
    let last = text.lines().last()?.trim();
    let lead = clocked(last).filter(|lead| lead::is_bare(lead.rest) && !lead.loose)?;
    let before = last.plain().start - text.plain().start;
    let rest = text.slice(0..before).trim();
    let dated = lead.stamp.from.day.is_some() && lead.stamp.until.is_none();
    (dated && !rest.is_blank()).then_some(Lead { rest, ..lead })
}

/// "All events happened on 14 March": one day for every entry that names none.
fn all_on(text: &str) -> Option<Day> {
    static ENTRIES: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("all-on-words"));
    let all = text
        .split(|c: char| !c.is_alphabetic())
        .any(|word| word.eq_ignore_ascii_case("all"));
    if !all || text.len() > 300 || !ENTRIES.is_match(text) {
        return None;
    }
    let mut stamps = time::find_stamps(text).into_iter();
    let only = stamps.next().filter(|_| stamps.next().is_none())?;
    only.from
        .day
        .filter(|day| only.from.clock.is_none() && day.is_plain())
}

fn list_item<'d>(
    doc: &'d Document,
    item: BlockId,
    text: Text<'d>,
    announced: bool,
    marks: &mut Vec<Mark<'d>>,
) {
    let block = doc.block(item).parent.unwrap_or(item);
    let span = text.trim().span();
    let (text, number) = lead::days_later(text);
    marks.extend(number.map(Mark::Number));
    let has_list = doc
        .children(item)
        .any(|b| matches!(doc.kind(b), BlockKind::List(_)));
    let found = lead::read(text, Place::Start)
        .or_else(|| trailing(text))
        .or_else(|| lead::named(text))
        .or_else(|| announced.then(|| within(text)).flatten());
    match found {
        Some(lead) if lead.stamp.from.clock.is_none() && lead::is_bare(lead.rest) && has_list => {
            marks.push(Mark::Day { lead, block: item });
        }
        Some(lead) => marks.push(Mark::Event {
            lead,
            block,
            span,
            heading: false,
        }),
        None => marks.push(Mark::Plain {
            text: text.trim(),
            block,
            item: true,
        }),
    }
    // Lines typed below one another in one item, each with a time of its own.
    let first =
        matches!(marks.last(), Some(Mark::Event { lead, .. }) if lead.stamp.from.clock.is_some());
    if first {
        let more = text
            .lines()
            .skip(1)
            .filter_map(|line| Some((line, clocked(line)?)));
        marks.extend(more.map(|(line, lead)| Mark::Event {
            lead,
            block,
            span: line.trim().span(),
            heading: false,
        }));
    }
}

fn clocked(line: Text<'_>) -> Option<Lead<'_>> {
    lead::read(line, Place::Start).filter(|lead| lead.stamp.from.clock.is_some())
}
