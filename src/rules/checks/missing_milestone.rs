//! Milestones without a time.

use super::instants;
use crate::diagnostic::Findings;
use crate::postmortem::{MilestoneKind, SectionKind};
use crate::rules::Context;

use MilestoneKind::{Detected, Mitigated, Resolved, Started};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let needs = cx.settings().list("needs");
    let has = |kind| cx.post.milestones.get(kind).is_some();
    // Without a whys status nobody knows our two words for the end: one time of it, by whatever name, answers both.
    let one_end = cx.post.metadata.status.is_none() && (has(Mitigated) || has(Resolved));
    // A day alone is a time, too: the day of the incident says when it started.
    let day = cx
        .post
        .metadata
        .date
        .as_ref()
        .is_some_and(|date| !date.span.is_empty());
    let told = |kind| match kind {
        Started | Mitigated | Resolved if cx.post.milestones.hurt_nobody => true,
        Started => has(kind) || day,
        Mitigated | Resolved => {
            has(kind)
                || one_end
                || lasted_so_long(cx)
                || perhaps(cx, "perhaps-ended")
                || is_answered_in_prose(cx)
        }
        Detected => {
            has(kind) || perhaps(cx, "perhaps-detected") || was_short(cx) || was_followed(cx)
        }
    };
    let missing: Vec<&str> = MilestoneKind::ALL
        .into_iter()
        .filter(|kind| needs.iter().any(|need| need == kind.word()))
        .filter(|&kind| !told(kind))
        .map(MilestoneKind::word)
        .collect();
    if missing.is_empty() {
        return;
    }
    let message = format!("no time is stated at which it was {}", list(&missing));
    out.report(cx.place_of(SectionKind::Timeline), message)
        .help("add them to the front matter, with a zone: `detected: 2026-03-14T09:12Z`")
        .subject("milestones")
        .names(missing);
}

/// Whether a start is told and how long it lasted: the end follows. Whoever gave it a whys status was asked for the end itself.
fn lasted_so_long(cx: &Context) -> bool {
    let milestones = &cx.post.milestones;
    cx.post.metadata.status.is_none()
        && milestones.started.is_some()
        && milestones.durations.iter().any(|one| one.whole)
}

/// Whether it was over within minutes: it was noticed in between.
fn was_short(cx: &Context) -> bool {
    let milestones = &cx.post.milestones;
    let whole = milestones.duration_minutes;
    cx.post.metadata.status.is_none() && whole.is_some_and(|minutes| minutes <= MINUTES)
}

/// Whether the timeline goes on within minutes of the start: whoever did something then had noticed.
fn was_followed(cx: &Context) -> bool {
    let Some(timeline) = cx.timeline().filter(|_| cx.post.metadata.status.is_none()) else {
        return false;
    };
    let started = cx.post.milestones.started.as_ref();
    let Some(started) = started.and_then(|started| started.at.minutes()) else {
        return false;
    };
    let mut times = instants::of(timeline.entries.iter()).into_iter().flatten();
    times.any(|at| (started + 1..=started + MINUTES).contains(&at))
}

/// Whoever tells of so few minutes counts none inside them.
const MINUTES: i64 = 10;

/// Whether an entry with a time may tell it in words that are not read as a milestone. Without a whys status nobody was asked
/// to state one: that there is none is said only where nothing looks like it.
fn perhaps(cx: &Context, list: &str) -> bool {
    let post = cx.post;
    let mut entries = post.entries().chain(&post.key_events);
    post.metadata.status.is_none() && entries.any(|entry| cx.phrases(list).is_match(&entry.text))
}

/// Whether the text outside of any entry says by what time it had been dealt with, or that there is no such time.
fn is_answered_in_prose(cx: &Context) -> bool {
    let text = cx.doc().running_text();
    let lists = ["ended-by-a-time", "no-time-of-end"];
    cx.post.metadata.status.is_none() && lists.iter().any(|list| cx.phrases(list).is_match(text))
}

/// "a", "a or b", "a, b or c".
fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
