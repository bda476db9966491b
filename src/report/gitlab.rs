//! A Code Quality report of GitLab: what a merge request brings and mends is told by the fingerprints.

use std::io::{self, Write};

use serde::Serialize;

use super::{concise, held, inert::inert, place};
use crate::diagnostic::{Diagnostic, Fnv, Severity};
use crate::linter::Verdict;
use crate::postmortem::PostMortem;

/// A finding.
#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    /// Unique in the report, and the same when lines move.
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// One issue a line.
pub(super) fn render(out: &mut String, post: &PostMortem, verdict: &Verdict) {
    for diagnostic in &verdict.diagnostics {
        held::push(out, &issue(post, diagnostic));
    }
}

fn issue<'a>(post: &'a PostMortem, diagnostic: &'a Diagnostic) -> Issue<'a> {
    let (start, end) = place::of(&post.doc, diagnostic.finding.span);
    Issue {
        description: inert(&concise::message(diagnostic)),
        check_name: &diagnostic.rule.id,
        fingerprint: fingerprint(&post.path, &diagnostic.fingerprint),
        severity: match diagnostic.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Location {
            path: &post.path,
            lines: Lines {
                begin: start.line,
                end: end.line,
            },
        },
    }
}

/// That of a finding is unique in its document only.
fn fingerprint(path: &str, of_finding: &str) -> String {
    let mut hash = Fnv::new();
    hash.write(path.as_bytes());
    hash.write(&[0]);
    hash.write(of_finding.as_bytes());
    format!("{:016x}{of_finding}", hash.0)
}

/// The list.
pub(super) fn finish(out: &mut dyn Write, issues: &str) -> io::Result<()> {
    held::list(out, issues)?;
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::report::samples::{evil, sample, written};
    use crate::report::{Format, Style};

    #[test]
    fn issues_have_places_and_fingerprints_of_their_own() {
        let mut other = sample();
        other.post.path = "docs/b.md".to_owned();
        let text = written(Format::Gitlab, Style::default(), &[sample(), other]);
        let issues: Vec<serde_json::Value> = serde_json::from_str(&text).expect("JSON");
        assert_eq!(
            issues[1],
            json!({
                "description": "“human error”, 100 %: an explanation", "check_name": "human-error",
                "fingerprint": issues[1]["fingerprint"], "severity": "minor",
                "location": {"path": "docs/a.md", "lines": {"begin": 3, "end": 4}},
            })
        );
        let mut fingerprints: Vec<_> = issues
            .iter()
            .map(|one| one["fingerprint"].as_str())
            .collect();
        fingerprints.sort_unstable();
        fingerprints.dedup();
        assert_eq!((issues.len(), fingerprints.len()), (6, 6));
    }

    #[test]
    fn a_path_is_the_path() {
        let evil = evil();
        let path = evil.post.path.clone();
        let text = written(Format::Gitlab, Style::default(), &[evil]);
        let issues: Vec<serde_json::Value> = serde_json::from_str(&text).expect("JSON");
        assert_eq!(issues[0]["location"]["path"], path);
        let none = written(Format::Gitlab, Style::default(), &[]);
        assert_eq!(none, "[]\n");
    }
}
