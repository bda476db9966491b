//! Impact without a number, and without a number of people.

use crate::diagnostic::Findings;
use crate::markdown::BlockKind;
use crate::postmortem::{Metric, SectionKind, Whom, time};
use crate::rules::{Context, prose};

use super::{named_things, vague_quantity};

pub(super) fn unquantified(cx: &Context, out: &mut Findings) {
    let impact = &cx.post.impact;
    if impact.quantified || impact.reach.is_some() || named_things::are_listed(cx) {
        return;
    }
    let message = match says_how_long(cx) {
        true => "it says how long, and not how much or how many",
        false => "no number tells what users felt",
    };
    out.report(cx.place_of(SectionKind::Impact), message)
        .help("count people, requests, orders, records or money, or write that there were none; an estimate will do")
        .subject("impact");
}

/// Whether the document tells how long users felt it. Where the impact itself leaves that open ("for a period of time"), how
/// long the work on it took is no answer.
fn says_how_long(cx: &Context) -> bool {
    let post = cx.post;
    let told = sentences_of_impact(cx);
    if told
        .iter()
        .any(|sentence| spans_time(cx, sentence) || cx.phrases("stated-lengths").is_match(sentence))
    {
        return true;
    }
    let open = told
        .iter()
        .any(|sentence| cx.phrases("open-lengths").is_match(sentence));
    let is_told = |at: usize| !open || !is_of_work(cx, at);
    // A length in the repair may be one of a setting.
    let is_of_impact = |at: usize| {
        let kind = post.sections.kind_at(at);
        !open || matches!(kind, SectionKind::Impact | SectionKind::Summary)
    };
    let numbers = post.impact.numbers.iter();
    let lengths = numbers.filter(|number| number.metric == Metric::Duration);
    let mut lengths = lengths.map(|number| number.span.start);
    let mut whole = post.milestones.durations.iter();
    lengths.any(|at| is_told(at) && is_of_impact(at))
        || whole.any(|length| length.whole && is_told(length.span.start))
}

/// Whether a length stands in a line on the work: "Time to repair: 4 h".
fn is_of_work(cx: &Context, at: usize) -> bool {
    let doc = cx.doc();
    let line = doc.source(doc.lines().span(doc.line(at)));
    cx.phrases("work-lengths").is_match(line)
}

/// What the impact says, and what summary or opening say that users felt: so many sentences of it as anybody reads.
fn sentences_of_impact<'c>(cx: &'c Context) -> Vec<&'c str> {
    let doc = cx.doc();
    let paragraphs = doc.blocks().filter(|(_, block)| {
        block.kind == BlockKind::Paragraph
            && named_things::tells_impact(&cx.post.sections, block.span.start)
    });
    let sentences = paragraphs.flat_map(|(id, block)| {
        let in_impact = cx.post.sections.kind_at(block.span.start) == SectionKind::Impact;
        let text = doc.block_text(id).as_str();
        let told = prose::sentences(text).filter_map(move |range| text.get(range));
        told.filter(move |sentence| in_impact || vague_quantity::tells_effect(cx, sentence))
    });
    sentences.take(MOST_SENTENCES).collect()
}

/// So many sentences are looked at for a length.
const MOST_SENTENCES: usize = 200;

/// "From 09:02 UTC until 09:58 UTC", "between 09:02 and 09:58".
fn spans_time(cx: &Context, sentence: &str) -> bool {
    let stamps = time::find_stamps(sentence);
    let joined = |pair: &[time::Stamp]| {
        let [from, to] = pair else {
            return false;
        };
        let before = sentence.get(..from.range.start).unwrap_or_default();
        let opener = before.split_whitespace().next_back().unwrap_or_default();
        let between = sentence.get(from.range.end..to.range.start);
        // A zone may stand behind the first time.
        let is_zone = |word: &&str| word.chars().all(|c| c.is_ascii_uppercase());
        let mut words = between.unwrap_or_default().split_whitespace();
        let joint = words.find(|word| !is_zone(word)).unwrap_or_default();
        cx.phrases("length-openers").closes(opener)
            && cx.phrases("length-joints").opens(joint)
            && words.next().is_none()
    };
    let is_range = |stamp: &time::Stamp| stamp.until.is_some();
    stamps.iter().any(is_range) || stamps.windows(2).any(joined)
}

pub(super) fn uncounted(cx: &Context, out: &mut Findings) {
    let impact = &cx.post.impact;
    let counted = impact
        .numbers
        .iter()
        .any(|number| number.metric == Metric::People)
        // "No customer was affected", "all users".
        || impact
            .reach
            .as_ref()
            .is_some_and(|reach| matches!(reach.who, Whom::Everybody | Whom::Nobody));
    let fact = |key: &str| {
        impact
            .facts
            .iter()
            .find(|fact| fact.key == key && !fact.value.trim().is_empty())
    };
    let people = cx.settings().list("keys").iter().find_map(|key| fact(key));
    let (span, message) = match people {
        Some(fact) if !fact.value.trim().eq_ignore_ascii_case("unknown") => return,
        Some(_) if fact_is_there(cx, "note") => return,
        Some(unknown) => (
            unknown.span,
            "the number of affected people is unknown, and nobody finds it out",
        ),
        None => (
            cx.place_of(SectionKind::Impact),
            "nothing tells how many people it hit",
        ),
    };
    if counted {
        return;
    }
    out.report(span, message)
        .help("write a number, `none`, or `unknown` with a note on who finds out by when")
        .subject("customers");
}

fn fact_is_there(cx: &Context, key: &str) -> bool {
    cx.post
        .impact
        .facts
        .iter()
        .any(|fact| fact.key == key && !fact.value.trim().is_empty())
}
