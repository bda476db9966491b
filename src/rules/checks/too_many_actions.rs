//! More open actions than get done.

use super::suggestions::Suggestions;
use crate::diagnostic::Findings;
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let (open, most) = (cx.open_actions().count(), cx.settings().count("most"));
    if open <= most || are_in_order(cx) {
        return;
    }
    let suggestions = Suggestions::of(cx);
    let offered: Vec<&str> = cx
        .open_actions()
        .filter_map(|action| suggestions.heading(action))
        .collect();
    let (message, help) = match offered.first() {
        Some(heading) if open - offered.len() <= most => (
            format!(
                "{} of {open} open actions are suggestions ({}{}): which of them came to be actions, and what became of the others, is not told",
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
    out.report(cx.place_of_actions(), message)
        .help(help)
        .subject("actions");
}

/// Whether headings tell what comes first: "Immediate", "Next quarter". Those that hold few are no order.
fn are_in_order(cx: &Context) -> bool {
    let sections = &cx.post.sections;
    let mut horizons: Vec<&str> = cx
        .open_actions()
        .filter_map(|action| sections.around(action.span.start))
        .map(|section| section.heading.as_str())
        .filter(|heading| cx.phrases("horizons").is_match(heading))
        .collect();
    let all = horizons.len();
    horizons.sort_unstable();
    horizons.dedup();
    horizons.len() > 1 && all * 2 > cx.open_actions().count()
}
