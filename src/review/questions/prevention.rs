//! The set of actions: whether it keeps the next one away.

use super::wording::{Ask, ask};
use super::{Asking, Topic};
use crate::postmortem::{Action, OwnerKind, Strength, Type};
use crate::rules::quote;
use crate::words;

pub(super) fn ask_for(asking: &mut Asking<'_>) {
    let kept: Vec<&Action> = asking.post.kept_actions().collect();
    match kept.as_slice() {
        [] if asking.post.no_action.is_some() => {}
        [] => asking.ask(Topic::Prevention, 98, ask("no-actions")),
        kept => {
            set(asking, kept);
            dates(asking, kept);
        }
    }
}

/// Whether the set keeps the next one away, and how that will be seen.
fn set(asking: &mut Asking<'_>, kept: &[&Action]) {
    let doc = &asking.post.doc;
    let about = |name: &str, action: &Action| -> Ask {
        ask(name)
            .put("quote", quote::action(action))
            .line("line", doc.line(action.span.start))
            .put("count", kept.len().to_string())
    };
    let of = |kind: Type| kept.iter().find(|one| one.kind == kind).copied();
    let eyes = of(Type::Detect).or(of(Type::Mitigate));
    // A type is often inferred: what might be more than eyes or a text gets the benefit of the doubt.
    let doubtful = kept.iter().find(|one| may_prevent(one)).copied();
    let (weight, asked) = match (strongest(kept), eyes, doubtful) {
        (Some(best), ..) if best.is_open() => (62, about("would-prevent", best)),
        (Some(best), ..) => (40, about("did-prevent", best)),
        (None, Some(_), Some(action)) => (61, about("would-prevent", action)),
        (None, Some(eyes), None) => (84, about("set-detects", eyes)),
        (None, None, _) => match kept {
            [only] => (87, about("set-repairs-one", only)),
            [first, ..] => (87, about("set-repairs", first)),
            [] => return,
        },
    };
    asking.ask(Topic::Prevention, weight, asked);
}

/// Whether anybody is to do anything by a day.
fn dates(asking: &mut Asking<'_>, kept: &[&Action]) {
    let open: Vec<&&Action> = kept.iter().filter(|one| one.is_open()).collect();
    let owned = open.iter().any(|one| one.owner_kind == OwnerKind::Person);
    let dated = open.iter().any(|one| one.due.is_some());
    let name = match (owned, dated) {
        _ if open.len() < 3 => return,
        (false, false) => "who-when",
        (true, false) => "when",
        _ => return,
    };
    let asked = ask(name).put("count", open.len().to_string());
    asking.ask(Topic::Prevention, 54, asked);
}

/// Whether an action that is read as something else may keep the next one away.
fn may_prevent(action: &Action) -> bool {
    let papers = ["review-papers", "review-reminders"].map(words::phrases);
    match action.kind {
        Type::Prevent | Type::Repair => true,
        Type::Process => !papers.iter().any(|list| list.is_match(&action.text)),
        Type::Detect | Type::Mitigate | Type::Investigate => false,
    }
}

/// The action to prevent that promises most, an open one if there is one: that one has to be shown to work.
fn strongest<'a>(kept: &[&'a Action]) -> Option<&'a Action> {
    let strength = |one: &Action| match one.strength {
        Strength::Strong => 2,
        Strength::Medium => 1,
        Strength::Weak => 0,
    };
    let prevent = kept.iter().filter(|one| one.kind == Type::Prevent);
    // Of equals the first: `max_by_key` takes the last.
    let best = prevent
        .rev()
        .max_by_key(|one| (one.is_open(), strength(one)));
    best.copied()
}
