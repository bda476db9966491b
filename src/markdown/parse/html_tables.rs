//! Tables that are written in HTML, as wikis and word processors export them.

use super::*;

/// A tag: its name in lower case, whether it closes, what stands behind the name.
struct HtmlTag<'t> {
    name: String,
    closes: bool,
    attributes: &'t str,
    span: Span,
}

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
        for tag in tags(source, html.start) {
            self.html_text(Span::new(from, tag.span.start), &mut open);
            from = tag.span.end;
            match (tag.name.as_str(), tag.closes) {
                ("table", false) => {
                    open.depth += 1;
                    if open.depth == 1 {
                        self.push(BlockKind::Table, tag.span);
                        open.first = true;
                    }
                }
                ("table", true) => {
                    open.depth = open.depth.saturating_sub(1);
                    if open.depth == 0 {
                        self.finish(floor, tag.span.end);
                    }
                }
                _ if open.depth != 1 => {}
                ("tr", false) => {
                    self.finish(floor + 1, tag.span.start);
                    self.html_row(tag.span, &mut open);
                }
                ("tr", true) => self.finish(floor + 1, tag.span.end),
                ("td" | "th", false) => {
                    self.finish(floor + 2, tag.span.start);
                    if self.open.len() < floor + 2 {
                        self.html_row(tag.span, &mut open);
                    }
                    self.push(BlockKind::Cell, tag.span);
                    open.blank = None;
                }
                ("td" | "th", true) => self.finish(floor + 2, tag.span.end),
                _ => self.html_inline(&tag, &mut open),
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
    fn html_inline(&mut self, tag: &HtmlTag<'_>, open: &mut Open) {
        if !self.is_in_cell() {
            return;
        }
        let kind = match tag.name.as_str() {
            "br" | "p" | "div" | "li" => {
                if self.has_words() {
                    self.append("\n", tag.span);
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
            let target = attribute(tag.attributes, "href").map(decoded);
            return self.open_inline(kind, tag.span, target.as_deref().unwrap_or_default());
        }
        let last = self.spans.last().copied();
        if let Some(last) = last.filter(|&last| self.inlines[last].kind == kind) {
            self.inlines[last].span.end = tag.span.end;
            self.close_inline();
        }
    }
}

/// The tags of `source`, which begins at `shift`; a comment is one without a name.
fn tags(source: &str, shift: usize) -> impl Iterator<Item = HtmlTag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + source.get(at..)?.find('<')?;
            let rest = source.get(start..)?;
            let (end, is_comment) = match rest.starts_with("<!--") {
                true => (rest.find("-->")? + "-->".len(), true),
                false => (rest.find('>')? + 1, false),
            };
            let inner = rest.get(1..end - 1).unwrap_or_default();
            let closes = inner.starts_with('/');
            let inner = inner.trim_start_matches('/');
            let name_len = inner
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(inner.len());
            let (name, attributes) = inner.split_at(name_len);
            // "a < b" is no tag: what stands behind the sign may be one.
            if !is_comment && name.is_empty() {
                at = start + 1;
                continue;
            }
            at = start + end;
            return Some(HtmlTag {
                name: name.to_ascii_lowercase(),
                closes,
                attributes,
                span: Span::new(shift + start, shift + start + end),
            });
        }
    })
}

/// The value of an attribute in quotes.
fn attribute<'t>(attributes: &'t str, name: &str) -> Option<&'t str> {
    let value = attributes.split_once(name)?.1.trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| ['"', '\''].contains(c))?;
    value.get(1..)?.split(quote).next()
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
