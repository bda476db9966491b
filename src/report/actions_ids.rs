//! What actions are called on the command line, for scripts and shells.

use super::visible::visible;
use crate::ledger::Ledger;

/// A line for each action: its id where that names no other, else its place; a tab; its text.
pub fn text(ledger: &Ledger, names_one: impl Fn(&str) -> bool) -> String {
    let lines = ledger.entries.iter().map(|entry| {
        let item = &entry.item;
        let is_name = |id: &&str| names_one(id) && !id.contains(char::is_whitespace);
        let name = match item.id.as_deref().filter(is_name) {
            Some(id) => id.to_owned(),
            None => format!("{}:{}", entry.path, item.line),
        };
        format!("{}\t{}\n", visible(&name), visible(&item.text))
    });
    lines.collect()
}
