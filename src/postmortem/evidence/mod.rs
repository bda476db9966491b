//! Pictures and links, and which of them lead to places that get cleaned up.

mod address;
mod hosts;
mod witness;

use std::collections::HashSet;

use crate::markdown::{BlockKind, Document, InlineKind, Span, Tag};

pub use address::Address;
pub use witness::Witness;

/// A link.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where it leads.
    pub url: String,
    /// Where it stands: its use, or the definition of a reference.
    pub span: Span,
    /// Whether it is the definition of a reference.
    pub definition: bool,
}

/// An embedded picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Where it lies.
    pub target: String,
    /// Its alt text.
    pub alt: String,
    /// Whether it says of itself that it shows nothing (`alt=""` in HTML).
    pub decoration: bool,
    /// Where it stands.
    pub span: Span,
}

/// The evidence of a document.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Links to chat, dashboards, APM, logs, paging tools, CI runs, video calls, shared documents.
    pub ephemeral: Vec<Link>,
    /// All links: their uses and definitions, Markdown and HTML.
    pub links: Vec<Link>,
    /// Pages shown inside the page (`<iframe>`, `<embed>`).
    pub frames: Vec<Link>,
    /// Pictures, Markdown and HTML.
    pub pictures: Vec<Picture>,
}

pub(super) fn read(doc: &Document) -> Evidence {
    let mut evidence = Evidence::default();
    for inline in doc.inlines() {
        match inline.kind {
            InlineKind::Link | InlineKind::BareLink => {
                evidence.link(&inline.target, inline.span, false);
            }
            InlineKind::Image => evidence.pictures.push(Picture {
                target: inline.target.to_string(),
                alt: inline.alt.to_string(),
                decoration: false,
                span: inline.span,
            }),
            InlineKind::Html => evidence.html(doc, inline.span, &HashSet::new()),
            _ => {}
        }
    }
    // Those in a table of HTML are markup of its cells.
    let linked: HashSet<usize> = evidence.links.iter().map(|link| link.span.start).collect();
    for (_, block) in doc.blocks() {
        if block.kind == BlockKind::Html {
            evidence.html(doc, block.span, &linked);
        }
    }
    for definition in doc.definitions() {
        evidence.link(&definition.target, definition.span, true);
    }
    for links in [
        &mut evidence.ephemeral,
        &mut evidence.links,
        &mut evidence.frames,
    ] {
        links.sort_by_key(|link| link.span);
    }
    evidence.pictures.sort_by_key(|picture| picture.span);
    evidence
}

impl Evidence {
    fn link(&mut self, url: &str, span: Span, definition: bool) {
        let link = Link {
            url: url.to_owned(),
            span,
            definition,
        };
        if hosts::is_ephemeral(url) {
            self.ephemeral.push(link.clone());
        }
        self.links.push(link);
    }

    /// Pictures, frames and links in raw HTML, but for the links that begin where one is `linked` already.
    fn html(&mut self, doc: &Document, within: Span, linked: &HashSet<usize>) {
        let source = doc.source(within);
        for (at, _) in source.match_indices('<') {
            let place = within.start + at;
            if in_comment(doc, place) {
                continue;
            }
            let Some(tag) = source.get(at..).and_then(Tag::read) else {
                continue;
            };
            let span = Span::new(place, place + tag.len);
            match tag.name.as_str() {
                _ if tag.closes => {}
                "img" => self.pictures.push(Picture {
                    target: tag.get("src").unwrap_or_default().to_owned(),
                    alt: tag.get("alt").unwrap_or_default().to_owned(),
                    decoration: tag.get("alt") == Some(""),
                    span,
                }),
                "a" if linked.contains(&place) => {}
                "a" => self.link(tag.get("href").unwrap_or_default(), span, false),
                "iframe" | "embed" => {
                    let url = tag.get("src").unwrap_or_default();
                    if hosts::is_ephemeral(url) {
                        self.ephemeral.push(frame(url, span));
                    }
                    self.frames.push(frame(url, span));
                }
                _ => {}
            }
        }
    }
}

fn frame(url: &str, span: Span) -> Link {
    Link {
        url: url.to_owned(),
        span,
        definition: false,
    }
}

fn in_comment(doc: &Document, offset: usize) -> bool {
    let comments = doc.comments();
    let behind = comments.partition_point(|c| c.span.start <= offset);
    let last = behind.checked_sub(1).and_then(|i| comments.get(i));
    last.is_some_and(|c| c.span.covers(offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(source: &str) -> (Document, Evidence) {
        let doc = Document::parse(source.to_owned());
        let evidence = read(&doc);
        (doc, evidence)
    }

    #[test]
    fn a_reference_counts_where_it_is_used_and_defined() {
        let (doc, found) = evidence(
            "see [the thread][t] and <https://acme.slack.com/archives/C1/p1>\n\n[t]: https://acme.slack.com/archives/C1/p2\n",
        );
        let lines: Vec<(usize, bool)> = found
            .ephemeral
            .iter()
            .map(|l| (doc.line(l.span.start), l.definition))
            .collect();
        assert_eq!(lines, [(1, false), (1, false), (3, true)]);
    }

    #[test]
    fn pictures_of_markdown_and_html() {
        let (doc, found) = evidence(
            "![a graph](g.png)\n\n<p>\n<img width=3 alt='two'\n src=\"h.png\"/></p>\n\n| <img src=i.png> | x |\n|--|--|\n\n<!-- <img src=\"no.png\"> -->\n",
        );
        let pictures: Vec<(usize, &str, &str)> = found
            .pictures
            .iter()
            .map(|p| (doc.line(p.span.start), p.target.as_str(), p.alt.as_str()))
            .collect();
        assert_eq!(
            pictures,
            [
                (1, "g.png", "a graph"),
                (4, "h.png", "two"),
                (7, "i.png", "")
            ]
        );
    }

    #[test]
    fn frames_are_links() {
        let (_, found) = evidence("<iframe src=\"https://grafana.acme.example/d/x\"></iframe>\n");
        assert_eq!(found.ephemeral.len(), 1);
    }

    #[test]
    fn broken_tags_are_passed_over() {
        for source in [
            "<img",
            "<img src=",
            "<img src=\"x",
            "<",
            "<a href='x>",
            "<é",
        ] {
            assert_eq!(evidence(source).1.pictures.len(), 0, "{source}");
        }
    }
}
