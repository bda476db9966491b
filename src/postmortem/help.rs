//! The help of a form that was left in: "*List the sequence of events that led to the incident*".

use std::sync::LazyLock;

use crate::markdown::{BlockId, BlockKind, Document, InlineKind};
use crate::phrases::Phrases;
use crate::words;

static OPENERS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("help-openers"));

/// Sets the help of a form aside, so that nothing is read from it: a paragraph right below a heading, in italics as a whole,
/// that asks or tells what to write.
pub(super) fn set_aside(doc: &mut Document) {
    let mut below_heading = false;
    let mut help = Vec::new();
    for id in doc.roots() {
        if doc.kind(id) == BlockKind::Paragraph && below_heading && is_help(doc, id) {
            help.push(id);
        }
        below_heading = matches!(doc.kind(id), BlockKind::Heading(_));
    }
    for id in help {
        doc.set_aside(id);
    }
}

fn is_help(doc: &Document, id: BlockId) -> bool {
    let text = doc.block_text(id).trim();
    let plain = text.as_str();
    // Who fills a form in writes numbers and times.
    let filled = plain.contains(|c: char| c.is_ascii_digit());
    text.is_all(InlineKind::Emphasis) && !filled && (plain.ends_with('?') || OPENERS.opens(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aside(text: &str) -> bool {
        let mut doc = Document::parse(text.to_owned());
        set_aside(&mut doc);
        doc.blocks().any(|(_, block)| block.kind == BlockKind::Help)
    }

    #[test]
    fn what_a_form_asks_below_a_heading() {
        assert!(aside("## Impact\n\n*Describe how users\nwere hit.*\n"));
        assert!(aside("## Response\n\n_Who responded?_\n\nKim did.\n"));
    }

    #[test]
    fn what_its_authors_wrote() {
        assert!(!aside("## Impact\n\n*Nobody could pay.*\n"));
        assert!(!aside("## Impact\n\nDescribe the *impact*.\n"));
        assert!(!aside("## Impact\n\n*Record day: nobody could pay.*\n"));
        assert!(!aside(
            "## Impact\n\n*List of users lost, all 5,000 of them.*\n"
        ));
        assert!(!aside("Kim asked.\n\n*Who responded?*\n"));
    }
}
