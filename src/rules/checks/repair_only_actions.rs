//! A set of actions in which nothing keeps this class of failure from happening, or tells of it.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ops::Deref;

use super::{narrow_actions, severities, stems};
use crate::diagnostic::{Findings, Severity};
use crate::postmortem::{Action, Clarity, SectionKind, Type};
use crate::rules::{Context, prose};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let set: Vec<&Action> = cx.post.kept_actions().collect();
    if set.is_empty() {
        return;
    }
    let has = |kinds: &[Type]| set.iter().any(|action| kinds.contains(&action.kind));
    let subject = LazyCell::new(|| stems::of_subject(cx));
    let may = |action: &&Action| may_prevent(cx, action, &subject);
    let prevents = has(&[Type::Prevent]) || set.iter().any(may);
    let looking = set.iter().filter(|action| looks_into(action)).count();
    let severity = severities::stated_of(cx, "both");
    let message = match &severity {
        _ if !prevents && documents::are_all(cx, &set) => documents::message(set.len()),
        None if !prevents && is_a_proposal(cx, &set) => {
            "the only action is a proposal: what does it decide?".to_owned()
        }
        Some(severity) if !prevents => {
            format!("none of the actions prevents this kind of failure, in a {severity}")
        }
        Some(severity) if !has(&[Type::Detect, Type::Mitigate]) => {
            format!(
                "none of the actions detects this kind of failure or makes it hurt less, in a {severity}"
            )
        }
        None if !prevents && !has(&[Type::Detect]) => {
            let only = "none of the actions prevents or detects this kind of failure";
            match looking {
                0 => only.to_owned(),
                all if all == set.len() => format!("{only} yet: what is planned looks into it"),
                some => format!("{only} yet: {some} of {} look into it", set.len()),
            }
        }
        None if is_unrated(cx)
            && set.len() > 1
            && !prevents
            && !has(&REACHING)
            && !changes_the_work(cx, &set) =>
        {
            would_notice(cx, &set, &subject)
        }
        _ => return,
    };
    // One reason for one set is enough: where narrow-actions tells that it mends this instance only, so much is said.
    let is_sure = !is_unrated(cx) && set.iter().all(|action| action.kind_stated);
    if !is_sure && narrow_actions::is_told(cx) || is_unrated(cx) && is_done_already(cx) {
        return;
    }
    let finding = out.report(cx.place_of_actions(), message);
    let writes = !prevents && documents::are_all(cx, &set);
    finding.subject("actions").help(help(
        is_sure || writes,
        looking > 0 || is_a_proposal(cx, &set),
    ));
    if !is_sure {
        finding.at_most(Severity::Info);
    }
}

/// What to do about it: a type helps where one is inferred wrongly, and none is wrong in what only looks into something.
fn help(is_sure: bool, looks: bool) -> &'static str {
    match (is_sure, looks) {
        (true, _) => "add one that would help when the same happens to another service",
        (false, true) => "write what is decided when it is known, and by when",
        (false, false) => {
            "state `type: prevent` or `type: detect` where one is: some types here are inferred"
        }
    }
}

/// Whether it is to find something out, whatever it would then be for: "Why did the probe stay green?"
fn looks_into(action: &Action) -> bool {
    action.kind == Type::Investigate
        || !action.kind_stated && action.clarity == Clarity::Exploratory
}

/// Whether all that is to do is to write down what might be done.
fn is_a_proposal(cx: &Context, set: &[&Action]) -> bool {
    let is = |action: &Action| {
        let text = action.text.trim_matches(|c: char| !c.is_alphanumeric());
        !action.kind_stated && cx.phrases("bare-proposals").is_whole(text)
    };
    matches!(set, [action] if is(action))
}

/// What is said of a set in which some notice the next failure, by how many do, and of how many look for its cause. Of what runs
/// out it is noticed before it is out.
fn would_notice(
    cx: &Context,
    set: &[&Action],
    subject: &impl Deref<Target = BTreeSet<String>>,
) -> String {
    let count = |is: &dyn Fn(&Action) -> bool| set.iter().filter(|action| is(action)).count();
    let noticing = count(&|action| action.kind == Type::Detect);
    let looking = count(&looks_into);
    if count(&|action| warns_ahead(cx, action, subject)) > 0 {
        let who = match set.len() {
            2 => "one of the two actions",
            _ => "one of the actions",
        };
        return format!(
            "{who} would warn before the limit is reached: what happens when nobody acts on it?"
        );
    }
    let all = set.len();
    let notice = match () {
        // Nobody can tell which of them notices where the words of none do.
        () if noticing + looking >= all || noticing == 0 => {
            "the actions would notice the next failure of this kind".to_owned()
        }
        () => format!("{noticing} of {all} actions would notice the next failure of this kind"),
    };
    match looking {
        0 => format!("{notice}, and none prevents it"),
        1 => format!("{notice}, and one looks into it; none prevents it yet"),
        n => format!("{notice}, and {n} look into it; none prevents it yet"),
    }
}

/// Whether an action looks at something that runs out, such as a quota or a certificate, of which title, summary or causes tell:
/// who heeds it prevents the next failure.
fn warns_ahead(
    cx: &Context,
    action: &Action,
    subject: &impl Deref<Target = BTreeSet<String>>,
) -> bool {
    let found = cx.phrases("things-that-run-out").find(&action.text);
    action.kind == Type::Detect
        && found.is_some_and(|found| {
            let named = stems::of(cx, found.as_str());
            !named.is_disjoint(subject)
        })
}

/// Whether an action whose type nobody states is to keep it from coming back, by the purpose that it gives, or by what it
/// does to a thing that the document tells of: in either case its first verb does not tell its type.
fn may_prevent(
    cx: &Context,
    action: &Action,
    subject: &impl Deref<Target = BTreeSet<String>>,
) -> bool {
    let says = |list: &str| cx.phrases(list).is_match(&action.text);
    let is_of_the_cause = || {
        let words = stems::of(cx, &action.text);
        words
            .iter()
            .any(|word| stems::tells(cx, word) && subject.contains(word))
    };
    // "Look for ways to block merges" may end in a block, and so may "we are exploring blocking them" with a draft.
    let is_drafted = || says("preventing-drafts") && links_change(cx, action);
    let is_sought = || says("ways-to-prevent") || is_drafted();
    match action.kind {
        _ if action.kind_stated => false,
        Type::Investigate => is_sought(),
        _ => says("purpose-prevents") || says("changes-of-causes") && is_of_the_cause(),
    }
}

/// Whether the action links a proposed change.
fn links_change(cx: &Context, action: &Action) -> bool {
    let mut links = cx.links_in(action.extent);
    links.any(|link| cx.phrases("change-links").is_match(&link.url))
}

/// Whether the story tells of a guard or a lasting repair that is in place by now.
fn is_done_already(cx: &Context) -> bool {
    prose::find(cx.doc(), cx.phrases("guards-in-place"))
        .any(|found| cx.post.sections.kind_at(found.text.span().start) != SectionKind::Actions)
}

/// Whether one changes how work is done, and not only what is written of it: that may keep it from coming back.
fn changes_the_work(cx: &Context, set: &[&Action]) -> bool {
    set.iter()
        .any(|action| cx.phrases("changes-of-work").is_match(&action.text))
}

/// What reaches further than noticing and mending; whoever finds out may still come to prevent it.
const REACHING: [Type; 3] = [Type::Prevent, Type::Mitigate, Type::Investigate];

/// Whether no incident severity is stated: it may be one of those that need both.
fn is_unrated(cx: &Context) -> bool {
    cx.post.metadata.severity.is_none()
}

/// A set that only writes something down.
mod documents {
    use super::{Action, Context, Type};

    /// Whether each of them is a document: whoever does not read it is stopped by nothing.
    pub(super) fn are_all(cx: &Context, set: &[&Action]) -> bool {
        let writes = |action: &&&Action| {
            !action.kind_stated
                && action.kind == Type::Process
                && cx.phrases("bare-documents").is_match(&action.text)
        };
        set.iter().filter(writes).count() == set.len()
    }

    pub(super) fn message(of: usize) -> String {
        let all = match of {
            1 => "the only action is a document".to_owned(),
            n => format!("all {n} actions are documents"),
        };
        let asked = if of == 1 { "it" } else { "them" };
        format!("{all}: what prevents it when nobody reads {asked}?")
    }
}
