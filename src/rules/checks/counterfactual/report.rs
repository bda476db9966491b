//! What is said of a counterfactual, unless the text answers it.

use super::taken_up::Actions;
use super::{Lists, answered, around};
use crate::diagnostic::{Findings, Severity};
use crate::rules::prose::Found;
use crate::rules::{Context, quote};

/// Reports a counterfactual, unless the text beside it or an action answers it. A remedy that an
/// action names by one word only is told with that: it may be another test.
pub(super) fn report(
    cx: &Context,
    lists: &Lists,
    actions: &Actions,
    found: &Found,
    out: &mut Findings,
) {
    let is_remedy = lists.is_remedy(cx, found);
    if answered::tells_belief(cx, found)
        || answered::follows_from_fact(cx, found)
        || answered::tells_apart(cx, found)
        || is_remedy && answered::is_weighed(cx, found)
    {
        return;
    }
    let remedy = is_remedy.then(|| actions.remedy(cx, found)).flatten();
    if !is_remedy && actions.repeat(cx, found) {
        return;
    }
    let said = found
        .text
        .as_str()
        .trim_matches(|c: char| !c.is_alphanumeric());
    let said = quote::text(said);
    let (what, help, at_most) = match is_remedy {
        true => (
            "tells a remedy as what did not happen",
            help_of_remedy(cx, found, remedy),
            Severity::Info,
        ),
        false if answered::is_made_up(cx, found) => (
            "tells what did not happen, and the next sentence what is there by now",
            "the next sentence tells the fact and the change: nothing is lost without this one",
            Severity::Info,
        ),
        false if answered::measures_delay(cx, found) => (
            "measures a delay whose ground stands here already",
            "the ground and how long it took are enough; how it shall be shorter is an action",
            Severity::Info,
        ),
        false => (
            "tells what did not happen",
            help(cx, found),
            Severity::Error,
        ),
    };
    out.report(found.text.trim().span(), format!("{said} {what}"))
        .help(help)
        .at_most(at_most)
        .subject(found.sentence().as_str());
}

/// What is left to do where people are said to have left something undone.
fn help(cx: &Context, found: &Found) -> &'static str {
    match answered::tells_moment(cx, found) || answered::tells_what_was_done(cx, found) {
        true => "what shall be different is an action: say it there; the fact stands here already",
        false if answered::tells_occasion(cx, found) => {
            "the fact stands here already: tell why nobody acted on it then; what shall be different is an action"
        }
        false => "tell what was seen and known then; what shall be different is an action",
    }
}

/// What is left to do with a remedy. `taken_up` is whether an action speaks of it, where that can be told.
fn help_of_remedy(cx: &Context, found: &Found, taken_up: Option<bool>) -> &'static str {
    let (before, _) = around(found);
    match taken_up {
        Some(true) if answered::is_told_above(cx, found) => {
            "what was the case stands above, and an action speaks of it: nothing is lost without this sentence"
        }
        Some(true) => {
            "an action speaks of it, which is where it works: here, tell what was there instead"
        }
        Some(false) if is_ordered(cx, before) => {
            "it is asked for here already, and no action takes it up: add the action"
        }
        _ => "if it shall be so, it is an action; the analysis tells what was there instead",
    }
}

/// Whether the remedy is put as an order before a colon: "Rehearse migrations: a rehearsal would have …".
fn is_ordered(cx: &Context, before: &str) -> bool {
    let order = before.trim_start_matches(|c: char| !c.is_alphabetic());
    order.contains(": ") && cx.phrases("action-verbs").opens(order)
}
