//! A set of actions that changes no system after a grave incident: documents, training, dashboards.

use super::severities;
use crate::diagnostic::Findings;
use crate::postmortem::{Action, Strength, Type};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(severity) = severities::stated_of(cx, "severities") else {
        return;
    };
    let set: Vec<&Action> = cx.post.kept_actions().collect();
    let weak = set.iter().all(|action| action.strength == Strength::Weak);
    // Who only wants to find out is told by open-ended-action and repair-only-actions.
    let decided = set.iter().any(|action| action.kind != Type::Investigate);
    if !weak || !decided {
        return;
    }
    let message = match set.len() {
        1 => format!("after a {severity} the only action is to write or tell something"),
        n => format!(
            "after a {severity} all {n} actions are to write, tell, show or find out something"
        ),
    };
    out.report(cx.place_of_actions(), message)
        .help("add one by which the system or a tool itself refuses, limits, detects or undoes it")
        .subject("actions");
}
