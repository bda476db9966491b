//! Whether nothing but what was meant has changed: asked of the text before and after, both read anew.

mod facts;
mod findings;
mod front;
mod structure;

use super::edit::Shift;
use super::{Fix, apply};
use crate::linter::Verdict;
use crate::markdown::Span;
use crate::postmortem::PostMortem;

/// A document as it is read and judged.
pub(super) struct Reading<'r> {
    pub(super) post: PostMortem,
    pub(super) verdict: Verdict<'r>,
}

/// A fix with the rule that proposes it, and whether that has reported something.
#[derive(Clone, Debug)]
pub(super) struct Proposal {
    pub(super) rule: String,
    pub(super) is_reported: bool,
    pub(super) fix: Fix,
}

/// Whether `after` is `before` with the fixes and with no other change.
pub(super) fn holds(before: &Reading<'_>, after: &Reading<'_>, fixes: &[Proposal]) -> bool {
    let edits = super::mend::edits(fixes);
    // Both texts are those with hidden secrets: none may come to light, and none may have been copied.
    let same_text = apply(before.post.doc.text(), edits.iter().copied());
    if same_text.as_deref() != Some(after.post.doc.text()) {
        return false;
    }
    let shift = Shift::new(edits);
    // A rule that fails says nothing of what has changed.
    before.verdict.failures == after.verdict.failures
        && same_secrets(&before.post, &after.post)
        && front::is_same(&before.post, &after.post, &shift)
        && structure::is_same(&before.post.doc, &after.post.doc, &shift)
        && facts::are_same(&before.post, &after.post, &shift, fixes)
        && findings::are_fewer(before, after, fixes)
}

/// Whether `after` is `before` with this fix, and is read as it was but for what the fix is about. Which keys the front
/// matter has is the caller's to compare, as is what the rules say.
pub(crate) fn reads_same(before: &PostMortem, after: &PostMortem, fix: &Fix) -> bool {
    let same_text = apply(before.doc.text(), &fix.edits);
    let shift = Shift::new(fix.edits.iter().collect());
    let proposal = Proposal {
        rule: String::new(),
        is_reported: false,
        fix: fix.clone(),
    };
    same_text.as_deref() == Some(after.doc.text())
        && same_secrets(before, after)
        && structure::is_same(&before.doc, &after.doc, &shift)
        && facts::are_same(before, after, &shift, &[proposal])
}

/// Whether `after` is read as `before` was but for what the fix is about, all of whose edits lie within `around`: the
/// Markdown outside of that is the same.
pub(crate) fn same_around(
    before: &PostMortem,
    after: &PostMortem,
    fix: &Fix,
    around: Span,
) -> bool {
    let shift = Shift::new(fix.edits.iter().collect());
    let proposal = Proposal {
        rule: String::new(),
        is_reported: false,
        fix: fix.clone(),
    };
    around.contains(fix.span())
        && same_secrets(before, after)
        && structure::is_same_around(&before.doc, &after.doc, &shift, around)
        && facts::are_same(before, after, &shift, &[proposal])
}

fn same_secrets(before: &PostMortem, after: &PostMortem) -> bool {
    let fingerprints = |post: &PostMortem| -> Vec<String> {
        let secrets = post.secrets.iter();
        secrets.map(|secret| secret.fingerprint.clone()).collect()
    };
    fingerprints(before) == fingerprints(after)
}
