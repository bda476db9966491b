//! The Reviewdog Diagnostic Format, of which reviewdog makes comments on the lines of a pull or merge request.

use std::io::{self, Write};

use serde::Serialize;

use super::{concise, held, inert::inert, place};
use crate::diagnostic::{Diagnostic, Severity};
use crate::linter::Verdict;
use crate::markdown::{Document, Span};
use crate::postmortem::PostMortem;

#[derive(Serialize)]
struct Report {
    source: Source,
    /// Empty here: see [`held::framed`].
    diagnostics: [(); 0],
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
    url: &'static str,
}

/// A finding.
#[derive(Serialize)]
struct Entry<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    /// A team's own rule has a path and no address.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: String,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

/// The end is exclusive.
#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

/// Both from 1; columns count bytes.
#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

/// One diagnostic a line.
pub(super) fn render(out: &mut String, post: &PostMortem, verdict: &Verdict) {
    for diagnostic in &verdict.diagnostics {
        held::push(out, &entry(post, diagnostic));
    }
}

fn entry<'a>(post: &'a PostMortem, diagnostic: &'a Diagnostic) -> Entry<'a> {
    let finding = &diagnostic.finding;
    let rule = diagnostic.rule;
    let mut message = inert(&concise::message(diagnostic));
    if let Some(help) = &finding.help {
        message.push_str(&format!("\nhelp: {}", inert(help)));
    }
    let location = |span| Location {
        path: &post.path,
        range: range(&post.doc, span),
    };
    let related = finding.related.iter().map(|related| Related {
        message: inert(&related.message),
        location: location(related.span),
    });
    Entry {
        message,
        location: location(finding.span),
        severity: match diagnostic.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code {
            value: &rule.id,
            url: rule.path().is_none().then(|| rule.url()),
        },
        related_locations: related.collect(),
    }
}

fn range(doc: &Document, span: Span) -> Range {
    let span = place::trimmed(doc, span);
    Range {
        start: position(doc, span.start),
        end: position(doc, span.end),
    }
}

fn position(doc: &Document, offset: usize) -> Position {
    let line = doc.line(offset);
    let start = doc.lines().span(line).start;
    Position {
        line,
        column: offset.saturating_sub(start) + 1,
    }
}

/// The report around the diagnostics.
pub(super) fn finish(out: &mut dyn Write, diagnostics: &str) -> io::Result<()> {
    let report = Report {
        source: Source {
            name: "whys",
            url: env!("CARGO_PKG_REPOSITORY"),
        },
        diagnostics: [],
    };
    held::framed(out, &report, "diagnostics", diagnostics)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::report::samples::{sample, written};
    use crate::report::{Format, Style};

    #[test]
    fn columns_are_bytes_and_ends_exclusive() {
        let text = written(Format::Rdjson, Style::default(), &[sample()]);
        let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(report["source"]["name"], "whys");
        assert_eq!(
            report["diagnostics"][1],
            json!({
                "message": "“human error”, 100 %: an explanation\nhelp: say what made it likely",
                "location": {"path": "docs/a.md", "range": {
                    "start": {"line": 3, "column": 5}, "end": {"line": 4, "column": 12}}},
                "severity": "WARNING",
                "code": {"value": "human-error", "url": "https://github.com/whys-dev/whys/blob/main/rules/human-error.md"},
            })
        );
        let related = &report["diagnostics"][2]["related_locations"][0];
        assert_eq!(
            related["location"]["range"]["start"],
            json!({"line": 9, "column": 7})
        );
    }
}
