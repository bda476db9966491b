//! Tables that are written in HTML, as wikis and word processors export them.

use super::*;
use crate::markdown::Tag;

/// What is open while a table is read.
#[derive(Default)]
struct Open {
    /// How many tables: one in a cell of another is its text.
    depth: usize,
    /// Whether the next row is the first of its table.
    first: bool,
    /// Blanks that stand before the next word, if one comes.
    blank: Option<Span>,
}

impl Builder<'_> {
    /// Adds the tables of a block of raw HTML behind it, as if they were written in Markdown. The first row is the head, as it is
    /// in every table of Markdown.
    pub(super) fn html_tables(&mut self, html: Span) {
        let text = self.text;
        let source = text.get(html.start..html.end).unwrap_or_default();
        let floor = self.open.len();
        let mut open = Open::default();
        let mut from = html.start;
        for (tag, at) in tags(source, html.start) {
            self.html_text(Span::new(from, at.start), &mut open);
            from = at.end;
            let Some(tag) = tag else {
                continue;
            };
            match (tag.name.as_str(), tag.closes) {
                ("table", false) => {
                    open.depth += 1;
                    if open.depth == 1 {
                        self.push(BlockKind::Table, at);
                        open.first = true;
                    }
                }
                ("table", true) => {
                    open.depth = open.depth.saturating_sub(1);
                    if open.depth == 0 {
                        self.finish(floor, at.end);
                    }
                }
                _ if open.depth != 1 => {}
                ("tr", false) => {
                    self.finish(floor + 1, at.start);
                    self.html_row(at, &mut open);
                }
                ("tr", true) => self.finish(floor + 1, at.end),
                ("td" | "th", false) => {
                    self.finish(floor + 2, at.start);
                    if self.open.len() < floor + 2 {
                        self.html_row(at, &mut open);
                    }
                    self.push(BlockKind::Cell, at);
                    open.blank = None;
                }
                ("td" | "th", true) => self.finish(floor + 2, at.end),
                _ => self.html_inline(&tag, at, &mut open),
            }
        }
        self.finish(floor, html.end);
    }

    fn html_row(&mut self, tag: Span, open: &mut Open) {
        self.push(BlockKind::Row(std::mem::take(&mut open.first)), tag);
    }

    /// Closes all that is open above `floor`, which ends at `end`.
    fn finish(&mut self, floor: usize, end: usize) {
        while self.open.len() > floor {
            if let Some(&last) = self.open.last() {
                let block = &mut self.blocks[last as usize];
                block.span.end = block.span.end.max(end);
                block.content = block.span;
            }
            self.close();
        }
    }

    fn is_in_cell(&self) -> bool {
        let last = self.open.last();
        last.is_some_and(|&last| self.blocks[last as usize].kind == BlockKind::Cell)
    }

    /// Whether a word was read in the open cell, and no break behind it.
    fn has_words(&self) -> bool {
        let last = self.open.last().map(|&last| &self.blocks[last as usize]);
        last.is_some_and(|cell| self.plain.len() > cell.plain.start)
            && !self.plain.ends_with(char::is_whitespace)
    }

    /// Adds the words of a cell, with one blank between them.
    fn html_text(&mut self, span: Span, open: &mut Open) {
        if !self.is_in_cell() {
            return;
        }
        let text = self.text;
        let mut rest = text.get(span.start..span.end).unwrap_or_default();
        let mut at = span.start;
        loop {
            let word = rest.trim_start();
            let blanks = rest.len() - word.len();
            if blanks > 0 {
                open.blank = Some(Span::new(at, at + blanks));
                at += blanks;
            }
            if word.is_empty() {
                return;
            }
            let len = word.find(char::is_whitespace).unwrap_or(word.len());
            let (word, behind) = word.split_at(len);
            self.html_blank(open);
            let said = decoded(word);
            self.append(&said, Span::new(at, at + len));
            at += len;
            rest = behind;
        }
    }

    fn html_blank(&mut self, open: &mut Open) {
        if let Some(blank) = open.blank.take().filter(|_| self.has_words()) {
            self.append(" ", blank);
        }
    }

    /// Marks, links and breaks inside a cell.
    fn html_inline(&mut self, tag: &Tag<'_>, at: Span, open: &mut Open) {
        if !self.is_in_cell() {
            return;
        }
        let kind = match tag.name.as_str() {
            "br" | "p" | "div" | "li" => {
                if self.has_words() {
                    self.append("\n", at);
                }
                return;
            }
            "strong" | "b" => InlineKind::Strong,
            "em" | "i" => InlineKind::Emphasis,
            "del" | "s" | "strike" => InlineKind::Strike,
            "a" => InlineKind::Link,
            _ => return,
        };
        if !tag.closes {
            self.html_blank(open);
            let target = tag.get("href").map(decoded);
            return self.open_inline(kind, at, target.as_deref().unwrap_or_default());
        }
        let last = self.spans.last().copied();
        if let Some(last) = last.filter(|&last| self.inlines[last].kind == kind) {
            self.inlines[last].span.end = at.end;
            self.close_inline();
        }
    }
}

/// The tags of `source`, which begins at `shift`, each with its place, and the comments, which are no tags.
fn tags(source: &str, shift: usize) -> impl Iterator<Item = (Option<Tag<'_>>, Span)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + source.get(at..)?.find('<')?;
            let rest = source.get(start..)?;
            let (tag, len) = match rest.starts_with("<!--") {
                true => (None, rest.find("-->")? + "-->".len()),
                false => match Tag::read(rest) {
                    Some(tag) => {
                        let len = tag.len;
                        (Some(tag), len)
                    }
                    // "a < b"
                    None => {
                        at = start + 1;
                        continue;
                    }
                },
            };
            at = start + len;
            return Some((tag, Span::new(shift + start, shift + at)));
        }
    })
}

/// Text with its named and numbered characters written out; what is none stays as it is.
fn decoded(text: &str) -> String {
    /// The longest that is read: `&#x10FFFF;`.
    const LONGEST: usize = 10;
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        said.push_str(before);
        let end = from.bytes().take(LONGEST).position(|b| b == b';');
        let known = end.and_then(|end| Some((character(from.get(1..end)?)?, end + 1)));
        let (one, len) = known.unwrap_or(('&', 1));
        said.push(one);
        rest = from.get(len..).unwrap_or_default();
    }
    said.push_str(rest);
    said
}

fn character(name: &str) -> Option<char> {
    let known = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("ndash", '–'),
        ("mdash", '—'),
    ];
    let number = name.strip_prefix('#');
    let code = number.and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    match code {
        Some(code) => char::from_u32(code).filter(|c| !c.is_control()),
        None => known
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, c)| *c),
    }
}
