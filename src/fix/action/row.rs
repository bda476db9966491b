//! The cells of a row of a table.

use super::view::View;
use crate::fix::Edit;
use crate::markdown::{BlockKind, Span};
use crate::postmortem::{Role, action_columns};

/// A cell: what its column is about, and the bytes between its two bars.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    pub(super) role: Option<Role>,
    pub(super) span: Span,
}

/// The cells of the action's row.
pub(super) fn cells(view: &View<'_>) -> Vec<Cell> {
    let doc = &view.post.doc;
    let Some(row) = view.block(|kind| matches!(kind, BlockKind::Row(_))) else {
        return Vec::new();
    };
    let start = doc.block(row).span.start;
    // A row of HTML has no bars.
    if doc.source(doc.block(row).span).starts_with('<') {
        return Vec::new();
    }
    let end = view.line(start).end;
    let roles = action_columns(doc, row).unwrap_or_default();
    let spans = spans(view, Span::new(start, end));
    let cells = spans.into_iter().enumerate().map(|(at, span)| Cell {
        role: roles.get(at).copied().flatten(),
        span,
    });
    cells.collect()
}

/// The bytes between bars that are not escaped; a bar in code parts cells, too.
fn spans(view: &View<'_>, row: Span) -> Vec<Span> {
    let source = view.source(row);
    let mut bars = Vec::new();
    let mut escaped = false;
    for (at, c) in source.char_indices() {
        if c == '|' && !escaped {
            bars.push(row.start + at);
        }
        escaped = c == '\\' && !escaped;
    }
    let leads = source.trim_start().starts_with('|');
    let trails = bars.last().is_some_and(|&bar| {
        bar >= row.start && view.source(Span::new(bar + 1, row.end)).trim().is_empty()
    });
    let mut edges: Vec<(usize, usize)> = Vec::new();
    let mut from = if leads { None } else { Some(row.start) };
    for bar in bars {
        if let Some(from) = from {
            edges.push((from, bar));
        }
        from = Some(bar + 1);
    }
    if let Some(from) = from.filter(|_| !trails) {
        edges.push((from, row.end));
    }
    edges
        .into_iter()
        .map(|(from, to)| Span::new(from, to))
        .collect()
}

impl Cell {
    pub(super) fn is_blank(&self, view: &View<'_>) -> bool {
        view.source(self.span).trim().is_empty()
    }

    /// Other text in the cell; it stays as wide where it can.
    pub(super) fn filled(&self, view: &View<'_>, text: &str) -> Edit {
        let old = view.source(self.span);
        let lead = match old.trim().is_empty() {
            true => usize::from(!old.is_empty() || !text.is_empty()),
            false => old.len() - old.trim_start().len(),
        };
        let lead = " ".repeat(lead);
        let width = old.chars().count();
        let used = lead.chars().count() + text.chars().count();
        let tight = !old.trim().is_empty() && old.trim_end().len() == old.len();
        let trail = match tight {
            true => 0,
            false => width.saturating_sub(used).max(1),
        };
        Edit::new(self.span, format!("{lead}{text}{}", " ".repeat(trail)))
    }
}
