//! Milestones without a time.

use super::{instants, notices};
use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::postmortem::{Entry, MilestoneKind, SectionKind, time};
use crate::rules::{Context, prose};

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
        Started => {
            has(kind)
                || day
                || dated_to_the_minute(cx)
                || titled_with_day(cx)
                || at_a_time(cx, "began-at-a-time")
        }
        Mitigated | Resolved => {
            has(kind)
                || one_end
                || lasted_so_long(cx)
                || perhaps(cx, "perhaps-ended")
                || is_answered_in_prose(cx)
                || is_still_to_come(cx)
        }
        Detected => {
            has(kind)
                || perhaps(cx, "perhaps-detected")
                || at_a_time(cx, "noticed-at-a-time")
                || was_short(cx)
                || was_followed(cx)
                || dated_to_the_minute(cx) && notices::is_running_notice(cx)
                || (has(Started) || day) && says_how_long_unseen(cx)
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
    let finding = out.report(cx.place_of(SectionKind::Timeline), message);
    finding.help(help(cx, &missing)).subject("milestones");
    if let Some(told) = told_without_a_time(cx).filter(|_| missing.contains(&Detected.word())) {
        finding.related(told, "told here, and at what time?");
    }
    finding.names(missing);
}

/// What to write: of the detection alone, with what the timeline has before it; where the document tells no clock time at all,
/// a day is as good.
fn help(cx: &Context, missing: &[&str]) -> String {
    let add = "add them to the front matter, with a zone: `detected: 2026-03-14T09:12Z`";
    let has_clock = cx.post.entries().any(|entry| entry.at.time.is_some());
    if let ([one], Some(deed)) = (missing, first_deed(cx))
        && *one == Detected.word()
    {
        return format!("{add}; the first deed is told at `{deed}`: when did somebody know?");
    }
    let is_end = |one: &&str| [Mitigated.word(), Resolved.word()].contains(one);
    match !has_clock && missing.iter().any(is_end) {
        true => format!("{add}; of the end a day alone counts, too: `resolved: 2026-03-14`"),
        false => add.to_owned(),
    }
}

/// The time of the first entry behind the start; of a start that is only a day the first clock time of the timeline tells it. That
/// something was back is nobody's deed.
fn first_deed<'d>(cx: &'d Context) -> Option<&'d str> {
    let started = &cx.post.milestones.started.as_ref()?.at;
    let timeline = cx.timeline()?;
    let times = instants::of(timeline.entries.iter());
    let first = times.iter().flatten().min();
    let started = started.minutes().or_else(|| first.copied())?;
    let later = times.iter().zip(&timeline.entries);
    let tells_deed = |entry: &Entry| {
        let first = prose::sentences(&entry.text).next();
        let first = first
            .and_then(|range| entry.text.get(range))
            .unwrap_or_default();
        !cx.phrases("only-recovered").is_match(first)
    };
    let (_, entry) = later
        .filter_map(|(at, entry)| Some(((*at)?, entry)))
        .filter(|(at, entry)| *at > started && tells_deed(entry))
        .min_by_key(|(at, _)| *at)?;
    Some(cx.doc().source(entry.time_span).trim())
}

/// Where running text tells that somebody noticed, in a sentence without a time.
fn told_without_a_time(cx: &Context) -> Option<Span> {
    let mut found = prose::find(cx.doc(), cx.phrases("told-detections"));
    let found = found.find(|found| {
        let span = found.text.span();
        let kind = cx.post.sections.kind_at(span.start);
        let is_story = !matches!(kind, SectionKind::Actions | SectionKind::Evidence);
        let is_timed = || !time::find_stamps(found.sentence().as_str()).is_empty();
        is_story && !cx.post.is_in_entry(span) && !is_timed()
    })?;
    Some(found.text.span())
}

/// Whether a label says how long nobody noticed, "Time to detect: 0 min": with the start that is when. Whoever gave it a whys
/// status was asked for the time itself.
fn says_how_long_unseen(cx: &Context) -> bool {
    let text = cx.doc().running_text();
    cx.post.metadata.status.is_none() && cx.phrases("stated-detection").is_match(text)
}

/// Whether the text says that the remedy is still to come: what has no end yet has no time of it.
fn is_still_to_come(cx: &Context) -> bool {
    let mut found = prose::find(cx.doc(), cx.phrases("remedies-to-come"));
    cx.post.metadata.status.is_none() && found.next().is_some()
}

/// Whether a start is told and how long it lasted: the end follows. Whoever gave it a whys status was asked for the end itself.
fn lasted_so_long(cx: &Context) -> bool {
    let milestones = &cx.post.milestones;
    cx.post.metadata.status.is_none()
        && milestones.durations.iter().any(|one| one.whole)
        && (milestones.started.is_some() || titled_with_day(cx))
}

/// Whether it was over within minutes: it was noticed in between.
fn was_short(cx: &Context) -> bool {
    let milestones = &cx.post.milestones;
    let whole = milestones.duration_minutes;
    cx.post.metadata.status.is_none() && whole.is_some_and(|minutes| minutes <= MINUTES)
}

/// Whether `date` of the front matter has a clock time: somebody wrote then, of what had begun.
fn dated_to_the_minute(cx: &Context) -> bool {
    let keys = &cx.post.metadata.keys;
    let date = keys.iter().find(|(key, _)| key.value == "date");
    let stamps = date.map(|(_, value)| time::find_stamps(cx.doc().source(value.span)));
    let stamps = stamps.unwrap_or_default();
    cx.post.metadata.status.is_none() && stamps.iter().any(|stamp| stamp.from.clock.is_some())
}

/// Whether the timeline goes on within minutes of the start, or key facts say that it was declared then: whoever did something
/// had noticed.
fn was_followed(cx: &Context) -> bool {
    let started = cx.post.milestones.started.as_ref();
    let started = started.and_then(|started| started.at.minutes());
    let Some(started) = started.filter(|_| cx.post.metadata.status.is_none()) else {
        return false;
    };
    let entries = cx.timeline().map(|timeline| timeline.entries.iter());
    let times = instants::of(entries.into_iter().flatten());
    let declared = cx.post.key_events.iter();
    let declared = declared.filter(|event| cx.phrases("declared-facts").is_match(&event.text));
    let declared = declared.map(|event| event.at.minutes());
    let mut times = times.into_iter().chain(declared).flatten();
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

/// Whether the title names the day, of an outage of several days the first one: "Outages on July 15 & 16".
fn titled_with_day(cx: &Context) -> bool {
    let title = cx.doc().source(cx.title_place());
    let stamps = time::find_stamps(title);
    cx.post.metadata.status.is_none() && stamps.iter().any(|stamp| stamp.day().is_some())
}

/// Whether a sentence of running text tells it with a clock time: "At 2 pm we were notified that …".
fn at_a_time(cx: &Context, list: &str) -> bool {
    let is_told = |found: &prose::Found| {
        let kind = cx.post.sections.kind_at(found.text.span().start);
        let stamps = time::find_stamps(found.sentence().as_str());
        !matches!(kind, SectionKind::Actions | SectionKind::Evidence)
            && stamps.iter().any(|stamp| stamp.from.clock.is_some())
    };
    let mut found = prose::find(cx.doc(), cx.phrases(list)).take(MOST_TOLD);
    cx.post.metadata.status.is_none() && found.any(|found| is_told(&found))
}

/// So many sentences are searched for a time.
const MOST_TOLD: usize = 50;

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
