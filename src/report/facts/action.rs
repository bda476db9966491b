//! The actions of `whys inspect` and `whys actions`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{text, texts};
use crate::markdown::Document;
use crate::postmortem::{self, Clarity, Fact, OwnerKind, Scope, State, Strength, Type};

/// A follow-up item.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Action<'a> {
    /// Where it stands.
    line: usize,
    /// As in A-7kq2, where it is named.
    id: Option<&'a str>,
    /// What is to be done, without markup.
    text: &'a str,
    /// Who is accountable, as written; several are joined by a comma.
    owner: Option<String>,
    /// Each who is accountable.
    owners: Vec<&'a str>,
    /// What sort of owner that is.
    owner_kind: OwnerKind,
    /// The day on which it is due, as in 2026-04-01; null when what is written is no day.
    due: Option<String>,
    /// The due date as written.
    due_text: Option<&'a str>,
    /// Key, number or address of its ticket.
    ticket: Option<&'a str>,
    /// Whether it is done.
    state: State,
    /// The day on which it was done.
    done_on: Option<String>,
    /// What shows that it was done.
    evidence: Option<&'a str>,
    /// Why it was dropped.
    reason: Option<&'a str>,
    /// Its priority as written.
    priority: Option<&'a str>,
    /// What it is for.
    #[serde(rename = "type")]
    kind: Type,
    /// Whether the document states the type; else whys infers it from the words.
    type_stated: bool,
    /// How strongly it works.
    strength: Strength,
    /// Whether a stranger could tell when it is done.
    clarity: Clarity,
    /// Its size.
    scope: Scope,
    /// The causes and lessons that it answers, as in C1.
    addresses: Vec<&'a str>,
}

impl<'a> Action<'a> {
    /// One of a post-mortem.
    pub fn of(doc: &Document, action: &'a postmortem::Action) -> Self {
        let owners = texts(&action.owners);
        Self {
            line: doc.line(action.span.start),
            id: text(&action.id),
            text: &action.text,
            owner: (!owners.is_empty()).then(|| owners.join(", ")),
            owners,
            owner_kind: action.owner_kind,
            due: day(&action.due),
            due_text: text(&action.due_text),
            ticket: text(&action.ticket),
            state: action.state,
            done_on: day(&action.done_on),
            evidence: text(&action.evidence),
            reason: text(&action.reason),
            priority: text(&action.priority),
            kind: action.kind,
            type_stated: action.kind_stated,
            strength: action.strength,
            clarity: action.clarity,
            scope: action.scope,
            addresses: texts(&action.addresses),
        }
    }
}

fn day(fact: &Option<Fact<jiff::civil::Date>>) -> Option<String> {
    fact.as_ref().map(|day| day.value.to_string())
}
