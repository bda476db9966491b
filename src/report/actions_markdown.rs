//! Actions as a table for a page.

use std::fmt::Write;

use super::actions_table::{due, history, late, summary, when};
use super::as_markdown::{as_markdown, link_target};
use crate::ledger::{Entry, Ledger};
use crate::postmortem::State;

/// The counts and the tables; the post-mortems are found below `base`, an address with a slash at its end, or nothing.
pub fn text(ledger: &Ledger, base: &str) -> String {
    let mut out = format!("{}.\n", summary(ledger));
    if let Some(happened) = &ledger.happened {
        let mut last = None;
        for one in happened {
            if last != Some(one.event) {
                let _ = write!(out, "\n## {}\n\n", one.event.word());
                out.push_str("| when | due | owner | action | ticket | post-mortem |\n| --- | --- | --- | --- | --- | --- |\n");
                last = Some(one.event);
            }
            let _ = writeln!(
                out,
                "| {} | {}",
                as_markdown(&when(one)),
                cells(&one.entry, ledger, base)
            );
        }
        return out;
    }
    for group in ledger.groups() {
        if let Some(name) = &group.name {
            let level = "#".repeat((group.depth + 2).min(6));
            let overdue = match group.overdue {
                0 => String::new(),
                late => format!(", {late} overdue"),
            };
            let _ = write!(
                out,
                "\n{level} {}\n\n{} open{overdue}\n",
                as_markdown(name),
                group.open
            );
        }
        if group.entries.is_empty() {
            continue;
        }
        out.push_str(
            "\n| due | owner | action | ticket | post-mortem |\n| --- | --- | --- | --- | --- |\n",
        );
        for entry in group.entries {
            let _ = writeln!(out, "| {}", cells(entry, ledger, base));
        }
    }
    out
}

fn cells(entry: &Entry, ledger: &Ledger, base: &str) -> String {
    format!(
        "{} | {} | {} | {} | {} |",
        due_cell(entry, ledger),
        owners(entry),
        action(entry, ledger),
        ticket(entry),
        post_mortem(entry, base)
    )
}

fn due_cell(entry: &Entry, ledger: &Ledger) -> String {
    let item = &entry.item;
    let due = match due(item) {
        due if due.is_empty() => "–".to_owned(),
        due => as_markdown(&due),
    };
    match (item.days_late(ledger.today), item.state) {
        (Some(days), _) => format!("**{due}**, {}", late(days)),
        (None, State::Open) => due,
        (None, state) => format!("{due}, {}", state.word()),
    }
}

fn owners(entry: &Entry) -> String {
    match entry.item.owners.join(", ") {
        owners if owners.is_empty() => "–".to_owned(),
        owners => as_markdown(&owners),
    }
}

fn action(entry: &Entry, ledger: &Ledger) -> String {
    let text = as_markdown(&entry.item.text);
    match history(entry, ledger.today) {
        told if told.is_empty() => text,
        told => format!("{text} ({told})"),
    }
}

fn ticket(entry: &Entry) -> String {
    let Some(ticket) = &entry.item.ticket else {
        return "–".to_owned();
    };
    let text = as_markdown(ticket);
    match &entry.ticket_url {
        Some(url) => format!("[{text}](<{}>)", url.replace(['<', '>', '|', ' '], "")),
        None => text,
    }
}

fn post_mortem(entry: &Entry, base: &str) -> String {
    let target = link_target(&entry.path);
    format!(
        "[{}]({base}{target}#L{})",
        as_markdown(entry.title()),
        entry.item.line
    )
}
