//! Actions that are all of one priority.

use crate::diagnostic::Findings;
use crate::postmortem::SectionKind;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let stated: Option<Vec<_>> = cx
        .open_actions()
        .map(|action| action.priority.as_ref())
        .collect();
    let Some([first, others @ ..]) = stated.as_deref() else {
        return;
    };
    let flat = others
        .iter()
        .all(|other| other.value.trim().eq_ignore_ascii_case(first.value.trim()));
    let count = others.len() + 1;
    if !flat || count < cx.settings().count("least") {
        return;
    }
    out.report(
        cx.place_of(SectionKind::Actions),
        format!(
            "all {count} open actions are `{}`: the priority says nothing",
            first.value.trim()
        ),
    )
    .help(
        "raise the one without which you would not want to see this again, or leave the column out",
    )
    .subject("priorities");
}
