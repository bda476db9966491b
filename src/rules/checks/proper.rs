//! A document that is the notice of a post-mortem, which it links.

use crate::markdown::{BlockId, BlockKind, Text};
use crate::rules::Context;

/// Whether the opening lines link the post-mortem proper, by the list `post-mortem-proper`, which the page of the rule names:
/// "Internal post-mortem: <link>". Keys and reviewers stand there.
pub(super) fn is_linked(cx: &Context) -> bool {
    let doc = cx.doc();
    let title = |id: BlockId| {
        let at = doc.block(id).span;
        let title = cx.post.title.as_ref();
        title.is_some_and(|title| at.contains(title.span))
    };
    let opening = doc
        .roots()
        .take_while(|&id| title(id) || !matches!(doc.kind(id), BlockKind::Heading(_)))
        .filter(|&id| doc.kind(id) == BlockKind::Paragraph)
        .take(OPENING);
    let mut opening = opening.map(|id| doc.block_text(id));
    opening.any(|text| has_address_behind(cx, text.as_str()) || is_named_by_link(cx, text))
}

/// So many paragraphs open a document.
const OPENING: usize = 4;

/// Whether the name of the document proper has its address behind it, and nothing but a colon or a verb between.
fn has_address_behind(cx: &Context, text: &str) -> bool {
    let named = cx.phrases("post-mortem-proper").find(text);
    let behind = named.and_then(|named| text.get(named.end()..));
    behind.is_some_and(|behind| {
        let mut words = behind.split_whitespace().take(FEW);
        words.any(|word| word.contains("://"))
    })
}

/// So many words may stand between the name of a document and its address.
const FEW: usize = 5;

/// Whether the name of the document proper is the text of a link, or a link stands behind it on the line.
fn is_named_by_link(cx: &Context, text: Text<'_>) -> bool {
    let names = |said: &str| cx.phrases("post-mortem-proper").opens(said.trim());
    let line_names = |line: Text<'_>| names(line.as_str()) && line.links().next().is_some();
    text.lines().any(line_names)
        || text.links().any(|link| {
            let place = text.place(link);
            names(text.as_str().get(place).unwrap_or_default())
        })
}
