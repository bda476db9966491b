//! Post-mortems that kept a status for longer than it may take.

use jiff::ToSpan;

use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::postmortem::{Status, glance};
use crate::rules::{Context, Need};

/// Drafts and reviews that nobody finishes. Going from the one to the other, or back, does not finish them.
pub(super) fn draft(cx: &Context, out: &mut Findings) {
    if let Some((status, days)) = kept(cx, &[Status::Draft, Status::Review], out) {
        out.report(status, format!("draft or in review for more than {days} days"))
            .help("set the day of its review and say who holds it, or finish it: `whys advance` names what is missing")
            .subject("status");
    }
}

/// Outages that are said to go on.
pub(super) fn live(cx: &Context, out: &mut Findings) {
    if let Some((status, days)) = kept(cx, &[Status::Live], out) {
        out.report(status, format!("live for more than {days} days"))
            .help("when the outage is over, `whys advance` makes a draft of it")
            .subject("status");
    }
}

/// The place of a status that was one of these in every version for more than `days`, and how many these are.
fn kept(cx: &Context, these: &[Status], out: &mut Findings) -> Option<(Span, u64)> {
    let is_one = |status: Option<Status>| status.is_some_and(|status| these.contains(&status));
    let status = cx.post.metadata.status.as_ref()?;
    if !is_one(Some(status.value)) {
        return None;
    }
    let days = cx.settings().count("days") as u64;
    // Before the first day of all nothing was committed.
    let day = cx
        .today
        .checked_sub(i64::try_from(days).ok()?.days())
        .ok()?;
    let path = &cx.post.path;
    let repository = cx.known.repository.as_ref();
    let was =
        repository.and_then(|r| r.was_always(path, day, &|text| is_one(glance(path, text).status)));
    match was {
        Some(true) => return Some((status.span, days)),
        Some(false) => {}
        None => out.cannot_check(Need::History),
    }
    None
}
