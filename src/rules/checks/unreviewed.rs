//! Final post-mortems that nobody but their authors has read.

use super::ask_for;
use super::proper;
use super::same_person::{is_same, names};
use crate::diagnostic::Findings;
use crate::markdown::{BlockKind, Text};
use crate::postmortem::{Action, CauseForm, Clarity, SectionKind};
use crate::rules::{Context, prose};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let metadata = &cx.post.metadata;
    let reviewers: Vec<&str> = metadata.reviewed_by.iter().flat_map(names).collect();
    let Some(first) = metadata
        .reviewed_by
        .first()
        .filter(|_| !reviewers.is_empty())
    else {
        // A meeting went through it, whoever was there.
        if cx
            .phrases("review-meetings")
            .is_match(cx.doc().running_text())
        {
            return;
        }
        if is_open(cx) || is_too_early(cx) || looks_for_cause(cx) || is_notice(cx) {
            return;
        }
        out.report(cx.title_place(), "nobody is named who has reviewed it")
            .help(format!(
                "{} with the names of those who read it to the end",
                ask_for::names_under(cx, "reviewed_by")
            ))
            .subject("reviewed_by");
        return;
    };
    let authors: Vec<&str> = metadata.author.iter().flat_map(names).collect();
    let everybody: Vec<&str> = reviewers.iter().chain(&authors).copied().collect();
    let is_author = |name: &&str| {
        authors
            .iter()
            .any(|author| is_same(name, author, &everybody))
    };
    if reviewers.iter().all(is_author) {
        out.report(first.span, "only its author has reviewed it")
            .help("ask somebody who did not write it, and add the name")
            .subject("reviewed_by");
    }
}

/// Whether a key or a line of its own house says that it is not finished: `state: open`, "Status: moving, but not upgraded".
fn is_open(cx: &Context) -> bool {
    says_unfinished(cx) || has_open_key(cx)
}

/// Whether a line "Status: …" says that something is not done yet.
fn says_unfinished(cx: &Context) -> bool {
    let doc = cx.doc();
    let mut statuses = doc
        .blocks()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Paragraph | BlockKind::Cell))
        .map(|(id, _)| doc.block_text(id))
        .take(HEAD)
        .flat_map(Text::lines);
    cx.post.metadata.status.is_none()
        && statuses.any(|line| cx.phrases("unfinished-status").opens(line.as_str()))
}

/// A status stands in one of the first so many paragraphs and cells.
const HEAD: usize = 24;

fn has_open_key(cx: &Context) -> bool {
    let metadata = &cx.post.metadata;
    let stated = metadata.keys.iter().filter(|(key, _)| {
        metadata.status.is_none() && ["status", "state"].contains(&key.value.as_str())
    });
    stated
        .map(|(_, value)| cx.doc().source(value.span).to_lowercase())
        .any(|value| {
            let value = value.trim_matches(|c: char| !c.is_alphanumeric());
            cx.phrases("state-open")
                .find(value)
                .is_some_and(|found| found.as_str() == value)
        })
}

/// Whether one of the opening lines links the post-mortem proper ("Internal post-mortem: …"): that is the one to be reviewed,
/// however much of it stands here.
fn is_notice(cx: &Context) -> bool {
    cx.post.metadata.status.is_none() && proper::is_linked(cx)
}

/// Whether there is too little to review: a notice or a stub has hardly more than one of a cause, a timeline, lessons and actions,
/// and neither of the last two.
fn is_too_early(cx: &Context) -> bool {
    let post = cx.post;
    let tells_story = post
        .timeline
        .as_ref()
        .is_some_and(|timeline| timeline.entries.len() >= FEWEST_ENTRIES);
    let parts = [
        post.causes.form != CauseForm::None,
        tells_story,
        !post.lessons.is_empty(),
        // A promise that names no result is none of its parts.
        post.actions.iter().any(|action| {
            action.clarity != Clarity::Vague && (tells_story || !is_repair(cx, action))
        }),
    ];
    let says_final = post.metadata.status.is_some();
    let [_, _, learns, acts] = parts;
    // What neither learns nor acts is told to users, and no review has anything to hold on to.
    !says_final && (parts.iter().filter(|part| **part).count() < 2 || !learns && !acts)
}

/// Whether an action only stands below "Solution" or "Fix", and nobody has taken it on: without a timeline that is how the outage
/// was ended, in the imperative.
fn is_repair(cx: &Context, action: &Action) -> bool {
    let section = cx.post.sections.around(action.span.start);
    section.is_some_and(|section| section.is_called("repair-headings"))
        && action.owners.is_empty()
        && action.due.is_none()
        && action.ticket.is_none()
}

/// Whether a notice says that its cause is still to be looked for ("the analysis is under way"). Where a
/// timeline tells the story, that is said of a part of it.
fn looks_for_cause(cx: &Context) -> bool {
    let post = cx.post;
    let told = |entries: usize| entries >= FEWEST_ENTRIES;
    let timeline = post.timeline.as_ref();
    if post.metadata.status.is_some() || timeline.is_some_and(|t| told(t.entries.len())) {
        return false;
    }
    prose::find(cx.doc(), cx.phrases("unfinished-investigations")).any(|found| {
        let kind = post.sections.kind_at(found.text.span().start);
        // An action or a lesson may be to look for another one.
        !matches!(kind, SectionKind::Actions | SectionKind::Lessons)
    })
}

/// In fewer entries no story is told; missing-timeline asks for as many.
const FEWEST_ENTRIES: usize = 4;
