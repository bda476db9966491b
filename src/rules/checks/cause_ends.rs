//! Explanations that stop at a person, or at what nobody here can change.

use super::elsewhere;
use crate::diagnostic::Findings;
use crate::postmortem::{CauseForm, CauseItem, EndsAt};
use crate::rules::{Context, quote};

pub(super) fn at_person(cx: &Context, out: &mut Findings) {
    let message = "is what a person did, and the explanation ends there";
    let help =
        "go one step further: what made it look right or easy, and what would have caught it?";
    report(cx, out, EndsAt::Person, message, help);
}

pub(super) fn out_of_reach(cx: &Context, out: &mut Findings) {
    let message = "is out of our hands, and the explanation ends there";
    let help = "name our own part: what turned their trouble into ours, and what would have made it harmless?";
    report(cx, out, EndsAt::External, message, help);
}

fn report(cx: &Context, out: &mut Findings, end: EndsAt, message: &str, help: &str) {
    let causes = &cx.post.causes;
    let ends_so = |item: &&CauseItem| item.leaf && item.ends_at == Some(end);
    let ends: Vec<&CauseItem> = match causes.form {
        CauseForm::None => return,
        // Each branch has an end of its own, and each is an answer that somebody was content with.
        CauseForm::WhyChain => causes.items.iter().filter(ends_so).collect(),
        // One factor of several is a full story; the whole is judged.
        CauseForm::Factors | CauseForm::Prose if causes.ends_at == Some(end) => causes
            .items
            .iter()
            .rfind(ends_so)
            .or(causes.items.last())
            .into_iter()
            .collect(),
        CauseForm::Factors | CauseForm::Prose => return,
    };
    if ends.is_empty() || elsewhere::goes_on(cx) {
        return;
    }
    for item in ends {
        out.report(item.span, format!("{} {message}", quote::text(&item.text)))
            .help(help);
    }
}
