//! Running text with its way back to the bytes of the file.

use std::ops::Range;

use super::{Document, Inline, InlineKind, Span};

/// A piece of a block's running text: markup removed, line breaks as `\n`.
///
/// Offsets that its methods take and give are relative to [`Text::as_str`].
#[derive(Clone, Copy)]
pub struct Text<'d> {
    doc: &'d Document,
    start: usize,
    end: usize,
}

impl<'d> Text<'d> {
    pub(super) fn new(doc: &'d Document, start: usize, end: usize) -> Self {
        Self {
            doc,
            start,
            end: end.max(start),
        }
    }

    /// The text.
    pub fn as_str(self) -> &'d str {
        self.doc
            .running_text()
            .get(self.start..self.end)
            .unwrap_or_default()
    }

    /// Where it stands in the document's running text.
    pub fn plain(self) -> Span {
        Span::new(self.start, self.end)
    }

    /// Whether there is nothing but blanks.
    pub fn is_blank(self) -> bool {
        self.as_str().trim().is_empty()
    }

    /// The bytes of the file that it came from.
    pub fn span(self) -> Span {
        self.doc.source_span(self.plain())
    }

    /// The bytes of the file that `range` of it came from.
    pub fn source(self, range: Range<usize>) -> Span {
        self.slice(range).span()
    }

    /// The line of the file on which it starts, from 1.
    pub fn line(self) -> usize {
        self.doc.line(self.span().start)
    }

    /// A part of it; out-of-range ends are clamped.
    pub fn slice(self, range: Range<usize>) -> Text<'d> {
        let len = self.end - self.start;
        Text::new(
            self.doc,
            self.start + range.start.min(len),
            self.start + range.end.min(len),
        )
    }

    /// Without blanks at both ends.
    pub fn trim(self) -> Text<'d> {
        let s = self.as_str();
        let lead = s.len() - s.trim_start().len();
        self.slice(lead..lead + s.trim().len())
    }

    /// Its lines, without their newlines.
    pub fn lines(self) -> impl Iterator<Item = Text<'d>> {
        let mut at = 0;
        self.as_str().split('\n').map(move |line| {
            let start = at;
            at += line.len() + 1;
            self.slice(start..start + line.len())
        })
    }

    /// The inline markup that touches it, in order of appearance.
    pub fn inlines(self) -> impl Iterator<Item = &'d Inline> {
        let (start, end) = (self.start, self.end);
        self.doc.inlines_near(self.plain()).iter().filter(move |i| {
            i.plain.start < end && i.plain.end > start
                || i.plain.is_empty() && start <= i.plain.start && i.plain.start <= end
        })
    }

    /// Where `inline` stands in this text.
    pub fn place(self, inline: &Inline) -> Range<usize> {
        let len = self.end - self.start;
        let clamp = |at: usize| at.saturating_sub(self.start).min(len);
        clamp(inline.plain.start)..clamp(inline.plain.end)
    }

    /// Its links (bare ones too).
    pub fn links(self) -> impl Iterator<Item = &'d Inline> {
        self.inlines().filter(|i| i.is_link())
    }

    /// Whether markup of `kind` covers all of `range`.
    pub fn is_inside(self, range: Range<usize>, kind: InlineKind) -> bool {
        self.inlines().filter(|i| i.kind == kind).any(|i| {
            let place = self.place(i);
            place.start <= range.start && range.end <= place.end && !place.is_empty()
        })
    }

    /// Whether markup of `kind` covers all of it.
    pub fn is_all(self, kind: InlineKind) -> bool {
        let text = self.trim();
        !text.is_blank() && text.is_inside(0..text.as_str().len(), kind)
    }
}

impl std::fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}
