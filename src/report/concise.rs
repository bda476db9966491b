//! One line a finding: `path:line:column: severity[rule] message`.

use std::fmt::Write;

use anstyle::{AnsiColor, Style as Colour};

use super::{Style, place, visible};
use crate::diagnostic::{Diagnostic, Severity};
use crate::linter::Verdict;
use crate::postmortem::PostMortem;

pub(super) fn render(out: &mut String, post: &PostMortem, verdict: &Verdict, style: Style) {
    for diagnostic in &verdict.diagnostics {
        let colour = if style.colour {
            colour(diagnostic.severity)
        } else {
            Colour::new()
        };
        let severity = diagnostic.severity;
        let _ = writeln!(
            out,
            "{}: {colour}{severity}[{}]{colour:#} {}",
            locus(post, diagnostic),
            diagnostic.rule.id,
            message(diagnostic)
        );
    }
}

/// `path:line:column`.
pub(super) fn locus(post: &PostMortem, diagnostic: &Diagnostic) -> String {
    let (start, _) = place::of(&post.doc, diagnostic.finding.span);
    format!("{}:{}:{}", visible(&post.path), start.line, start.column)
}

/// The message with what the finding will become.
pub(crate) fn message(diagnostic: &Diagnostic) -> String {
    let message = visible(&diagnostic.finding.message);
    match &diagnostic.note {
        Some(note) => format!("{message} ({note})"),
        None => message.into_owned(),
    }
}

fn colour(severity: Severity) -> Colour {
    match severity {
        Severity::Error => AnsiColor::BrightRed.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Info => AnsiColor::BrightBlue.on_default().bold(),
    }
}
