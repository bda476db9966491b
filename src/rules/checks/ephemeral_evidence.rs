//! Links to places that get cleaned up, with no copy beside them.

use crate::diagnostic::Findings;
use crate::markdown::{BlockKind, Span};
use crate::postmortem::SectionKind;
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let in_action = |span: Span| {
        cx.post
            .actions
            .iter()
            .any(|action| action.extent.contains(span))
    };
    let links = cx
        .post
        .evidence
        .ephemeral
        .iter()
        .filter(|link| !link.definition && !in_action(link.span));
    let links: Vec<_> = links.collect();
    out.of = Some(links.len());
    let copies = copies(cx);
    for link in links {
        let beside = beside(cx, link.span);
        if copies.iter().any(|copy| beside.covers(copy.start)) {
            continue;
        }
        out.report(
            link.span,
            format!(
                "{} leads to a place that gets cleaned up",
                quote::text(&link.url)
            ),
        )
        .help("save a picture in the repository, or paste the lines that matter, beside the link")
        .subject(link.url.as_str());
    }
}

/// Pictures in the repository, excerpts and quotations, links to an archive.
fn copies(cx: &Context) -> Vec<Span> {
    let doc = cx.doc();
    let pictures = cx
        .post
        .evidence
        .pictures
        .iter()
        .filter(|picture| !picture.target.contains("://"));
    let excerpts = doc
        .blocks()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Code | BlockKind::Quote));
    let archives = doc
        .inlines()
        .iter()
        .filter(|i| i.is_link() && i.target.contains("://web.archive.org/"));
    let pictures = pictures.map(|picture| picture.span);
    pictures
        .chain(excerpts.map(|(_, block)| block.span))
        .chain(archives.map(|i| i.span))
        .collect()
}

/// Where a copy stands beside a link: in its section, in a timeline in its entry.
fn beside(cx: &Context, link: Span) -> Span {
    let section = cx.post.sections.around(link.start);
    let whole = section.map_or(Span::new(0, cx.doc().text().len()), |section| section.span);
    let Some(timeline) = &cx.post.timeline else {
        return whole;
    };
    if cx.post.sections.kind_at(link.start) != SectionKind::Timeline {
        return whole;
    }
    let starts = || {
        timeline
            .entries
            .iter()
            .map(|entry| entry.time_span.start.min(entry.span.start))
    };
    let from = starts()
        .filter(|start| *start <= link.start)
        .max()
        .unwrap_or(whole.start);
    let to = starts()
        .filter(|start| *start > link.start)
        .min()
        .unwrap_or(whole.end);
    Span::new(from, to)
}
