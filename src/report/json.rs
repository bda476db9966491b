//! For programs: the contract of `whys lint --format json`, apart from the internal types. It only grows.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Totals, Version, held, place};
use crate::diagnostic::{Diagnostic, Severity};
use crate::linter::Verdict;
use crate::postmortem::PostMortem;

/// The findings of a run. Lines and columns count from 1, columns in characters.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Report<'a> {
    version: Version<1>,
    /// How many documents were judged.
    files: usize,
    /// How many findings were silenced by comments.
    silenced: usize,
    /// What the baseline has to do with the run.
    baseline: Hidden<'a>,
    /// The findings, in the order of the documents; see [`held::framed`].
    #[schemars(description = "The findings, in the order of the documents.")]
    diagnostics: Vec<Entry<'a>>,
}

/// A finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Diagnostic")]
struct Entry<'a> {
    /// Which rule found it.
    rule: &'a str,
    /// How grave it is.
    severity: Severity,
    /// The path of the document as given or found.
    path: &'a str,
    /// Where it begins.
    line: usize,
    /// Where it begins.
    column: usize,
    /// Where it ends.
    end_line: usize,
    /// Where it ends; the column behind its last character.
    end_column: usize,
    /// What is wrong.
    message: &'a str,
    /// What it will become: "an error at review".
    note: Option<&'a str>,
    /// What to write instead.
    help: Option<&'a str>,
    /// The page of the rule.
    url: String,
    /// Whether whys can mend it.
    fixable: bool,
    /// The same as long as rule and text are the same, wherever the lines move.
    fingerprint: &'a str,
    /// Other places that belong to it.
    related: Vec<Place<'a>>,
}

/// Another place of a finding.
#[derive(Serialize, JsonSchema)]
struct Place<'a> {
    /// Its line.
    line: usize,
    /// What is there.
    message: &'a str,
}

/// What the baseline has to do with the run.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Baseline")]
struct Hidden<'a> {
    /// How many findings it hides.
    hidden: usize,
    /// Its entries that match nothing any more.
    stale: Vec<Stale<'a>>,
}

/// An entry of the baseline that matches nothing any more.
#[derive(Serialize, JsonSchema)]
struct Stale<'a> {
    /// The path of the document.
    path: &'a str,
    /// Which rule found it.
    rule: &'a str,
    /// The fingerprint of the finding.
    fingerprint: &'a str,
}

impl<'a> Hidden<'a> {
    fn of(totals: &'a Totals) -> Self {
        let stale = totals.stale.iter().map(|one| Stale {
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
        held::push(out, &entry(post, diagnostic));
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
        severity: diagnostic.severity,
        path: &post.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        message: &finding.message,
        note: diagnostic.note.as_deref(),
        help: finding.help.as_deref(),
        url: diagnostic.rule.url(),
        fixable: !finding.fixes.is_empty(),
        fingerprint: &diagnostic.fingerprint,
        related: related.collect(),
    }
}

/// The frame of the report, with the findings where its empty list stands: they are the bulk, and written already.
pub(super) fn finish(out: &mut dyn Write, totals: &Totals, entries: &str) -> io::Result<()> {
    let frame = Report {
        version: Version,
        files: totals.files,
        silenced: totals.silenced,
        baseline: Hidden::of(totals),
        diagnostics: Vec::new(),
    };
    held::framed(out, &frame, "diagnostics", entries)
}
