//! Headings with nothing under them.

use std::collections::HashSet;

use crate::diagnostic::{Findings, Severity};
use crate::markdown::{BlockId, BlockKind, InlineKind, Span};
use crate::postmortem::{Section, SectionKind, normalise};
use crate::rules::{Context, placeholders};
use crate::words;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let sections = &cx.post.sections;
    let title = cx.post.title.as_ref().map(|title| title.span);
    let headings = sections.all.iter().enumerate().filter(|(at, section)| {
        matches!(cx.doc().kind(section.carrier), BlockKind::Heading(_))
            && !section.heading.is_empty()
            && sections.title != Some(*at)
            && !(section.kind == SectionKind::Other
                && title.is_some_and(|title| title.contains(section.heading_span)))
    });
    let with_parts: HashSet<usize> = sections.all.iter().filter_map(|one| one.parent).collect();
    for (at, section) in headings {
        if with_parts.contains(&at)
            || section.inline.is_some()
            || is_the_title(cx, section)
            || is_optional(cx, section)
            || is_field(cx, section)
            || says_it_all(cx, section)
        {
            continue;
        }
        if section.content.iter().all(|id| is_empty(cx, *id)) {
            let heading = section.heading.as_str();
            let holds = |fits: fn(&Context, BlockId) -> bool| {
                section.content.iter().any(|id| fits(cx, *id))
            };
            let message = match (holds(holds_text), holds(holds_bullets)) {
                (true, _) => format!("nothing but placeholders stands under `{heading}`"),
                (false, true) => {
                    format!(
                        "only an empty bullet stands under `{heading}`: none, or not written yet?"
                    )
                }
                (false, false) => format!("nothing stands under `{heading}`"),
            };
            let finding = out.report(section.heading_span, message);
            finding
                .help("write what there is to say, or \"none\" and why, or delete the heading")
                .subject(heading);
            if is_one_of_terms(cx, at) {
                finding.at_most(Severity::Warning);
            }
        }
    }
}

/// Whether it is one of several terms, "Long term" beside "Short term", of which another has text: to plan nothing for one of
/// them may be meant.
fn is_one_of_terms(cx: &Context, at: usize) -> bool {
    let all = &cx.post.sections.all;
    let is_term = |section: &Section| {
        cx.phrases("planning-terms")
            .is_whole(&normalise(&section.heading))
    };
    let Some(section) = all.get(at).filter(|section| is_term(section)) else {
        return false;
    };
    let near = all.get(at.saturating_sub(NEAR)..all.len().min(at + NEAR));
    let mut near = near.unwrap_or_default().iter();
    near.any(|other| {
        let has_text = !other.content.iter().all(|id| is_empty(cx, *id));
        other.parent == section.parent && is_term(other) && has_text
    })
}

/// Whether it stands under "Title", whose value it is.
fn is_the_title(cx: &Context, section: &Section) -> bool {
    let above = section.parent.and_then(|at| cx.post.sections.all.get(at));
    above.is_some_and(|above| normalise(&above.heading) == "title")
}

/// An appendix or references, which nobody owes, while evidence is asked for; a place for comments, questions or a recording; and
/// what says itself that it may be left out.
fn is_optional(cx: &Context, section: &Section) -> bool {
    let heading = section.heading.as_str();
    let is_supporting =
        section.kind == SectionKind::Evidence && !normalise(heading).starts_with("evidence");
    is_supporting
        || cx.phrases("owed-by-nobody").opens(heading)
        // A heading that is a question itself has been asked, and wants its answer.
        || cx.phrases("owed-questions").opens(heading) && !heading.trim_end().ends_with('?')
        || cx.phrases("optional-headings").is_match(heading)
}

/// A heading that ends in a colon beside one of its level that has its value on its line, "Owner: Kim": a field without a
/// value is no section without a text.
fn is_field(cx: &Context, section: &Section) -> bool {
    let line = |section: &Section| cx.doc().block_text(section.carrier).trim();
    let has_value = |other: &Section| {
        let said = line(other).as_str().split_once(": ");
        other.level == section.level
            && said.is_some_and(|(label, value)| {
                label.split_whitespace().count() <= LABEL && !value.trim().is_empty()
            })
    };
    let all = &cx.post.sections.all;
    let at = all.partition_point(|one| one.span.start < section.span.start);
    let near = all.get(at.saturating_sub(NEAR)..all.len().min(at + NEAR));
    line(section).as_str().ends_with(':') && near.is_some_and(|near| near.iter().any(has_value))
}

/// So many words a label has at most.
const LABEL: usize = 4;

/// So many headings before and behind it a field may have its neighbour.
const NEAR: usize = 4;

/// Whether nothing of a block is on the page but placeholders.
fn is_empty(cx: &Context, id: BlockId) -> bool {
    let doc = cx.doc();
    std::iter::once(id).chain(doc.descendants(id)).all(|id| {
        let text = doc.block_text(id);
        match doc.kind(id) {
            BlockKind::Table | BlockKind::Code => false,
            BlockKind::Html => {
                is_comment(cx, doc.block(id).span)
                    || placeholders::is_instruction(doc.source(doc.block(id).span))
            }
            BlockKind::Paragraph | BlockKind::Heading(_) => {
                let picture = text
                    .inlines()
                    .any(|inline| inline.kind == InlineKind::Image);
                !picture && (text.is_blank() || placeholders::fills(text))
            }
            _ => true,
        }
    })
}

fn holds_bullets(cx: &Context, id: BlockId) -> bool {
    matches!(cx.doc().kind(id), BlockKind::List(_))
}

fn holds_text(cx: &Context, id: BlockId) -> bool {
    let doc = cx.doc();
    std::iter::once(id)
        .chain(doc.descendants(id))
        .any(|id| !doc.block_text(id).is_blank())
}

/// Whether a block of HTML is nothing but comments.
fn is_comment(cx: &Context, html: Span) -> bool {
    let mut at = html.start;
    for comment in cx
        .doc()
        .comments()
        .iter()
        .filter(|comment| html.contains(comment.span))
    {
        if !cx
            .doc()
            .source(Span::new(at, comment.span.start))
            .trim()
            .is_empty()
        {
            return false;
        }
        at = comment.span.end;
    }
    at > html.start && cx.doc().source(Span::new(at, html.end)).trim().is_empty()
}

/// Whether a heading needs nothing under it: an entry of the timeline, an action, a fact, a link, a table of contents.
fn says_it_all(cx: &Context, section: &Section) -> bool {
    let span = section.heading_span;
    let touches = |other: Span| other.start < span.end && span.start < other.end;
    let entries = cx.post.entries();
    let heading = section.heading.as_str();
    let links = cx
        .doc()
        .block_text(section.carrier)
        .links()
        .next()
        .is_some();
    let fact = heading
        .split_once(':')
        .is_some_and(|(_, value)| !value.trim().is_empty());
    let name = heading.to_lowercase();
    links
        || fact
        || heading.starts_with(|c: char| c.is_ascii_digit()) && heading.contains(':')
        || words::set("headings-of-contents").contains(name.trim())
        || entries
            .clone()
            .any(|entry| touches(entry.span) || touches(entry.time_span))
        || cx.post.actions.iter().any(|action| touches(action.span))
}
