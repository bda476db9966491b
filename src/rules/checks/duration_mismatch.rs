//! Stated lengths of the incident that none of its times give.

use super::{implausible_date, instants};
use crate::diagnostic::Findings;
use crate::postmortem::time::in_words;
use crate::postmortem::{MilestoneKind, StatedDuration};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let instants = instants::all(cx.post);
    // What a wrong digit makes of the times is told by another rule.
    let slips = implausible_date::slips(cx, cx.settings().count("days") as i64);
    if instants.len() < 2 || !slips.is_empty() {
        return;
    }
    for duration in cx
        .post
        .milestones
        .durations
        .iter()
        .filter(|duration| duration.whole && !duration.bound)
    {
        if any_pair_gives(&instants, duration.minutes, tolerance(cx, duration)) {
            continue;
        }
        let said = cx
            .doc()
            .source(duration.span)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let given = given(cx);
        out.report(
            duration.span,
            format!("no two of the times are `{said}` apart{given}"),
        )
        .help("correct the duration or the times, or say from when to when it runs")
        .subject(said);
    }
}

fn tolerance(cx: &Context, duration: &StatedDuration) -> i64 {
    let settings = cx.settings();
    let percent = settings.number(if duration.about {
        "about-percent"
    } else {
        "percent"
    });
    let share = (duration.minutes as f64 * percent / 100.0).round() as i64;
    share.max(settings.number("minutes") as i64)
}

/// Whether any two of the sorted instants are that far apart.
fn any_pair_gives(instants: &[i64], minutes: i64, tolerance: i64) -> bool {
    instants.iter().any(|&from| {
        let at = instants.partition_point(|&to| to < from + minutes - tolerance);
        instants
            .get(at)
            .is_some_and(|&to| to <= from + minutes + tolerance)
    })
}

/// From started to mitigated and to resolved.
fn given(cx: &Context) -> String {
    let at = |kind| cx.post.milestones.get(kind)?.at.minutes();
    let to = |kind| {
        let length = at(kind)? - at(MilestoneKind::Started)?;
        Some(in_words(length)).filter(|_| length > 0)
    };
    match (to(MilestoneKind::Mitigated), to(MilestoneKind::Resolved)) {
        (Some(one), Some(other)) if one != other => {
            format!("; it is {one} from started to mitigated, {other} to resolved")
        }
        (Some(one), _) | (None, Some(one)) => format!("; the milestones give {one}"),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_pair_will_do_within_the_tolerance() {
        let times = [542, 552, 594, 598];
        assert!(any_pair_gives(&times, 42, 3) && any_pair_gives(&times, 60, 9));
        assert!(!any_pair_gives(&times, 130, 4) && !any_pair_gives(&times, 25, 3));
    }
}
