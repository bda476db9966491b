//! Actions for machines.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{Version, facts};
use crate::ledger::{Entry, Ledger};

/// The actions of many post-mortems, overdue ones first.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Actions<'a> {
    version: Version<1>,
    /// The day that lateness is measured by.
    today: String,
    /// How many post-mortems were read.
    files: usize,
    /// How many of the actions are open.
    open: usize,
    /// How many of them are overdue.
    overdue: usize,
    /// How many actions of restricted post-mortems were left out.
    restricted: usize,
    /// The actions that were asked for.
    actions: Vec<Listed<'a>>,
}

/// An action: where it stands, and the fields that `whys inspect` gives it.
#[derive(Debug, Serialize, JsonSchema)]
struct Listed<'a> {
    /// The path of its post-mortem as given or found.
    path: &'a str,
    /// The id of its post-mortem.
    post_mortem: &'a str,
    /// The title of its post-mortem.
    title: Option<&'a str>,
    /// The team of its post-mortem.
    team: Option<&'a str>,
    /// Null when it is not late.
    days_late: Option<i64>,
    /// Where its ticket is found.
    ticket_url: Option<&'a str>,
    #[serde(flatten)]
    #[schemars(with = "facts::Action")]
    facts: &'a Value,
}

/// One object: each action has the fields that `whys inspect` gives it, and where it stands.
pub fn json(ledger: &Ledger) -> Value {
    let count = |counts: &dyn Fn(&Entry) -> bool| {
        let entries = ledger.entries.iter();
        entries.filter(|entry| counts(entry)).count()
    };
    let actions = Actions {
        version: Version,
        today: ledger.today.to_string(),
        files: ledger.files,
        open: count(&|entry| entry.action.is_open()),
        overdue: count(&|entry| entry.days_late(ledger.today).is_some()),
        restricted: ledger.restricted,
        actions: ledger.entries.iter().map(|e| one(e, ledger)).collect(),
    };
    serde_json::to_value(actions).unwrap_or_default()
}

fn one<'a>(entry: &'a Entry, ledger: &Ledger) -> Listed<'a> {
    Listed {
        path: &entry.path,
        post_mortem: &entry.post_mortem,
        title: entry.title.as_deref(),
        team: entry.team.as_deref(),
        days_late: entry.days_late(ledger.today),
        ticket_url: entry.ticket_url.as_deref(),
        facts: &entry.facts,
    }
}
