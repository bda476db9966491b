//! More open actions than get done.

use crate::diagnostic::Findings;
use crate::postmortem::SectionKind;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let (open, most) = (cx.open_actions().count(), cx.settings().count("most"));
    if open <= most {
        return;
    }
    out.report(
        cx.place_of(SectionKind::Actions),
        format!("{open} open actions: with more than {most} the ones that matter are not told from the rest"),
    )
    .help("keep those that change most, put what belongs together into one, and drop the others with a reason")
    .subject("actions");
}
