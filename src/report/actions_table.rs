//! Actions for the terminal: when due, whose, what; below it how late, the ticket, where.

use std::fmt::Write;

use anstyle::{AnsiColor, Style as Look};
use unicode_width::UnicodeWidthStr;

use super::columns::{pad, wrap};
use super::visible;
use crate::ledger::{Entry, Ledger};
use crate::postmortem::State;

const HEAD: Look = Look::new().bold();
const DIM: Look = Look::new().dimmed();
const LATE: Look = AnsiColor::Red.on_default().bold();

/// The columns between the columns.
const GAP: usize = 2;

/// The table in `width` columns. Colours are stripped later, where they do not belong.
pub fn text(ledger: &Ledger, width: usize) -> String {
    if ledger.entries.is_empty() {
        return String::new();
    }
    let rows: Vec<Row> = ledger
        .entries
        .iter()
        .map(|entry| Row::new(entry, ledger))
        .collect();
    let widest = |cell: fn(&Row) -> &str, least: usize, most: usize| {
        let widths = rows.iter().map(|row| cell(row).width());
        widths.max().unwrap_or(0).clamp(least, most)
    };
    let due = widest(|row| &row.due, 4, 12).max(widest(|row| &row.late, 4, 14));
    let owner = widest(|row| &row.owner, 5, 18);
    let action = width.saturating_sub(due + owner + 2 * GAP).max(24);
    let gap = " ".repeat(GAP);
    let mut out = String::new();
    let (head_due, head_owner) = (pad("due", due), pad("owner", owner));
    let _ = writeln!(out, "{HEAD}{head_due}{gap}{head_owner}{gap}action{HEAD:#}");
    for row in &rows {
        row.write(&mut out, (due, owner, action));
    }
    out
}

/// The cells of an action.
struct Row {
    due: String,
    late: String,
    is_late: bool,
    owner: String,
    action: String,
    place: String,
}

impl Row {
    fn new(entry: &Entry, ledger: &Ledger) -> Row {
        let action = &entry.action;
        let days_late = entry.days_late(ledger.today);
        let due = action.due.as_ref().map(|due| due.value.to_string());
        let due = due.or_else(|| action.due_text.as_ref().map(|due| due.value.clone()));
        let late = match (days_late, action.state) {
            (Some(1), _) => "1 day late".to_owned(),
            (Some(days), _) => format!("{days} days late"),
            (None, State::Open) => String::new(),
            (None, state) => state.word().to_owned(),
        };
        let owners: Vec<&str> = action.owners.iter().map(|o| o.value.as_str()).collect();
        let ticket = action
            .ticket
            .as_ref()
            .map(|ticket| format!("{} · ", ticket.value));
        let place = format!(
            "{}{}:{}",
            ticket.unwrap_or_default(),
            entry.path,
            entry.line
        );
        let or_dash = |text: String| {
            if text.is_empty() {
                "–".to_owned()
            } else {
                text
            }
        };
        Row {
            due: or_dash(visible(&due.unwrap_or_default()).into_owned()),
            late,
            is_late: days_late.is_some(),
            owner: or_dash(visible(&owners.join(", ")).into_owned()),
            action: visible(&action.text).into_owned(),
            place: visible(&place).into_owned(),
        }
    }

    fn write(&self, out: &mut String, (due, owner, action): (usize, usize, usize)) {
        let mut dues = wrap(&self.due, due);
        dues.push(self.late.clone());
        let owners = wrap(&self.owner, owner);
        let mut actions = wrap(&self.action, action);
        let text_lines = actions.len();
        // A place that is broken over lines cannot be clicked on or copied.
        actions.push(self.place.clone());
        let lines = dues.len().max(owners.len()).max(actions.len());
        let cell = |cells: &[String], at: usize| cells.get(at).cloned().unwrap_or_default();
        for at in 0..lines {
            let (due_cell, action_cell) = (cell(&dues, at), cell(&actions, at));
            let due_look = if self.is_late { LATE } else { Look::new() };
            let action_look = if at >= text_lines { DIM } else { Look::new() };
            let line = format!(
                "{due_look}{}{due_look:#}  {}  {action_look}{action_cell}{action_look:#}",
                pad(&due_cell, due),
                pad(&cell(&owners, at), owner),
            );
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
}

/// "3 open actions in 10 post-mortems, 1 of them overdue".
pub fn summary(ledger: &Ledger) -> String {
    let open = ledger.entries.iter().filter(|entry| entry.action.is_open());
    let (open, files) = (open.count(), ledger.files);
    let late = ledger
        .entries
        .iter()
        .filter(|e| e.days_late(ledger.today).is_some());
    let closed = ledger.entries.len() - open;
    let s = |n: usize| if n == 1 { "" } else { "s" };
    let mut line = format!(
        "{open} open action{} in {files} post-mortem{}",
        s(open),
        s(files)
    );
    match late.count() {
        0 => {}
        late => {
            let _ = write!(line, ", {late} of them overdue");
        }
    }
    if closed > 0 {
        let _ = write!(line, "; {closed} done or dropped");
    }
    if ledger.restricted > 0 {
        let restricted = ledger.restricted;
        let _ = write!(line, "; {restricted} of restricted post-mortems not listed");
    }
    line
}
