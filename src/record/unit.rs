//! What an entry is in the file, and where one beside it begins or ends.

use crate::markdown::{BlockId, BlockKind, Document, Span};
use crate::postmortem::Entry;

/// The forms of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A list item; whether blank lines part the items.
    Item { loose: bool },
    /// A row of a table.
    Row,
    /// A heading of a level, and what stands below it.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A line of a paragraph or of an item with several.
    Line,
}

/// An entry in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) shape: Shape,
    /// The block that it is, or that it is a line of.
    pub(super) block: BlockId,
    /// From the first byte of its first line to the end of its last line, without the break behind it.
    pub(super) lines: Span,
}

/// The entry as it stands; none where it is in code, raw HTML or a quotation.
pub(super) fn of(doc: &Document, entries: &[Entry], at: usize) -> Option<Unit> {
    let entry = entries.get(at)?;
    let place = entry.time_span.start;
    let block = innermost(doc, place)?;
    let up = |kind: fn(BlockKind) -> bool| {
        std::iter::once(block)
            .chain(doc.ancestors(block))
            .find(|id| kind(doc.kind(*id)))
    };
    if up(|kind| matches!(kind, BlockKind::Code | BlockKind::Html | BlockKind::Quote)).is_some() {
        return None;
    }
    let others = |span: Span| {
        let others = entries
            .iter()
            .filter(|other| span.covers(other.time_span.start));
        others.count()
    };
    if let Some(row) = up(|kind| matches!(kind, BlockKind::Row(_))) {
        return Some(unit(doc, Shape::Row, row, doc.block(row).span));
    }
    if let BlockKind::Heading(level) = doc.kind(block) {
        let start = doc.block(block).span.start;
        let next = doc.blocks().filter_map(|(id, other)| match other.kind {
            BlockKind::Heading(own) if own <= level && other.parent.is_none() => {
                (other.span.start > start && id != block).then_some(other.span.start)
            }
            _ => None,
        });
        let end = next.min().unwrap_or(doc.text().len());
        return Some(unit(
            doc,
            Shape::Heading(level),
            block,
            Span::new(start, end),
        ));
    }
    let own = doc.block(block).span;
    if others(own) > 1 {
        let text = doc.text();
        let start = line_start(text, entry.span.start);
        let next = entries
            .get(at + 1)
            .map(|next| line_start(text, next.span.start));
        let next = next.filter(|next| *next > start && *next < own.end);
        return Some(unit(
            doc,
            Shape::Line,
            block,
            Span::new(start, next.unwrap_or(own.end)),
        ));
    }
    match up(|kind| matches!(kind, BlockKind::Item(_))) {
        Some(item) => {
            let loose = is_loose(doc, item);
            Some(unit(doc, Shape::Item { loose }, item, doc.block(item).span))
        }
        None => Some(unit(doc, Shape::Paragraph, block, own)),
    }
}

fn unit(doc: &Document, shape: Shape, block: BlockId, span: Span) -> Unit {
    let start = line_start(doc.text(), span.start);
    let end = start + doc.source(Span::new(start, span.end)).trim_end().len();
    Unit {
        shape,
        block,
        lines: Span::new(start, end.max(start)),
    }
}

/// The block around a byte that holds text itself.
fn innermost(doc: &Document, place: usize) -> Option<BlockId> {
    let around = doc.blocks().filter(|(_, block)| block.span.covers(place));
    around.last().map(|(id, _)| id)
}

/// Whether a blank line stands before an item, or behind it before the next.
fn is_loose(doc: &Document, item: BlockId) -> bool {
    let Some(list) = doc.block(item).parent else {
        return false;
    };
    let items: Vec<Span> = doc
        .children(list)
        .map(|item| doc.block(item).span)
        .collect();
    items.windows(2).any(|pair| {
        let between = doc.source(Span::new(pair[0].start, pair[1].start));
        let tail = between.get(between.trim_end().len()..).unwrap_or_default();
        tail.matches('\n').count() > 1
    })
}

/// Where the line of a byte begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.rfind('\n').map_or(0, |at| at + 1)
}
