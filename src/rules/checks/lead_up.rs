//! What a document tells of the time before its timeline's first entry.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::markdown::{BlockId, BlockKind, Span};
use crate::postmortem::{Entry, SectionKind, Timeline, time};
use crate::rules::{Context, prose};
use crate::words;

/// Whether it tells what led up: under the timeline's heading without a clock time, in a later entry with when the change was made,
/// or elsewhere with when it began or an earlier day.
pub(super) fn is_told(cx: &Context, timeline: &Timeline, first: &Entry) -> bool {
    is_above(cx, timeline, first)
        || is_told_later(cx, first)
        || begins_elsewhere(cx)
        || first.at.date.is_some_and(|day| is_dated_before(cx, day))
}

/// "Traffic started to build from around 6pm", in the summary.
fn begins_elsewhere(cx: &Context) -> bool {
    prose::find(cx.doc(), cx.phrases("told-beginnings"))
        .any(|found| is_story(cx, found.text.span()))
}

/// "Over the holidays: the cluster is scaled down", right under the heading.
fn is_above(cx: &Context, timeline: &Timeline, first: &Entry) -> bool {
    let between = Span::new(
        timeline.span.start.min(first.time_span.start),
        first.time_span.start,
    );
    let doc = cx.doc();
    let is_text = |id: BlockId| {
        let text = doc.block_text(id);
        between.covers(text.span().start)
            && matches!(doc.kind(id), BlockKind::Paragraph)
            && text.as_str().split_whitespace().count() >= FEWEST_WORDS
    };
    prose::find(doc, cx.phrases("lead-up-words")).any(|found| is_text(found.block))
}

/// "The change was made on 2 March", "since Friday noon, when it was applied", in a later entry: found late, and told all the same.
fn is_told_later(cx: &Context, first: &Entry) -> bool {
    let later = |span: Span| {
        let is_timeline = cx.post.sections.kind_at(span.start) == SectionKind::Timeline;
        span.start > first.span.start && (is_timeline || cx.post.is_in_entry(span))
    };
    prose::find(cx.doc(), cx.phrases("later-told-changes"))
        .filter(|found| later(found.text.span()))
        .take(MOST_DEEDS)
        .any(|found| {
            let (sentence, deed) = (found.sentence(), found.text.plain());
            let behind = deed.start.saturating_sub(sentence.plain().start);
            let told = sentence.as_str().get(behind..).unwrap_or_default();
            let is_before = || {
                let day = first.at.date;
                day.is_some_and(|day| has_earlier_day(cx, told, day))
                    || has_earlier_clock(told, first)
            };
            let asked = sentence.as_str().contains('?');
            !asked && (cx.phrases("since-the-change").is_match(found.text.as_str()) || is_before())
        })
}

/// So many deeds are looked at, each with its sentence.
const MOST_DEEDS: usize = 50;

/// Whether it tells a time of the day before that of the first entry, and no other day.
fn has_earlier_clock(told: &str, first: &Entry) -> bool {
    let stamps = time::find_stamps(told);
    let clocks = stamps
        .iter()
        .filter(|stamp| stamp.from.day.is_none())
        .filter_map(|stamp| stamp.from.clock)
        .filter(|clock| clock.is_plain())
        .filter_map(|clock| clock.time);
    let mut before = clocks.zip(std::iter::repeat(first.at.time));
    before.any(|(clock, first)| first.is_some_and(|first| clock < first))
}

/// In fewer words nothing is told.
const FEWEST_WORDS: usize = 4;

/// Whether a sentence tells what happened on an earlier day.
fn is_dated_before(cx: &Context, first: Date) -> bool {
    let doc = cx.doc();
    prose::find(doc, cx.phrases("earlier-events"))
        .filter(|found| is_story(cx, found.text.span()))
        .any(|found| {
            let sentence = found.sentence().as_str().to_owned();
            has_earlier_day(cx, &sentence, first) || has_earlier_month(&sentence, first)
        })
}

fn is_story(cx: &Context, span: Span) -> bool {
    !matches!(
        cx.post.sections.kind_at(span.start),
        SectionKind::Actions | SectionKind::Evidence | SectionKind::Timeline
    ) && !cx.post.is_in_entry(span)
}

fn has_earlier_day(cx: &Context, sentence: &str, first: Date) -> bool {
    let calendar = &cx.post.metadata.calendar;
    time::find_stamps(sentence)
        .iter()
        .filter_map(|stamp| calendar.date(&stamp.from.day?))
        .any(|day| day < first)
}

/// "in November 2024".
fn has_earlier_month(sentence: &str, first: Date) -> bool {
    MONTH.captures_iter(sentence).any(|found| {
        let month = MONTHS.iter().position(|names| {
            names
                .split('|')
                .any(|name| name.eq_ignore_ascii_case(&found[1]))
        });
        let year: Option<i16> = found[2].parse().ok();
        month
            .zip(year)
            .is_some_and(|(month, year)| (year, month as i8 + 1) < (first.year(), first.month()))
    })
}

static MONTHS: LazyLock<Vec<&'static str>> = LazyLock::new(|| words::entries("months").collect());

static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    let months = MONTHS.join("|");
    words::regex(&format!(r"\b({months}),?\s+((?:19|20)\d\d)\b"))
        .unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
});
