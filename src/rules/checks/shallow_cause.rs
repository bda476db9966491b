//! Few whys or a single factor, which end at no condition that the organisation can change.

use crate::diagnostic::Findings;
use crate::postmortem::{CauseForm, Clarity, EndsAt, LessonKind, SectionKind, Type};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let causes = &cx.post.causes;
    let depth = causes.depth.unwrap_or(0);
    let (enough, what) = match causes.form {
        CauseForm::WhyChain => (
            cx.settings().count("depth"),
            if depth == 1 { "why" } else { "whys" },
        ),
        CauseForm::Factors => (cx.settings().count("factors"), "contributing factor"),
        CauseForm::Prose | CauseForm::None => return,
    };
    // Where it ends at a person or out of reach, the rules for these ends say so.
    let is_surface = matches!(
        causes.ends_at,
        None | Some(EndsAt::Symptom | EndsAt::Unclear)
    );
    if depth >= enough || !is_surface {
        return;
    }
    let span = causes
        .items
        .last()
        .map_or_else(|| cx.place_of(SectionKind::Causes), |item| item.span);
    out.report(span, format!("the explanation stops here, after {depth} {what}"))
        .help(match says_more(cx) {
            Some(line) => format!("line {line} tells more than this: bring up here what was missing, and go on until it reaches something that you own and can change"),
            None => "go on until it reaches something that you own and can change, or name what else had to come together".to_owned(),
        });
}

/// The line of the first lesson, else of the first action that names a result and is no repair: what it is to mend was part of how it came about,
/// and no factor says so.
fn says_more(cx: &Context) -> Option<usize> {
    let post = cx.post;
    let poorly = post
        .lessons
        .iter()
        .find(|lesson| lesson.kind == LessonKind::Poorly);
    let learnt = || {
        let sections = post.sections.of(SectionKind::Lessons);
        let mut texts = sections.flat_map(|section| post.sections.own_texts(cx.doc(), section));
        let first = texts.find(|text| text.as_str().split_whitespace().count() >= FEWEST_WORDS);
        first
            .filter(|_| post.lessons.is_empty())
            .map(|text| text.span().start)
    };
    let action = || {
        let mut actions = post.actions.iter();
        // A repair mends what the explanation has named already.
        let action = actions.find(|action| {
            action.clarity != Clarity::Vague
                && !matches!(action.kind, Type::Repair | Type::Investigate)
        });
        action.map(|action| action.span.start)
    };
    let at = poorly
        .map(|lesson| lesson.span.start)
        .or_else(learnt)
        .or_else(action);
    at.map(|at| cx.doc().line(at))
}

/// In fewer words no lesson is told.
const FEWEST_WORDS: usize = 5;
