//! No action at all, and no reason for that.

use crate::diagnostic::Findings;
use crate::postmortem::SectionKind;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    if !cx.post.actions.is_empty() || cx.post.no_action.is_some() {
        return;
    }
    out.report(cx.place_of(SectionKind::Actions), "nothing will be done, and no reason is given for that")
        .help("write at least one action that would have prevented, shown or shortened it, or `no-action: reason`")
        .subject("actions");
}
