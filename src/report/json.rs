//! For programs: the contract of `whys lint --format json`, apart from the internal types. It only grows.

use std::io::{self, Write};

use serde::Serialize;

use super::{Totals, place, visible};
use crate::diagnostic::Diagnostic;
use crate::linter::Verdict;
use crate::postmortem::PostMortem;

/// The version of the contract.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    severity: &'a str,
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: &'a str,
    note: Option<&'a str>,
    help: Option<&'a str>,
    url: String,
    fixable: bool,
    fingerprint: &'a str,
    related: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    line: usize,
    message: &'a str,
}

/// What the baseline has to do with the run.
#[derive(Serialize)]
struct Hidden<'a> {
    hidden: usize,
    stale: Vec<Entries<'a>>,
}

/// An entry of the baseline that matches nothing any more.
#[derive(Serialize)]
struct Entries<'a> {
    path: &'a str,
    rule: &'a str,
    fingerprint: &'a str,
}

impl<'a> Hidden<'a> {
    fn of(totals: &'a Totals) -> Self {
        let stale = totals.stale.iter().map(|one| Entries {
            path: &one.path,
            rule: &one.rule,
            fingerprint: &one.fingerprint,
        });
        Self {
            hidden: totals.accepted,
            stale: stale.collect(),
        }
    }
}

/// One object a line, each followed by a comma.
pub(super) fn render(out: &mut String, post: &PostMortem, verdict: &Verdict) {
    for diagnostic in &verdict.diagnostics {
        let object = serde_json::to_string(&entry(post, diagnostic)).unwrap_or_default();
        harmless(out, &object);
        out.push_str(",\n");
    }
}

/// The same JSON with everything escaped that a terminal or the log of a CI service would obey.
fn harmless(out: &mut String, json: &str) {
    for c in json.chars() {
        match c {
            '[' if out.ends_with("##") => out.push_str("\\u005b"),
            c if visible::is_active(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
}

fn entry<'a>(post: &'a PostMortem, diagnostic: &'a Diagnostic) -> Entry<'a> {
    let finding = &diagnostic.finding;
    let (start, end) = place::of(&post.doc, finding.span);
    let related = finding.related.iter().map(|related| Place {
        line: post.doc.line(related.span.start),
        message: &related.message,
    });
    Entry {
        rule: &diagnostic.rule.id,
        severity: diagnostic.severity.word(),
        path: &post.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        message: &finding.message,
        note: diagnostic.note.as_deref(),
        help: finding.help.as_deref(),
        url: diagnostic.rule.url(),
        fixable: false,
        fingerprint: &diagnostic.fingerprint,
        related: related.collect(),
    }
}

pub(super) fn finish(out: &mut dyn Write, totals: &Totals, held: &str) -> io::Result<()> {
    let (files, silenced) = (totals.files, totals.silenced);
    let mut baseline = String::new();
    harmless(
        &mut baseline,
        &serde_json::to_string(&Hidden::of(totals)).unwrap_or_default(),
    );
    write!(
        out,
        "{{\"version\":{VERSION},\"files\":{files},\"silenced\":{silenced},\"baseline\":{baseline},\"diagnostics\":["
    )?;
    match held.trim_end_matches(",\n") {
        "" => {}
        entries => write!(out, "\n{entries}\n")?,
    }
    writeln!(out, "]}}")
}
