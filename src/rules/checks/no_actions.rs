//! No action at all, and no reason for that.

use crate::diagnostic::{Findings, Severity};
use crate::postmortem::SectionKind;
use crate::rules::{Context, prose};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    if !cx.post.actions.is_empty() || cx.post.no_action.is_some() {
        return;
    }
    if is_kept_elsewhere(cx) {
        return;
    }
    let mended = is_mended(cx);
    let (message, help) = match mended {
        true => (
            "the repair is told, and no action beside it",
            "write what keeps the next one of this kind away, or shows it sooner, also if it is done; or `no-action: reason`",
        ),
        false => (
            "no action is listed, and no reason is given for that",
            "write at least one action that would have prevented, shown or shortened it, or `no-action: reason`",
        ),
    };
    let finding = out.report(cx.place_of(SectionKind::Actions), message);
    finding.help(help).subject("actions");
    if mended {
        finding.at_most(Severity::Warning);
    }
}

/// Whether the page points at the post-mortem proper: "Refer to the security repository for full details".
fn is_kept_elsewhere(cx: &Context) -> bool {
    cx.phrases("report-elsewhere")
        .is_match(cx.doc().running_text())
}

/// Whether it tells a repair that lasts: in a section of its own, or in so many words.
fn is_mended(cx: &Context) -> bool {
    let lasting = cx.phrases("lasting-repairs");
    let mut headings = cx.post.sections.all.iter().map(|section| &section.heading);
    headings.any(|heading| lasting.is_match(heading))
        || prose::find(cx.doc(), lasting).next().is_some()
}
