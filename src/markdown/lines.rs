//! Byte offsets to lines and columns.

use super::Span;

/// A place in a file as people count it: both from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

/// How the first line of a text ends: what is put in ends so, too.
pub(crate) fn end_of_line(text: &str) -> &'static str {
    match text.split_once('\n') {
        Some((first, _)) if first.ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Where each line of a text starts. Lines end with `\n` (or `\r\n`), as Git and editors count them.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
    len: usize,
    /// Inside long lines: a byte and how many characters of its line stand before it.
    milestones: Vec<(usize, usize)>,
}

/// Bytes between two milestones: a column is never counted over more.
const STRIDE: usize = 4096;

impl LineIndex {
    /// Indexes `text` in one pass.
    pub fn new(text: &str) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 40 + 1);
        starts.push(0);
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        let mut index = Self {
            starts,
            len: text.len(),
            milestones: Vec::new(),
        };
        for line in 1..=index.starts.len() {
            let span = index.span(line);
            if span.len() > 2 * STRIDE {
                index.mark(text, span);
            }
        }
        index
    }

    /// Sets the milestones of a long line.
    fn mark(&mut self, text: &str, line: Span) {
        let (mut at, mut before) = (line.start, 0);
        while at + STRIDE < line.end {
            let next = (at + STRIDE..line.end).find(|&next| text.is_char_boundary(next));
            let Some(next) = next else { return };
            before += characters(text.get(at..next).unwrap_or_default());
            at = next;
            self.milestones.push((at, before));
        }
    }

    /// How many lines there are; a final newline opens no further line.
    pub fn count(&self) -> usize {
        match self.starts.last() {
            Some(&last) if last == self.len && self.starts.len() > 1 => self.starts.len() - 1,
            _ => self.starts.len(),
        }
    }

    /// The line of a byte, from 1, never beyond the last line.
    pub fn line(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|&start| start <= offset)
            .clamp(1, self.count())
    }

    /// The bytes of line `line` (from 1) with its newline; empty beyond the end.
    pub fn span(&self, line: usize) -> Span {
        let start = line
            .checked_sub(1)
            .and_then(|i| self.starts.get(i))
            .copied()
            .unwrap_or(self.len);
        let end = self.starts.get(line).copied().unwrap_or(self.len);
        Span::new(start, end)
    }

    /// Line and column of a byte of `text`, which must be the indexed one.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.line(offset);
        let start = self.span(line).start;
        let passed = self.milestones.partition_point(|(at, _)| *at <= offset);
        let nearest = passed
            .checked_sub(1)
            .and_then(|last| self.milestones.get(last));
        let (from, before) = nearest
            .filter(|(at, _)| *at >= start)
            .copied()
            .unwrap_or((start, 0));
        let rest = text.get(from..offset.max(from)).unwrap_or_default();
        Position {
            line,
            column: before + characters(rest) + 1,
        }
    }
}

/// A byte order mark is no character that anybody counts.
fn characters(text: &str) -> usize {
    text.chars().filter(|&c| c != '\u{feff}').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_long_lines_are_those_that_counting_gives() {
        let text = format!("first\n{}\nlast", "é漢a🚨 ".repeat(3000));
        let index = LineIndex::new(&text);
        for (count, (at, _)) in text.char_indices().enumerate().skip(6).step_by(997) {
            let line_start = if index.line(at) == 2 {
                6
            } else {
                text.find("last").unwrap_or(0)
            };
            let column = text[line_start..at].chars().count() + 1;
            assert_eq!(
                index.position(&text, at).column,
                column,
                "character {count}"
            );
        }
    }
}
