//! Causes, lessons and admitted gaps for which no action is there.

use super::matter::Answers;
use super::said::said;
use super::wording::ask;
use super::{Asking, SHORT, Topic};
use crate::markdown::Span;
use crate::postmortem::{Action, CauseForm, EndsAt, Lesson, LessonKind, PostMortem, SectionKind};
use crate::rules::quote;
use crate::words;

/// The parts in which a document admits that something is missing.
const ADMITS: [SectionKind; 5] = [
    SectionKind::Detection,
    SectionKind::Lessons,
    SectionKind::Causes,
    SectionKind::Other,
    SectionKind::Summary,
];

/// Something that asks for an action.
struct Lack {
    quote: String,
    text: String,
    id: Option<String>,
    span: Span,
}

pub(super) fn ask_for(asking: &mut Asking<'_>) {
    let post = asking.post;
    if post.actions.is_empty() {
        return;
    }
    let open = open(post);
    let line = |at: usize| open.get(at).map_or(0, |lack| asking.line(lack.span.start));
    let quote = |at: usize| open.get(at).map_or("", |lack| lack.quote.as_str());
    let asked = match open.len() {
        0 => return,
        1 => ask("unanswered-one")
            .put("quote", quote(0))
            .line("line", line(0)),
        2 => ask("unanswered-two")
            .put("quote", quote(0))
            .line("line", line(0))
            .put("second", quote(1))
            .line("second-line", line(1)),
        count => {
            let rest = match count - 3 {
                0 => String::new(),
                more => format!(", and {more} more"),
            };
            ask("unanswered-more")
                .put("quote", quote(0))
                .line("line", line(0))
                .put("second", quote(1))
                .line("second-line", line(1))
                .put("third", quote(2))
                .line("third-line", line(2))
                .put("rest", rest)
        }
    };
    let weight = if open.len() > 1 { 90 } else { 71 };
    asking.ask(Topic::Unanswered, weight, asked);
}

/// What no action answers, in the order of the document.
fn open(post: &PostMortem) -> Vec<Lack> {
    let answers = Answers::of(post);
    let fixed = words::phrases("fixed");
    let prompts = words::phrases("review-prompts");
    let mut lacks = named(post);
    for said in said(post, "review-gaps", &ADMITS) {
        let span = said.sentence.span();
        let known = |lack: &Lack| lack.span.contains(span) || span.contains(lack.span);
        let good =
            |lesson: &Lesson| lesson.kind != LessonKind::Poorly && lesson.span.contains(span);
        if post.lessons.iter().any(good) {
            continue;
        }
        if !lacks.iter().any(known) {
            lacks.push(Lack {
                quote: said.short(),
                text: said.sentence.as_str().to_owned(),
                id: None,
                span: Span::at(said.at()),
            });
        }
    }
    lacks.retain(|lack| {
        let addressed = lack.id.as_deref().is_some_and(|id| is_addressed(post, id));
        let is_action = post
            .actions
            .iter()
            .any(|action| action.extent.covers(lack.span.start));
        let told = !fixed.is_match(&lack.text)
            && !prompts.is_match(&lack.text)
            && !lack.text.trim_end().ends_with(['?', ':']);
        !addressed && !is_action && told && !answers.answer(&lack.text)
    });
    lacks.sort_by_key(|lack| lack.span);
    lacks
}

/// Factors, the ends of chains, and what went poorly.
fn named(post: &PostMortem) -> Vec<Lack> {
    let causes = &post.causes;
    let listed = matches!(causes.form, CauseForm::Factors | CauseForm::WhyChain);
    // What stops too early has a question of its own.
    let changeable = |end: Option<EndsAt>| matches!(end, None | Some(EndsAt::System));
    let means = words::phrases("review-means");
    let ends = causes.items.iter().filter(|item| {
        listed
            && item.leaf
            && !means.is_match(&item.text)
            && item.no_action.is_none()
            && changeable(item.ends_at)
    });
    let ends = ends.map(|item| (&item.text, &item.id, item.span));
    let poorly = post
        .lessons
        .iter()
        .filter(|lesson| lesson.kind == LessonKind::Poorly && lesson.no_action.is_none());
    let poorly = poorly.map(|lesson| (&lesson.text, &lesson.id, lesson.span));
    ends.chain(poorly)
        .map(|(text, id, span)| Lack {
            quote: quote::around(text.trim_start_matches(['.', '…', ' ']), 0..0, SHORT),
            text: text.clone(),
            id: id.clone(),
            span,
        })
        .collect()
}

fn is_addressed(post: &PostMortem, id: &str) -> bool {
    let names = |action: &Action| {
        action
            .addresses
            .iter()
            .any(|one| one.value.eq_ignore_ascii_case(id))
    };
    post.kept_actions().any(names)
}
