//! What may be written where the cursor stands: in front matter, in the facts of an action, in a silencer.

mod facts;
mod front;
mod silencer;
mod values;

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, CompletionList, MarkupContent,
    MarkupKind,
};

use super::view::View;
use crate::markdown::Span;
use crate::postmortem::schema::Key;
use crate::report::{as_markdown, visible};

/// Something that may be written.
struct Candidate {
    /// What is shown.
    label: String,
    /// What is written; the label where there is nothing else.
    text: Option<String>,
    /// What it is, beside the label.
    detail: Option<String>,
    /// What it is for.
    about: Option<String>,
    kind: CompletionItemKind,
}

impl Candidate {
    fn new(label: impl Into<String>, kind: CompletionItemKind) -> Self {
        Self {
            label: label.into(),
            text: None,
            detail: None,
            about: None,
            kind,
        }
    }

    fn value(label: impl Into<String>) -> Self {
        Self::new(label, CompletionItemKind::Value)
    }

    fn key(key: &Key, text: String) -> Self {
        Self {
            text: Some(text),
            about: Some(key.about.to_owned()),
            ..Self::new(key.name, CompletionItemKind::Property)
        }
    }

    fn detail(self, detail: impl Into<String>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..self
        }
    }
}

/// What may be written, and in place of which bytes.
struct Offer {
    span: Span,
    candidates: Vec<Candidate>,
}

/// What may be written at a byte.
pub(super) fn at(view: &View<'_>, offset: usize) -> Option<CompletionList> {
    if !view.judged.likely {
        return None;
    }
    let offer = silencer::at(view, offset);
    let offer = offer
        .or_else(|| front::at(view, offset))
        .or_else(|| facts::at(view, offset))?;
    let items = offer.candidates.into_iter().enumerate();
    Some(CompletionList {
        items: items
            .map(|(at, one)| item(view, offer.span, at, one))
            .collect(),
        ..CompletionList::default()
    })
}

fn item(view: &View<'_>, span: Span, at: usize, candidate: Candidate) -> CompletionItem {
    let text = candidate.text.unwrap_or_else(|| candidate.label.clone());
    let about = candidate
        .about
        .map(|about| match view.client.completes_markdown {
            true => MarkupContent {
                kind: MarkupKind::Markdown,
                value: as_markdown(&about),
            },
            false => MarkupContent {
                kind: MarkupKind::PlainText,
                value: visible(&about).into_owned(),
            },
        });
    CompletionItem {
        label: visible(&candidate.label).into_owned(),
        kind: Some(candidate.kind),
        detail: candidate.detail.map(|detail| visible(&detail).into_owned()),
        documentation: about.map(Into::into),
        sort_text: Some(format!("{at:04}")),
        filter_text: Some(candidate.label),
        text_edit: Some(CompletionItemTextEdit::TextEdit(view.edit(span, text))),
        ..CompletionItem::default()
    }
}

/// The line of a byte up to it.
fn before<'v>(view: &'v View<'_>, offset: usize) -> (Span, &'v str) {
    let line = view.document.text.line(offset);
    let end = offset.clamp(line.start, line.end);
    (line, view.text().get(line.start..end).unwrap_or_default())
}

/// From where a word begins to where it ends behind the cursor.
fn word(view: &View<'_>, start: usize, offset: usize) -> Span {
    let line = view.document.text.line(offset);
    let behind = view.text().get(offset..line.end).unwrap_or_default();
    let rest = behind.trim_start_matches(|c: char| !c.is_whitespace() && !",[]#\"':".contains(c));
    Span::new(start, offset + behind.len() - rest.len())
}
