//! Timelines that begin when somebody noticed.

use super::{instants, lead_up};
use crate::diagnostic::Findings;
use crate::postmortem::{Entry, Timeline};
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(timeline) = cx.timeline() else {
        return;
    };
    let fewest = cx.settings().count("entries");
    let Some(first) = earliest(&timeline.entries).filter(|_| timeline.entries.len() >= fewest)
    else {
        return;
    };
    if !is_detection(cx, first)
        || tells_more(cx, first)
        || goes_on(cx, timeline, first)
        || started_then(cx, first)
        || lead_up::is_told(cx, timeline, first)
        || was_an_early_sign(cx, timeline, first)
    {
        return;
    }
    let said = first.text.trim_end_matches([' ', '(', '[', ':', ',']);
    out.report(
        first.time_span.join(first.span),
        format!("the timeline begins with {}", quote::text(said)),
    )
    .help(help(cx, timeline, first))
    .subject("start");
}

/// What is missing before the first entry: of a weakness since when it was there, and until when where no entry tells that; of a
/// change that the title names its start.
fn help(cx: &Context, timeline: &Timeline, first: &Entry) -> &'static str {
    let title = cx.post.title.as_ref();
    let names_change =
        title.is_some_and(|title| cx.phrases("title-changes").is_match(&title.value));
    let mut entries = timeline.entries.iter();
    let is_gone = entries.any(|entry| cx.phrases("weakness-gone").is_match(&entry.text));
    if is_of_a_weakness(cx, first) && is_gone {
        "put before it since when the weakness was there"
    } else if is_of_a_weakness(cx, first) {
        "put before it since when the weakness was there, and until when it could have been used"
    } else if names_change {
        "put before it when the change of which the title speaks began, and when the first user was hit"
    } else {
        "put before it what changed, when the first user was hit, and what could have been seen"
    }
}

/// Whether somebody reported a weakness, rather than something that users felt.
fn is_of_a_weakness(cx: &Context, first: &Entry) -> bool {
    let words = cx.phrases("weakness-words");
    let title = cx.post.title.as_ref();
    cx.post.milestones.hurt_nobody
        || words.is_match(&first.text)
        || title.is_some_and(|title| words.is_match(&title.value))
}

/// Whether a change, which is no repair, reached everybody after the first entry, and something was reported again after that: the
/// first report was a warning that came before it.
fn was_an_early_sign(cx: &Context, timeline: &Timeline, first: &Entry) -> bool {
    let says = |list, entry: &Entry| cx.phrases(list).is_match(&entry.text);
    let later = timeline.entries.iter();
    let mut later = later.filter(|entry| entry.span.start > first.span.start);
    later.any(|entry| says("goes-live", entry) && !says("mending-deeds", entry))
        && later.any(|entry| says("reports-again", entry))
}

/// The first in time; the first in the text where the times cannot be compared.
fn earliest(entries: &[Entry]) -> Option<&Entry> {
    let times = instants::of(entries.iter());
    let known = times
        .iter()
        .zip(entries)
        .filter_map(|(time, entry)| Some(((*time)?, entry)));
    let earliest = known.min_by_key(|(time, _)| *time).map(|(_, entry)| entry);
    match times.iter().all(Option::is_some) {
        true => earliest,
        false => entries.first(),
    }
}

fn is_detection(cx: &Context, first: &Entry) -> bool {
    let milestone = cx.post.milestones.detected.as_ref();
    let marked =
        milestone.is_some_and(|detected| first.span.join(first.time_span).contains(detected.span));
    let told = cx
        .post
        .detection
        .span
        .is_some_and(|span| first.span.contains(span));
    marked || told
}

/// Whether the entry also tells what went before, or that nobody knows.
fn tells_more(cx: &Context, first: &Entry) -> bool {
    ["lead-up-words", "unknown-start"]
        .into_iter()
        .any(|list| cx.phrases(list).is_match(&first.text))
}

/// Whether somebody tells what was done right before: in the entry, below it, or in one that follows within minutes.
fn goes_on(cx: &Context, timeline: &Timeline, first: &Entry) -> bool {
    const MINUTES: i64 = 10;
    let just_before = cx.phrases("just-before");
    let tells =
        |entry: &Entry| just_before.is_match(&entry.text) || just_before.is_match(&entry.below);
    let times = instants::of(timeline.entries.iter());
    let told = || times.iter().zip(&timeline.entries);
    let begun = told().find(|(_, entry)| entry.span == first.span);
    let begun = begun.and_then(|(at, _)| *at);
    let is_near = |at: i64| begun.is_some_and(|begun| (begun..=begun + MINUTES).contains(&at));
    tells(first) || told().any(|(at, entry)| at.is_some_and(is_near) && tells(entry))
}

/// Whether the incident is said to have started in that very minute, or before it.
fn started_then(cx: &Context, first: &Entry) -> bool {
    let milestones = &cx.post.milestones;
    let started = milestones.started.as_ref().filter(|started| started.stated);
    let minutes = |moment: &crate::postmortem::time::Moment| moment.minutes();
    started.is_some_and(|started| {
        minutes(&started.at)
            .zip(minutes(&first.at))
            .is_some_and(|(started, first)| started <= first)
    })
}
