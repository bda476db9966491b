//! The counts of a run, and the lines that tell them.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::baseline;
use crate::diagnostic::Severity;
use crate::linter::Verdict;
use crate::postmortem::PostMortem;

/// The counts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Documents that were judged.
    pub files: usize,
    /// Those with findings.
    pub files_with_findings: usize,
    /// Findings that silencers hide.
    pub silenced: usize,
    /// Findings that the baseline hides.
    pub accepted: usize,
    /// What stands in a baseline and was not found.
    pub stale: Vec<Stale>,
    /// Findings that `--fix` mends, at one of their places at least.
    pub fixable: usize,
    counts: [usize; 3],
    rules: BTreeMap<(String, Severity), usize>,
}

/// An entry of a baseline that matches nothing any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The document.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// The finding.
    pub fingerprint: String,
}

impl Totals {
    pub(super) fn of(post: &PostMortem, verdict: &Verdict) -> Self {
        let stale = verdict.stale.iter();
        let diagnostics = verdict.diagnostics.iter();
        let fixable = diagnostics.filter(|diagnostic| !diagnostic.finding.fixes.is_empty());
        let mut totals = Totals {
            files: 1,
            files_with_findings: usize::from(!verdict.diagnostics.is_empty()),
            silenced: verdict.silenced,
            accepted: baseline::count(&verdict.accepted),
            stale: stale
                .flat_map(|(rule, all)| all.iter().map(move |one| (rule, one)))
                .map(|(rule, fingerprint)| Stale {
                    path: post.path.clone(),
                    rule: rule.clone(),
                    fingerprint: fingerprint.clone(),
                })
                .collect(),
            fixable: fixable.count(),
            ..Totals::default()
        };
        for diagnostic in &verdict.diagnostics {
            totals.counts[diagnostic.severity as usize] += 1;
            let key = (diagnostic.rule.id.to_string(), diagnostic.severity);
            *totals.rules.entry(key).or_default() += 1;
        }
        totals
    }

    pub(super) fn add(&mut self, other: Totals) {
        self.files += other.files;
        self.files_with_findings += other.files_with_findings;
        self.silenced += other.silenced;
        self.accepted += other.accepted;
        self.stale.extend(other.stale);
        self.fixable += other.fixable;
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
        for (key, more) in other.rules {
            *self.rules.entry(key).or_default() += more;
        }
    }

    /// Findings of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.counts[severity as usize]
    }

    /// All findings.
    pub fn findings(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Whether there are findings of this severity or a louder one.
    pub fn reach(&self, severity: Severity) -> bool {
        self.counts[severity as usize..]
            .iter()
            .any(|&count| count > 0)
    }
}

/// The line that ends a run: "2 errors, 3 warnings, 1 info in 2 of 9 files, 1 silenced, 2 fixable with --fix".
pub fn counts(totals: &Totals) -> String {
    let counts = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Info, "info", "infos"),
    ];
    let told: Vec<String> = counts
        .into_iter()
        .filter(|(severity, ..)| totals.count(*severity) > 0)
        .map(|(severity, one, many)| amount(totals.count(severity), one, many))
        .collect();
    let files = amount(totals.files, "file", "files");
    let mut line = match told.is_empty() {
        true => format!("no findings in {files}"),
        false => format!(
            "{} in {} of {files}",
            told.join(", "),
            totals.files_with_findings
        ),
    };
    if totals.silenced > 0 {
        let _ = write!(line, ", {} silenced", totals.silenced);
    }
    if totals.accepted > 0 {
        let _ = write!(line, ", {} in the baseline", totals.accepted);
    }
    if totals.fixable > 0 {
        let _ = write!(line, ", {} fixable with --fix", totals.fixable);
    }
    line
}

/// The lines that tell of entries of a baseline that match nothing any more; the first ones by name.
pub fn stale(totals: &Totals) -> Vec<String> {
    const NAMED: usize = 20;
    let all = totals.stale.len();
    let mut lines = Vec::new();
    if all > 0 {
        let entries = amount(all, "entry", "entries");
        let (matches, them) = match all {
            1 => ("matches", "it"),
            _ => ("match", "them"),
        };
        lines.push(format!(
            "{entries} of the baseline {matches} nothing any more: --write-baseline takes {them} out"
        ));
    }
    let named = totals.stale.iter().take(NAMED);
    lines.extend(named.map(|one| {
        let Stale {
            path,
            rule,
            fingerprint,
        } = one;
        format!("not found any more: {path} {rule} {fingerprint}")
    }));
    if all > NAMED {
        lines.push(format!("{} more are in the JSON output", all - NAMED));
    }
    lines
}

/// One line a rule: how often, how loud, which; the most frequent first.
pub fn statistics(totals: &Totals) -> String {
    let mut rows: Vec<_> = totals.rules.iter().collect();
    rows.sort_by_key(|((rule, severity), count)| (std::cmp::Reverse(**count), rule, *severity));
    let mut table = String::new();
    for ((rule, severity), count) in rows {
        let _ = writeln!(table, "{count:>6}  {:<7}  {rule}", severity.word());
    }
    table
}

pub(super) fn amount(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
