//! The items of a section that may carry an id: `- **C1** …`, with `no-action: reason` below.

use super::{Fact, Section, SectionKind, Sections};
use crate::markdown::{BlockId, BlockKind, Document, InlineKind, Span, Text};

/// A list item, a row or a paragraph.
pub(super) struct Item {
    /// `C1`, `P2`, `L3`.
    pub(super) id: Option<String>,
    /// Markup and id removed, on one line.
    pub(super) text: String,
    pub(super) span: Span,
    pub(super) no_action: Option<Fact<String>>,
}

/// The outermost items of a section: list items, rows behind the header, and paragraphs where there is neither; a
/// paragraph that leads in a list is none.
pub(super) fn of_section(doc: &Document, section: &Section) -> Vec<Item> {
    let mut items = Vec::new();
    if let Some(inline) = section.inline {
        let text = doc.text_at(inline).trim();
        if !text.as_str().ends_with(':') {
            items.extend(item(doc, section.carrier, text));
        }
    }
    let mut blocks = section.content.iter().copied().peekable();
    while let Some(block) = blocks.next() {
        let next = blocks.peek().map(|&id| doc.kind(id));
        match doc.kind(block) {
            BlockKind::List(_) => {
                let children = doc.children(block);
                items.extend(children.filter_map(|id| item(doc, id, doc.block_text(id))));
            }
            BlockKind::Table => items.extend(rows(doc, block)),
            BlockKind::Paragraph => {
                let leads = matches!(next, Some(BlockKind::List(_) | BlockKind::Table));
                let text = doc.block_text(block);
                if !(leads && text.as_str().trim_end().ends_with(':')) {
                    items.extend(item(doc, block, text));
                }
            }
            _ => {}
        }
    }
    items
}

fn rows(doc: &Document, table: BlockId) -> impl Iterator<Item = Item> + '_ {
    let rows = doc
        .children(table)
        .filter(|&row| doc.kind(row) == BlockKind::Row(false));
    rows.filter_map(|row| {
        let cells = doc.children(row).map(|cell| doc.block_text(cell));
        // The cell that says most: the others hold numbers, names and states.
        let text = cells.max_by_key(|text| text.as_str().len())?;
        item(doc, row, text)
    })
}

/// An item of `text`; none when it is blank.
pub(super) fn item(doc: &Document, block: BlockId, text: Text<'_>) -> Option<Item> {
    let text = text.trim();
    if text.is_blank() {
        return None;
    }
    let (id, place) = id(text).unzip();
    let mut said = text.as_str().to_owned();
    if let Some(place) = place {
        said.replace_range(place, "");
    }
    Some(Item {
        id,
        text: said.split_whitespace().collect::<Vec<_>>().join(" "),
        span: text.span(),
        no_action: no_action(doc, block),
    })
}

/// The first bold id in a text, and its place with the blank behind it.
fn id(text: Text<'_>) -> Option<(String, std::ops::Range<usize>)> {
    text.inlines()
        .filter(|i| i.kind == InlineKind::Strong)
        .find_map(|bold| {
            let place = text.place(bold);
            let raw = text.as_str().get(place.clone())?;
            let name = raw.trim().trim_end_matches([':', '.']);
            let digits = name.strip_prefix(['C', 'P', 'L'])?;
            let fits = !digits.is_empty()
                && digits.len() < 4
                && digits.bytes().all(|b| b.is_ascii_digit());
            fits.then(|| (name.to_owned(), place))
        })
}

/// `no-action: reason` in a sub-item.
fn no_action(doc: &Document, block: BlockId) -> Option<Fact<String>> {
    doc.descendants(block)
        .filter(|&id| doc.kind(id) == BlockKind::Paragraph)
        .find_map(|id| reason(doc.block_text(id)))
}

/// `no-action: reason` in the place of the actions.
pub(super) fn no_actions(doc: &Document, sections: &Sections) -> Option<Fact<String>> {
    let texts = sections.of(SectionKind::Actions);
    texts
        .flat_map(|section| section.texts(doc))
        .find_map(reason)
}

fn reason(text: Text<'_>) -> Option<Fact<String>> {
    let text = text.trim();
    let reason = text.as_str().strip_prefix("no-action:")?;
    let start = text.as_str().len() - reason.trim_start().len();
    let reason = text.slice(start..text.as_str().len());
    (!reason.is_blank()).then(|| {
        let words: Vec<&str> = reason.as_str().split_whitespace().collect();
        Fact::new(words.join(" "), reason.span())
    })
}
