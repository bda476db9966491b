//! Applying fixes: as many at once as do not lie over each other, then again on what came of it, until nothing is left.

use std::collections::BTreeMap;

use super::proof::{self, Proposal, Reading};
use super::{Edit, Fix, apply};
use crate::linter::{Against, Baseline, Linter, Verdict};
use crate::markdown::Span;
use crate::postmortem::{PostMortem, ReadOptions};

/// How often fixes are tried: as many at once as there are, then on what came of them, and in smaller parts when all at
/// once would change something else.
const TRIALS: usize = 400;

/// A document with its fixes made.
pub struct Mended<'r> {
    /// The text, secrets and all.
    pub text: String,
    /// How it is read now.
    pub post: PostMortem,
    /// What is still to be said of it; nothing of that can be fixed.
    pub verdict: Verdict<'r>,
    /// The rules whose fixes were made, one for each fix.
    pub done: Vec<String>,
    /// Fixes that would have changed something else: where, and of which rule.
    pub left: Vec<(Span, String)>,
    /// Nothing was mended, since too many fixes would have changed something else. To make some of them would leave others
    /// for the next run.
    pub gave_up: bool,
}

/// Makes the fixes of a document that the linter proposes, but of what is not told. Made twice, they change nothing
/// more.
pub fn mend<'r, 'a>(
    text: String,
    options: &ReadOptions,
    linter: &'r Linter,
    against: impl Into<Against<'a>>,
) -> Mended<'r> {
    let mut mender = Mender {
        options,
        linter,
        against: against.into(),
        trials: 0,
    };
    let mut reading = mender.read(text.clone());
    let mut changed: Option<String> = None;
    let mut done = Vec::new();
    loop {
        let round = mender.round(changed.as_ref().unwrap_or(&text), &reading);
        if mender.trials > TRIALS {
            let Reading { post, verdict } = mender.read(text.clone());
            return Mended {
                text,
                post,
                verdict,
                done: Vec::new(),
                left: Vec::new(),
                gave_up: true,
            };
        }
        let Some((next_text, next)) = round.result else {
            let Reading { post, mut verdict } = reading;
            let diagnostics = verdict.diagnostics.iter_mut();
            diagnostics.for_each(|diagnostic| diagnostic.finding.fixes.clear());
            return Mended {
                text: changed.unwrap_or(text),
                post,
                verdict,
                done,
                left: round.refused,
                gave_up: false,
            };
        };
        done.extend(round.made);
        (changed, reading) = (Some(next_text), next);
    }
}

/// Whether a fix that the linter proposes for this text would change nothing else.
pub fn is_harmless(
    text: &str,
    options: &ReadOptions,
    linter: &Linter,
    baseline: Baseline<'_>,
    rule: &str,
    is_reported: bool,
    fix: &Fix,
) -> bool {
    let mut mender = Mender {
        options,
        linter,
        against: baseline.into(),
        trials: 0,
    };
    let reading = mender.read(text.to_owned());
    let proposal = Proposal {
        rule: rule.to_owned(),
        is_reported,
        fix: fix.clone(),
    };
    let fixes = apart(&reading.post, vec![proposal]);
    !fixes.is_empty() && mender.attempt(text, &reading, &fixes).is_some()
}

/// All that could be mended, in the order of the file.
pub(super) fn proposals(reading: &Reading<'_>) -> Vec<Proposal> {
    let verdict = &reading.verdict;
    let reported = verdict.diagnostics.iter().flat_map(|diagnostic| {
        let fixes = diagnostic.finding.fixes.iter();
        fixes.map(|fix| (diagnostic.rule.id.as_ref(), true, fix.clone()))
    });
    let tidy = verdict.tidy.iter();
    let tidy = tidy.map(|(rule, fix)| (*rule, false, fix.clone()));
    let mut all: Vec<Proposal> = reported
        .chain(tidy)
        .map(|(rule, is_reported, fix)| Proposal {
            rule: rule.to_owned(),
            is_reported,
            fix,
        })
        .collect();
    all.sort_by_key(|proposal| proposal.fix.span());
    all
}

/// The edits of fixes in the order of the file.
pub(super) fn edits(fixes: &[Proposal]) -> Vec<&Edit> {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|one| &one.fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// What came of one round.
struct Round<'r> {
    result: Option<(String, Reading<'r>)>,
    made: Vec<String>,
    refused: Vec<(Span, String)>,
}

struct Mender<'o, 'r> {
    options: &'o ReadOptions,
    linter: &'r Linter,
    against: Against<'o>,
    trials: usize,
}

impl<'r> Mender<'_, 'r> {
    fn read(&self, text: String) -> Reading<'r> {
        let post = crate::read(text, self.options);
        let verdict = self.linter.lint_against(&post, self.against);
        Reading { post, verdict }
    }

    /// Makes what can be made at once: all, else halves of it, down to the single fixes that would change something else.
    fn round(&mut self, text: &str, before: &Reading<'r>) -> Round<'r> {
        let mut round = Round {
            result: None,
            made: Vec::new(),
            refused: Vec::new(),
        };
        let mut made: Vec<Proposal> = Vec::new();
        let mut open = vec![apart(&before.post, proposals(before))];
        while let Some(part) = open.pop() {
            if part.is_empty() {
                continue;
            }
            let mut all = made.clone();
            all.extend(part.iter().cloned());
            match self.attempt(text, before, &all) {
                Some(result) => {
                    made = all;
                    round.result = Some(result);
                }
                None if part.len() == 1 || self.trials > TRIALS => {
                    let refused = part.into_iter().map(|one| (one.fix.span(), one.rule));
                    round.refused.extend(refused);
                }
                None => {
                    let (first, second) = part.split_at(part.len() / 2);
                    open.extend([second.to_vec(), first.to_vec()]);
                }
            }
        }
        round.made = made.into_iter().map(|one| one.rule).collect();
        round.refused.sort();
        round
    }

    fn attempt(
        &mut self,
        text: &str,
        before: &Reading<'r>,
        fixes: &[Proposal],
    ) -> Option<(String, Reading<'r>)> {
        self.trials += 1;
        let changed = apply(text, edits(fixes))?;
        let after = self.read(changed.clone());
        proof::holds(before, &after, fixes).then_some((changed, after))
    }
}

/// The fixes that can be made together: the first of those that touch the same bytes, and none that would write what a
/// secret is hidden by.
fn apart(post: &PostMortem, proposals: Vec<Proposal>) -> Vec<Proposal> {
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut kept = Vec::new();
    for proposal in proposals {
        let spans = || proposal.fix.edits.iter().map(|edit| edit.span);
        let is_hidden = spans()
            .chain(proposal.fix.copies)
            .any(|span| post.hides(span));
        if !is_hidden && spans().all(|span| is_free(&taken, span)) {
            taken.extend(spans().map(|span| (span.start, span.end)));
            kept.push(proposal);
        }
    }
    kept
}

/// Whether a span lies over none of those that are taken, and begins where none begins.
fn is_free(taken: &BTreeMap<usize, usize>, span: Span) -> bool {
    let before = taken.range(..=span.start).next_back();
    let behind = taken.range(span.start..).next();
    before.is_none_or(|(start, end)| *end <= span.start && *start != span.start)
        && behind.is_none_or(|(start, _)| *start >= span.end)
}
