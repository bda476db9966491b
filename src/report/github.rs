//! Workflow commands of GitHub Actions: annotations on the lines of a pull request.
//!
//! GitHub shows ten errors, ten warnings and ten notices a step and drops the others without a word. So no more are
//! sent; the others are told as plain lines of the log, and a last notice counts them.

use std::io::{self, Write};

use super::{concise, place, visible};
use crate::diagnostic::{Diagnostic, Severity};
use crate::linter::Verdict;
use crate::postmortem::PostMortem;

const LIMIT: usize = 10;

/// One annotation.
#[derive(Debug)]
pub(super) struct Command {
    severity: Severity,
    command: String,
    /// What stands in the log when there is no room for the annotation.
    line: String,
}

/// How many annotations have been sent.
#[derive(Debug, Default)]
pub(super) struct Limits {
    sent: [usize; 3],
    more: [usize; 3],
    /// The last notice that there is room for: it may have to make way for the one that counts.
    last: Option<Command>,
}

pub(super) fn render(post: &PostMortem, verdict: &Verdict) -> Vec<Command> {
    verdict
        .diagnostics
        .iter()
        .map(|d| command(post, d))
        .collect()
}

fn command(post: &PostMortem, diagnostic: &Diagnostic) -> Command {
    let (start, end) = place::of(&post.doc, diagnostic.finding.span);
    let mut range = format!("line={},endLine={}", start.line, end.line);
    // The runner drops the columns of a range over several lines, and complains.
    if start.line == end.line {
        range.push_str(&format!(",col={},endColumn={}", start.column, end.column));
    }
    let rule = diagnostic.rule;
    let locus = concise::locus(post, diagnostic);
    let message = concise::message(diagnostic);
    let mut lines = vec![format!("{locus}: {message}")];
    if let Some(help) = &diagnostic.finding.help {
        lines.push(format!("help: {}", visible(help)));
    }
    lines.push(format!("why: {}", visible(&rule.page.why)));
    lines.push(visible(&rule.url()).into_owned());
    Command {
        severity: diagnostic.severity,
        command: format!(
            "::{} file={},{range},title={}::{}",
            word(diagnostic.severity),
            property(&visible(&post.path)),
            property(&rule.id),
            data(&lines.join("\n"))
        ),
        line: format!("{locus}: {}[{}] {message}", diagnostic.severity, rule.id),
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

impl Limits {
    pub(super) fn write(&mut self, out: &mut dyn Write, commands: Vec<Command>) -> io::Result<()> {
        for command in commands {
            let at = command.severity as usize;
            self.sent[at] += 1;
            match (command.severity, self.sent[at]) {
                (Severity::Info, LIMIT) => self.last = Some(command),
                (_, sent) if sent <= LIMIT => writeln!(out, "{}", command.command)?,
                _ => {
                    self.more[at] += 1;
                    writeln!(out, "{}", command.line)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn finish(mut self, out: &mut dyn Write) -> io::Result<()> {
        let more: usize = self.more.iter().sum();
        match self.last.take() {
            Some(last) if more == 0 => return writeln!(out, "{}", last.command),
            Some(last) => {
                self.more[Severity::Info as usize] += 1;
                writeln!(out, "{}", last.line)?;
            }
            None => {}
        }
        if more == 0 {
            return Ok(());
        }
        let [infos, warnings, errors] = self.more;
        let message = format!(
            "{} more findings are in the log and the summary of this step: errors: {errors}, warnings: {warnings}, infos: {infos}",
            infos + warnings + errors
        );
        writeln!(out, "::notice title=whys::{}", data(&message))
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
