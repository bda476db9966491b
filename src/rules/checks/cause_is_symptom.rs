//! Explanations that stop at what broke.

use super::elsewhere;
use crate::diagnostic::Findings;
use crate::postmortem::{CauseForm, CauseItem, Causes, EndsAt};
use crate::rules::{Context, quote};

/// Whoever writes more than this has most probably begun to explain.
const WORDS: usize = 25;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let ends = ends(&cx.post.causes);
    if ends.is_empty() || elsewhere::goes_on(cx) {
        return;
    }
    for item in ends {
        out.report(
            item.span,
            format!(
                "{} is what broke, and the explanation ends there",
                quote::text(&item.text)
            ),
        )
        .help("go one step further: why could it come to that, and what would have stopped it?");
    }
}

/// The leaves that stop at what broke; of factors and of prose, the last one when all of them do.
pub(super) fn ends(causes: &Causes) -> Vec<&CauseItem> {
    let is_symptom = |item: &&CauseItem| {
        item.leaf
            && item.ends_at == Some(EndsAt::Symptom)
            && item.text.split_whitespace().count() <= WORDS
    };
    match causes.form {
        CauseForm::None => Vec::new(),
        CauseForm::WhyChain => causes.items.iter().filter(is_symptom).collect(),
        // One of several is part of a story; the whole is judged.
        CauseForm::Factors | CauseForm::Prose => {
            let whole = causes.ends_at == Some(EndsAt::Symptom)
                && causes.items.iter().all(|item| is_symptom(&item));
            causes.items.iter().rfind(|_| whole).into_iter().collect()
        }
    }
}
