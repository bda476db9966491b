//! Markup inside of a line: code, HTML, check boxes, emphasis and links.

use super::*;

impl Builder<'_> {
    pub(super) fn code(&mut self, code: &str, span: Span) {
        if self.images > 0 {
            return self.append_alt(code);
        }
        self.ensure_leaf(span);
        let start = self.plain.len();
        let source = self.text.get(span.start..span.end).unwrap_or_default();
        let inner = match source.find(code) {
            Some(at) if !code.is_empty() => {
                Span::new(span.start + at, span.start + at + code.len())
            }
            _ => span,
        };
        self.append(code, inner);
        let plain = Span::new(start, self.plain.len());
        self.inlines.push(Inline {
            kind: InlineKind::Code,
            plain,
            span,
            target: "".into(),
            alt: "".into(),
        });
    }

    pub(super) fn inline_html(&mut self, html: &str, span: Span) {
        if html.starts_with("<!--") {
            let found = comments::html(self.text, span);
            self.comments.extend(found);
        }
        self.ensure_leaf(span);
        self.mark(InlineKind::Html, span);
        if html.len() >= 4 && html.is_char_boundary(3) && html[..3].eq_ignore_ascii_case("<br") {
            self.append("\n", span);
        }
    }

    pub(super) fn tick(&mut self, ticked: bool, span: Span) {
        let item = self
            .open
            .iter()
            .rev()
            .find(|&&i| matches!(self.blocks[i as usize].kind, BlockKind::Item(_)));
        if let Some(&item) = item {
            self.blocks[item as usize].kind = BlockKind::Item(Some(ticked));
        }
        self.ensure_leaf(Span::at(span.end));
    }

    /// Adds inline markup without text of its own.
    pub(super) fn mark(&mut self, kind: InlineKind, span: Span) {
        self.ensure_leaf(span);
        let plain = Span::at(self.plain.len());
        self.inlines.push(Inline {
            kind,
            plain,
            span,
            target: "".into(),
            alt: "".into(),
        });
    }

    pub(super) fn open_inline(&mut self, kind: InlineKind, span: Span, target: &str) {
        self.ensure_leaf(span);
        self.spans.push(self.inlines.len());
        let plain = Span::at(self.plain.len());
        self.inlines.push(Inline {
            kind,
            plain,
            span,
            target: target.into(),
            alt: "".into(),
        });
    }

    pub(super) fn close_inline(&mut self) {
        if let Some(open) = self.spans.pop() {
            self.inlines[open].plain.end = self.plain.len();
        }
    }
}
