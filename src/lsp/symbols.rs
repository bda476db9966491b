//! The outline of a document: its sections, and in them the causes, lessons and actions that have a name.

use gen_lsp_types::{
    BaseSymbolInformation, DocumentSymbol, Location, SymbolInformation, SymbolKind,
};
use serde_json::Value;

use super::view::View;
use crate::markdown::Span;
use crate::report::visible;

/// A symbol, and what lies in it.
struct Node {
    name: String,
    detail: &'static str,
    kind: SymbolKind,
    span: Span,
    /// Its name in the text.
    label: Span,
}

/// The symbols, as a tree where the client knows trees.
pub(super) fn all(view: &View<'_>) -> Value {
    let nodes = nodes(view);
    let value = match view.client.nests_symbols {
        true => serde_json::to_value(tree(view, nodes)),
        false => serde_json::to_value(list(view, nodes)),
    };
    value.unwrap_or_default()
}

/// The symbols in the order of the document, each before those inside it.
fn nodes(view: &View<'_>) -> Vec<Node> {
    let post = &view.judged.post;
    let mut nodes: Vec<Node> = Vec::new();
    for section in &post.sections.all {
        nodes.push(Node {
            name: named(&section.heading),
            detail: section.kind.word(),
            kind: SymbolKind::String,
            span: section.span,
            label: section.heading_span,
        });
    }
    let mut item = |id: &str, text: &str, detail, kind, span: Span, label: Span| {
        let name = match id {
            "" => named(text),
            id => format!("{} {}", visible(id), named(text)),
        };
        nodes.push(Node {
            name,
            detail,
            kind,
            span,
            label,
        });
    };
    for cause in &post.causes.items {
        if let Some(id) = &cause.id {
            item(
                id,
                &cause.text,
                "cause",
                SymbolKind::Key,
                cause.span,
                cause.span,
            );
        }
    }
    for lesson in &post.lessons {
        if let Some(id) = &lesson.id {
            item(
                id,
                &lesson.text,
                "lesson",
                SymbolKind::Key,
                lesson.span,
                lesson.span,
            );
        }
    }
    for action in &post.actions {
        let id = action.id.as_ref().map_or("", |id| id.value.as_str());
        let state = action.state.word();
        item(
            id,
            &action.text,
            state,
            SymbolKind::Event,
            action.extent.join(action.span),
            action.span,
        );
    }
    nodes.sort_by_key(|node| (node.span.start, std::cmp::Reverse(node.span.end)));
    nodes
}

/// What a client shows must not be empty.
fn named(text: &str) -> String {
    let text = visible(text.trim());
    match text.is_empty() {
        true => "–".to_owned(),
        false => text.into_owned(),
    }
}

fn tree(view: &View<'_>, nodes: Vec<Node>) -> Vec<DocumentSymbol> {
    let mut roots: Vec<DocumentSymbol> = Vec::new();
    let mut open: Vec<(Span, DocumentSymbol)> = Vec::new();
    for node in nodes {
        while open
            .last()
            .is_some_and(|(span, _)| !span.contains(node.span))
        {
            close(&mut open, &mut roots);
        }
        let span = node.span.join(node.label);
        #[allow(deprecated)]
        let symbol = DocumentSymbol {
            name: node.name,
            detail: (!node.detail.is_empty()).then(|| node.detail.to_owned()),
            kind: node.kind,
            tags: None,
            deprecated: None,
            range: view.range(span),
            selection_range: view.range(node.label),
            children: None,
        };
        open.push((node.span, symbol));
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}

/// Puts the innermost open symbol into the one around it.
fn close(open: &mut Vec<(Span, DocumentSymbol)>, roots: &mut Vec<DocumentSymbol>) {
    let Some((_, symbol)) = open.pop() else {
        return;
    };
    match open.last_mut() {
        Some((_, around)) => around.children.get_or_insert_default().push(symbol),
        None => roots.push(symbol),
    }
}

fn list(view: &View<'_>, nodes: Vec<Node>) -> Vec<SymbolInformation> {
    let symbols = nodes.into_iter().map(|node| {
        let base = BaseSymbolInformation {
            name: node.name,
            kind: node.kind,
            tags: None,
            container_name: None,
        };
        #[allow(deprecated)]
        SymbolInformation {
            deprecated: None,
            location: Location {
                uri: view.uri.clone(),
                range: view.range(node.span.join(node.label)),
            },
            base_symbol_information: base,
        }
    });
    symbols.collect()
}
