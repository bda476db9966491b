//! Actions for the terminal: when due, whose, what; below it how late, the ticket, where, for how long.

use std::fmt::Write;

use anstyle::{AnsiColor, Style as Look};
use jiff::civil::Date;
use unicode_width::UnicodeWidthStr;

use super::columns::{pad, wrap};
use super::visible;
use crate::ledger::{Entry, Happened, Item, Ledger};
use crate::postmortem::State;

const HEAD: Look = Look::new().bold();
const DIM: Look = Look::new().dimmed();
const LATE: Look = AnsiColor::Red.on_default().bold();

/// The columns between the columns.
const GAP: usize = 2;

/// The table in `width` columns. Colours are stripped later, where they do not belong.
pub fn text(ledger: &Ledger, width: usize) -> String {
    let mut parts: Vec<(Option<String>, Vec<Row>)> = Vec::new();
    match &ledger.happened {
        Some(happened) => {
            for one in happened {
                let name = Some(one.event.word().to_owned());
                if parts.last().is_none_or(|(last, _)| *last != name) {
                    parts.push((name, Vec::new()));
                }
                if let Some((_, rows)) = parts.last_mut() {
                    let mut row = Row::new(&one.entry, ledger);
                    row.action = format!("{}: {}", visible(&when(one)), row.action);
                    rows.push(row);
                }
            }
        }
        None => {
            for group in ledger.groups() {
                let heading = group.name.as_deref().map(|name| {
                    let indent = "  ".repeat(group.depth);
                    let late = match group.overdue {
                        0 => String::new(),
                        late => format!(", {late} overdue"),
                    };
                    format!("{indent}{}: {} open{late}", visible(name), group.open)
                });
                let rows = group.entries.iter().map(|entry| Row::new(entry, ledger));
                parts.push((heading, rows.collect()));
            }
        }
    }
    if parts.iter().all(|(_, rows)| rows.is_empty()) {
        return String::new();
    }
    let widest = |cell: fn(&Row) -> &str, least: usize, most: usize| {
        let widths = parts.iter().flat_map(|(_, rows)| rows);
        let widths = widths.map(|row| cell(row).width());
        widths.max().unwrap_or(0).clamp(least, most)
    };
    let due = widest(|row| &row.due, 4, 12).max(widest(|row| &row.late, 4, 14));
    let owner = widest(|row| &row.owner, 5, 18);
    let action = width.saturating_sub(due + owner + 2 * GAP).max(24);
    let gap = " ".repeat(GAP);
    let mut out = String::new();
    let (head_due, head_owner) = (pad("due", due), pad("owner", owner));
    let _ = writeln!(out, "{HEAD}{head_due}{gap}{head_owner}{gap}action{HEAD:#}");
    for (heading, rows) in &parts {
        if let Some(heading) = heading {
            let _ = writeln!(out, "\n{HEAD}{heading}{HEAD:#}");
        }
        for row in rows {
            row.write(&mut out, (due, owner, action));
        }
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
        let item = &entry.item;
        let days_late = item.days_late(ledger.today);
        let late_or_state = match (days_late, item.state) {
            (Some(days), _) => late(days),
            (None, State::Open) => String::new(),
            (None, state) => state.word().to_owned(),
        };
        let place = format!("{}:{}", entry.path, item.line);
        let history = history(entry, ledger.today);
        let ticket = item.ticket.clone().unwrap_or_default();
        let severity = entry.post.severity.clone().unwrap_or_default();
        let parts = [ticket, place, severity, history];
        let parts: Vec<&str> = parts
            .iter()
            .map(String::as_str)
            .filter(|p| !p.is_empty())
            .collect();
        let or_dash = |text: String| {
            if text.is_empty() {
                "–".to_owned()
            } else {
                text
            }
        };
        Row {
            due: or_dash(visible(&due(item)).into_owned()),
            late: late_or_state,
            is_late: days_late.is_some(),
            owner: or_dash(visible(&item.owners.join(", ")).into_owned()),
            action: visible(&item.text).into_owned(),
            place: visible(&parts.join(" · ")).into_owned(),
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

/// The due date, else as it is written; empty when there is none.
pub(super) fn due(item: &Item) -> String {
    let date = item.due.map(|due| due.to_string());
    date.or_else(|| item.due_text.clone()).unwrap_or_default()
}

/// "1 day late"
pub(super) fn late(days: i64) -> String {
    match days {
        1 => "1 day late".to_owned(),
        days => format!("{days} days late"),
    }
}

/// "open for 45 days, moved twice"; of one that is closed, for how long it was open. Empty where nobody knows.
pub(super) fn history(entry: &Entry, today: Date) -> String {
    let Some(trail) = &entry.trail else {
        return String::new();
    };
    let end = trail.closed().map(|when| when.day);
    let is_open = entry.item.is_open();
    let days = i64::from((end.unwrap_or(today) - trail.opened.day).get_days());
    let mut told = match (is_open, end, days) {
        // What was written down as done was never followed while it was open.
        (false, None, _) => String::new(),
        (true, _, days) if days < 1 => String::new(),
        (_, _, days) => {
            let more = if trail.is_older { "more than " } else { "" };
            let was = if is_open { "open" } else { "was open" };
            let s = if days == 1 { "" } else { "s" };
            format!("{was} for {more}{days} day{s}")
        }
    };
    let times = |n: usize| match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    };
    for (n, what) in [
        (trail.slips.len(), "moved"),
        (trail.reopened.len(), "reopened"),
    ] {
        if n > 0 {
            let comma = if told.is_empty() { "" } else { ", " };
            let _ = write!(told, "{comma}{what} {}", times(n));
        }
    }
    told
}

/// "on 2026-04-01 by Ana, from 2026-04-10 to 2026-05-10"
pub(super) fn when(one: &Happened) -> String {
    let mut told = one.when.day.to_string();
    match (&one.when.commit, one.when.by.as_str()) {
        (None, _) => told = "not committed".to_owned(),
        (_, "") => {}
        (_, by) => {
            let _ = write!(told, " by {by}");
        }
    }
    if let Some((from, to)) = one.moved {
        let _ = write!(told, ", from {from} to {to}");
    }
    told
}

/// "3 open actions in 10 post-mortems, 1 of them overdue"
pub fn summary(ledger: &Ledger) -> String {
    let (open, files, late) = (ledger.open(), ledger.files, ledger.overdue());
    let closed = ledger.entries.len() - open;
    let s = |n: usize| if n == 1 { "" } else { "s" };
    let mut line = format!(
        "{open} open action{} in {files} post-mortem{}",
        s(open),
        s(files)
    );
    if late > 0 {
        let _ = write!(line, ", {late} of them overdue");
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
