//! What a column or a key is about.

use crate::words;

/// The roles of columns (`Owner`) and keys (`owner: …`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What is to be done.
    Text,
    /// Who does it.
    Owner,
    /// By when.
    Due,
    /// What tracks it.
    Ticket,
    /// Whether it is done.
    State,
    /// What it is for.
    Type,
    /// How urgent it is.
    Priority,
    /// Which causes and lessons it answers.
    Addresses,
    /// When it was done, and what shows it.
    Done,
    /// When it was dropped, and why.
    Dropped,
    /// From when to when its due date was moved, and why.
    Moved,
    /// What shows that it was done.
    Evidence,
    /// Anything else.
    Note,
    /// What it is called.
    Id,
    /// When something happened: no action.
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

    /// Names that say it at the head of a column only.
    const COLUMNS: [(Role, &'static str); 6] = [
        (Role::Owner, "action-column-owner"),
        (Role::Due, "action-column-due"),
        (Role::Ticket, "action-column-ticket"),
        (Role::State, "action-column-state"),
        (Role::Evidence, "action-column-evidence"),
        (Role::Note, "action-column-note"),
    ];

    /// The role that the name of a column has.
    pub(super) fn of_column(name: &str) -> Option<Role> {
        Role::of(name).or_else(|| {
            let name = crate::postmortem::normalise(name);
            let named = Role::COLUMNS
                .iter()
                .find(|(_, list)| words::set(list).contains(name.as_str()));
            // "Policy due date"
            let due = name.ends_with(" due date").then_some(Role::Due);
            named.map(|(role, _)| *role).or(due)
        })
    }

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
