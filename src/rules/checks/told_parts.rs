//! What a part would hold, told under another heading: the impact in the summary, the lessons in questions and a conclusion.

use crate::markdown::{BlockKind, Span, Text};
use crate::postmortem::{Metric, SectionKind, Whom};
use crate::rules::{Context, prose, quote};
use crate::words;

use super::named_things;

/// What the summary tells of the impact, beyond the numbers that are read from it.
#[derive(Default)]
pub(super) struct Told<'d> {
    /// What users could not do.
    felt: Option<Text<'d>>,
    /// A sentence that says that all of it was down.
    down: Option<Text<'d>>,
    /// Who: most of them, all of them.
    whom: bool,
    /// A length, or from when to when.
    how_long: bool,
    /// What was lost, or that nothing was.
    lost: bool,
    /// That no user felt anything.
    denied: bool,
    /// How many things were down, and what a part of the users had to do instead.
    instead: bool,
}

impl<'d> Told<'d> {
    pub(super) fn read(cx: &Context<'d>) -> Self {
        let in_summary = |span: Span| {
            cx.post.sections.kind_at(span.start) == SectionKind::Summary
                && !cx.post.is_in_entry(span)
        };
        let first = |list: &str| {
            let mut found = prose::find(cx.doc(), cx.phrases(list)).take(MOST);
            found
                .find(|found| in_summary(found.text.span()))
                .map(|found| found.sentence())
        };
        let durations = &cx.post.milestones.durations;
        let mut losses = prose::find(cx.doc(), cx.phrases("words-of-loss")).take(MOST);
        let sums = || {
            let numbers = cx.post.impact.numbers.iter();
            numbers.filter(|number| number.metric == Metric::Money && number.unit != "%")
        };
        Self {
            felt: first("users-could-not"),
            down: first("all-down"),
            whom: first("users-for-the-most-part").is_some(),
            how_long: first("from-time-to-time").is_some()
                || durations.iter().any(|length| in_summary(length.span)),
            denied: denies(cx),
            instead: tells_way_round(cx),
            lost: first("nothing-lost").is_some()
                || losses.any(|found| {
                    let sentence = found.sentence().span();
                    in_summary(sentence) && sums().any(|sum| sentence.contains(sum.span))
                }),
        }
    }

    /// Whether that is as much as a section of its own would have to say.
    pub(super) fn is_enough(&self) -> bool {
        let measured = self.felt.is_some() && self.whom && self.how_long;
        self.lost || self.denied || self.instead || measured
    }

    /// The sentence of the summary that says that all was down, and what it leaves open.
    pub(super) fn half(&self) -> Option<String> {
        let said = self.down?;
        let open = match (self.how_long, self.whom || self.felt.is_some()) {
            (false, false) => "for how long nor for whom",
            (true, false) => "for whom",
            (false, true) => "for how long",
            (true, true) => return None,
        };
        let said = quote::around(said.as_str(), 0..0, MOST_QUOTED);
        Some(format!("the summary says {said}, but not {open}"))
    }
}

/// "There was no user impact", wherever noughts are read, also among what went well: of users as a whole, and not in one region only.
fn denies(cx: &Context) -> bool {
    let reach = cx.post.impact.reach.as_ref();
    reach.is_some_and(|reach| {
        let line = cx.doc().lines().span(cx.doc().line(reach.span.end));
        let behind = Span::new(reach.span.end, line.end.max(reach.span.end));
        let behind = cx.doc().source(behind);
        let next = behind.split_whitespace().next().unwrap_or_default();
        let narrowed = words::set("impact-everybody-narrowed").contains(next)
            || cx.phrases("denial-bounds").is_whole(next);
        reach.who == Whom::Nobody && cx.phrases("plain-denials").is_whole(&reach.text) && !narrowed
    })
}

/// "Five stations are down; users must do without": the count of what was down, and what its users had to do.
fn tells_way_round(cx: &Context) -> bool {
    let is_told = |at: usize| named_things::tells_impact(&cx.post.sections, at);
    let is_count = |metric| !matches!(metric, Metric::Duration | Metric::Money);
    let mut numbers = cx.post.impact.numbers.iter();
    let counted = numbers.any(|number| is_count(number.metric) && is_told(number.span.start));
    counted
        && prose::find(cx.doc(), cx.phrases("ways-round"))
            .take(MOST)
            .any(|found| is_told(found.text.span().start))
}

/// How many characters of a sentence are quoted.
const MOST_QUOTED: usize = 90;

/// So many places of a list are looked at.
const MOST: usize = 200;

/// Whether headings or lines ask what lessons answer ("Was the process followed well?", "What happened that we did not
/// expect?"), or a conclusion says what was lacking and what helped.
pub(super) fn are_lessons(cx: &Context) -> bool {
    asks_for_lessons(cx).is_some() || concludes(cx)
}

/// The first heading or line of its own that asks so.
pub(super) fn asks_for_lessons<'d>(cx: &Context<'d>) -> Option<Text<'d>> {
    let doc = cx.doc();
    let asked = doc.blocks().filter(|(_, block)| {
        matches!(
            block.kind,
            BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Item(_)
        )
    });
    asked
        .map(|(id, _)| doc.block_text(id))
        .filter_map(|text| text.lines().next())
        .find(|line| {
            let line = line.as_str().trim();
            line.split_whitespace().count() <= LONGEST_QUESTION
                && cx.phrases("asked-lessons").opens(line)
        })
}

/// A longer line is a sentence of its own.
const LONGEST_QUESTION: usize = 14;

/// Whether a section called conclusion says both what was lacking and what helped.
fn concludes(cx: &Context) -> bool {
    let doc = cx.doc();
    let sections = cx.post.sections.all.iter();
    let mut conclusions =
        sections.filter(|section| cx.phrases("conclusions").opens(&section.heading));
    conclusions.any(|section| {
        let texts = section.texts(doc);
        let says = |list: &str| {
            texts
                .iter()
                .any(|text| cx.phrases(list).is_match(text.as_str()))
        };
        says("what-was-lacking") && says("what-helped")
    })
}
