//! Where a section begins: the forms of a heading.

use super::SectionKind;
use super::label::{Label, has_clock, one_line};
use super::names::{self, Named};
use crate::markdown::{BlockId, BlockKind, Document, Span, Text};

/// How deep a bold line stands below any heading; bullets stand deeper still.
pub(super) const BOLD_LEVEL: u8 = 7;

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
    /// A line that could be a sentence as well: it opens nothing inside what a heading says to be of a kind of ours.
    pub(super) loose: bool,
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
        loose: false,
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
        loose: false,
    })
}

/// The mark of a list item: a bold label, or a known name with text or a list below.
pub(super) fn of_item(doc: &Document, item: BlockId, level: u8) -> Option<Mark> {
    labelled(doc, item, level, |kind| kind != SectionKind::Other)
}

/// The mark of a list item with a known name that is none of ours: "**Resolution**: …".
pub(super) fn of_other_item(doc: &Document, item: BlockId, level: u8) -> Option<Mark> {
    labelled(doc, item, level, |kind| kind == SectionKind::Other)
}

fn labelled(
    doc: &Document,
    item: BlockId,
    level: u8,
    fits: fn(SectionKind) -> bool,
) -> Option<Mark> {
    let text = doc.block_text(item).trim();
    let first = text.lines().next()?;
    if let Some(label) = Label::numbered(doc, item, text, first) {
        let mut mark = label.mark(doc, item, text.plain().end);
        mark.level = level;
        return Some(mark);
    }
    let label = Label::read(doc, first)?;
    let named = label.named.filter(|n| fits(n.kinds.main()))?;
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
    // "How was it detected?": a question beside its answer.
    let asks = heading.ends_with('?');
    let named = names::of(&heading).filter(|n| n.exact || asks)?;
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
        loose: false,
    })
}
