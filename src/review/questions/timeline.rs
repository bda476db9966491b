//! What the timeline does not tell.

use super::said::said;
use super::times::Times;
use super::wording::ask;
use super::{Asking, LONG, Topic};
use crate::postmortem::time::in_words;
use crate::postmortem::{MilestoneKind, SectionKind};
use crate::rules::quote;
use crate::words;

/// Fewer entries tell no story.
const FEW: usize = 4;

pub(super) fn ask_for(asking: &mut Asking<'_>) {
    let post = asking.post;
    let entries = post
        .timeline
        .as_ref()
        .map_or(0, |timeline| timeline.entries.len());
    if entries == 0 {
        return asking.ask(Topic::Timeline, 82, ask("no-timeline"));
    }
    if let Some(timeline) = post.timeline.as_ref().filter(|_| entries < FEW) {
        let asked = ask("thin-timeline")
            .put("count", entries.to_string())
            .line("line", asking.line(timeline.span.start));
        return asking.ask(Topic::Timeline, 78, asked);
    }
    start(asking);
    latent(asking);
}

/// A weakness that had been there for long.
fn latent(asking: &mut Asking<'_>) {
    let parts = [
        SectionKind::Causes,
        SectionKind::Detection,
        SectionKind::Lessons,
        SectionKind::Other,
    ];
    if let Some(latent) = said(asking.post, "review-latent", &parts).first() {
        let asked = ask("latent")
            .put("quote", latent.quote())
            .line("line", latent.line());
        asking.ask(Topic::Timeline, 77, asked);
    }
}

/// A story that begins when somebody noticed.
fn start(asking: &mut Asking<'_>) {
    let times = Times::of(asking.post);
    let detected = times.milestone(MilestoneKind::Detected);
    let Some(detected) = detected else { return };
    let started = &asking.post.milestones.started;
    let later = times.milestone(MilestoneKind::Started);
    if started.is_some() && later.is_none_or(|started| started.minutes != detected.minutes) {
        return;
    }
    let changes = words::phrases("review-changes");
    let asides = ["review-checks", "review-remedies", "review-passed"].map(words::phrases);
    let before = times
        .entries
        .iter()
        .filter(|(point, _)| point.minutes < detected.minutes);
    let change = before.rev().find_map(|(point, entry)| {
        let found = changes
            .find(&entry.text)
            .filter(|_| !asides.iter().any(|list| list.is_match(&entry.text)))?;
        Some((*point, quote::around(&entry.text, found.range(), LONG)))
    });
    let asked = match change {
        Some((point, text)) => ask("no-start-change")
            .put("to", detected.shown(&point))
            .line("to-line", detected.line)
            .put("quote", text)
            .line("line", point.line)
            .put("from", point.shown(&detected))
            .put("minutes", in_words(detected.minutes - point.minutes)),
        None if started.is_some() => return,
        None => ask("no-start").line("line", detected.line),
    };
    asking.ask(Topic::Timeline, 76, asked);
}
