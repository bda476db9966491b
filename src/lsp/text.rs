//! The text of an open document, and places in it as the protocol counts them.

use gen_lsp_types::{Position, Range, TextDocumentContentChangeEvent};

use crate::markdown::{LineIndex, Span};

/// What a character counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// A byte is one.
    Utf8,
    /// One, or two where it needs two units of UTF-16: what every client knows.
    #[default]
    Utf16,
}

/// A text with its lines. Lines end with `\n` or `\r\n`: a lone `\r`, which the protocol takes for the end of a line too,
/// ends none in Neovim, Helix and Emacs, and VS Code sends none.
#[derive(Debug)]
pub(super) struct Text {
    text: String,
    lines: LineIndex,
}

impl Text {
    pub(super) fn new(text: String) -> Self {
        let lines = LineIndex::new(&text);
        Self { text, lines }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the line of a byte, without what ends it.
    pub(super) fn line(&self, offset: usize) -> Span {
        self.bare(self.line_number(offset))
    }

    /// Makes a change. A place beyond the text is its end.
    pub(super) fn change(&mut self, change: TextDocumentContentChangeEvent, encoding: Encoding) {
        use TextDocumentContentChangeEvent as Change;
        match change {
            Change::TextDocumentContentChangePartial(part) => {
                let span = self.span(part.range, encoding);
                self.text.replace_range(span.start..span.end, &part.text);
                self.lines = LineIndex::new(&self.text);
            }
            Change::TextDocumentContentChangeWholeDocument(whole) => *self = Self::new(whole.text),
        }
    }

    /// The bytes of a range, whichever of its ends comes first.
    pub(super) fn span(&self, range: Range, encoding: Encoding) -> Span {
        let (a, b) = (
            self.offset(range.start, encoding),
            self.offset(range.end, encoding),
        );
        Span::new(a.min(b), a.max(b))
    }

    /// The range of some bytes.
    pub(super) fn range(&self, span: Span, encoding: Encoding) -> Range {
        Range {
            start: self.position(span.start, encoding),
            end: self.position(span.end, encoding),
        }
    }

    /// The byte of a position: the end of the line or of the text where it lies beyond, the start of the character where
    /// it lies within one.
    pub(super) fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let line = self.bare((position.line as usize).saturating_add(1));
        let text = self.text.get(line.start..line.end).unwrap_or_default();
        let character = position.character as usize;
        let mut units = 0;
        let mut within = text.char_indices();
        let reached = within.find(|(_, c)| {
            units += encoding.units(*c);
            units > character
        });
        line.start + reached.map_or(text.len(), |(at, _)| at)
    }

    /// The position of a byte.
    pub(super) fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let number = self.line_number(offset);
        let start = self.lines.span(number).start;
        let before = self.text.get(start..offset).unwrap_or_default();
        let character: usize = match encoding {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 => before.chars().map(char::len_utf16).sum(),
        };
        Position {
            line: u32::try_from(number - 1).unwrap_or(u32::MAX),
            character: u32::try_from(character).unwrap_or(u32::MAX),
        }
    }

    /// The line of a byte, from 1. Behind a line break at the end there is one more.
    fn line_number(&self, offset: usize) -> usize {
        let line = self.lines.line(offset);
        let is_behind = offset >= self.lines.span(line).end && self.text.ends_with('\n');
        line + usize::from(is_behind)
    }

    /// A line (from 1) without what ends it.
    fn bare(&self, line: usize) -> Span {
        let span = self.lines.span(line);
        let text = self.text.get(span.start..span.end).unwrap_or_default();
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        Span::new(span.start, span.start + text.len())
    }
}

impl Encoding {
    fn units(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gen_lsp_types::TextDocumentContentChangePartial;

    const SAMPLE: &str = "a🚨é\r\n漢字\n\nlast\n";

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn every_character_has_one_position_in_each_encoding() {
        let text = Text::new(SAMPLE.to_owned());
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let mut before = None;
            for (offset, c) in SAMPLE.char_indices().chain([(SAMPLE.len(), ' ')]) {
                let position = text.position(offset, encoding);
                assert!(
                    before < Some((position.line, position.character)),
                    "{offset}"
                );
                before = Some((position.line, position.character));
                // Between `\r` and `\n` there is no place.
                let expected = if c == '\n' && offset == 8 { 7 } else { offset };
                assert_eq!(text.offset(position, encoding), expected, "{encoding:?}");
            }
        }
        assert_eq!(text.position(5, Encoding::Utf16), at(0, 3));
        assert_eq!(text.position(5, Encoding::Utf8), at(0, 5));
        assert_eq!(text.position(SAMPLE.len(), Encoding::Utf16), at(4, 0));
    }

    #[test]
    fn places_that_are_none_are_the_nearest_before() {
        let text = Text::new(SAMPLE.to_owned());
        assert_eq!(text.offset(at(0, 2), Encoding::Utf16), 1);
        assert_eq!(text.offset(at(0, 3), Encoding::Utf8), 1);
        assert_eq!(text.offset(at(0, 999), Encoding::Utf16), 7);
        assert_eq!(
            text.offset(at(u32::MAX, u32::MAX), Encoding::Utf16),
            SAMPLE.len()
        );
        assert_eq!(text.position(usize::MAX, Encoding::Utf16), at(4, 0));
    }

    #[test]
    fn changes_are_made_where_the_client_counts() {
        let mut text = Text::new(SAMPLE.to_owned());
        let mut change = |start, end, new: &str| {
            let part = TextDocumentContentChangePartial {
                range: Range { start, end },
                text: new.to_owned(),
                ..TextDocumentContentChangePartial::default()
            };
            text.change(part.into(), Encoding::Utf16);
            text.as_str().to_owned()
        };
        assert_eq!(change(at(0, 1), at(0, 3), "b"), "abé\r\n漢字\n\nlast\n");
        assert_eq!(change(at(1, 2), at(0, 3), " "), "abé \n\nlast\n");
        assert_eq!(change(at(3, 0), at(3, 0), "more"), "abé \n\nlast\nmore");
        assert_eq!(change(at(0, 0), at(99, 0), ""), "");
    }
}
