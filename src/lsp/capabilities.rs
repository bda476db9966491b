//! What the server can do, as it tells the client.

use gen_lsp_types::{
    CodeActionKind, CodeActionOptions, CompletionOptions, DiagnosticOptions, ExecuteCommandOptions,
    InitializeResult, PositionEncodingKind, Save, SaveOptions, ServerCapabilities, ServerInfo,
    TextDocumentSyncKind, TextDocumentSyncOptions,
};
use serde_json::{Value, json};

use super::actions::{EXPLAIN, FIX_ALL};
use super::client::Client;
use super::text::Encoding;

/// What opens the list of completions while somebody types.
const TRIGGERS: [&str; 6] = [":", " ", "@", ",", "[", "-"];

/// The answer to `initialize`.
pub(super) fn initialized(client: &Client) -> InitializeResult {
    let kinds = [
        CodeActionKind::QuickFix,
        CodeActionKind::Custom(FIX_ALL.into()),
    ];
    let diagnostics = DiagnosticOptions {
        identifier: Some("whys".to_owned()),
        ..DiagnosticOptions::default()
    };
    let capabilities = ServerCapabilities {
        position_encoding: Some(match client.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }),
        text_document_sync: Some(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::Incremental),
                save: Some(Save::SaveOptions(SaveOptions::default())),
                ..TextDocumentSyncOptions::default()
            }
            .into(),
        ),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(kinds.to_vec()),
                resolve_provider: client.resolves_edits.then_some(true),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        diagnostic_provider: client.pulls.then(|| diagnostics.into()),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![EXPLAIN.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        ..ServerCapabilities::default()
    };
    InitializeResult {
        capabilities,
        server_info: Some(ServerInfo {
            name: "whys".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    }
}

/// The parameters with which the client is asked to watch files.
pub(super) fn watching() -> Value {
    let globs = [
        "**/whys.toml",
        "**/.whys/**",
        "**/*.{md,markdown,mdx,qmd,erb}",
    ];
    let watchers = globs.map(|glob| json!({ "globPattern": glob }));
    json!({ "registrations": [{
        "id": "whys-files",
        "method": "workspace/didChangeWatchedFiles",
        "registerOptions": { "watchers": watchers },
    }] })
}
