//! What a column or a key is about.

use crate::words;

/// The roles of columns (`Owner`) and keys (`owner: …`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Owner,
    Due,
    Ticket,
    State,
    Type,
    Priority,
    Addresses,
    Done,
    Dropped,
    Moved,
    Evidence,
    Note,
    Id,
    Time,
}

impl Role {
    const LISTS: [(Role, &'static str); 15] = [
        (Role::Owner, "action-key-owner"),
        (Role::Due, "action-key-due"),
        (Role::Ticket, "action-key-ticket"),
        (Role::State, "action-key-state"),
        (Role::Type, "action-key-type"),
        (Role::Priority, "action-key-priority"),
        (Role::Text, "action-key-text"),
        (Role::Addresses, "action-key-addresses"),
        (Role::Done, "action-key-done"),
        (Role::Dropped, "action-key-dropped"),
        (Role::Moved, "action-key-moved"),
        (Role::Evidence, "action-key-evidence"),
        (Role::Note, "action-key-note"),
        (Role::Id, "action-key-id"),
        (Role::Time, "action-key-time"),
    ];

    /// The role that the name of a column or a key has.
    pub(super) fn of(name: &str) -> Option<Role> {
        let name = crate::postmortem::normalise(name);
        let known = |list| words::set(list).contains(name.as_str());
        Role::LISTS
            .iter()
            .find(|(_, list)| known(list))
            .map(|(role, _)| *role)
    }
}
