//! Where a section begins: the forms of a heading.

use super::SectionKind;
use super::names::{self, Named};
use crate::markdown::{BlockId, BlockKind, Document, Inline, InlineKind, Span, Text};

/// How deep a bold line stands below any heading; bullets stand deeper still.
pub(super) const BOLD_LEVEL: u8 = 7;

/// A bold line with more words is a sentence.
const MAX_LABEL_WORDS: usize = 9;

/// The form of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A heading, a bold line: what follows is its content.
    Heading,
    /// A bold label with text behind it: that text, and what follows.
    Label,
    /// A plain label with text behind it: that text, and a list directly below.
    Plain,
    /// A label of no kind of ours: it ends a label's section and opens none.
    End,
}

/// A heading of any form.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) carrier: BlockId,
    pub(super) form: Form,
    pub(super) level: u8,
    pub(super) heading: String,
    pub(super) heading_span: Span,
    /// The heading, and for a label the text behind it.
    pub(super) span: Span,
    pub(super) named: Option<Named>,
    pub(super) inline: Option<Span>,
}

/// The marks of a block of the top level, in order.
pub(super) fn of_block(doc: &Document, id: BlockId) -> Vec<Mark> {
    match doc.kind(id) {
        BlockKind::Heading(level) => vec![heading(doc, id, level)],
        BlockKind::Paragraph => paragraph(doc, id),
        BlockKind::Html => html(doc, id).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn heading(doc: &Document, id: BlockId, level: u8) -> Mark {
    let text = doc.block_text(id).trim();
    let heading = one_line(text);
    let named = match has_clock(&heading) {
        true => names::of(&heading).filter(|n| n.kinds.main() == SectionKind::Timeline),
        false => names::of(&heading),
    };
    Mark {
        carrier: id,
        form: Form::Heading,
        level,
        heading,
        heading_span: text.span(),
        span: doc.block(id).span,
        named,
        inline: None,
    }
}

/// A bold line, a plain line that is a known name, or lines that begin with labels.
fn paragraph(doc: &Document, id: BlockId) -> Vec<Mark> {
    let text = doc.block_text(id).trim();
    let lines: Vec<Text<'_>> = text.lines().collect();
    let alone = lines.len() == 1;
    let mut marks: Vec<Mark> = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let Some(label) = Label::read(doc, *line) else {
            continue;
        };
        if !label.opens(alone, n == 0) {
            continue;
        }
        let end = lines[n + 1..]
            .iter()
            .find(|l| Label::read(doc, **l).is_some_and(|l| l.opens(false, false)))
            .map_or(text.plain().end, |next| next.plain().start);
        marks.push(label.mark(doc, id, end));
    }
    marks
}

/// `<h2>…</h2>`, `<summary>…</summary>`
fn html(doc: &Document, id: BlockId) -> Option<Mark> {
    let span = doc.block(id).span;
    let source = doc.source(span);
    let (open, level) = ["<h1", "<h2", "<h3", "<h4", "<h5", "<h6", "<summary"]
        .iter()
        .enumerate()
        .find_map(|(n, tag)| source.find(tag).map(|at| (at, n as u8 + 1)))?;
    let start = open + source.get(open..)?.find('>')? + 1;
    let end = start + source.get(start..)?.find("</")?;
    let mut heading = String::new();
    let mut inside = false;
    for c in source.get(start..end)?.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => heading.push(c),
            _ => {}
        }
    }
    let heading = heading.trim().to_owned();
    let named = names::of(&heading)?;
    Some(Mark {
        carrier: id,
        form: Form::Heading,
        level,
        heading,
        heading_span: Span::new(span.start + start, span.start + end),
        span,
        named: Some(named),
        inline: None,
    })
}

/// The mark of a list item: a bold label, or a known name with text or a list below.
pub(super) fn of_item(doc: &Document, item: BlockId, level: u8) -> Option<Mark> {
    let text = doc.block_text(item).trim();
    let first = text.lines().next()?;
    let label = Label::read(doc, first)?;
    let named = label
        .named
        .filter(|n| n.kinds.main() != SectionKind::Other)?;
    let has_list = doc
        .children(item)
        .any(|b| matches!(doc.kind(b), BlockKind::List(_)));
    let alone = label.rest.is_blank() && text.as_str().len() == first.as_str().len();
    let plain_enough = named.exact && (label.bold || label.colon || has_list);
    if !(plain_enough || label.bold && alone && has_list) {
        return None;
    }
    let mut mark = label.mark(doc, item, text.plain().end);
    mark.level = level;
    Some(mark)
}

/// The mark of a row `| **Impact** | … |`.
pub(super) fn of_row(doc: &Document, row: BlockId, level: u8) -> Option<Mark> {
    let cells: Vec<BlockId> = doc.children(row).collect();
    let [name, value] = cells.as_slice() else {
        return None;
    };
    let text = doc.block_text(*name).trim();
    let value = doc.block_text(*value).trim();
    let heading = one_line(text);
    let named = names::of(&heading).filter(|n| n.exact)?;
    if named.kinds.main() == SectionKind::Other || value.is_blank() {
        return None;
    }
    Some(Mark {
        carrier: row,
        form: Form::Label,
        level,
        heading,
        heading_span: text.span(),
        span: doc.block(row).span,
        named: Some(named),
        inline: Some(value.plain()),
    })
}

/// The beginning of a line that may be a label.
struct Label<'d> {
    name: Text<'d>,
    rest: Text<'d>,
    bold: bool,
    /// Whether a colon (or, behind bold text, a dash) stands between name and rest.
    colon: bool,
    named: Option<Named>,
}

impl<'d> Label<'d> {
    fn read(doc: &'d Document, line: Text<'d>) -> Option<Self> {
        let line = line.trim();
        Label::marked(doc, line).or_else(|| Label::plain(line))
    }

    /// `**Impact:** …`, `*Impact* - …`
    fn marked(doc: &'d Document, line: Text<'d>) -> Option<Self> {
        let mark = emphasis_at(doc, line.plain().start)?;
        let place = line.place(mark);
        let name = line.slice(place.clone());
        let rest = line.slice(place.end..line.as_str().len());
        let behind = rest.as_str().trim_start();
        let colon = name.as_str().trim_end().ends_with(':') || behind.starts_with(':');
        let dash = behind.starts_with(['-', '–', '—']);
        let name = name.trim();
        let named = Label::name(name);
        if !(colon || dash || behind.is_empty()) || name.is_blank() {
            return None;
        }
        let known = named.is_some_and(|n| n.exact);
        if mark.kind == InlineKind::Emphasis && !known || dash && !colon && !known {
            return None;
        }
        Some(Label {
            name,
            rest: without_separator(rest),
            bold: true,
            colon: colon || dash,
            named,
        })
    }

    /// `Impact: …`, `Action items`
    fn plain(line: Text<'d>) -> Option<Self> {
        let text = line.as_str();
        let end = text.find(':').unwrap_or(text.len());
        let name = line.slice(0..end);
        let capital = text.chars().next().is_some_and(char::is_uppercase);
        if !capital || end > 60 || has_clock(text.get(..(end + 4).min(text.len())).unwrap_or("")) {
            return None;
        }
        let named = Label::name(name).filter(|n| n.exact)?;
        Some(Label {
            name: name.trim(),
            rest: without_separator(line.slice(end..text.len())),
            bold: false,
            colon: end < text.len(),
            named: Some(named),
        })
    }

    fn name(name: Text<'_>) -> Option<Named> {
        let name = name.as_str();
        match name.split_whitespace().count() <= MAX_LABEL_WORDS && !has_clock(name) {
            true => names::of(name),
            false => None,
        }
    }

    /// Whether it is one here: `alone` in its paragraph, `first` line of it.
    fn opens(&self, alone: bool, first: bool) -> bool {
        let known = self
            .named
            .is_some_and(|n| n.exact || n.kinds.main() != SectionKind::Other);
        match (self.bold, self.rest.is_blank()) {
            (true, true) => alone || known,
            (true, false) => true,
            (false, true) => alone || self.colon || first,
            (false, false) => self.colon,
        }
    }

    fn mark(&self, doc: &Document, carrier: BlockId, end: usize) -> Mark {
        let start = self.name.plain().start;
        let behind = doc.text_at(Span::new(self.rest.plain().start, end)).trim();
        let inline = (!behind.is_blank()).then(|| behind.plain());
        let form = match (inline, self.named, self.bold) {
            (None, _, _) => Form::Heading,
            (Some(_), None, _) => Form::End,
            (Some(_), Some(_), true) => Form::Label,
            (Some(_), Some(_), false) => Form::Plain,
        };
        let heading = one_line(self.name);
        Mark {
            carrier,
            form,
            level: BOLD_LEVEL,
            heading: heading.trim_end_matches([':', ' ']).to_owned(),
            heading_span: self.name.span(),
            span: doc.source_span(Span::new(start, end)),
            named: self.named,
            inline,
        }
    }
}

/// The strong or emphasised text that begins at a place of the running text.
fn emphasis_at(doc: &Document, start: usize) -> Option<&Inline> {
    let inlines = doc.inlines();
    let first = inlines.partition_point(|i| i.plain.start < start);
    let here = inlines.get(first..)?.iter();
    here.take_while(|i| i.plain.start == start).find(|i| {
        matches!(i.kind, InlineKind::Strong | InlineKind::Emphasis) && !i.plain.is_empty()
    })
}

fn without_separator(rest: Text<'_>) -> Text<'_> {
    let text = rest.as_str();
    let skipped = text.trim_start_matches([':', '-', '–', '—', ' ', '\t']);
    rest.slice(text.len() - skipped.len()..text.len())
}

fn one_line(text: Text<'_>) -> String {
    let line = text.as_str().replace('\n', " ");
    line.trim().trim_end_matches([':', ' ']).to_owned()
}

/// `10:42`, `9.15am`
fn has_clock(text: &str) -> bool {
    let digit = |c: Option<&u8>| c.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(i, c)| {
        matches!(c, b':' | b'.')
            && i > 0
            && digit(bytes.get(i - 1))
            && digit(bytes.get(i + 1))
            && digit(bytes.get(i + 2))
            && (*c == b':' || !digit(bytes.get(i + 3)))
    })
}
