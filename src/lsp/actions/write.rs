//! Edits as the client knows them.

use std::collections::HashMap;

use gen_lsp_types::{
    OptionalVersionedTextDocumentIdentifier, SnippetTextEdit, StringValue, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, WorkspaceEdit,
};

use crate::lsp::view::View;
use crate::markdown::Span;

/// Changes of the document, of this version of it where the client knows versions.
pub(super) fn edits(view: &View<'_>, edits: Vec<TextEdit>) -> WorkspaceEdit {
    if view.client.versions {
        return of_version(view, edits.into_iter().map(Into::into).collect());
    }
    WorkspaceEdit {
        changes: Some(HashMap::from([(view.uri.clone(), edits)])),
        ..WorkspaceEdit::default()
    }
}

/// Text with a place that is left open, which the cursor goes to where the client can do that.
pub(super) fn open(view: &View<'_>, at: usize, before: &str, behind: &str) -> WorkspaceEdit {
    if !view.client.fills_in {
        return edits(
            view,
            vec![view.edit(Span::at(at), format!("{before}{behind}"))],
        );
    }
    let snippet = SnippetTextEdit {
        range: view.range(Span::at(at)),
        snippet: StringValue {
            value: format!("{}$1{}", escaped(before), escaped(behind)),
        },
        ..SnippetTextEdit::default()
    };
    of_version(view, vec![snippet.into()])
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('$', "\\$")
        .replace('}', "\\}")
}

fn of_version(view: &View<'_>, edits: Vec<gen_lsp_types::Edit>) -> WorkspaceEdit {
    let text_document = OptionalVersionedTextDocumentIdentifier {
        version: Some(view.document.version),
        text_document_identifier: TextDocumentIdentifier {
            uri: view.uri.clone(),
        },
    };
    let change = TextDocumentEdit {
        text_document,
        edits,
    };
    WorkspaceEdit {
        document_changes: Some(vec![change.into()]),
        ..WorkspaceEdit::default()
    }
}
