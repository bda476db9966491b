//! Impact without a number, and without a number of people.

use crate::diagnostic::Findings;
use crate::postmortem::{Metric, SectionKind, Whom};
use crate::rules::Context;

use super::named_things;

pub(super) fn unquantified(cx: &Context, out: &mut Findings) {
    let impact = &cx.post.impact;
    if impact.quantified || impact.reach.is_some() || named_things::are_listed(cx) {
        return;
    }
    let is_length = |metric| metric == Metric::Duration;
    let says_how_long = impact.numbers.iter().any(|number| is_length(number.metric))
        || cx
            .post
            .milestones
            .durations
            .iter()
            .any(|length| length.whole);
    let message = match says_how_long {
        true => "it says how long, and not how much or how many",
        false => "no number tells what users felt",
    };
    out.report(cx.place_of(SectionKind::Impact), message)
        .help("count people, requests, orders, records or money, or write that there were none; an estimate will do")
        .subject("impact");
}

pub(super) fn uncounted(cx: &Context, out: &mut Findings) {
    let impact = &cx.post.impact;
    let counted = impact
        .numbers
        .iter()
        .any(|number| number.metric == Metric::People)
        // "No customer was affected", "all users".
        || impact
            .reach
            .as_ref()
            .is_some_and(|reach| matches!(reach.who, Whom::Everybody | Whom::Nobody));
    let fact = |key: &str| {
        impact
            .facts
            .iter()
            .find(|fact| fact.key == key && !fact.value.trim().is_empty())
    };
    let people = cx.settings().list("keys").iter().find_map(|key| fact(key));
    let (span, message) = match people {
        Some(fact) if !fact.value.trim().eq_ignore_ascii_case("unknown") => return,
        Some(_) if fact_is_there(cx, "note") => return,
        Some(unknown) => (
            unknown.span,
            "the number of affected people is unknown, and nobody finds it out",
        ),
        None => (
            cx.place_of(SectionKind::Impact),
            "nothing tells how many people it hit",
        ),
    };
    if counted {
        return;
    }
    out.report(span, message)
        .help("write a number, `none`, or `unknown` with a note on who finds out by when")
        .subject("customers");
}

fn fact_is_there(cx: &Context, key: &str) -> bool {
    cx.post
        .impact
        .facts
        .iter()
        .any(|fact| fact.key == key && !fact.value.trim().is_empty())
}
