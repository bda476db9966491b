//! Timelines in tables: which columns hold the time, and the event of each row.

use super::lead::Lead;
use super::walk::Mark;
use super::{lead, zones};
use crate::markdown::{BlockId, Document, Span, Text};
use crate::postmortem::normalise;
use crate::postmortem::time::{Place, Point};
use crate::words;

/// How many columns from the left may hold times.
const LEFT: usize = 3;

/// The marks of a table; none when no column holds times.
pub(super) fn read<'d>(doc: &'d Document, table: BlockId, marks: &mut Vec<Mark<'d>>) {
    let spans: Vec<Span> = doc.children(table).map(|row| doc.block(row).span).collect();
    let rows: Vec<Vec<Text<'d>>> = doc
        .children(table)
        .map(|row| {
            doc.children(row)
                .map(|cell| doc.block_text(cell).trim())
                .collect()
        })
        .collect();
    let columns: Vec<usize> = (0..LEFT)
        .filter(|&column| holds_times(&rows, column))
        .collect();
    let Some(&first) = columns.first() else {
        return;
    };
    let header = rows.first().map(Vec::as_slice).unwrap_or_default();
    let zone = columns
        .iter()
        .find_map(|&c| zones::in_label(header.get(c)?.as_str()));
    marks.extend(zone.map(Mark::Zone));
    let actors = actors(header);
    for (row, span) in rows.iter().zip(spans) {
        let Some(time) = time(row, &columns) else {
            continue;
        };
        let told = |skipped: &[usize]| {
            let cells = row.iter().enumerate();
            let cells = cells.filter(|(c, cell)| !columns.contains(c) && !cell.is_blank());
            let cells = cells.filter(|(c, _)| !skipped.contains(c));
            cells.map(|(_, cell)| *cell).reduce(|a, b| join(a, b))
        };
        let text = told(&actors).or_else(|| told(&[]));
        let rest = text.or_else(|| {
            row.get(first)
                .map(|cell| cell.slice(cell.as_str().len()..cell.as_str().len()))
        });
        let Some(rest) = rest else { continue };
        let loose = first > 0;
        let lead = Lead {
            rest,
            loose,
            ..time
        };
        let bare = rest.is_blank() && lead.stamp.from.clock.is_none();
        marks.push(match bare {
            true => Mark::Day { lead, block: table },
            false => Mark::Event {
                lead,
                block: table,
                span,
                heading: false,
            },
        });
    }
}

/// The columns that say who acted.
fn actors(header: &[Text<'_>]) -> Vec<usize> {
    let names = header.iter().map(|cell| normalise(cell.as_str()));
    let names = names.enumerate();
    let actors = words::set("timeline-actor-columns");
    names
        .filter_map(|(column, name)| actors.contains(name.as_str()).then_some(column))
        .collect()
}

/// The longer of two cells tells what happened; the shorter one says who or of which kind.
fn join<'d>(a: Text<'d>, b: Text<'d>) -> Text<'d> {
    if b.as_str().len() > a.as_str().len() {
        b
    } else {
        a
    }
}

/// Whether at least half of the filled cells of a column begin with a time and nothing much more.
fn holds_times(rows: &[Vec<Text<'_>>], column: usize) -> bool {
    let filled: Vec<Text<'_>> = rows
        .iter()
        .skip(1)
        .filter_map(|row| row.get(column))
        .filter(|cell| !cell.is_blank())
        .copied()
        .collect();
    let times = filled
        .iter()
        .filter(|cell| cell_time(**cell).is_some())
        .count();
    times > 0 && times * 2 >= filled.len()
}

fn cell_time(cell: Text<'_>) -> Option<Lead<'_>> {
    lead::read(cell, Place::Field).filter(|lead| lead.rest.as_str().len() <= 40)
}

/// The time of a row: of its only time column, or the day of one and the clock time of another.
fn time<'d>(row: &[Text<'d>], columns: &[usize]) -> Option<Lead<'d>> {
    let mut found: Option<Lead<'d>> = None;
    for cell in columns.iter().filter_map(|&column| row.get(column)) {
        let Some(lead) = cell_time(*cell) else {
            continue;
        };
        found = Some(match found {
            None => lead,
            Some(mut before) => {
                complete(&mut before.stamp.from, &lead.stamp.from);
                if before.stamp.until.is_none() {
                    before.stamp.until = lead.stamp.until;
                }
                before
            }
        });
    }
    found
}

fn complete(point: &mut Point, other: &Point) {
    if point.clock.is_none() {
        point.clock = other.clock;
        point.about |= other.about;
        point.zone = point.zone.take().or_else(|| other.zone.clone());
    }
    if point.day.is_none() {
        point.day = other.day;
    }
}
