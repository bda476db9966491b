//! Post-mortems with nothing to see or to follow.

use crate::diagnostic::Findings;
use crate::markdown::{BlockId, BlockKind, Document, InlineKind, Span};
use crate::postmortem::{Address, Picture, SectionKind};
use crate::rules::Context;
use crate::words;

/// Below this it is a note, and its evidence comes with its text.
const WORDS: usize = 40;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let doc = cx.doc();
    let evidence = &cx.post.evidence;
    let shown = evidence.pictures.iter().any(is_evidence)
        || !evidence.frames.is_empty()
        || evidence.links.iter().any(|link| leads_somewhere(&link.url))
        || doc
            .blocks()
            .any(|(_, block)| is_excerpt(doc, block.kind, block.content))
        || doc
            .blocks()
            .any(|(id, block)| block.kind == BlockKind::Table && holds_figures(cx, id))
        || quotes_messages(doc)
        || refers(cx);
    if shown || doc.running_text().split_whitespace().count() < WORDS {
        return;
    }
    out.report(
        cx.title_place(),
        "no picture, excerpt or link shows what is told here",
    )
    .help("add the graph on which it was seen, the lines of the log, or a link to the change")
    .subject("evidence");
}

fn is_evidence(picture: &Picture) -> bool {
    let name = picture
        .target
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    !words::entries("names-of-decoration").any(|word| name.contains(word))
}

/// An address with a page, or a file beside the document that is no page of text.
fn leads_somewhere(url: &str) -> bool {
    match Address::parse(url) {
        Some(address) => !address.path.is_empty() || !address.query.is_empty(),
        None => {
            let path = url.split(['#', '?']).next().unwrap_or_default();
            let page = [".md", ".html", "/"].iter().any(|end| path.ends_with(end));
            !path.is_empty() && !page && !url.starts_with("mailto:")
        }
    }
}

/// Code that is more than commands to run, and quotations.
fn is_excerpt(doc: &Document, kind: BlockKind, content: Span) -> bool {
    match kind {
        BlockKind::Quote => true,
        BlockKind::Code => doc.source(content).lines().any(|line| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with(['$', '#'])
        }),
        _ => false,
    }
}

/// So many items with a message of a machine are an excerpt; one may be a name.
const FEWEST_MESSAGES: usize = 2;

/// Whether items of a list are nothing but what a machine said, in quotation marks.
fn quotes_messages(doc: &Document) -> bool {
    let items = doc
        .blocks()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Item(_)));
    let messages = items.filter(|&(id, _)| is_quotation(doc.block_text(id).as_str().trim()));
    messages.take(FEWEST_MESSAGES).count() == FEWEST_MESSAGES
}

/// Whether a text is one quotation of two words or more: a word alone is a name.
fn is_quotation(text: &str) -> bool {
    const MARKS: [(char, char); 4] = [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»')];
    let within = |(open, close): (char, char)| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close])).then_some(inner)
    };
    let inner = MARKS.into_iter().find_map(within);
    inner.is_some_and(|inner| inner.split_whitespace().nth(1).is_some())
}

/// Whether a table is of figures: at least a third of the cells below its header, and not of times or actions.
fn holds_figures(cx: &Context, table: BlockId) -> bool {
    let doc = cx.doc();
    let kind = cx.post.sections.kind_at(doc.block(table).span.start);
    if matches!(kind, SectionKind::Timeline | SectionKind::Actions) {
        return false;
    }
    let rows = doc
        .children(table)
        .filter(|&row| doc.kind(row) == BlockKind::Row(false));
    let cells = rows
        .flat_map(|row| doc.children(row))
        .map(|cell| doc.block_text(cell));
    let (mut all, mut figures) = (0, 0);
    for cell in cells.filter(|cell| !cell.is_blank()) {
        all += 1;
        figures += usize::from(
            cell.trim()
                .as_str()
                .starts_with(|c: char| c.is_ascii_digit()),
        );
    }
    figures > 1 && figures * 3 >= all
}

/// The number of an issue or the name of a commit, which a forge makes a link of.
fn refers(cx: &Context) -> bool {
    let doc = cx.doc();
    let is_commit = |text: &str| {
        (7..=40).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_hexdigit())
            && text.bytes().any(|b| b.is_ascii_digit())
    };
    let mut codes = doc
        .inlines()
        .iter()
        .filter(|inline| inline.kind == InlineKind::Code);
    let commit = codes.any(|inline| is_commit(doc.text_at(inline.plain).as_str()));
    commit
        || doc
            .running_text()
            .split(|c: char| c.is_whitespace() || "(),;".contains(c))
            .any(is_issue)
}

/// `#4711`, `gateway#4711`
fn is_issue(word: &str) -> bool {
    let number = word
        .trim_end_matches(['.', ':', ']'])
        .rsplit_once('#')
        .map(|(_, number)| number);
    number.is_some_and(|number| number.len() > 1 && number.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::is_quotation;

    #[test]
    fn a_message_alone_in_quotation_marks() {
        for text in ["\"pool is exhausted\"", "“no route to host”"] {
            assert!(is_quotation(text), "{text}");
        }
        for text in [
            "\"pool\"",
            "\"pool\" and \"ring\"",
            "pool is exhausted",
            "\"",
        ] {
            assert!(!is_quotation(text), "{text}");
        }
    }
}
