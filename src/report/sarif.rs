//! SARIF 2.1.0, for code scanning: what GitHub and others ask of it, no more.
//!
//! Texts may hold links (`[a](b)`) there, so those of strangers are made inert.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use super::as_markdown::link_target;
use super::{concise, held, inert::inert, place};
use crate::diagnostic::{Diagnostic, Severity};
use crate::linter::Verdict;
use crate::markdown::{Document, Position, Span};
use crate::postmortem::PostMortem;
use crate::rules::{Rule, Voice};

/// The schema that the report fits.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The rules that found something, by id: they are told once, whatever the number of their findings.
#[derive(Debug, Default)]
pub(super) struct Rules(Mutex<BTreeMap<String, Descriptor>>);

impl Rules {
    fn note(&self, rule: &Rule) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.contains_key(rule.id.as_ref()) {
            known.insert(rule.id.to_string(), Descriptor::of(rule));
        }
    }
}

/// A report of one run.
#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    /// Columns count characters, not UTF-16 units.
    column_kind: &'static str,
    /// Empty here: see [`held::framed`].
    results: [(); 0],
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    information_uri: &'static str,
    rules: Vec<Descriptor>,
}

/// A rule.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: String,
    short_description: Text,
    full_description: Text,
    /// A team's own rule has a path and no address.
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    help: Help,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Debug, Serialize)]
struct Text {
    text: String,
}

impl Text {
    fn of(text: impl Into<String>) -> Text {
        Text { text: text.into() }
    }
}

#[derive(Debug, Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Debug, Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Debug, Serialize)]
struct Properties {
    /// The part of the post-mortem that it is about.
    tags: [&'static str; 1],
}

impl Descriptor {
    fn of(rule: &Rule) -> Descriptor {
        let page = &rule.page;
        let help = format!("{}\n\nAsk: {}", page.why, page.question);
        Descriptor {
            id: rule.id.to_string(),
            short_description: Text::of(page.summary.as_str()),
            full_description: Text::of(page.why.as_str()),
            help_uri: rule.path().is_none().then(|| rule.url()),
            help: Help {
                markdown: format!("{help}\n\n{}", rule.text.trim()),
                text: help,
            },
            default_configuration: Configuration {
                level: match page.standard {
                    Voice::Error | Voice::Rising => "error",
                    Voice::Warning => "warning",
                    _ => "note",
                },
            },
            properties: Properties {
                tags: [page.group.word()],
            },
        }
    }
}

/// A finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Result<'a> {
    rule_id: &'a str,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    /// Within the result, where the message could point to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

/// A part of one line: an alert over several is not shown on a pull request that changes only some of them.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// The name under which GitHub looks for it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fingerprints<'a> {
    primary_location_line_hash: &'a str,
}

/// One result a line.
pub(super) fn render(out: &mut String, post: &PostMortem, verdict: &Verdict, rules: &Rules) {
    for diagnostic in &verdict.diagnostics {
        rules.note(diagnostic.rule);
        held::push(out, &result(post, diagnostic));
    }
}

fn result<'a>(post: &PostMortem, diagnostic: &'a Diagnostic) -> Result<'a> {
    let finding = &diagnostic.finding;
    let mut message = inert(&concise::message(diagnostic));
    if let Some(help) = &finding.help {
        message.push_str(&format!(". To mend it: {}", inert(help)));
    }
    let location = |id, span, message| Location {
        id,
        physical_location: Physical {
            artifact_location: Artifact {
                uri: uri(&post.path),
            },
            region: region(&post.doc, span),
        },
        message,
    };
    let related = finding.related.iter().enumerate().map(|(at, related)| {
        let message = Text::of(inert(&related.message));
        location(Some(at), related.span, Some(message))
    });
    Result {
        rule_id: &diagnostic.rule.id,
        level: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        },
        message: Text::of(message),
        related_locations: related.collect(),
        locations: [location(None, finding.span, None)],
        partial_fingerprints: Fingerprints {
            primary_location_line_hash: &diagnostic.fingerprint,
        },
    }
}

fn region(doc: &Document, span: Span) -> Region {
    let (start, end) = place::of(doc, span);
    let end = match start.line == end.line {
        true => end,
        false => end_of(doc, start.line),
    };
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

fn end_of(doc: &Document, line: usize) -> Position {
    let line = place::trimmed(doc, doc.lines().span(line));
    doc.position(line.end)
}

/// A relative path is one below the root of the repository, where the run began.
fn uri(path: &str) -> String {
    let target = link_target(path);
    match path.starts_with('/') {
        true => format!("file://{target}"),
        false => target,
    }
}

/// The report around the results.
pub(super) fn finish(out: &mut dyn Write, rules: Rules, results: &str) -> io::Result<()> {
    let rules = rules.0.into_inner().unwrap_or_else(PoisonError::into_inner);
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "whys",
                version: env!("CARGO_PKG_VERSION"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                information_uri: env!("CARGO_PKG_REPOSITORY"),
                rules: rules.into_values().collect(),
            },
        },
        column_kind: "unicodeCodePoints",
        results: [],
    };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [run],
    };
    held::framed(out, &log, "results", results)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::report::samples::{evil, sample, written};
    use crate::report::{Format, Style};

    #[test]
    fn a_finding_has_one_line_a_fingerprint_and_its_rule() {
        let text = written(Format::Sarif, Style::default(), &[sample(), sample()]);
        let log: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let run = &log["runs"][0];
        let result = &run["results"][1];
        assert_eq!(
            (&result["ruleId"], &result["level"]),
            (&json!("human-error"), &json!("warning"))
        );
        assert_eq!(
            result["locations"][0]["physicalLocation"],
            json!({
                "artifactLocation": {"uri": "docs/a.md"},
                "region": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 14},
            })
        );
        let fingerprint = result["partialFingerprints"]["primaryLocationLineHash"].as_str();
        assert_eq!(fingerprint.map(str::len), Some(16));
        let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
        let ids: Vec<_> = rules.iter().map(|rule| &rule["id"]).collect();
        assert_eq!(ids, ["human-error", "missing-section", "unowned-action"]);
        assert!(
            rules[0]["help"]["markdown"]
                .as_str()
                .is_some_and(|help| help.contains("\n# "))
        );
        assert_eq!(
            run["results"][2]["relatedLocations"][0]["message"]["text"],
            "no owner"
        );
    }

    #[test]
    fn a_path_is_an_address_and_a_message_has_no_link() {
        let text = written(Format::Sarif, Style::default(), &[evil()]);
        let log: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let result = &log["runs"][0]["results"][0];
        let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        let uri = uri.as_str().expect("an address");
        assert!(
            uri.starts_with("%3A%3Aerror%20file%3Da%2Cline%3D1%3A%3Ab%0A"),
            "{uri}"
        );
        let message = result["message"]["text"].as_str().expect("a message");
        assert!(!message.contains("]("), "{message}");
    }
}
