//! The size of an action: right, only this very instance, or a rewrite at large.

use super::action::{Scope, Type};
use super::clarity::is_identifier;
use super::tokens;
use super::wording::Wording;
use crate::words;

/// Judges the size of an action; in doubt it is right.
pub(super) fn of(wording: &Wording<'_>, kind: Type) -> Scope {
    match () {
        () if is_grand(wording) => Scope::Grand,
        () if is_narrow(wording, kind) => Scope::Narrow,
        () => Scope::Ok,
    }
}

/// "Rewrite the billing service in Rust", with no small object and no first step.
fn is_grand(wording: &Wording<'_>) -> bool {
    let reach = wording.clause.verb_at + 60;
    let found = words::phrases("grand-verbs").find(wording.plain);
    let Some(found) = found.filter(|m| m.start() < reach) else {
        return false;
    };
    // "Find out why the file was rewritten" tells what happened.
    let before = wording.plain.get(..found.start()).unwrap_or_default();
    if before.ends_with("was ") || before.ends_with("were ") {
        return false;
    }
    let rest = wording.plain.get(found.end()..).unwrap_or_default();
    // "All null_resources" are lines of code, and somebody can count them.
    let mut named = tokens::of(rest).take(5);
    if named.any(|w| rest.get(w.at).is_some_and(is_identifier)) {
        return false;
    }
    let object: String = tokens::of(rest).take(5).map(|w| w.lower + " ").collect();
    // "The query will be rewritten": the object is the subject.
    let subject = wording
        .plain
        .get(wording.clause.subject.clone())
        .unwrap_or_default();
    let small = words::phrases("small-objects");
    let small = small.is_match(&object) || small.is_match(subject);
    !small && !wording.has("first-steps")
}

/// "Restart the pods", "Build 22.0.3", "Refund the affected customers".
fn is_narrow(wording: &Wording<'_>, kind: Type) -> bool {
    let repairs = wording.has_within("narrow-verbs", 40);
    let instance = wording.has_within("this-instance", 100);
    match kind {
        Type::Repair => repairs || instance,
        _ => instance && repairs,
    }
}
