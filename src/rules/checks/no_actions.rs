//! No action at all, and no reason for that.

use crate::diagnostic::Findings;
use crate::postmortem::SectionKind;
use crate::rules::{Context, prose};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    if !cx.post.actions.is_empty() || cx.post.no_action.is_some() {
        return;
    }
    let (message, help) = match is_mended(cx) {
        true => (
            "the repair is told, and no action beside it",
            "write what keeps the next one of this kind away, or shows it sooner, also if it is done; or `no-action: reason`",
        ),
        false => (
            "no action is listed, and no reason is given for that",
            "write at least one action that would have prevented, shown or shortened it, or `no-action: reason`",
        ),
    };
    out.report(cx.place_of(SectionKind::Actions), message)
        .help(help)
        .subject("actions");
}

/// Whether it tells a repair that lasts: in a section of its own, or in so many words.
fn is_mended(cx: &Context) -> bool {
    let lasting = cx.phrases("lasting-repairs");
    let mut headings = cx.post.sections.all.iter().map(|section| &section.heading);
    headings.any(|heading| lasting.is_match(heading))
        || prose::find(cx.doc(), lasting).next().is_some()
}
