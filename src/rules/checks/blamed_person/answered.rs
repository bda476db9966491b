//! What stands beside a blame: the reason for what was done or not done, or what others did about it.

use super::is_own;
use crate::markdown::Span;
use crate::postmortem::{CauseForm, CauseItem};
use crate::rules::Context;
use crate::rules::prose::Found;

/// What goes on to a reason in the rest of the sentence, or in the next one: what was missing ("our fault, as the client had no
/// limit"), or why it came naturally ("did not read on, since she had done it before"). A sentence of ours that opens with
/// what we held to be so ("we trusted the label of the release without checking …") has it at its beginning.
pub(super) fn reason(cx: &Context, found: &Found) -> Option<&'static str> {
    let sentence = found.sentence();
    let start = found.text.plain().start - sentence.plain().start;
    let end = found.text.plain().end - sentence.plain().start;
    let before = sentence.as_str().get(..start).unwrap_or_default();
    let rest = sentence.as_str().get(end..).unwrap_or_default();
    let is_reason = |list: &str| cx.phrases(list).is_match(rest);
    match () {
        () if is_reason("gap-reasons") || is_reason("situation-reasons") => {
            Some("the sentence itself")
        }
        () if cx.phrases("blame-manners").is_match(found.text.as_str()) && trusts(cx, before) => {
            Some("the sentence itself")
        }
        () if cx.phrases("lacking-things").opens(found.next_sentence()) => {
            Some("the next sentence")
        }
        () => None,
    }
}

/// Whether a text opens with what we ourselves held to be so: "We assumed that …".
fn trusts(cx: &Context, before: &str) -> bool {
    let text = before.trim_start_matches(|c: char| !c.is_alphanumeric());
    let behind = text.split_once(' ').map_or("", |(_, behind)| behind);
    is_own(text) && cx.phrases("trusting-verbs").opens(behind)
}

/// Whether a chain of whys takes a slip for a step on the way.
pub(super) fn passes_slip(cx: &Context) -> bool {
    steps(cx).any(|step| cx.phrases("passed-slips").is_match(&step.text))
}

/// Whether a place is a why with a further one below it.
pub(super) fn is_step(cx: &Context, span: Span) -> bool {
    steps(cx).any(|step| step.span.contains(span))
}

/// The whys that are answered by another one.
fn steps<'a>(cx: &Context<'a>) -> impl Iterator<Item = &'a CauseItem> {
    let causes = &cx.post.causes;
    let is_chain = causes.form == CauseForm::WhyChain;
    causes
        .items
        .iter()
        .filter(move |item| is_chain && !item.leaf)
}

/// Whether others refused, or gave no answer, and the text goes on to what was done about it: they did so on purpose, which is
/// no slip, and what it led to is told. `from` is where the person begins in the text around.
pub(super) fn is_countered(cx: &Context, found: &Found, from: usize) -> bool {
    let around = found.around.as_str();
    let act = found.text.as_str();
    let person = around.get(from..).unwrap_or_default();
    if is_own(person) || !cx.phrases("refusals").is_match(act) {
        return false;
    }
    let sentence = found.sentence();
    let start = sentence.plain().start - found.around.plain().start;
    let opening = around.get(start..from).unwrap_or_default();
    let opening = opening.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = around.get(found.range().end..start + sentence.as_str().len());
    let moment =
        cx.phrases("moment-openers").opens(opening) && rest.is_some_and(|rest| rest.contains(", "));
    moment || cx.phrases("counter-moves").opens(found.next_sentence())
}
