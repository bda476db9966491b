//! No timeline, or one with hardly an entry.

use crate::diagnostic::Findings;
use crate::postmortem::SectionKind;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let entries = cx
        .post
        .timeline
        .as_ref()
        .map_or(0, |timeline| timeline.entries.len());
    if entries >= cx.settings().count("entries") {
        return;
    }
    let message = match entries {
        0 => "there is no timeline".to_owned(),
        1 => "the timeline has one entry with a time".to_owned(),
        n => format!("the timeline has {n} entries with a time"),
    };
    out.report(cx.place_of(SectionKind::Timeline), message)
        .help("write with their times what began, who noticed, what helped and when it was over")
        .subject("timeline");
}
