//! Causes and lessons with an id that no action addresses.

use std::collections::HashSet;

use super::{unanswered_items, unanswered_tests};
use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::postmortem::{Action, LessonKind};
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let actions: Vec<&Action> = cx.post.kept_actions().collect();
    let addressed = Addressed::by(&actions);
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
        let answered = no_action.is_some() || addressed.has(id);
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
    let told = unanswered_items::check(cx, out);
    unanswered_tests::check(cx, &told, out);
}

/// What actions address. Read once, since there may be many causes and many actions.
struct Addressed<'a> {
    /// By `addresses:`, in lower case.
    stated: HashSet<String>,
    /// By the id in their texts.
    words: HashSet<&'a str>,
}

impl<'a> Addressed<'a> {
    fn by(actions: &[&'a Action]) -> Self {
        let stated = actions.iter().flat_map(|action| &action.addresses);
        let texts = actions.iter().map(|action| action.text.as_str());
        Self {
            stated: stated
                .map(|address| address.value.to_ascii_lowercase())
                .collect(),
            words: texts
                .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
                .collect(),
        }
    }

    fn has(&self, id: &str) -> bool {
        self.stated.contains(&id.to_ascii_lowercase()) || self.words.contains(id)
    }
}
