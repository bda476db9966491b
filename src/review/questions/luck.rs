//! What went well by luck, and where the same may happen.

use super::reasons::main_cause;
use super::said::said;
use super::wording::ask;
use super::{Asking, LONG, Topic};
use crate::postmortem::{LessonKind, SectionKind};
use crate::rules::quote;
use crate::words;

pub(super) fn ask_for(asking: &mut Asking<'_>) {
    luck(asking);
    elsewhere(asking);
}

fn luck(asking: &mut Asking<'_>) {
    let post = asking.post;
    let prompts = words::phrases("review-prompts");
    let lesson = post.lessons.iter().find(|one| {
        let told = !prompts.is_match(&one.text) && !is_denial(&one.text);
        one.kind == LessonKind::Lucky && one.no_action.is_none() && told
    });
    if let Some(lesson) = lesson {
        let asked = ask("luck")
            .put("quote", quote::around(&lesson.text, 0..0, LONG))
            .line("line", asking.line(lesson.span.start));
        return asking.ask(Topic::Luck, 56, asked);
    }
    let parts = [
        SectionKind::Summary,
        SectionKind::Impact,
        SectionKind::Timeline,
        SectionKind::Lessons,
        SectionKind::Causes,
        SectionKind::Other,
    ];
    let asked = match said(post, "review-luck", &parts).first() {
        Some(lucky) => ask("luck")
            .put("quote", lucky.quote())
            .line("line", lucky.line()),
        None => return asking.ask(Topic::Luck, 20, ask("no-luck")),
    };
    asking.ask(Topic::Luck, 48, asked);
}

/// "None", "We didn't, really."
fn is_denial(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words < 5 && words::phrases("review-denials").is_match(text)
}

/// Other places that may have the same weakness, where nobody says to have looked.
fn elsewhere(asking: &mut Asking<'_>) {
    let post = asking.post;
    let parts = [
        SectionKind::Summary,
        SectionKind::Causes,
        SectionKind::Lessons,
        SectionKind::Actions,
        SectionKind::Other,
    ];
    if !said(post, "review-elsewhere", &parts).is_empty() {
        return;
    }
    // What nobody knows, and what somebody did, is true nowhere else.
    let stated = post.sections.first(SectionKind::Causes).is_some();
    let lists = ["cause-unclear", "cause-person", "review-acts"].map(words::phrases);
    let is_condition = |cause: &str| !lists.iter().any(|list| list.is_match(cause));
    if let Some(cause) = main_cause(post).filter(|cause| stated && is_condition(&cause.quote)) {
        let asked = ask("elsewhere")
            .put("quote", cause.quote)
            .line("line", cause.line);
        asking.ask(Topic::Elsewhere, 64, asked);
    }
}
