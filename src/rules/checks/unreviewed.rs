//! Final post-mortems that nobody but their authors has read.

use super::same_person::{is_same, names};
use crate::diagnostic::Findings;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let metadata = &cx.post.metadata;
    let reviewers: Vec<&str> = metadata.reviewed_by.iter().flat_map(names).collect();
    let Some(first) = metadata
        .reviewed_by
        .first()
        .filter(|_| !reviewers.is_empty())
    else {
        // A meeting went through it, whoever was there.
        if cx
            .phrases("review-meetings")
            .is_match(cx.doc().running_text())
        {
            return;
        }
        out.report(cx.title_place(), "nobody is named who has reviewed it")
            .help("add `reviewed_by:` with the names of those who read it to the end")
            .subject("reviewed_by");
        return;
    };
    let authors: Vec<&str> = metadata.author.iter().flat_map(names).collect();
    let everybody: Vec<&str> = reviewers.iter().chain(&authors).copied().collect();
    let is_author = |name: &&str| {
        authors
            .iter()
            .any(|author| is_same(name, author, &everybody))
    };
    if reviewers.iter().all(is_author) {
        out.report(first.span, "only its author has reviewed it")
            .help("ask somebody who did not write it, and add the name")
            .subject("reviewed_by");
    }
}
