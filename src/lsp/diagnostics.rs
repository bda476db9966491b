//! Findings as the protocol has them.

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location,
    Uri,
};
use serde_json::{Value, json};

use super::client::Client;
use super::document::{Document, Found, Judged};
use crate::diagnostic::{Severity, fingerprint};
use crate::markdown::Span;

/// What there is to say of a document.
pub(super) fn all(
    uri: &str,
    document: &Document,
    judged: &Judged,
    client: &Client,
) -> Vec<Diagnostic> {
    let errors = judged.errors.iter().filter(|_| judged.wanted);
    let errors = errors.map(|error| Diagnostic {
        range: document.text.range(document.text.line(0), client.encoding),
        severity: Some(DiagnosticSeverity::Error),
        source: Some("whys".to_owned()),
        message: error.clone().into(),
        ..Diagnostic::default()
    });
    let findings = judged.findings.iter();
    errors
        .chain(findings.map(|found| one(uri, document, judged, client, found)))
        .collect()
}

/// A finding.
pub(super) fn one(
    uri: &str,
    document: &Document,
    judged: &Judged,
    client: &Client,
    found: &Found,
) -> Diagnostic {
    let range = |span: Span| document.text.range(span, client.encoding);
    let related = found
        .related
        .iter()
        .map(|related| DiagnosticRelatedInformation {
            location: Location {
                uri: Uri(uri.to_owned()),
                range: range(related.span),
            },
            message: related.message.clone(),
        });
    let related: Vec<_> = related.filter(|_| client.relates).collect();
    let rule = judged
        .judge
        .as_ref()
        .and_then(|judge| judge.linter.rules().get(&found.rule));
    // The path of a team's own page is no address.
    let page = rule
        .filter(|rule| rule.path().is_none())
        .map(|rule| rule.url());
    let message = match &found.help {
        Some(help) => format!("{}\nhelp: {}", found.message, crate::report::visible(help)),
        None => found.message.clone(),
    };
    Diagnostic {
        range: range(found.span),
        severity: Some(match found.severity {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
            Severity::Info => DiagnosticSeverity::Information,
        }),
        code: Some(Code::String(found.rule.clone())),
        code_description: page.map(|page| CodeDescription { href: Uri(page) }),
        source: Some("whys".to_owned()),
        message: message.into(),
        related_information: (!related.is_empty()).then_some(related),
        ..Diagnostic::default()
    }
}

/// The parameters of `textDocument/publishDiagnostics`.
pub(super) fn published(uri: &str, version: Option<i32>, diagnostics: Vec<Diagnostic>) -> Value {
    match version {
        Some(version) => json!({ "uri": uri, "version": version, "diagnostics": diagnostics }),
        None => json!({ "uri": uri, "diagnostics": diagnostics }),
    }
}

/// The answer to a client that asks, and has an answer of this name already.
pub(super) fn report(diagnostics: &[Diagnostic], previous: Option<&str>) -> Value {
    let items = serde_json::to_value(diagnostics).unwrap_or_default();
    let name = fingerprint("diagnostics", &items.to_string(), 0);
    match previous == Some(name.as_str()) {
        true => json!({ "kind": "unchanged", "resultId": name }),
        false => json!({ "kind": "full", "resultId": name, "items": items }),
    }
}
