//! More open actions than get done.

use super::suggestions;
use crate::diagnostic::Findings;
use crate::postmortem::SectionKind;
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let (open, most) = (cx.open_actions().count(), cx.settings().count("most"));
    if open <= most {
        return;
    }
    let offered: Vec<&str> = cx
        .open_actions()
        .filter_map(|action| suggestions::heading(cx, action))
        .collect();
    let (message, help) = match offered.first() {
        Some(heading) if open - offered.len() <= most => (
            format!(
                "{} of {open} open actions are suggestions ({}{}): which of them will be done is not told",
                offered.len(),
                quote::text(heading.trim_end_matches([':', ' '])),
                match offered.iter().all(|other| other == heading) {
                    true => "",
                    false => " and elsewhere",
                },
            ),
            "decide on each: an action with an owner and a day, or dropped with a reason",
        ),
        _ => (
            format!(
                "{open} open actions: with more than {most} the ones that matter are not told from the rest"
            ),
            "keep those that change most, put what belongs together into one, and drop the others with a reason",
        ),
    };
    out.report(cx.place_of(SectionKind::Actions), message)
        .help(help)
        .subject("actions");
}
