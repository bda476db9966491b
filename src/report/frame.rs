//! The lines around a finding with what is marked in them, small and harmless whatever the document.
//!
//! annotate-snippets is fast on a few lines only, and panics on marks beyond the text or inside a character.

use annotate_snippets::{Annotation, AnnotationKind, Snippet};

use super::place;
use super::visible::{self, visible};
use crate::diagnostic::Diagnostic;
use crate::markdown::{Document, Span};
use crate::secrets;

/// Lines of a span beyond these are not shown.
const LINES: usize = 4;
/// Other places beyond these are told by their lines only.
const PLACES: usize = 6;
/// A frame is no longer than this, and a line in it is cut around what is marked.
const BYTES: usize = 16 << 10;
const SIDE: usize = 400;

/// The lines that are shown, and what is marked in them.
pub(super) struct Frame {
    source: String,
    first_line: usize,
    /// Whether it begins within a line, so that its columns are not those of the file.
    pub(super) is_cut: bool,
    marks: Vec<Mark>,
    /// Places that are too far away or too many.
    pub(super) beyond: Vec<String>,
}

struct Mark {
    span: Span,
    label: Option<String>,
    is_own: bool,
}

impl Frame {
    pub(super) fn new(doc: &Document, diagnostic: &Diagnostic, masks: &[Span]) -> Self {
        let primary = shown(doc, diagnostic.finding.span);
        let own = diagnostic.label.as_deref().map(label);
        let mut marks: Vec<Mark> = by_line(doc, primary)
            .map(|span| Mark {
                span,
                label: None,
                is_own: true,
            })
            .collect();
        if let Some(first) = marks.first_mut() {
            first.label = own;
        }
        let mut places = 1;
        let mut window = lines(doc, primary);
        let mut beyond = Vec::new();
        for related in &diagnostic.finding.related {
            let span = shown(doc, related.span);
            let wider = window.join(lines(doc, span));
            if wider.len() <= BYTES && places < PLACES {
                window = wider;
                places += 1;
                let mut label = Some(label(&related.message));
                marks.extend(by_line(doc, span).map(|span| Mark {
                    span,
                    label: label.take(),
                    is_own: false,
                }));
            } else {
                beyond.push(format!(
                    "line {}: {}",
                    doc.line(span.start),
                    visible(&related.message)
                ));
            }
        }
        let is_cut = window.len() > BYTES;
        if is_cut {
            window = cut(doc, primary);
        }
        beyond.truncate(PLACES);
        let first_line = doc.line(window.start);
        Frame {
            source: String::new(),
            first_line,
            is_cut,
            marks,
            beyond,
        }
        .fill(doc, window, masks)
    }

    /// Takes the text of the window, with what is masked made unreadable and what a CI service would obey broken in two.
    fn fill(mut self, doc: &Document, window: Span, masks: &[Span]) -> Self {
        let text = doc.source(window).trim_end_matches(['\n', '\r']);
        for mark in &mut self.marks {
            let at = |offset: usize| offset.saturating_sub(window.start).min(text.len());
            mark.span = Span::new(at(mark.span.start), at(mark.span.end));
        }
        let hidden = |at: usize| {
            let behind = masks.partition_point(|mask| mask.start <= window.start + at);
            let last = behind.checked_sub(1).and_then(|last| masks.get(last));
            last.is_some_and(|mask| mask.covers(window.start + at))
        };
        let signs = text.char_indices().map(|(at, c)| match hidden(at) {
            true => secrets::mask(c),
            false => still(c),
        });
        self.source = signs.collect();
        while let Some(at) = self.source.find("##[") {
            self.source.insert(at + 2, BREAK);
            let move_on = |offset: usize| {
                if offset > at + 2 {
                    offset + BREAK.len_utf8()
                } else {
                    offset
                }
            };
            for mark in &mut self.marks {
                mark.span = Span::new(move_on(mark.span.start), move_on(mark.span.end));
            }
        }
        self
    }

    pub(super) fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        let marks = self.marks.iter().map(|mark| {
            let kind = match mark.is_own {
                true => AnnotationKind::Primary,
                false => AnnotationKind::Context,
            };
            kind.span(mark.span.start..mark.span.end)
                .label(mark.label.as_deref())
        });
        Snippet::source(self.source.as_str())
            .line_start(self.first_line)
            .annotations(marks)
    }
}

/// A sign of as many bytes for what annotate-snippets would let through.
fn still(c: char) -> char {
    match c.len_utf8() {
        _ if c.is_ascii() || !visible::is_active(c) => c,
        2 => '¤',
        _ => '\u{fffd}',
    }
}

/// Parts `##[`, which the log of a CI service takes for a command anywhere in a line.
const BREAK: char = '\u{200b}';

fn label(message: &str) -> String {
    visible(message).into_owned()
}

/// What of a span is marked: not its last blanks, and its first line only when it is long.
fn shown(doc: &Document, span: Span) -> Span {
    let span = place::trimmed(doc, span);
    let first = doc.line(span.start);
    if doc.line(span.end) - first < LINES {
        return span;
    }
    let line = doc.lines().span(first);
    place::trimmed(doc, Span::new(span.start, line.end))
}

/// The parts of a span on each of its lines, without the blanks at their ends.
fn by_line(doc: &Document, span: Span) -> impl Iterator<Item = Span> + '_ {
    let (first, last) = (doc.line(span.start), doc.line(span.end));
    (first..=last).filter_map(move |number| {
        let line = doc.lines().span(number);
        let part = Span::new(line.start.max(span.start), line.end.min(span.end));
        let text = doc.source(part);
        let lead = text.len() - text.trim_start().len();
        let part = Span::new(part.start + lead, part.start + lead + text.trim().len());
        (number == first || !part.is_empty()).then_some(part)
    })
}

/// The lines that a span touches.
fn lines(doc: &Document, span: Span) -> Span {
    let last = doc.lines().span(doc.line(span.end));
    doc.lines().span(doc.line(span.start)).join(last)
}

/// A part of a line that is too long to be shown.
fn cut(doc: &Document, span: Span) -> Span {
    let whole = lines(doc, span);
    let text = doc.text();
    let boundary = |at: usize| {
        (at..text.len())
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(text.len())
    };
    let start = boundary(span.start.saturating_sub(SIDE))
        .max(whole.start)
        .min(span.start);
    let end = boundary(span.end.saturating_add(SIDE)).min(whole.end);
    let end = end.min(boundary(start + BYTES));
    Span::new(start, end)
}
