//! What stands beside a blame: the reason for what was done or not done, or what others did about it.

use super::{Blame, is_own};
use crate::markdown::{BlockId, BlockKind, Span};
use crate::postmortem::{CauseForm, CauseItem};
use crate::rules::checks::stems;
use crate::rules::prose::{self, Found};
use crate::rules::{Context, talk};
use crate::words;

/// What goes on to a reason in the rest of the sentence, or in the next one: what was missing ("our fault, as the client had no
/// limit"), or why it came naturally ("did not read on, since she had done it before"). A sentence of ours that opens with
/// what we held to be so ("we trusted the label of the release without checking …") has it at its beginning. `person` is where
/// the person begins in the running text.
pub(super) fn reason(cx: &Context, found: &Found, person: usize) -> Option<&'static str> {
    let sentence = found.sentence();
    let start = found.text.plain().start - sentence.plain().start;
    let end = found.text.plain().end - sentence.plain().start;
    let before = sentence.as_str().get(..start).unwrap_or_default();
    let rest = sentence.as_str().get(end..).unwrap_or_default();
    let is_reason = |list: &str| cx.phrases(list).is_match(rest);
    let person = person.saturating_sub(sentence.plain().start);
    let of_person = before.get(person..).unwrap_or_default();
    match () {
        () if is_reason("gap-reasons") || is_reason("situation-reasons") => {
            Some("the sentence itself")
        }
        () if cx.phrases("blame-manners").is_match(found.text.as_str()) && trusts(cx, before) => {
            Some("the sentence itself")
        }
        () if is_unknowing(cx, of_person) => Some("the sentence itself"),
        () if cx.phrases("lacking-things").opens(found.next_sentence()) => {
            Some("the next sentence")
        }
        () if gives_reason(cx, found, sentence_before(found)) => Some("the sentence before"),
        () if gives_reason(cx, found, item_before(cx, found)) => Some("the item before"),
        () => None,
    }
}

/// Whether the sentence has said of the person before that they could not know: "Kim was not told of the limit, and failed to
/// check it". "Kim, although not told of it, did not" keeps what follows from following.
fn is_unknowing(cx: &Context, of_person: &str) -> bool {
    let told = cx.phrases("unknowing").find(of_person);
    let lead = told.and_then(|told| of_person.get(..told.start()));
    lead.is_some_and(|lead| !cx.phrases("concessions").is_match(lead))
}

/// Whether a text gives a reason for what the sentence of a blame points at or names again.
fn gives_reason(cx: &Context, found: &Found, before: Option<&str>) -> bool {
    let Some(before) = before.filter(|before| cx.phrases("joined-reasons").is_match(before)) else {
        return false;
    };
    let act = found.text.as_str();
    let sentence = found.sentence();
    let points = cx.phrases("pointing-objects").is_match(act);
    points || {
        let told = stems::of(cx, before);
        let mut again = stems::of(cx, sentence.as_str()).into_iter();
        again.any(|word| stems::tells(cx, &word) && told.contains(&word))
    }
}

/// The sentence before, in the same block.
fn sentence_before<'d>(found: &Found<'d>) -> Option<&'d str> {
    let start = found.sentence().plain().start - found.around.plain().start;
    let above = found.around.as_str().get(..start)?;
    let last = prose::sentences(above).last()?;
    above.get(last)
}

/// The item of a list directly before, at the same level, where a blame opens its own.
fn item_before<'d>(cx: &Context<'d>, found: &Found<'d>) -> Option<&'d str> {
    let doc = cx.doc();
    let own = doc.block_text(found.block);
    let is_item = |block: BlockId| {
        let mut up = doc.ancestors(block);
        up.next()
            .is_some_and(|up| matches!(doc.kind(up), BlockKind::Item(_)))
    };
    let opens = found.sentence().plain().start == own.plain().start;
    let before = doc.block_at(own.plain().start.checked_sub(2)?)?;
    let same_level = doc.ancestors(before).count() == doc.ancestors(found.block).count();
    let text = doc.block_text(before).as_str();
    let is_near = opens && same_level && is_item(before) && is_item(found.block);
    (is_near && text.len() <= LONGEST_ITEM).then_some(text)
}

/// An item that is longer than this, in bytes, is a text of its own.
const LONGEST_ITEM: usize = 600;

/// Whether those who speak in a talk that the timeline quotes say it of themselves: "10:12 RK that one's on me".
pub(super) fn is_said_in_a_talk(cx: &Context, blame: &Blame) -> bool {
    let doc = cx.doc();
    let said = doc.text_at(blame.plain);
    let first_persons = words::set("first-persons");
    let mut words = said.as_str().split(|c: char| !c.is_alphanumeric());
    talk::is_quoted(cx, said.span().start)
        && words.any(|word| first_persons.contains(word.to_lowercase().as_str()))
}

/// Whether those who write take the fault upon them all, and the sentence tells what the system lacked: before their users that
/// is an apology with its reason.
pub(super) fn is_apology(cx: &Context, blame: &Blame) -> bool {
    blame.reason == Some("the sentence itself")
        && cx
            .phrases("collective-apologies")
            .closes(cx.doc().text_at(blame.act).as_str())
}

/// Whether the document speaks to the users.
pub(super) fn speaks_to_users(cx: &Context) -> bool {
    let text = cx.doc().running_text();
    cx.phrases("words-to-users").is_match(text)
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
        .take(MOST_STEPS)
}

/// So many steps are looked at: each blame may ask whether it is one of them.
const MOST_STEPS: usize = 500;

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
