//! Explanations that stop at a person, or at what nobody here can change.

use super::elsewhere;
use crate::diagnostic::{Findings, Severity};
use crate::phrases::Phrases;
use crate::postmortem::{CauseForm, CauseItem, EndsAt};
use crate::rules::{Context, prose, quote};

pub(super) fn at_person(cx: &Context, out: &mut Findings) {
    for item in ends(cx, EndsAt::Person) {
        let said = telling(&item.text, cx.phrases("cause-person"));
        match cx.phrases("beliefs").is_match(&item.text) {
            true => out
                .report(
                    item.span,
                    format!("{said} is what somebody believed, and the explanation ends there"),
                )
                .help("go one step further: what would have shown before that it is not so?")
                .at_most(Severity::Warning),
            false => out
                .report(
                    item.span,
                    format!("{said} is what a person did, and the explanation ends there"),
                )
                .help("go one step further: what made it look right or easy, and what would have caught it?"),
        };
    }
}

pub(super) fn out_of_reach(cx: &Context, out: &mut Findings) {
    // Beside a factor of our own it is one half of the story.
    let of_ours = |item: &CauseItem| item.leaf && item.ends_at == Some(EndsAt::System);
    if cx.post.causes.form == CauseForm::Factors && cx.post.causes.items.iter().any(of_ours) {
        return;
    }
    for item in ends(cx, EndsAt::External) {
        let said = telling(&item.text, cx.phrases("cause-external"));
        let message = format!("{said} is out of our hands, and the explanation ends there");
        out.report(item.span, message)
            .help("name our own part: what turned their trouble into ours, and what would have made it harmless?");
    }
}

/// The words of a cause that say where it ends, with what stands around them in their sentence.
fn telling(text: &str, phrases: &Phrases) -> String {
    let Some(found) = phrases.find(text) else {
        return quote::text(text);
    };
    let sentence = prose::sentence(text, found.start()..found.end());
    let place = found.start() - sentence.start..found.end() - sentence.start;
    quote::around(
        text.get(sentence).unwrap_or(text).trim_end(),
        place,
        MOST_QUOTED,
    )
}

/// How many characters of a cause are quoted.
const MOST_QUOTED: usize = 90;

/// The causes at which the explanation ends so.
fn ends<'a>(cx: &Context<'a>, end: EndsAt) -> Vec<&'a CauseItem> {
    let causes = &cx.post.causes;
    let ends_so = |item: &&CauseItem| item.leaf && item.ends_at == Some(end);
    let ends: Vec<&CauseItem> = match causes.form {
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
        CauseForm::None | CauseForm::Factors | CauseForm::Prose => Vec::new(),
    };
    match ends.is_empty() || elsewhere::goes_on(cx) {
        true => Vec::new(),
        false => ends,
    }
}
