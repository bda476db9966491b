//! What has to be settled before the meeting can speak of anything else: facts that contradict each other, text that is
//! still to be written.

use super::said::said;
use super::wording::ask;
use super::{Asking, Topic};
use crate::diagnostic::Diagnostic;
use crate::postmortem::SectionKind;
use crate::rules::quote;

/// The rules that compare what a document says with what it says elsewhere.
const CONTRADICTIONS: [&str; 8] = [
    "fact-disagreement",
    "duration-mismatch",
    "disordered-milestones",
    "disordered-timeline",
    "evidence-time-mismatch",
    "implausible-date",
    "date-disagreement",
    "state-disagreement",
];

/// The parts in which an open place leaves the reader without the story.
const STORY: [SectionKind; 5] = [
    SectionKind::Summary,
    SectionKind::Impact,
    SectionKind::Timeline,
    SectionKind::Detection,
    SectionKind::Causes,
];

pub(super) fn ask_for(asking: &mut Asking<'_>) {
    unwritten(asking);
    let mut found: Vec<&Diagnostic<'_>> = Vec::new();
    for rule in CONTRADICTIONS {
        let of_rule = asking.verdict.diagnostics.iter();
        found.extend(of_rule.filter(|one| one.rule.id == rule));
    }
    let Some(first) = found.first() else { return };
    let told = |one: &Diagnostic<'_>| sentence(&one.finding.message);
    let line = |one: &Diagnostic<'_>| asking.post.doc.line(one.finding.span.start);
    let asked = match found.get(1) {
        None => ask("contradiction")
            .put("message", told(first))
            .put("question", first.rule.page.question.clone())
            .line("line", line(first)),
        Some(second) => ask("contradictions")
            .put("message", told(first))
            .line("line", line(first))
            .put("more", second.finding.message.clone())
            .line("more-line", line(second)),
    };
    asking.ask(Topic::Facts, 96, asked);
}

/// Places that wait for their text.
fn unwritten(asking: &mut Asking<'_>) {
    let post = asking.post;
    let mut open = asking.verdict.diagnostics.iter().filter_map(|one| {
        let part = post.sections.kind_at(one.finding.span.start);
        let waits = one.rule.id == "placeholder-text" && STORY.contains(&part);
        waits.then_some(one.finding.span)
    });
    let said = said(post, "review-unwritten", &STORY);
    let said = said
        .iter()
        .min_by_key(|one| one.part != SectionKind::Causes);
    let asked = match (said, open.next()) {
        (Some(said), _) => ask("unwritten")
            .put("quote", said.quote())
            .line("line", said.line()),
        (None, Some(span)) => ask("unwritten")
            .put("quote", quote::text(post.doc.source(span)))
            .line("line", post.doc.line(span.start)),
        (None, None) => return,
    };
    asking.ask(Topic::Facts, 94, asked);
}

/// With a capital at its beginning.
fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
