//! Comments that a reader of the page does not see: HTML, and MDX's `{/* … */}`.

use super::Span;

/// A comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// With its markers.
    pub span: Span,
    /// Between its markers.
    pub inner: Span,
    /// Whether its end marker is there.
    pub closed: bool,
}

/// The comments in `source[within]`, which holds raw HTML.
pub(super) fn html(source: &str, within: Span) -> Vec<Comment> {
    between(source, within, "<!--", "-->")
}

/// The MDX comments in `source[within]`, which holds a paragraph.
pub(super) fn mdx(source: &str, within: Span) -> Vec<Comment> {
    between(source, within, "{/*", "*/}")
}

fn between(source: &str, within: Span, open: &str, close: &str) -> Vec<Comment> {
    let text = source.get(within.start..within.end).unwrap_or_default();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(open).map(|at| from + at) {
        let inner = at + open.len();
        let end = text[inner..].find(close).map(|end| inner + end);
        let stop = end.map_or(text.len(), |end| end + close.len());
        found.push(Comment {
            span: Span::new(within.start + at, within.start + stop),
            inner: Span::new(
                within.start + inner,
                within.start + end.unwrap_or(text.len()),
            ),
            closed: end.is_some(),
        });
        from = stop;
    }
    found
}
