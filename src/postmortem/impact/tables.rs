//! Numbers alone in a cell: what they count stands in the header of their column, or before them in the row.

use super::lexicon;
use super::numbers::{self, Sort};
use super::{Metric, Quantity};
use crate::markdown::{BlockId, BlockKind, Document, Text};

/// The numbers of a table that count.
pub(super) fn read(doc: &Document, table: BlockId, is_impact: bool) -> Vec<Quantity> {
    let mut headers: Vec<Option<Metric>> = Vec::new();
    let mut found = Vec::new();
    for row in doc.children(table) {
        let cells: Vec<Text<'_>> = doc
            .children(row)
            .map(|c| doc.block_text(c).trim())
            .collect();
        if doc.kind(row) == BlockKind::Row(true) {
            headers = cells.iter().map(|c| lexicon::noun_of_header(*c)).collect();
            let is_row = cells.len() == 2 && cells.last().is_some_and(|c| is_number(*c));
            // "| Affected users | 1,200 |" above the others is a row of key facts.
            if !is_row {
                continue;
            }
            headers.clear();
        }
        // A row names what it counts where only its first cell is no number.
        let named = match cells.as_slice() {
            [name, values @ ..]
                if values.iter().all(|v| is_value(*v))
                    || values.len() == 1 && values.iter().all(|v| leads(*v).is_some()) =>
            {
                let struck = || lexicon::is_struck_name(*name).then_some(Metric::Other);
                let metric = lexicon::noun_of_header(*name);
                metric.or_else(|| struck().filter(|_| is_impact))
            }
            _ => None,
        };
        for (n, cell) in cells.iter().enumerate() {
            let column = headers.get(n).copied().flatten();
            let metric = if n > 0 { named.or(column) } else { column };
            let value = named.and_then(|_| leads(*cell)).unwrap_or(*cell);
            found.extend(metric.and_then(|metric| number(value, metric)));
        }
    }
    found
}

fn is_value(cell: Text<'_>) -> bool {
    cell.is_blank() || numbers::number(exact(cell).as_str()).is_some()
}

fn is_number(cell: Text<'_>) -> bool {
    !cell.is_blank() && is_value(cell)
}

/// "c. 24,000" without the words that say that it is rough.
fn exact(cell: Text<'_>) -> Text<'_> {
    let text = cell.as_str();
    let number = text.split_once(' ').filter(|(rough, _)| {
        let rough = rough.trim_end_matches('.').to_lowercase();
        lexicon::LISTS.roughly.contains(rough.as_str())
    });
    match number {
        Some((rough, _)) => cell.slice(rough.len()..text.len()).trim(),
        None => cell,
    }
}

/// The number of "1,900 (two sites)", "22 out of 61": it stands first, and what follows only says more of it.
fn leads(cell: Text<'_>) -> Option<Text<'_>> {
    let cell = exact(cell);
    let (first, behind) = cell.as_str().split_once(' ')?;
    let bare = first.trim_end_matches([',', ';']);
    let more = ["(", "of ", "out of ", "in ", "at ", "across "];
    let goes_on = bare.len() < first.len() || more.iter().any(|m| behind.starts_with(m));
    let number = numbers::number(bare).filter(|n| matches!(n.sort, Sort::Plain | Sort::Percent));
    (goes_on && number.is_some()).then(|| cell.slice(0..bare.len()))
}

fn number(cell: Text<'_>, metric: Metric) -> Option<Quantity> {
    let cell = exact(cell);
    let number = numbers::number(cell.as_str()).filter(|n| n.sort != Sort::Time)?;
    Some(Quantity {
        text: cell.as_str().to_owned(),
        span: cell.span(),
        value: number.value,
        unit: if number.sort == Sort::Percent {
            "%"
        } else {
            ""
        }
        .to_owned(),
        metric,
        suffers: false,
    })
}
