//! Actions in tables: columns in any order, found by their names.

use super::candidate::{Candidate, Form, Stated};
use super::group::Group;
use super::none;
use super::role::Role;
use crate::markdown::{BlockId, BlockKind, Document};

/// The columns of a table of actions.
struct Columns {
    roles: Vec<Option<Role>>,
    text: usize,
    /// How many rows are names of columns.
    names: usize,
}

/// The actions of a table in a follow-up section.
pub(super) fn read<'d>(
    doc: &'d Document,
    table: BlockId,
    group: &Group,
    out: &mut Vec<Candidate<'d>>,
) {
    let rows = rows_of(doc, table);
    let columns = match named(doc, &rows) {
        Some(columns) => columns,
        None => match widest(doc, &rows) {
            Some(text) => Columns {
                roles: Vec::new(),
                text,
                names: 1,
            },
            None => return,
        },
    };
    read_rows(doc, &rows, &columns, group, out);
}

/// The actions of a table that stands anywhere: its columns must say plainly that it is one.
pub(super) fn read_plain<'d>(doc: &'d Document, table: BlockId, out: &mut Vec<Candidate<'d>>) {
    let rows = rows_of(doc, table);
    let Some(columns) = named(doc, &rows) else {
        return;
    };
    let has = |role| columns.roles.contains(&Some(role));
    let kept = [Role::Owner, Role::Due, Role::Ticket, Role::State]
        .into_iter()
        .filter(|&r| has(r))
        .count();
    let says_action = rows
        .get(columns.names.saturating_sub(1))
        .and_then(|&row| doc.children(row).nth(columns.text))
        .is_some_and(|cell| {
            doc.block_text(cell)
                .as_str()
                .to_lowercase()
                .contains("action")
        });
    if !has(Role::Time) && (says_action && kept >= 1 || kept >= 3) {
        read_rows(doc, &rows, &columns, &Group::default(), out);
    }
}

/// What each column of the table around a row is about; none where no names tell.
pub(crate) fn columns(doc: &Document, row: BlockId) -> Option<Vec<Option<Role>>> {
    let table = doc.block(row).parent?;
    let columns = named(doc, &rows_of(doc, table))?;
    let roles = columns.roles.into_iter().enumerate();
    let one_text = roles.map(|(at, role)| match role {
        Some(Role::Text) | None if at == columns.text => Some(Role::Text),
        Some(Role::Text) => None,
        role => role,
    });
    Some(one_text.collect())
}

fn rows_of(doc: &Document, table: BlockId) -> Vec<BlockId> {
    doc.children(table)
        .filter(|&r| matches!(doc.kind(r), BlockKind::Row(_)))
        .collect()
}

/// The columns by the names in the first row, or in the second where the first is blank.
fn named(doc: &Document, rows: &[BlockId]) -> Option<Columns> {
    let names = rows.iter().take(2).position(|&row| {
        doc.children(row)
            .any(|cell| !doc.block_text(cell).is_blank())
    })?;
    let row = *rows.get(names)?;
    let mut roles: Vec<Option<Role>> = doc
        .children(row)
        .map(|cell| Role::of_column(doc.block_text(cell).as_str()))
        .collect();
    let body = rows.get(names + 1..).unwrap_or_default();
    // "#41 — alerting gap on caught failures" in a column of issues is the action itself.
    if !roles.contains(&Some(Role::Text))
        && let Some(at) = roles.iter().position(|role| *role == Some(Role::Ticket))
        && are_worded(doc, body, at)
    {
        roles[at] = Some(Role::Text);
    }
    let of = |role: Option<Role>| {
        let all = roles.iter().enumerate();
        all.filter(move |(_, r)| **r == role).map(|(i, _)| i)
    };
    // Of "Title" and "Description" the one that says most.
    let text = match of(Some(Role::Text)).count() {
        0 if roles.iter().flatten().count() >= 2 => {
            fullest(&widths(doc, body, roles.len()), of(None))?
        }
        0 => return None,
        1 => of(Some(Role::Text)).next()?,
        _ => fullest(&widths(doc, body, roles.len()), of(Some(Role::Text)))?,
    };
    Some(Columns {
        roles,
        text,
        names: names + 1,
    })
}

/// Whether the cells of a column hold more than a key or an address.
fn are_worded(doc: &Document, rows: &[BlockId], column: usize) -> bool {
    let mut cells = rows
        .iter()
        .filter_map(|&row| doc.children(row).nth(column))
        .map(|cell| doc.block_text(cell))
        .filter(|text| !text.is_blank())
        .peekable();
    cells.peek().is_some() && cells.all(|text| text.as_str().split_whitespace().count() >= WORDS)
}

/// A key with a status has fewer words.
const WORDS: usize = 4;

/// How much text each column holds.
fn widths(doc: &Document, rows: &[BlockId], columns: usize) -> Vec<usize> {
    let mut widths = vec![0; columns];
    for &row in rows {
        for (width, cell) in widths.iter_mut().zip(doc.children(row)) {
            *width += doc.block_text(cell).as_str().len();
        }
    }
    widths
}

/// The first of these columns that holds the most text.
fn fullest(widths: &[usize], columns: impl Iterator<Item = usize>) -> Option<usize> {
    let width = |i: usize| widths.get(i).copied().unwrap_or(0);
    columns.max_by_key(|&i| (width(i), std::cmp::Reverse(i)))
}

/// The column with the most text, where no name tells: the proof of a change is none.
fn widest(doc: &Document, rows: &[BlockId]) -> Option<usize> {
    let names = doc.children(*rows.first()?);
    let roles: Vec<Option<Role>> = names
        .map(|cell| Role::of_column(doc.block_text(cell).as_str()))
        .collect();
    let body = rows.get(1..).unwrap_or_default();
    let widths = widths(doc, body, roles.len());
    let told = |at: &usize| !matches!(roles.get(*at), Some(Some(Role::Evidence | Role::Note)));
    fullest(&widths, (0..roles.len()).filter(told)).or_else(|| fullest(&widths, 0..roles.len()))
}

fn read_rows<'d>(
    doc: &'d Document,
    rows: &[BlockId],
    columns: &Columns,
    group: &Group,
    out: &mut Vec<Candidate<'d>>,
) {
    for &row in rows.get(columns.names..).unwrap_or_default() {
        let cells: Vec<_> = doc
            .children(row)
            .map(|cell| doc.block_text(cell).trim())
            .collect();
        let Some(&text) = cells.get(columns.text) else {
            continue;
        };
        if text.is_blank() || none::is_no_action(text) {
            continue;
        }
        let stated = cells.iter().enumerate().filter(|(i, _)| *i != columns.text);
        let stated = stated.filter_map(|(i, &value)| {
            let role = (*columns.roles.get(i)?)?;
            Some(Stated { role, value })
        });
        out.push(Candidate {
            text,
            extent: doc.block(row).span,
            ticked: None,
            stated: stated.collect(),
            notes: Vec::new(),
            group: group.clone(),
            form: Form::Row,
            in_own_form: false,
        });
    }
}
