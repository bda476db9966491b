//! Stretches of the incident of which the timeline tells nothing.

use super::{instants, together};
use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::postmortem::time::{Moment, in_words};
use crate::postmortem::{Entry, Milestone, Timeline, Whom, says_served};
use crate::rules::{Context, prose};

/// An incident that takes longer has nights, and they are no gaps.
const LONGEST: i64 = 2 * 24 * 60;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(timeline) = cx.timeline().filter(|_| !hit_nobody(cx) && !says_why(cx)) else {
        return;
    };
    let milestones = &cx.post.milestones;
    let times = instants::of(timeline.entries.iter());
    let timed = times.iter().zip(&timeline.entries);
    let mut entries: Vec<(i64, &Entry)> = timed
        .filter_map(|(at, entry)| Some(((*at)?, entry)))
        .collect();
    let minutes = |milestone: &Option<Milestone>| instant(milestone.as_ref()?, &entries);
    let end = minutes(&milestones.mitigated).or_else(|| minutes(&milestones.resolved));
    let (Some(from), Some(to)) = (minutes(&milestones.detected), end) else {
        return;
    };
    if timeline.entries.len() < cx.settings().count("entries")
        || !(0..=LONGEST).contains(&(to - from))
    {
        return;
    }
    entries.sort_by_key(|(at, _)| *at);
    let to = first_end(cx, &entries, from).unwrap_or(to).min(to);
    let afterwards = afterwards_from(cx, timeline);
    entries.retain(|(_, entry)| afterwards.is_none_or(|label| entry.span.start < label));
    let mut gaps = gaps(cx, &entries, from, to);
    gaps.sort_by_key(|(length, span)| (std::cmp::Reverse(*length), *span));
    let longest = gaps.first().map(|(length, _)| *length).unwrap_or_default();
    let places = gaps
        .iter()
        .map(|(length, span)| {
            (
                *span,
                format!("nothing is told for {} after this", in_words(*length)),
            )
        })
        .collect();
    if let Some(finding) = together::report(out, places, |n| match n - 1 {
        1 => format!(
            "nothing is told for {}, and there is another such stretch",
            in_words(longest)
        ),
        more => format!(
            "nothing is told for {}, and there are {more} more such stretches",
            in_words(longest)
        ),
    }) {
        finding
            .help("add what was tried, believed and waited for in that time")
            .subject("gap");
    }
}

/// Whether the post-mortem says that nobody was hit, or tells of what might have happened.
fn hit_nobody(cx: &Context) -> bool {
    let reach = cx.post.impact.reach.as_ref();
    let title = cx
        .post
        .title
        .as_ref()
        .map_or("", |title| title.value.as_str());
    reach.is_some_and(|reach| reach.who == Whom::Nobody)
        || cx.phrases("unhurt-titles").is_match(title)
}

/// Whether the text says, beside the timeline, that nothing was done for a while, and so why nothing is told.
fn says_why(cx: &Context) -> bool {
    prose::find(cx.doc(), cx.phrases("idle-times"))
        .next()
        .is_some()
}

/// Whether an entry stands below a heading of what came afterwards: "Post-resolution".
fn is_afterwards(cx: &Context, entry: &Entry) -> bool {
    let section = cx.post.sections.around(entry.span.start);
    section.is_some_and(|section| cx.phrases("afterwards").is_match(&section.heading))
}

/// Where a paragraph stands that is nothing but such a heading with a colon: "Aftermath:", between two entries that are
/// headings themselves.
fn afterwards_from(cx: &Context, timeline: &Timeline) -> Option<usize> {
    let first = timeline.entries.first()?.span.start;
    let mut found = prose::find(cx.doc(), cx.phrases("afterwards"));
    let label = found.find(|found| {
        let whole = cx.doc().block_text(found.block).trim();
        let label = whole.as_str().strip_suffix(':');
        whole.span().start > first && label.is_some_and(|label| label == found.text.as_str())
    })?;
    Some(label.text.span().start)
}

/// Whether what stands below an entry goes on to tell, in so many words, without a time.
fn goes_on_below(entry: &Entry) -> bool {
    const TOLD: usize = 8;
    entry.below.split_whitespace().nth(TOLD - 1).is_some()
}

/// So many minutes a deed may take that was begun; whoever is busy with it for longer has more to tell.
const OF_A_DEED: i64 = 120;

/// In so many minutes a fix is made or a cause found; what takes longer has a story.
const OF_A_RESULT: i64 = 180;

/// A stretch that is no more than this part of the time from detection to the end is no silence of it: in a day two hours.
const PART: i64 = 12;

/// Whether two entries tell what was between them, `length` minutes: one waited or had begun something, or says how the time
/// was spent, a deed took that long or showed its effect, or all was well until it began again.
fn is_told(cx: &Context, entry: &Entry, next: &Entry, length: i64) -> bool {
    let says = |list, entry: &Entry| cx.phrases(list).is_match(&entry.text);
    let goes_on = |list| says(list, entry) || cx.phrases(list).is_match(&entry.below);
    let is_done = says("done-deeds", entry) || says("deed-ended", entry);
    let is_answered = ["recovery-words", "begins-again", "deeds-arrived"]
        .into_iter()
        .any(|list| says(list, next));
    goes_on("waiting-words")
        || says("waited-words", next)
        || goes_on("work-under-way")
        || length <= OF_A_RESULT && says("work-results", next)
        || says_served(entry)
        || says("recovery-words", entry) && says("begins-again", next)
        || is_done && is_answered
        || says("deed-ended", next)
        || (length <= OF_A_DEED || says("recovery-words", next))
            && goes_on("deed-begun")
            && !says("talks-begun", entry)
        || length <= OF_A_RESULT && says("work-agreed", entry) && says("done-deeds", next)
        || ends_with_a_deed(cx, entry) && opens_with_a_relapse(cx, next)
        || has_open_end(cx, entry)
}

/// Whether the last that an entry tells, and what stands below it, is a remedy.
fn ends_with_a_deed(cx: &Context, entry: &Entry) -> bool {
    let last = |text: &str| {
        let range = prose::sentences(text).last()?;
        Some(cx.phrases("done-deeds").is_match(text.get(range)?))
    };
    last(&entry.below)
        .or_else(|| last(&entry.text))
        .unwrap_or_default()
}

/// Whether an entry begins by telling that it does not work, or not again: so long the remedy before it was trusted.
fn opens_with_a_relapse(cx: &Context, entry: &Entry) -> bool {
    const NEAR: usize = 40;
    let found = cx.phrases("relapses").find(&entry.text);
    found.is_some_and(|found| found.start() <= NEAR)
}

/// "12:26-12:??": it lasted, nobody knows how long.
fn has_open_end(cx: &Context, entry: &Entry) -> bool {
    cx.post.doc.source(entry.time_span).contains("??")
}

/// When a milestone was: by its own day, else by the entry that tells it.
fn instant(milestone: &Milestone, entries: &[(i64, &Entry)]) -> Option<i64> {
    let told = entries
        .iter()
        .find(|(_, entry)| entry.time_span.join(entry.span).contains(milestone.span));
    milestone.at.minutes().or(told.map(|(at, _)| *at))
}

/// The first entry that says that it is over, or better.
fn first_end(cx: &Context, entries: &[(i64, &Entry)], from: i64) -> Option<i64> {
    let mut later = entries.iter().filter(|(at, _)| *at > from);
    later
        .find(|(_, entry)| cx.phrases("recovery-words").is_match(&entry.text))
        .map(|(at, _)| *at)
}

/// From the evening to the morning: somebody slept.
fn is_night(entry: &Entry, next: &Entry, length: i64) -> bool {
    let hour = |entry: &Entry| entry.at.time.map(|time| time.hour());
    let evening = hour(entry).is_some_and(|hour| !(4..16).contains(&hour));
    let morning = hour(next).is_some_and(|hour| (5..13).contains(&hour));
    evening && morning && length >= 5 * 60
}

/// Each stretch that is too long: its minutes, and the entry before it.
fn gaps(cx: &Context, entries: &[(i64, &Entry)], from: i64, to: i64) -> Vec<(i64, Span)> {
    let most = (cx.settings().number("minutes") as i64).max((to - from) / PART);
    let pairs = entries.iter().zip(entries.iter().skip(1));
    let within = pairs.filter(|((at, entry), (next, _))| {
        let length = |until: &Moment| Some(until.minutes()? - entry.at.minutes()?);
        let until = at + entry.until.as_ref().and_then(length).unwrap_or(0);
        *at >= from && *at < to && next - until.max(*at) > most && *next <= to.max(*at)
    });
    within
        .filter(|((at, entry), (next, later))| !is_night(entry, later, next - at))
        .filter(|((_, entry), _)| !is_afterwards(cx, entry) && !goes_on_below(entry))
        .filter(|((at, entry), (next, later))| !is_told(cx, entry, later, next - at))
        .map(|((at, entry), (next, _))| (next - at, entry.time_span))
        .collect()
}
