//! What stops a document from its next status: what would be an error there.

use std::collections::HashSet;

use crate::diagnostic::Severity;
use crate::linter::{Linter, Verdict};
use crate::postmortem::{PostMortem, Status};
use crate::rules::PageError;

use super::parts::Told;

/// The errors that a document would have at a status.
#[derive(Clone, Debug)]
pub struct Stop {
    /// The status.
    pub status: Status,
    /// The errors there, without those that an earlier one of the list has.
    pub errors: Vec<Told>,
}

/// The statuses that a document may have next. One without a status may be given either.
fn next(status: Option<Status>) -> &'static [Status] {
    match status {
        None => &[Status::Review, Status::Final],
        Some(Status::Live) => &[Status::Draft],
        Some(Status::Draft) => &[Status::Review],
        Some(Status::Review | Status::Final) => &[Status::Final],
    }
}

/// What stops it, all that there is to say at the last of these statuses, and the rules that failed at any of them.
pub(super) fn read<'l>(
    post: &PostMortem,
    linter: &'l Linter,
    status: Option<Status>,
) -> (Vec<Stop>, Verdict<'l>, Vec<PageError>) {
    let mut stops: Vec<Stop> = Vec::new();
    // A document may have as many errors as lines.
    let mut told: HashSet<String> = HashSet::new();
    let mut last = Verdict::default();
    let mut failures: Vec<PageError> = Vec::new();
    for &status in next(status) {
        let verdict = linter.lint_as(post, status);
        let mut errors = errors(post, &verdict);
        errors.retain(|error| !told.contains(&error.fingerprint));
        told.extend(errors.iter().map(|error| error.fingerprint.clone()));
        stops.push(Stop { status, errors });
        for failure in &verdict.failures {
            if !failures.contains(failure) {
                failures.push(failure.clone());
            }
        }
        last = verdict;
    }
    (stops, last, failures)
}

fn errors(post: &PostMortem, verdict: &Verdict<'_>) -> Vec<Told> {
    let found = verdict.diagnostics.iter();
    let errors = found.filter(|one| one.severity == Severity::Error);
    errors.map(|one| Told::new(post, one)).collect()
}

impl Stop {
    /// What would be an error at a status.
    pub fn at(post: &PostMortem, linter: &Linter, status: Status) -> Self {
        Self {
            status,
            errors: errors(post, &linter.lint_as(post, status)),
        }
    }
}
