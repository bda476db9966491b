//! Clock times of an unknown zone.

use crate::diagnostic::Findings;
use crate::postmortem::MilestoneKind;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(timeline) = cx.timeline() else {
        return;
    };
    let has_zone = |kind| {
        cx.post
            .milestones
            .get(kind)
            .is_some_and(|m| m.at.zone.is_some() || m.at.offset.is_some())
    };
    let stated = timeline.zone.is_some()
        || cx.known.timezone.is_some()
        || MilestoneKind::ALL.into_iter().any(has_zone);
    if stated || timeline.entries.iter().all(|entry| entry.at.time.is_none()) {
        return;
    }
    out.report(timeline.span, "the times name no time zone")
        .help("write it once, such as `Timeline (UTC)`, or set `timezone` in whys.toml")
        .subject("timeline");
}
