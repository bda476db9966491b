//! A set of actions that only keeps this very incident from happening again in the same way.

use crate::diagnostic::{Findings, Severity};
use crate::postmortem::{Action, Scope, Type};
use crate::rules::Context;

/// How far into an action the words of a single repair may begin.
const NEAR: usize = 40;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let set: Vec<&Action> = cx.post.kept_actions().collect();
    if !is_told_of(cx, &set) {
        return;
    }
    let message = match set.len() {
        1 => "the only action mends this instance and no other".to_owned(),
        n => format!("none of the {n} actions does more than mend this instance"),
    };
    let stated = set.iter().all(|action| action.kind_stated);
    let finding = out.report(cx.place_of_actions(), message);
    finding.subject("actions");
    match stated {
        true => finding.help("add one that would have stopped the same mistake in another place"),
        false => finding.at_most(Severity::Info).help(
            "add one that would have stopped the same mistake in another place, or state the `type:` of the one that does",
        ),
    };
}

/// Whether this rule has something to say on the set of actions.
pub(super) fn is_told(cx: &Context) -> bool {
    is_told_of(cx, &cx.post.kept_actions().collect::<Vec<_>>())
}

fn is_told_of(cx: &Context, set: &[&Action]) -> bool {
    let (narrow, others): (Vec<&Action>, Vec<&Action>) =
        set.iter().partition(|action| is_narrow(cx, action));
    narrow.len() > others.len() && others.iter().all(|action| is_untold(cx, action))
}

/// Undoes the damage, or changes the one thing that was wrong.
fn is_narrow(cx: &Context, action: &Action) -> bool {
    let mends = || {
        let found = cx.phrases("single-repairs").find(&action.text);
        found.is_some_and(|found| found.start() < NEAR)
            && !cx.phrases("class-words").is_match(&action.text)
    };
    match action.kind {
        Type::Repair => true,
        _ if action.kind_stated => false,
        Type::Detect | Type::Process => action.scope == Scope::Narrow,
        _ => action.scope == Scope::Narrow || mends(),
    }
}

/// No word of it tells that it prevents, detects or limits anything: that is what it is taken for where none does.
fn is_untold(cx: &Context, action: &Action) -> bool {
    let lists = [
        "type-prevent",
        "type-detect",
        "type-mitigate",
        "type-process",
    ];
    let tells = |list: &str| cx.phrases(list).is_match(&action.text);
    !action.kind_stated && action.kind == Type::Prevent && !lists.into_iter().any(tells)
}
