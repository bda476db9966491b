//! The form of the entry that stands beside a new one, and the place there.

use super::insert::{NewEntry, Reading, letters, line_end, with_pictures};
use super::unit::{Shape, Unit, line_start};
use super::{Clock, form};
use crate::fix::Edit;
use crate::markdown::{Span, end_of_line};
use crate::postmortem::Entry;

/// An entry beside which the new one goes.
pub(super) struct Beside<'r> {
    pub(super) text: &'r str,
    pub(super) reading: &'r Reading,
    pub(super) entry: &'r Entry,
    pub(super) unit: Unit,
}

impl Beside<'_> {
    fn source(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The mark of the list or heading before the time, and what stands between it and the time.
    fn before_time(&self) -> (String, &str) {
        let line = self.source(self.unit.lines.start, self.entry.time_span.start);
        let blank = line.len() - line.trim_start().len();
        let rest = line.get(blank..).unwrap_or_default();
        let marks: &[char] = match self.unit.shape {
            Shape::Heading(_) => &['#'],
            _ => &[
                '-', '*', '+', '.', ')', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
            ],
        };
        let mark = rest.len() - rest.trim_start_matches(marks).len();
        let behind = rest.get(mark..).unwrap_or_default();
        let gap = behind.len() - behind.trim_start().len();
        let (mark, rest) = match gap {
            0 => (0, rest),
            gap => (mark + gap, behind.trim_start()),
        };
        (
            line.get(..blank + mark).unwrap_or_default().to_owned(),
            rest,
        )
    }

    /// The lines that the new entry may be, without breaks around them.
    pub(super) fn lines(&self, new: &NewEntry, clock: &Clock, after: bool) -> Vec<String> {
        let (mark, before) = self.before_time();
        let span = self.entry.time_span;
        let time = self.source(span.start, span.end);
        let behind = self.source(span.end, self.unit.lines.end);
        let behind = behind.lines().next().unwrap_or_default();
        let leads = form::leads(Some(self.entry), before, time, behind, clock, new.at);
        let (mark, body) = match self.unit.shape {
            Shape::Heading(level) => {
                let end = end_of_line(self.text).repeat(2);
                (
                    format!("{} ", "#".repeat(usize::from(level))),
                    with_pictures(new, &end),
                )
            }
            Shape::Item { .. } if after => (self.numbered(&mark), with_pictures(new, " ")),
            Shape::Line => (" ".repeat(mark.len()), with_pictures(new, " ")),
            Shape::Item { .. } | Shape::Paragraph | Shape::Row => (mark, with_pictures(new, " ")),
        };
        leads
            .iter()
            .map(|lead| format!("{mark}{lead}{body}"))
            .collect()
    }

    /// The mark of the next item: one more, unless all items have the same number.
    fn numbered(&self, mark: &str) -> String {
        let doc = &self.reading.doc;
        let number = |source: &str| -> Option<u64> {
            let digits = source.len()
                - source
                    .trim_start_matches(|c: char| c.is_ascii_digit())
                    .len();
            source.get(..digits)?.parse().ok()
        };
        let list = doc.block(self.unit.block).parent;
        let items = list.into_iter().flat_map(|list| doc.children(list));
        let mut numbers = items
            .take(2)
            .map(|item| number(doc.source(doc.block(item).span)));
        let (first, second) = (numbers.next().flatten(), numbers.next().flatten());
        match number(mark.trim_start()) {
            Some(own) if first != second => {
                mark.replacen(&own.to_string(), &(own + 1).to_string(), 1)
            }
            _ => mark.to_owned(),
        }
    }

    /// The rows that the new entry may be.
    pub(super) fn rows(&self, new: &NewEntry, clock: &Clock) -> Vec<String> {
        let doc = &self.reading.doc;
        let cells: Vec<Span> = doc
            .children(self.unit.block)
            .map(|cell| doc.block(cell).span)
            .collect();
        let text_of = |cell: &Span| {
            self.source(cell.start, cell.end)
                .trim_matches([' ', '\t', '|'])
        };
        let timed = cells
            .iter()
            .position(|cell| cell.covers(self.entry.time_span.start));
        let zone = self.entry.at.zone.as_deref();
        let local = clock.local(new.at);
        let likes: Vec<Option<String>> = cells
            .iter()
            .map(|cell| form::like(text_of(cell), zone, local))
            .collect();
        let texts = (0..cells.len()).filter(|at| likes[*at].is_none() && Some(*at) != timed);
        let texts = texts.filter_map(|at| Some((at, letters(text_of(cells.get(at)?)))));
        let wanted = letters(&self.entry.text);
        let said =
            texts.max_by_key(|(at, text)| (*text == wanted, text.len(), std::cmp::Reverse(*at)));
        let (Some((said, _)), Some(timed)) = (said, timed) else {
            return Vec::new();
        };
        let line = self.source(self.unit.lines.start, self.unit.lines.end);
        let indent = line.len() - line.trim_start().len();
        let row = |time: Option<&String>| {
            let cell = |at: usize| match at {
                at if at == said => with_pictures(new, " "),
                at if at == timed && time.is_some() => time.cloned().unwrap_or_default(),
                at => likes[at].clone().unwrap_or_default(),
            };
            let cells: Vec<String> = (0..cells.len()).map(cell).collect();
            let bare = cells.join(" | ");
            let (open, close) = match line.trim_start().starts_with('|') {
                true => ("| ", " |"),
                false => ("", ""),
            };
            format!("{}{open}{bare}{close}", " ".repeat(indent))
        };
        let has_clock = likes.iter().flatten().any(|like| like.contains([':', '.']));
        let own = has_clock.then(|| row(None)).filter(|_| !clock.named);
        let written = self.source(self.entry.time_span.start, self.entry.time_span.end);
        let times = form::times(Some(self.entry), written, clock, new.at);
        own.into_iter()
            .chain(times.iter().map(|time| row(Some(time))))
            .collect()
    }

    /// Puts a line behind or before the entry, with the breaks that its form has.
    pub(super) fn put(&self, line: &str, after: bool) -> Edit {
        let end = end_of_line(self.text);
        let lines = self.unit.lines;
        let gap = match self.unit.shape {
            Shape::Item { loose: true } | Shape::Heading(_) | Shape::Paragraph => end.repeat(2),
            _ => end.to_owned(),
        };
        let (own, above) = match self.unit.shape {
            Shape::Line => self.hard_breaks(),
            _ => ("", ""),
        };
        match after {
            true => {
                let at = line_end(self.text, lines.end);
                let joint = if own.is_empty() { above } else { "" };
                Edit::new(Span::at(at), format!("{joint}{gap}{line}{own}"))
            }
            false => Edit::new(Span::at(lines.start), format!("{line}{own}{gap}")),
        }
    }

    /// What breaks the line of the entry from the next one, and the line above from it.
    fn hard_breaks(&self) -> (&'static str, &'static str) {
        let of = |line: &str| {
            let breaks = ["  ", "\\", "<br>", "<br/>"];
            let found = breaks
                .into_iter()
                .find(|end| line.trim_end_matches(['\r', '\n']).ends_with(end));
            found.unwrap_or("")
        };
        let start = self.unit.lines.start;
        let own = self.source(start, line_end(self.text, self.unit.lines.end));
        let above = start
            .checked_sub(1)
            .map(|at| self.source(line_start(self.text, at), start));
        (of(own), above.map_or("", of))
    }
}
