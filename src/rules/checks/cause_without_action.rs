//! Causes and lessons with an id that no action addresses.

use super::unanswered_items;
use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::postmortem::{Action, LessonKind};
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let actions: Vec<&Action> = cx.post.kept_actions().collect();
    let causes = cx
        .post
        .causes
        .items
        .iter()
        .map(|item| (&item.id, &item.text, item.span, &item.no_action));
    let lessons = cx
        .post
        .lessons
        .iter()
        .filter(|lesson| lesson.kind != LessonKind::Well);
    let lessons = lessons.map(|lesson| (&lesson.id, &lesson.text, lesson.span, &lesson.no_action));
    let mut told: Vec<(&str, Span)> = Vec::new();
    for (id, text, span, no_action) in causes.chain(lessons) {
        let Some(id) = id else { continue };
        let answered = no_action.is_some() || actions.iter().any(|action| addresses(action, id));
        if answered || told.contains(&(id.as_str(), span)) {
            continue;
        }
        told.push((id, span));
        out.report(
            span,
            format!("no action addresses `{id}`, {}", quote::text(text)),
        )
        .help(format!(
            "add `addresses: {id}` to the action that answers it, or `- no-action: reason` below it"
        ))
        .subject(id.as_str());
    }
    unanswered_items::check(cx, out);
}

/// By `addresses:`, or by the id in its text.
fn addresses(action: &Action, id: &str) -> bool {
    let stated = action
        .addresses
        .iter()
        .any(|address| address.value.eq_ignore_ascii_case(id));
    let mut words = action.text.split(|c: char| !c.is_alphanumeric());
    stated || words.any(|word| word == id)
}
