//! Headings with nothing under them.

use std::collections::HashSet;

use crate::diagnostic::Findings;
use crate::markdown::{BlockId, BlockKind, InlineKind, Span};
use crate::postmortem::{Section, SectionKind, normalise};
use crate::rules::{Context, placeholders};

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
            || is_optional(section)
            || says_it_all(cx, section)
        {
            continue;
        }
        if section.content.iter().all(|id| is_empty(cx, *id)) {
            let told = if section.content.iter().any(|id| holds_text(cx, *id)) {
                "nothing but placeholders"
            } else {
                "nothing"
            };
            out.report(
                section.heading_span,
                format!("{told} stands under `{}`", section.heading),
            )
            .help("write what there is to say, or \"none\" and why, or delete the heading")
            .subject(section.heading.as_str());
        }
    }
}

/// Whether it stands under "Title", whose value it is.
fn is_the_title(cx: &Context, section: &Section) -> bool {
    let above = section.parent.and_then(|at| cx.post.sections.all.get(at));
    above.is_some_and(|above| normalise(&above.heading) == "title")
}

/// An appendix or references, which nobody owes; evidence is asked for.
fn is_optional(section: &Section) -> bool {
    section.kind == SectionKind::Evidence && !normalise(&section.heading).starts_with("evidence")
}

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
        || ["contents", "table of contents", "toc", "index"].contains(&name.trim())
        || entries
            .clone()
            .any(|entry| touches(entry.span) || touches(entry.time_span))
        || cx.post.actions.iter().any(|action| touches(action.span))
}
