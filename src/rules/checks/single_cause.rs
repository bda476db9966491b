//! One thing that broke, and nothing of what let it through.

use super::{cause_is_symptom, elsewhere};
use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::postmortem::{CauseForm, CauseItem, Causes, EndsAt, SectionKind};
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let causes = &cx.post.causes;
    let Some(item) = only(causes) else { return };
    if has_an_end_of_its_own(cx) || !is_an_explanation(cx, item) || has_more(cx) {
        return;
    }
    out.report(
        place(cx, item),
        format!(
            "the explanation tells one thing, and nothing of what let it through: {}",
            quote::text(&item.text)
        ),
    )
    .help("add which test, review, limit or alert could have caught it and why none did, and what was different on that day")
    .subject("single");
}

/// The first item of an explanation that is one piece: a single factor, or running text. Chains have rules of their own.
fn only(causes: &Causes) -> Option<&CauseItem> {
    match causes.form {
        CauseForm::Factors => causes.items.first().filter(|_| causes.items.len() == 1),
        CauseForm::Prose => causes.items.first(),
        CauseForm::WhyChain | CauseForm::None => None,
    }
}

/// Whether another rule speaks of where it ends.
fn has_an_end_of_its_own(cx: &Context) -> bool {
    let elsewhere = matches!(
        cx.post.causes.ends_at,
        Some(EndsAt::Person | EndsAt::External | EndsAt::Unclear)
    );
    elsewhere || !cause_is_symptom::ends(&cx.post.causes).is_empty()
}

/// Whether the document calls it a cause: by the heading above it, or by words that give a reason.
fn is_an_explanation(cx: &Context, item: &CauseItem) -> bool {
    let under_heading = cx.post.sections.kind_at(item.span.start) == SectionKind::Causes;
    let lists = ["cause-explicit", "cause-reason", "cause-weak"];
    under_heading
        || lists
            .iter()
            .any(|list| cx.phrases(list).is_match(&item.text))
}

/// Words that join conditions or name what could have stopped it, in the explanation or among what went poorly; or a guard
/// that was missing, anywhere.
fn has_more(cx: &Context) -> bool {
    let joins = |text: &str| {
        let lists = ["further-causes", "let-through"];
        lists.iter().any(|list| cx.phrases(list).is_match(text))
    };
    cx.post.metadata.trigger.is_some()
        || cx.post.causes.items.iter().any(|item| joins(&item.text))
        || cx
            .post
            .sections
            .of(SectionKind::Causes)
            .flat_map(|section| section.texts(cx.doc()))
            .any(|text| joins(text.as_str()))
        || elsewhere::names_a_guard(cx)
}

/// The heading of the section that it is all of, else the explanation itself.
fn place(cx: &Context, item: &CauseItem) -> Span {
    let mut sections = cx
        .post
        .sections
        .of(SectionKind::Causes)
        .filter(|section| !section.is_bare());
    match (sections.next(), sections.next()) {
        (Some(section), None) if section.span.contains(item.span) => section.heading_span,
        _ => item.span,
    }
}
