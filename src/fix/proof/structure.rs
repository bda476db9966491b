//! The Markdown: the same blocks and inline markup at the same places, but for what the edits put in or replace.

use crate::fix::edit::Shift;
use crate::markdown::{BlockKind, Document, InlineKind, Span};

pub(super) fn is_same(before: &Document, after: &Document, shift: &Shift<'_>) -> bool {
    let was = blocks(
        before,
        |span| !shift.replaces(span),
        |span| Span {
            start: shift.offset(span.start, false),
            end: shift.offset(span.end, true),
        },
    );
    if was != blocks(after, |_| true, |span| span) {
        return false;
    }
    let was = inlines(
        before,
        |span| !shift.replaces(span),
        |span| Span {
            start: shift.offset(span.start, true),
            end: shift.offset(span.end, false),
        },
    );
    was == inlines(after, |span| !shift.is_new(span), |span| span)
}

/// The same of all that does not lie within a span, in which anything may have changed.
pub(super) fn is_same_around(
    before: &Document,
    after: &Document,
    shift: &Shift<'_>,
    around: Span,
) -> bool {
    let end = shift.offset(around.end, true);
    let now = Span::new(around.start, end);
    let moved = |span: Span| Span {
        start: shift.offset(span.start, true),
        end: shift.offset(span.end, true),
    };
    let is_out =
        |around: Span| move |span: Span| !(around.start <= span.start && span.start < around.end);
    blocks(before, is_out(around), moved) == blocks(after, is_out(now), |span| span)
        && inlines(before, is_out(around), moved) == inlines(after, is_out(now), |span| span)
}

/// The blocks that hold text, with their places; of an item where it begins. Lists and the like are told by them, and whether two
/// lists are one is nothing that a reader sees.
fn blocks(
    doc: &Document,
    counts: impl Fn(Span) -> bool,
    place: impl Fn(Span) -> Span,
) -> Vec<(BlockKind, Span)> {
    let blocks = doc.blocks().map(|(_, block)| (block.kind, block.span));
    blocks
        .filter(|(_, span)| counts(*span))
        .filter_map(|(kind, span)| {
            let span = Span::new(span.start, span.start + doc.source(span).trim_end().len());
            let span = place(span);
            match kind {
                BlockKind::Heading(_)
                | BlockKind::Paragraph
                | BlockKind::Help
                | BlockKind::Cell => Some((kind, span)),
                BlockKind::Code | BlockKind::ThematicBreak => Some((kind, span)),
                BlockKind::Item(_) | BlockKind::Row(_) | BlockKind::FootnoteDefinition => {
                    Some((kind, Span::at(span.start)))
                }
                BlockKind::List(_) | BlockKind::Table | BlockKind::Quote | BlockKind::Html => None,
            }
        })
        .collect()
}

fn inlines(
    doc: &Document,
    counts: impl Fn(Span) -> bool,
    place: impl Fn(Span) -> Span,
) -> Vec<(InlineKind, Span, &str)> {
    let inlines = doc.inlines().iter().filter(|inline| counts(inline.span));
    inlines
        .map(|inline| (inline.kind, place(inline.span), inline.target.as_ref()))
        .collect()
}
