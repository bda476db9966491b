//! What a heading or label says of all items below it: owner, horizon, ticket, state, type.

use super::{Reader, clause, due, owner, state, ticket};
use crate::markdown::{Span, Text};
use crate::postmortem::Fact;

use super::action::{State, Type};

/// What the headings and labels above an item say.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) owners: Vec<Fact<String>>,
    pub(super) due: due::Due,
    pub(super) ticket: Option<Fact<String>>,
    pub(super) state: Option<(State, Span)>,
    pub(super) kind: Option<Type>,
    /// Whether a label begins the sentence that the items end: "We plan to add metrics on:".
    pub(super) begun: bool,
}

impl Group {
    /// The group under a further heading or label.
    pub(super) fn below(&self, reader: &Reader<'_>, label: Text<'_>, is_heading: bool) -> Group {
        let label = label.trim();
        let found = owner::of_label(label, is_heading, &reader.names);
        Group {
            owners: if found.is_empty() {
                self.owners.clone()
            } else {
                found
            },
            due: due::of_label(label, reader.calendar).unwrap_or_else(|| self.due.clone()),
            ticket: ticket::of_label(label).or_else(|| self.ticket.clone()),
            state: state::of_label(label).or(self.state),
            kind: super::kind::of_label(label.as_str()).or(self.kind),
            begun: self.begun || begins(label.as_str()),
        }
    }
}

/// Whether a label holds a verb and goes on below.
fn begins(label: &str) -> bool {
    label.ends_with(':') && clause::of(label).verb.is_some()
}
