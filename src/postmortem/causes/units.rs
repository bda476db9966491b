//! What a section says, as a flat list: paragraphs, items and rows with their depth.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::{CauseItem, EndsAt};
use crate::markdown::{BlockId, BlockKind, Document, InlineKind, Span, Text};
use crate::phrases::Expression;
use crate::postmortem::{Section, Sections, named_items, sections};
use crate::words;

/// One paragraph, item or row.
pub(super) struct Unit<'d> {
    doc: &'d Document,
    block: BlockId,
    pub(super) text: Text<'d>,
    /// How many lists are around it.
    pub(super) depth: usize,
    /// The outermost list or table around it.
    pub(super) list: Option<BlockId>,
    /// Whether it is an item's own line, or a row.
    pub(super) is_item: bool,
    /// Whether it is a heading or bold line inside the section.
    pub(super) is_group: bool,
    pub(super) turn: Turn,
}

/// The part of a unit in a chain of whys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// "Why …?" and, with `true`, the answer behind it.
    Why(bool),
    /// "… because …"
    Because,
    /// Neither.
    Plain,
}

static WHY: LazyLock<Expression> = LazyLock::new(|| words::composed("cause-why"));
static BECAUSE: LazyLock<Expression> = LazyLock::new(|| words::composed("cause-because"));

/// The units of a section, without those of sections about something else inside it.
pub(super) fn of<'d>(doc: &'d Document, sections: &Sections, section: &Section) -> Vec<Unit<'d>> {
    of_parts(doc, sections, section, &[])
}

/// The same without some parts of the section.
pub(super) fn of_parts<'d>(
    doc: &'d Document,
    sections: &Sections,
    section: &Section,
    aside: &[Span],
) -> Vec<Unit<'d>> {
    let mut own = sections.own_texts(doc, section);
    own.retain(|text| !sections::covered(aside, text.span().start));
    let starts: HashSet<usize> = own.iter().map(|t| t.plain().start).collect();
    let mut units = Vec::new();
    if let Some(inline) = section.inline {
        units.extend(lines(doc, section.carrier, doc.text_at(inline), None, 0));
        units.iter_mut().for_each(|unit| unit.is_item = false);
    }
    for &root in &section.content {
        let list = matches!(doc.kind(root), BlockKind::List(_) | BlockKind::Table).then_some(root);
        for id in std::iter::once(root).chain(doc.descendants(root)) {
            let text = doc.block_text(id);
            match doc.kind(id) {
                BlockKind::Paragraph | BlockKind::Heading(_)
                    if starts.contains(&text.plain().start) =>
                {
                    units.extend(lines(doc, id, text, list, depth(doc, id)));
                }
                BlockKind::Row(false) => units.extend(row(doc, id, root)),
                _ => {}
            }
        }
    }
    units
}

/// How many lists are around a block.
fn depth(doc: &Document, id: BlockId) -> usize {
    let lists = doc.ancestors(id).map(|up| doc.kind(up));
    lists
        .filter(|kind| matches!(kind, BlockKind::List(_)))
        .count()
}

/// A paragraph; several units where its lines are whys.
fn lines<'d>(
    doc: &'d Document,
    block: BlockId,
    text: Text<'d>,
    list: Option<BlockId>,
    depth: usize,
) -> Vec<Unit<'d>> {
    let unit = |text: Text<'d>| Unit {
        doc,
        block,
        text: text.trim(),
        depth,
        list,
        is_item: is_item(doc, block),
        is_group: matches!(doc.kind(block), BlockKind::Heading(_)) || is_bold_line(text),
        turn: turn(text.as_str()),
    };
    let by_line: Vec<Unit<'d>> = text.lines().map(unit).collect();
    let whys = by_line.iter().filter(|u| u.turn != Turn::Plain).count();
    let mut units = match whys > 1 {
        true => by_line,
        false => vec![unit(text)],
    };
    units.retain(|u| !u.text.is_blank());
    units
}

/// Whether it is the own line of a list item.
fn is_item(doc: &Document, block: BlockId) -> bool {
    match doc.kind(block) {
        BlockKind::Item(_) => true,
        _ => doc.block(block).parent.is_some_and(|up| {
            matches!(doc.kind(up), BlockKind::Item(_)) && doc.children(up).next() == Some(block)
        }),
    }
}

fn is_bold_line(text: Text<'_>) -> bool {
    text.is_all(InlineKind::Strong) && turn(text.as_str()) == Turn::Plain
}

/// A row: its longest cell, an answer where another cell is a why.
fn row<'d>(doc: &'d Document, row: BlockId, table: BlockId) -> Option<Unit<'d>> {
    let cells: Vec<Text<'d>> = doc
        .children(row)
        .map(|c| doc.block_text(c).trim())
        .collect();
    let asks = cells.iter().any(|c| turn(c.as_str()) != Turn::Plain);
    let answer = cells.iter().rev().find(|c| !c.is_blank()).copied();
    let longest = cells.iter().max_by_key(|c| c.as_str().len()).copied();
    let text = if asks { answer } else { longest }.filter(|t| !t.is_blank())?;
    Some(Unit {
        doc,
        block: row,
        text,
        depth: 1,
        list: Some(table),
        is_item: true,
        is_group: false,
        turn: if asks { Turn::Because } else { Turn::Plain },
    })
}

fn turn(text: &str) -> Turn {
    let text = text.trim();
    if BECAUSE.opens(text) {
        return Turn::Because;
    }
    if !WHY.opens(text) {
        return Turn::Plain;
    }
    match answer_of(text) {
        Some(at) => Turn::Why(
            text.get(at..)
                .is_some_and(|a| a.split_whitespace().count() > 1),
        ),
        None => Turn::Plain,
    }
}

/// Where the answer behind a question begins: behind "?", or behind the colon of "Why 1: …".
fn answer_of(text: &str) -> Option<usize> {
    let question = text.find('?').map(|at| at + 1);
    let colon = || text.find(": ").filter(|at| *at < 12).map(|at| at + 1);
    question.or_else(colon)
}

impl<'d> Unit<'d> {
    /// What it says as a step: the answer of a question that carries one, else all of it.
    pub(super) fn answer(&self) -> Text<'d> {
        let text = self.text.as_str();
        match self.turn {
            Turn::Why(true) => {
                let at = answer_of(text).unwrap_or(0);
                self.text.slice(at..text.len()).trim()
            }
            _ => self.text,
        }
    }

    /// Whether it is a sentence in italics, as templates say what to fill in.
    pub(super) fn is_hint(&self) -> bool {
        self.list.is_none()
            && self.text.is_all(InlineKind::Emphasis)
            && self.text.as_str().trim_end().ends_with('.')
    }

    /// Its words on one line, without an id.
    pub(super) fn said(&self) -> String {
        named_items::item(self.doc, self.block, self.answer()).map_or(String::new(), |i| i.text)
    }

    /// As an item of the analysis.
    pub(super) fn item(&self, leaf: bool, ends_at: Option<EndsAt>) -> CauseItem {
        let holder = match self.is_item {
            true => self.doc.block(self.block).parent.unwrap_or(self.block),
            false => self.block,
        };
        let item = named_items::item(self.doc, holder, self.answer());
        let (id, text, no_action) =
            item.map_or((None, String::new(), None), |i| (i.id, i.text, i.no_action));
        CauseItem {
            id,
            text,
            span: self.text.span(),
            parent: None,
            no_action,
            leaf,
            ends_at,
        }
    }
}
