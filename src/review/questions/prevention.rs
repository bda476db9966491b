//! The set of actions: whether it keeps the next one away.

use super::wording::{Ask, ask};
use super::{Asking, Topic};
use crate::postmortem::{Action, OwnerKind, State, Strength, Type};
use crate::rules::quote;
use crate::words;

pub(super) fn ask_for(asking: &mut Asking<'_>) {
    let post = asking.post;
    let kept: Vec<&Action> = post
        .actions
        .iter()
        .filter(|one| one.state != State::Dropped)
        .collect();
    let Some(first) = kept.first() else {
        if post.no_action.is_none() {
            asking.ask(Topic::Prevention, 98, ask("no-actions"));
        }
        return;
    };
    let of = |kind: Type| kept.iter().find(|one| one.kind == kind).copied();
    let about = |name: &str, action: &Action| -> Ask {
        let line = post.doc.line(action.span.start);
        ask(name)
            .put("quote", quote::action(action))
            .line("line", line)
    };
    let (weight, asked) = match (of(Type::Prevent), of(Type::Detect).or(of(Type::Mitigate))) {
        // A type is often inferred: what might be more than eyes or a text gets the benefit of the doubt.
        (None, Some(one)) if kept.iter().any(|one| may_prevent(one)) => {
            (61, about("would-prevent", one))
        }
        (None, Some(one)) => (84, about("set-detects", one)),
        (None, None) if kept.len() == 1 => (87, about("set-repairs-one", first)),
        (None, None) => (
            87,
            about("set-repairs", first).put("count", kept.len().to_string()),
        ),
        (Some(_), _) => {
            let best = strongest(&kept);
            match best.is_open() {
                true => (62, about("would-prevent", best)),
                false => (40, about("did-prevent", best)),
            }
        }
    };
    asking.ask(Topic::Prevention, weight, asked);
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
    let papers = [
        words::phrases("review-papers"),
        words::phrases("review-reminders"),
    ];
    let is_text = || papers.iter().any(|list| list.is_match(&action.text));
    match action.kind {
        Type::Prevent | Type::Repair => true,
        Type::Process => !is_text(),
        Type::Detect | Type::Mitigate | Type::Investigate => false,
    }
}

/// The action that promises most: that one has to be shown to work.
fn strongest<'a>(kept: &[&'a Action]) -> &'a Action {
    let rank = |one: &&&'a Action| {
        let strength = match one.strength {
            Strength::Strong => 2,
            Strength::Medium => 1,
            Strength::Weak => 0,
        };
        (one.kind == Type::Prevent, one.is_open(), strength)
    };
    // Of equals the first: `max_by_key` takes the last.
    let best = kept.iter().rev().max_by_key(rank);
    best.copied().unwrap_or(kept[0])
}
