//! Actions for machines.

use serde_json::{Value, json};

use crate::ledger::{Entry, Ledger};

/// The version of the JSON; it only grows by additions.
const VERSION: u32 = 1;

/// One object: each action has the fields that `whys inspect` gives it, and where it stands.
pub fn json(ledger: &Ledger) -> Value {
    let open = ledger.entries.iter().filter(|entry| entry.action.is_open());
    let late = ledger
        .entries
        .iter()
        .filter(|e| e.days_late(ledger.today).is_some());
    json!({
        "version": VERSION,
        "today": ledger.today.to_string(),
        "files": ledger.files,
        "open": open.count(),
        "overdue": late.count(),
        "restricted": ledger.restricted,
        "actions": ledger.entries.iter().map(|entry| one(entry, ledger)).collect::<Vec<_>>(),
    })
}

fn one(entry: &Entry, ledger: &Ledger) -> Value {
    let mut action = json!({
        "path": entry.path,
        "post_mortem": entry.post_mortem,
        "title": entry.title,
        "team": entry.team,
        "days_late": entry.days_late(ledger.today),
        "ticket_url": entry.ticket_url,
    });
    if let (Value::Object(action), Value::Object(facts)) = (&mut action, &entry.facts) {
        action.extend(facts.clone());
    }
    action
}
