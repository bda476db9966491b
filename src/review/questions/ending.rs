//! Whether the incident is over, and whether the document says how.

use super::said::{Said, said};
use super::times::Times;
use super::wording::ask;
use super::{Asking, Topic};
use crate::postmortem::SectionKind;

/// The parts that tell how things stand.
const STATE: [SectionKind; 4] = [
    SectionKind::Summary,
    SectionKind::Impact,
    SectionKind::Timeline,
    SectionKind::Other,
];

pub(super) fn ask_for(asking: &mut Asking<'_>) {
    let post = asking.post;
    let open = said(post, "review-open-ends", &STATE);
    let last = post.timeline.as_ref().and_then(|timeline| {
        let entry = timeline.entries.last()?;
        Some(entry.time_span.join(entry.span).start)
    });
    // On the way, "still failing" is what a timeline is for; at its end it is not.
    let stays = |one: &&Said<'_>| match one.part {
        SectionKind::Timeline => last.is_some_and(|last| one.at() >= last),
        _ => true,
    };
    let end = Times::of(post).end();
    if let Some(open) = open.iter().find(stays) {
        let asked = match (open.part, end) {
            (SectionKind::Summary, Some(end)) => ask("outdated").line("end", end.line),
            _ => ask("not-over"),
        };
        let asked = asked.put("quote", open.quote()).line("line", open.line());
        return asking.ask(Topic::Ending, 89, asked);
    }
    let told = said(post, "review-endings", &[STATE[0], STATE[2], STATE[3]]);
    if end.is_none() && told.is_empty() {
        asking.ask(Topic::Ending, 85, ask("no-end"));
    }
}
