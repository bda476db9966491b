//! What the client can do. It is asked leniently: what is said in a wrong way is not said.

use serde_json::Value;

use super::text::Encoding;

/// The abilities of a client that matter here.
#[derive(Debug, Default)]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// It asks for diagnostics, so that they are not sent as well: it would show them twice.
    pub(super) pulls: bool,
    /// It asks again when it is told that something has changed.
    pub(super) refreshes: bool,
    /// It watches files when asked to.
    pub(super) watches: bool,
    /// It shows Markdown when the mouse rests on something.
    pub(super) hovers_markdown: bool,
    /// It shows Markdown beside a completion.
    pub(super) completes_markdown: bool,
    /// It asks for the edit of an action when that is chosen.
    pub(super) resolves_edits: bool,
    /// It lets the user fill in what an edit leaves open.
    pub(super) fills_in: bool,
    /// It knows edits of a version of a document.
    pub(super) versions: bool,
    /// It knows actions, and not only commands.
    pub(super) knows_actions: bool,
    /// It shows symbols as a tree.
    pub(super) nests_symbols: bool,
    /// It can be asked to open a page.
    pub(super) opens_pages: bool,
    /// It shows other places of a diagnostic.
    pub(super) relates: bool,
}

impl Client {
    /// Reads the parameters of `initialize`.
    pub(super) fn of(params: &Value) -> Self {
        let at = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let can = |path: &str| at(path).and_then(Value::as_bool).unwrap_or_default();
        let lists = |path: &str, word: &str| {
            let list = at(path).and_then(Value::as_array);
            list.is_some_and(|list| list.iter().any(|one| one == word))
        };
        Self {
            encoding: match lists("general/positionEncodings", "utf-8") {
                true => Encoding::Utf8,
                false => Encoding::Utf16,
            },
            pulls: at("textDocument/diagnostic").is_some_and(Value::is_object),
            refreshes: can("workspace/diagnostics/refreshSupport"),
            watches: can("workspace/didChangeWatchedFiles/dynamicRegistration"),
            hovers_markdown: lists("textDocument/hover/contentFormat", "markdown"),
            completes_markdown: lists(
                "textDocument/completion/completionItem/documentationFormat",
                "markdown",
            ),
            resolves_edits: lists("textDocument/codeAction/resolveSupport/properties", "edit")
                && can("textDocument/codeAction/dataSupport"),
            fills_in: can("workspace/workspaceEdit/snippetEditSupport")
                && can("workspace/workspaceEdit/documentChanges"),
            versions: can("workspace/workspaceEdit/documentChanges"),
            knows_actions: at("textDocument/codeAction/codeActionLiteralSupport")
                .is_some_and(Value::is_object),
            nests_symbols: can("textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            opens_pages: can("window/showDocument/support"),
            relates: can("textDocument/publishDiagnostics/relatedInformation")
                || can("textDocument/diagnostic/relatedInformation"),
        }
    }
}

/// The folder that the client works in, as a URI.
pub(super) fn root_of(params: &Value) -> Option<&str> {
    let folder = params
        .pointer("/workspaceFolders/0/uri")
        .and_then(Value::as_str);
    folder.or_else(|| params.get("rootUri").and_then(Value::as_str))
}
