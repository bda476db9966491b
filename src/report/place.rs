//! Where a finding stands, as people count.

use crate::markdown::{Document, Position, Span};

/// Where a span begins and ends; the end is exclusive and on the line of its last character.
pub(super) fn of(doc: &Document, span: Span) -> (Position, Position) {
    let span = trimmed(doc, span);
    (doc.position(span.start), doc.position(span.end))
}

/// The span without the blanks and line breaks at its end.
pub(super) fn trimmed(doc: &Document, span: Span) -> Span {
    Span::new(span.start, span.start + doc.source(span).trim_end().len())
}
