//! A document as the answer to a request needs it.

use std::rc::Rc;
use std::sync::Arc;

use gen_lsp_types::{Position, Range, TextEdit, Uri};
use jiff::civil::Date;

use super::client::Client;
use super::document::{Document, Judged};
use super::neighbours::Neighbours;
use crate::markdown::Span;
use crate::rules::Rule;

pub(super) struct View<'s> {
    pub(super) uri: Uri,
    pub(super) document: &'s Document,
    pub(super) judged: Rc<Judged>,
    pub(super) client: &'s Client,
    pub(super) neighbours: Option<&'s Arc<Neighbours>>,
    pub(super) today: Date,
}

impl View<'_> {
    pub(super) fn text(&self) -> &str {
        self.document.text.as_str()
    }

    pub(super) fn offset(&self, position: Position) -> usize {
        self.document.text.offset(position, self.client.encoding)
    }

    pub(super) fn span(&self, range: Range) -> Span {
        self.document.text.span(range, self.client.encoding)
    }

    pub(super) fn range(&self, span: Span) -> Range {
        self.document.text.range(span, self.client.encoding)
    }

    pub(super) fn edit(&self, span: Span, text: impl Into<String>) -> TextEdit {
        TextEdit {
            range: self.range(span),
            new_text: text.into(),
        }
    }

    /// A rule, with the settings that hold for the document.
    pub(super) fn rule(&self, id: &str) -> Option<&Rule> {
        self.judged.judge.as_ref()?.linter.rules().get(id)
    }
}
