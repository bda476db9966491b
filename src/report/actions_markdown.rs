//! Actions as a table for a page.

use std::fmt::Write;

use super::actions_table::summary;
use super::as_markdown::{as_markdown, link_target};
use crate::ledger::{Entry, Ledger};
use crate::postmortem::State;

/// The counts and the table.
pub fn text(ledger: &Ledger) -> String {
    let mut out = format!("{}.\n", summary(ledger));
    if ledger.entries.is_empty() {
        return out;
    }
    out.push_str(
        "\n| due | owner | action | ticket | post-mortem |\n| --- | --- | --- | --- | --- |\n",
    );
    for entry in &ledger.entries {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            due(entry, ledger),
            owners(entry),
            as_markdown(&entry.action.text),
            ticket(entry),
            post_mortem(entry)
        );
    }
    out
}

fn due(entry: &Entry, ledger: &Ledger) -> String {
    let action = &entry.action;
    let due = match (&action.due, &action.due_text) {
        (Some(due), _) => due.value.to_string(),
        (None, Some(written)) => as_markdown(&written.value),
        (None, None) => "–".to_owned(),
    };
    match (entry.days_late(ledger.today), action.state) {
        (Some(1), _) => format!("**{due}**, 1 day late"),
        (Some(days), _) => format!("**{due}**, {days} days late"),
        (None, State::Open) => due,
        (None, state) => format!("{due}, {}", state.word()),
    }
}

fn owners(entry: &Entry) -> String {
    let owners = entry.action.owners.iter();
    let owners: Vec<String> = owners.map(|owner| as_markdown(&owner.value)).collect();
    match owners.is_empty() {
        true => "–".to_owned(),
        false => owners.join(", "),
    }
}

fn ticket(entry: &Entry) -> String {
    let Some(ticket) = &entry.action.ticket else {
        return "–".to_owned();
    };
    let text = as_markdown(&ticket.value);
    match &entry.ticket_url {
        Some(url) => format!("[{text}](<{}>)", url.replace(['<', '>', '|', ' '], "")),
        None => text,
    }
}

fn post_mortem(entry: &Entry) -> String {
    let title = entry.title.as_deref().unwrap_or(&entry.post_mortem);
    let target = link_target(&entry.path);
    format!("[{}]({target}#L{})", as_markdown(title), entry.line)
}
