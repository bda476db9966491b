//! Actions that nobody could tell to be done: vague, open-ended, about people, at large.
//!
//! How clear an action is and how large is read once, in `postmortem::actions`; `inspect` shows the same judgement.

mod parked;
mod search;

use std::cell::LazyCell;

use super::stems;
use super::suggestions::Suggestions;
use super::unbounded_monitoring;
use crate::diagnostic::{Findings, Severity};
use crate::markdown::InlineKind;
use crate::postmortem::{Action, Clarity, Endless, Lacks, Scope, SectionKind, Tells};
use crate::rules::{Context, Profile, prose, quote};

pub(super) fn vague(cx: &Context, out: &mut Findings) {
    // What unbounded-monitoring says of the same action is more to the point.
    let is_told =
        |a: &Action| cx.profile != Profile::Facts && unbounded_monitoring::lack(cx, a).is_some();
    let is = |a: &Action| a.clarity == Clarity::Vague && !is_told(a) && !is_lead(cx, a);
    let described = |a: &Action| is_titled(cx, a) && is_described(a);
    let is_soft = |a: &Action| cx.phrases("soft-bounds").is_match(&a.text) || is_hastened(cx, a);
    let softened = |a: &Action| match is_soft(a) {
        true => Some(Severity::Info),
        // A title with a description is more than a direction.
        false => described(a).then_some(Severity::Warning),
    };
    report(cx, out, is, softened, |a| of_direction(cx, a));
}

/// Whether an action asks for the work of a ticket to come sooner: the ticket says what will be there.
fn is_hastened(cx: &Context, action: &Action) -> bool {
    action.ticket.is_some() && cx.phrases("hastenings").opens(&action.text)
}

/// Whether an action begins with a title in bold.
fn is_titled(cx: &Context, action: &Action) -> bool {
    let first = cx.doc().inlines_within(action.extent).next();
    first.is_some_and(|first| {
        let place = first.span.start..first.span.end;
        first.kind == InlineKind::Strong && place.contains(&action.span.start)
    })
}

/// Whether sentences follow upon the first one of an action: two, or one that is long.
fn is_described(action: &Action) -> bool {
    let mut behind = prose::sentences(&action.text).skip(1);
    let long = |range: std::ops::Range<usize>| {
        let sentence = action.text.get(range).unwrap_or_default();
        sentence.split_whitespace().count() >= LONG_SENTENCE
    };
    behind
        .next()
        .is_some_and(|first| behind.next().is_some() || long(first))
}

/// So many words behind a title say more than it.
const LONG_SENTENCE: usize = 12;

/// Whether an action is a lead with a colon, above a command or code that says what is meant.
fn is_lead(cx: &Context, action: &Action) -> bool {
    let fences = ["```", "~~~"];
    let below = || fences.map(|fence| cx.doc().source(action.extent).contains(fence));
    action.text.trim_end().ends_with(':') && below().contains(&true)
}

/// What is wrong with an action, and what to do about it.
type Said = (&'static str, &'static str);

/// What is said of a vague action: that of a duty without an end, of a signal or of haste asks for something else than the others.
fn of_direction(cx: &Context, action: &Action) -> Said {
    let message = "names a direction and no result";
    let watches = cx.phrases("monitoring-words").find(&action.text);
    match () {
        () if cx.phrases("standing-duties").is_match(&action.text) => (
            "has no end: nobody can close it",
            "write who does it, how often, and where it is recorded",
        ),
        () if cx.phrases("soft-bounds").is_match(&action.text) => (
            "says how it should be, and not what will be there",
            "write what somebody builds or changes for that: the check, the file, the number",
        ),
        () if cx.phrases("hastenings").opens(&action.text) => (
            match is_hastened(cx, action) {
                true => "is to come sooner, and does not say by when",
                false => message,
            },
            "write by when, and what somebody does for that",
        ),
        () if watches.is_some_and(|found| found.start() < WATCHED) => (
            message,
            "write which signal, from which value on, and whom it wakes",
        ),
        () => (
            message,
            "write what will be there when it is done: the limit, the check, the file, the number",
        ),
    }
}

/// How far into an action the words of what is watched may begin.
const WATCHED: usize = 20;

pub(super) fn open_ended(cx: &Context, out: &mut Findings) {
    let is = |a: &Action| a.clarity == Clarity::Exploratory && !search::has_result(cx, a);
    let parked = parked::Parked::of(cx);
    let softened = |a: &Action| {
        let is_soft = search::is_answered(a)
            || parked.holds(a)
            || search::has_own_ticket(cx, a)
            || search::is_to_file(cx, a)
            || search::outcome_beside(cx, a).is_some();
        is_soft.then_some(Severity::Info)
    };
    let said = |a: &Action| match () {
        () if parked.holds(a) => (
            "is parked",
            "write by when it is taken up or dropped, and who looks at it then",
        ),
        () => search::outcome_beside(cx, a).unwrap_or_else(|| search::said(cx, a)),
    };
    report(cx, out, is, softened, said);
}

pub(super) fn people_fixing(cx: &Context, out: &mut Findings) {
    let message = "asks people to be different";
    let help = "write what in the tool or the process will be different, so that nobody has to think of it";
    let carried = carries_itself(cx);
    // Beside stronger ones it is no bad thing.
    let is = |a: &Action| a.clarity == Clarity::People;
    let said = |a: &Action| match () {
        () if is_forced_next(cx, a) => (
            "asks people for what the next action forces",
            "say that it holds until then, or leave it out",
        ),
        () if carried && cx.phrases("trainings").is_match(&a.text) => (
            "is the weakest of these actions",
            match trains_newcomers(cx, a) {
                true => {
                    "let none of the others depend on it: what was learnt once is forgotten by the next time"
                }
                false => "let none of the others depend on it: who joins tomorrow was not there",
            },
        ),
        () => (message, help),
    };
    let softened = |a: &Action| (carried || is_forced_next(cx, a)).then_some(Severity::Info);
    tell(cx, out, is, softened, said);
}

/// Whether those are trained, too, who join later: "new and existing", "as part of onboarding".
fn trains_newcomers(cx: &Context, action: &Action) -> bool {
    cx.phrases("newcomers").is_match(&action.text)
}

/// Whether the action behind it lets a program force the same: "… so they will have to use the staging cluster".
fn is_forced_next(cx: &Context, action: &Action) -> bool {
    let actions = &cx.post.actions;
    let at = actions.partition_point(|other| other.span.start <= action.span.start);
    actions.get(at).is_some_and(|next| {
        let (asked, forced) = (stems::of(cx, &action.text), stems::of(cx, &next.text));
        cx.phrases("forcings").is_match(&next.text) && asked.intersection(&forced).count() >= SHARED
    })
}

/// So many words in common make two sentences speak of one thing.
const SHARED: usize = 3;

pub(super) fn grand(cx: &Context, out: &mut Findings) {
    if has_first_step(cx) {
        return;
    }
    // One that only explores is open-ended-action's.
    let is = |a: &&Action| a.scope == Scope::Grand && a.clarity != Clarity::Exploratory;
    let (carried, suggestions) = (carries_itself(cx), Suggestions::of(cx));
    let offers_steps = offers_steps(cx, suggestions);
    let tells_interim = LazyCell::new(|| tells_interim(cx));
    for action in cx.open_actions().filter(is) {
        let said = quote::action(action);
        let is_planned = cx.phrases("plans-elsewhere").is_match(&action.text);
        let is_suggested = suggestions.heading(action).is_some();
        // It is decided where projects are, and told what holds until then.
        if is_planned && !is_suggested && *tells_interim {
            continue;
        }
        let softer = match suggestions.heading(action) {
            Some(_) => Some("suggests a rewrite at large, and is not decided"),
            None if is_planned => Some("leaves a rewrite at large to the plan of a project"),
            None => carried.then_some("is a project among actions"),
        };
        let help = match (softer, carried) {
            _ if is_suggested && offers_steps => {
                "decide on the smaller ones first; a rewrite is decided where projects are"
            }
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
        if is_suggested {
            finding.several("{n} suggestions (none is decided) are rewrites at large");
        }
    }
}

/// Whether the suggestions offer bounded steps as well.
fn offers_steps(cx: &Context, suggestions: Suggestions) -> bool {
    let bounded = |a: &Action| a.scope == Scope::Ok && a.clarity == Clarity::Specific;
    let mut actions = cx.post.kept_actions();
    actions.any(|a| bounded(a) && suggestions.heading(a).is_some())
}

/// Whether summary, timeline or resolution tell the step that holds until then: "as a quick fix we …".
fn tells_interim(cx: &Context) -> bool {
    let mut told = prose::find(cx.doc(), cx.phrases("interim-told"));
    told.any(|found| {
        let kind = cx.post.sections.kind_at(found.text.span().start);
        matches!(
            kind,
            SectionKind::Summary | SectionKind::Timeline | SectionKind::Other
        )
    })
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

/// As loud as the rule is.
fn loud(_: &Action) -> Option<Severity> {
    None
}

pub(super) fn objectless(cx: &Context, out: &mut Findings) {
    let suggestions = Suggestions::of(cx);
    let lacks =
        |what| move |a: &Action| a.phrasing.lacks == Some(what) && suggestions.heading(a).is_none();
    let message = "does not say what is to be done";
    let help = "write a sentence that begins with what somebody will do, and to which thing";
    report(cx, out, lacks(Lacks::Deed), loud, |_| (message, help));
    let message = "may be about anything";
    let help = "write what is to be changed, and of which service, file or team";
    report(cx, out, lacks(Lacks::Thing), loud, |_| (message, help));
}

pub(super) fn past_tense(cx: &Context, out: &mut Findings) {
    let help = "write the change itself, with the ticket beside it; tick what is done";
    let told = |tells| move |a: &Action| a.phrasing.tells == Some(tells);
    // "We have added a task" has it, whether or not it is linked.
    let exists = |a: &Action| {
        let is_linked = a.ticket.as_ref().is_some_and(|t| a.extent.contains(t.span));
        is_linked || cx.phrases("filed-already").is_match(&a.text)
    };
    let of_filing = |a: &Action| match (cx.phrases("filed-purposes").is_match(&a.text), exists(a)) {
        (true, true) => (
            "names the change, but the action is the filing",
            "begin with the change, and keep the ticket as its reference",
        ),
        (false, true) => (
            "ends with a ticket that exists, and not with its change",
            "write what it will change, with the ticket beside it",
        ),
        (_, false) => (
            "ends with a ticket or a meeting, and nothing has changed by then",
            help,
        ),
    };
    report(cx, out, told(Tells::Filing), loud, of_filing);
    let message = "tells what is so and not what will be done";
    let is_under_way = |a: &Action| {
        cx.phrases("under-way-openers").opens(&a.text) || is_under_way_behind(cx, &a.text)
    };
    let told = |a: &Action| a.phrasing.tells == Some(Tells::Past) && !is_under_way(a);
    report(cx, out, told, loud, |_| (message, help));
}

/// "Calls reach more of us now, and although nights are thin, we are working on a second shift": what is so leads up to what is
/// under way in a clause behind it.
fn is_under_way_behind(cx: &Context, text: &str) -> bool {
    let clauses = cx.phrases("under-way-clauses").find_iter(text);
    clauses.take(MOST_CLAUSES).any(|clause| {
        let before = text.get(..clause.start()).unwrap_or_default();
        let begins = prose::sentences(before)
            .last()
            .map_or(0, |range| range.start);
        let joined = before.get(begins..).unwrap_or_default();
        cx.phrases("clause-joins").is_match(joined)
    })
}

/// So many clauses of one action are looked at: each asks for all that stands before it.
const MOST_CLAUSES: usize = 20;

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
    report(cx, out, endless(Endless::Habit), loud, |_| (message, help));
    let message = "asks for more or less and does not say when it is enough";
    let help = "write the number or the state at which it is enough";
    report(cx, out, endless(Endless::Degree), loud, |_| (message, help));
    let message = "does not say what will be there";
    let help =
        "write what somebody else can open or try when it is done: the page, the rule, the check";
    report(cx, out, endless(Endless::Intent), loud, |_| (message, help));
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
    softened: impl Fn(&Action) -> Option<Severity>,
    said: impl Fn(&Action) -> Said,
) {
    // Nobody has decided on a suggestion yet.
    let suggestions = Suggestions::of(cx);
    let softened = |action: &Action| match suggestions.heading(action) {
        Some(_) => Some(Severity::Info),
        None => softened(action),
    };
    tell(cx, out, is, softened, said);
}

/// One finding an action; those that are softened are no louder than that.
fn tell(
    cx: &Context,
    out: &mut Findings,
    is: impl Fn(&Action) -> bool,
    softened: impl Fn(&Action) -> Option<Severity>,
    said: impl Fn(&Action) -> Said,
) {
    for action in cx.open_actions().filter(|action| is(action)) {
        let (message, help) = said(action);
        let finding = out
            .report(action.span, format!("{} {message}", quote::action(action)))
            .help(help);
        if let Some(most) = softened(action) {
            finding.at_most(most);
        }
    }
}
