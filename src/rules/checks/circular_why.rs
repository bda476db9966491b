//! A why that says again what an earlier one of its chain said.

use std::collections::BTreeSet;

use super::stems;
use crate::diagnostic::Findings;
use crate::postmortem::{CauseForm, CauseItem};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let causes = &cx.post.causes;
    if causes.form != CauseForm::WhyChain {
        return;
    }
    let stems: Vec<BTreeSet<String>> = causes
        .items
        .iter()
        .map(|item| stems_of_answer(cx, item))
        .collect();
    let overlap = cx.settings().number("overlap");
    for (at, item) in causes.items.iter().enumerate() {
        let above = std::iter::successors(item.parent, |&up| causes.items.get(up)?.parent);
        // A parent stands above its child, so the walk up ends; the count guards against a reader that breaks this.
        let mut above = above.take(causes.items.len());
        let again = above.find(|&up| {
            let earlier = stems.get(up);
            earlier.is_some_and(|earlier| stems::are_same(&stems[at], earlier, overlap))
        });
        let Some(earlier) = again.and_then(|up| causes.items.get(up)) else {
            continue;
        };
        out.report(item.span, "this why says again what an earlier one said")
            .help("ask what had to be true before that, or end the chain at the earlier one")
            .related(earlier.span, "it was said here");
    }
}

/// The stems of an answer: what stands behind the question; none for a question alone.
fn stems_of_answer(cx: &Context, item: &CauseItem) -> BTreeSet<String> {
    let answer = item
        .text
        .rsplit_once('?')
        .map_or(item.text.as_str(), |(_, answer)| answer);
    stems::of(cx, answer)
}
