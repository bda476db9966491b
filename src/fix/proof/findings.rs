//! What the rules say: less by what is mended, and no error that was not there.

use std::collections::HashMap;

use super::{Proposal, Reading};
use crate::diagnostic::Severity;
use crate::fix::mend::proposals;
use crate::linter::Verdict;

/// How often each rule has something.
type Counts<'r> = HashMap<&'r str, usize>;

pub(super) fn are_fewer(before: &Reading<'_>, after: &Reading<'_>, fixes: &[Proposal]) -> bool {
    let errors = Some(Severity::Error);
    let no_new_error = within(
        &places(&after.verdict, errors),
        &Counts::new(),
        &places(&before.verdict, errors),
    );
    let reported = by_rule(fixes.iter().filter(|fix| fix.is_reported));
    let mended = by_rule(fixes);
    let (was, is) = (places(&before.verdict, None), places(&after.verdict, None));
    let is = is.into_iter().filter(|(rule, _)| mended.contains_key(rule));
    no_new_error && within(&is.collect(), &reported, &was) && goes_on(before, after, &mended)
}

/// Whether there is less to mend, so that mending comes to an end.
fn goes_on(before: &Reading<'_>, after: &Reading<'_>, mended: &Counts<'_>) -> bool {
    let (was, is) = (proposals(before), proposals(after));
    let is = is
        .iter()
        .filter(|one| mended.contains_key(one.rule.as_str()));
    within(&by_rule(is), mended, &by_rule(&was))
}

/// Whether what is there and what was mended is no more than what was there, for each rule.
fn within(is: &Counts<'_>, mended: &Counts<'_>, was: &Counts<'_>) -> bool {
    let count = |counts: &Counts<'_>, rule: &str| counts.get(rule).copied().unwrap_or(0);
    let mut rules = is.keys().chain(mended.keys());
    rules.all(|rule| count(is, rule) + count(mended, rule) <= count(was, rule))
}

fn by_rule<'p>(fixes: impl IntoIterator<Item = &'p Proposal>) -> Counts<'p> {
    let mut counts = Counts::new();
    for fix in fixes {
        *counts.entry(fix.rule.as_str()).or_default() += 1;
    }
    counts
}

/// At how many places each rule has something to say, of one severity or of all.
fn places<'v>(verdict: &'v Verdict<'_>, severity: Option<Severity>) -> Counts<'v> {
    let mut places = Counts::new();
    for diagnostic in &verdict.diagnostics {
        if severity.is_none_or(|severity| severity == diagnostic.severity) {
            let place = places.entry(diagnostic.rule.id.as_ref()).or_default();
            *place += 1 + diagnostic.finding.related.len();
        }
    }
    places
}
