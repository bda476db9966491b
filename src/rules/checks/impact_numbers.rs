//! Impact without a number.

use crate::diagnostic::Findings;
use crate::markdown::BlockKind;
use crate::postmortem::{Metric, SectionKind, time};
use crate::rules::{Context, prose, quote};

use super::{named_things, vague_quantity};

pub(super) fn unquantified(cx: &Context, out: &mut Findings) {
    let impact = &cx.post.impact;
    let told = sentences_of_impact(cx);
    let reached = impact.reach.is_some() || impact.part.is_some();
    if impact.quantified || reached || named_things::are_listed(cx) || tells_age(cx, &told) {
        return;
    }
    let message = what_lacks(cx, &told);
    out.report(cx.place_of(SectionKind::Impact), message)
        .help("count people, requests, orders, records or money, or write that there were none; an estimate will do")
        .subject("impact");
}

/// What the finding says of an impact without a number: the words that stand in its place where there are any.
fn what_lacks(cx: &Context, told: &[Told]) -> String {
    let open = || {
        let mut found = told.iter();
        let found = found.find_map(|told| cx.phrases("open-lengths").find(told.sentence));
        // Where another line has the length, only the number lacks.
        found
            .filter(|_| !tells_some_length(cx))
            .map(|found| quote::text(found.as_str()))
    };
    let felt = "tells what users felt";
    match (says_how_long(cx, told), vague(cx, told)) {
        (true, Some(vague)) => format!("it says how long, but {vague} is no number"),
        (true, None) => "it says how long, and not how much or how many".to_owned(),
        (false, Some(vague)) => format!("{vague} is no number, and no other {felt}"),
        (false, None) if is_silent(cx, told) => {
            format!("there is no impact or summary, and no number {felt}")
        }
        (false, None) => match open() {
            Some(open) => format!("{open} is no length, and no number {felt}"),
            None => format!("no number {felt}"),
        },
    }
}

/// The vague words that stand where a number would: those of the impact before others, which may also tell of our own things.
fn vague(cx: &Context, told: &[Told]) -> Option<String> {
    let of_impact = told.iter().filter(|told| told.in_impact);
    let of_impact = of_impact.filter_map(|told| vague_quantity::of_count(cx, told.sentence));
    let people = told
        .iter()
        .filter_map(|told| vague_quantity::of_people(cx, told.sentence));
    let errors = told
        .iter()
        .filter_map(|told| vague_quantity::of_errors(cx, told.sentence));
    let mut of_users = of_impact
        .chain(people)
        .chain(errors)
        .filter(|vague| !cx.phrases("own-machines").is_match(vague));
    of_users.next().map(quote::text)
}

/// Whether any line tells how long it took, of the work as well, or two entries do.
fn tells_some_length(cx: &Context) -> bool {
    const ENDS: usize = 2;
    let entries = cx.post.entries();
    !cx.post.milestones.durations.is_empty()
        || entries
            .filter(|entry| entry.at.time.is_some())
            .take(ENDS)
            .count()
            == ENDS
}

/// Whether there is neither an impact nor a summary, and no opening that says what users felt.
fn is_silent(cx: &Context, told: &[Told]) -> bool {
    let doc = cx.doc();
    let is_told = |kind| {
        let mut sections = cx.post.sections.of(kind);
        sections.any(|section| !cx.post.sections.own_texts(doc, section).is_empty())
    };
    told.is_empty() && !is_told(SectionKind::Impact) && !is_told(SectionKind::Summary)
}

/// "The figures were up to three hours old": how stale what users saw was.
fn tells_age(cx: &Context, told: &[Told]) -> bool {
    told.iter()
        .any(|told| cx.phrases("told-ages").is_match(told.sentence))
}

/// Whether the document tells how long users felt it. Where the impact itself leaves that open ("for a period of time"), how
/// long the work on it took is no answer.
fn says_how_long(cx: &Context, told: &[Told]) -> bool {
    let post = cx.post;
    let says = |told: &Told| {
        spans_time(cx, told.sentence) || cx.phrases("stated-lengths").is_match(told.sentence)
    };
    if told.iter().any(says) {
        return true;
    }
    let open = told
        .iter()
        .any(|told| cx.phrases("open-lengths").is_match(told.sentence));
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

/// A sentence that says what users felt.
pub(super) struct Told<'d> {
    pub(super) sentence: &'d str,
    /// Whether it stands in the impact itself.
    in_impact: bool,
}

/// What the impact says, and what summary or opening say that users felt: so many sentences of it as anybody reads.
pub(super) fn sentences_of_impact<'c>(cx: &'c Context) -> Vec<Told<'c>> {
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
            .map(move |sentence| Told {
                sentence,
                in_impact,
            })
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
