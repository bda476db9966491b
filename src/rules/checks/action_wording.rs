//! Actions that nobody could tell to be done: vague, open-ended, about people, at large.
//!
//! How clear an action is and how large is read once, in `postmortem::actions`; `inspect` shows the same judgement.

use super::suggestions::Suggestions;
use super::unbounded_monitoring;
use crate::diagnostic::{Findings, Severity};
use crate::postmortem::{Action, Clarity, Endless, Lacks, Link, Scope, Tells};
use crate::rules::{Context, Profile, quote};

pub(super) fn vague(cx: &Context, out: &mut Findings) {
    let message = "names a direction and no result";
    let help =
        "write what will be there when it is done: the limit, the check, the file, the number";
    // What unbounded-monitoring says of the same action is more to the point.
    let is_told =
        |a: &Action| cx.profile != Profile::Facts && unbounded_monitoring::lack(cx, a).is_some();
    let is = |a: &Action| a.clarity == Clarity::Vague && !is_told(a);
    report(cx, out, is, message, help);
}

pub(super) fn open_ended(cx: &Context, out: &mut Findings) {
    let message = "has no outcome";
    let help = "write what will be there afterwards: the decision and its day, the record and its place, a list, a number";
    let is = |a: &Action| a.clarity == Clarity::Exploratory && !has_result(cx, a);
    report(cx, out, is, message, help);
}

/// "Decide whether", "ask the vendor to", or a link to the change that came of it.
fn has_result(cx: &Context, action: &Action) -> bool {
    let changed = |link: &Link| {
        action.extent.contains(link.span) && cx.phrases("change-links").is_match(&link.url)
    };
    cx.phrases("open-ended-results").opens(&action.text)
        || cx.post.evidence.links.iter().any(changed)
}

pub(super) fn people_fixing(cx: &Context, out: &mut Findings) {
    let message = "asks people to be different";
    let help = "write what in the tool or the process will be different, so that nobody has to think of it";
    let carried = carries_itself(cx);
    // Beside stronger ones it is no bad thing.
    let is = |a: &Action| a.clarity == Clarity::People;
    tell(cx, out, is, |_| carried, message, help);
}

pub(super) fn grand(cx: &Context, out: &mut Findings) {
    if has_first_step(cx) {
        return;
    }
    // One that only explores is open-ended-action's.
    let is = |a: &&Action| a.scope == Scope::Grand && a.clarity != Clarity::Exploratory;
    let (carried, suggestions) = (carries_itself(cx), Suggestions::of(cx));
    for action in cx.open_actions().filter(is) {
        let said = quote::action(action);
        let is_planned = cx.phrases("plans-elsewhere").is_match(&action.text);
        let softer = match suggestions.heading(action) {
            Some(_) => Some("suggests a rewrite at large, and is not decided"),
            None if is_planned => Some("leaves a rewrite at large to the plan of a project"),
            None => carried.then_some("is a project among actions"),
        };
        let help = match (softer, carried) {
            (Some(_), true) => {
                "give it a first step with a date of its own, or a case where projects are decided: the smaller ones stand without it"
            }
            (Some(_), false) => {
                "add what makes this failure harmless until then, with a date of its own"
            }
            (None, _) => {
                "write the first step that would have made this failure harmless, with a date of its own"
            }
        };
        let message = format!("{said} {}", softer.unwrap_or("is a rewrite at large"));
        let finding = out.report(action.span, message).help(help);
        if softer.is_some() {
            finding.at_most(Severity::Info);
        }
    }
}

/// Whether the set has enough that is bounded: nobody has to wait for the rewrite.
fn carries_itself(cx: &Context) -> bool {
    let bounded = |a: &&Action| a.scope == Scope::Ok && a.clarity == Clarity::Specific;
    cx.post.kept_actions().filter(bounded).count() >= BOUNDED
}

/// So many bounded actions carry a set.
const BOUNDED: usize = 3;

/// "Tune the client … until (1) is done": another action is the step before.
fn has_first_step(cx: &Context) -> bool {
    let mut others = cx.post.actions.iter().filter(|a| a.scope != Scope::Grand);
    others.any(|a| {
        let text = cx.doc().source(a.extent);
        cx.phrases("interim-steps").is_match(text)
    })
}

pub(super) fn objectless(cx: &Context, out: &mut Findings) {
    let suggestions = Suggestions::of(cx);
    let lacks =
        |what| move |a: &Action| a.phrasing.lacks == Some(what) && suggestions.heading(a).is_none();
    let message = "does not say what is to be done";
    let help = "write a sentence that begins with what somebody will do, and to which thing";
    report(cx, out, lacks(Lacks::Deed), message, help);
    let message = "may be about anything";
    let help = "write what is to be changed, and of which service, file or team";
    report(cx, out, lacks(Lacks::Thing), message, help);
}

pub(super) fn past_tense(cx: &Context, out: &mut Findings) {
    let help = "write the change itself, with the ticket beside it; tick what is done";
    let told = |tells| move |a: &Action| a.phrasing.tells == Some(tells);
    let message = "ends with a ticket or a meeting, and nothing has changed by then";
    report(cx, out, told(Tells::Filing), message, help);
    let message = "tells what is so and not what will be done";
    let is_under_way = |a: &Action| cx.phrases("under-way-openers").opens(&a.text);
    let told = |a: &Action| a.phrasing.tells == Some(Tells::Past) && !is_under_way(a);
    report(cx, out, told, message, help);
}

pub(super) fn unverifiable(cx: &Context, out: &mut Findings) {
    // What unbounded-monitoring says of the same action is more to the point; what is to be noted down is done with the note;
    // a name or a text can be looked at.
    let is_told = |a: &Action| {
        unbounded_monitoring::lack(cx, a).is_some()
            || is_to_be_noted(cx, a)
            || cx.phrases("readable-things").is_match(&a.text)
    };
    let endless = |why| move |a: &Action| a.phrasing.endless == Some(why) && !is_told(a);
    let message = "is a habit and is never done";
    let help =
        "write what will make it happen without anybody thinking of it, and how that is shown";
    report(cx, out, endless(Endless::Habit), message, help);
    let message = "asks for more or less and does not say when it is enough";
    let help = "write the number or the state at which it is enough";
    report(cx, out, endless(Endless::Degree), message, help);
    let message = "does not say what will be there";
    let help =
        "write what somebody else can open or try when it is done: the page, the rule, the check";
    report(cx, out, endless(Endless::Intent), message, help);
}

/// Whether it is a line of what the item above is to write down: "Add notes to the runbook:".
fn is_to_be_noted(cx: &Context, action: &Action) -> bool {
    let doc = cx.doc();
    let Some(block) = doc.block_from(action.span.start) else {
        return false;
    };
    doc.ancestors(block)
        .map(|up| doc.block_text(up))
        .filter(|text| !text.span().contains(action.span))
        .map(|text| text.as_str().trim_end())
        .any(|text| text.ends_with(':') && cx.phrases("notes-of").is_match(text))
}

fn report(
    cx: &Context,
    out: &mut Findings,
    is: impl Fn(&Action) -> bool,
    message: &str,
    help: &str,
) {
    // Nobody has decided on a suggestion yet.
    let suggestions = Suggestions::of(cx);
    let is_soft = |action: &Action| suggestions.heading(action).is_some();
    tell(cx, out, is, is_soft, message, help);
}

/// One finding an action; those that are soft are no more than an info.
fn tell(
    cx: &Context,
    out: &mut Findings,
    is: impl Fn(&Action) -> bool,
    is_soft: impl Fn(&Action) -> bool,
    message: &str,
    help: &str,
) {
    for action in cx.open_actions().filter(|action| is(action)) {
        let finding = out
            .report(action.span, format!("{} {message}", quote::action(action)))
            .help(help);
        if is_soft(action) {
            finding.at_most(Severity::Info);
        }
    }
}
