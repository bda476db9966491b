//! What happened to actions since a day or a revision.

use std::collections::HashSet;

use jiff::civil::Date;

use super::entry::Entry;
use super::follow::Gone;
use super::past::When;
use crate::git::Id;
use crate::postmortem::State;
use crate::worded::worded;

worded! {
    /// What happened to an action.
    #[derive(PartialOrd, Ord)]
    pub enum Event {
        /// It is gone, neither done nor dropped.
        Vanished = "vanished",
        /// Its due date was moved to a later day.
        Slipped = "slipped",
        /// It is open again.
        Reopened = "reopened",
        /// It is done or dropped.
        Closed = "closed",
        /// It was added.
        Opened = "opened",
    }
}

/// Since when.
#[derive(Clone, Debug)]
pub enum Since {
    /// From this day on.
    Day(Date),
    /// In one of these commits, or not committed yet.
    Commits(HashSet<Id>),
}

impl Since {
    /// Whether a change is not older.
    pub fn holds(&self, when: &When) -> bool {
        match self {
            Since::Day(day) => when.day >= *day,
            Since::Commits(commits) => when.commit.is_none_or(|id| commits.contains(&id)),
        }
    }
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Happened {
    /// What.
    pub event: Event,
    /// When, by whom.
    pub when: When,
    /// From which due date to which one, of one that slipped.
    pub moved: Option<(Date, Date)>,
    /// The action as it is now; as it was last, when it vanished.
    pub entry: Entry,
}

impl Happened {
    /// What happened to an action that is there.
    pub fn to(entry: &Entry, since: &Since) -> Vec<Happened> {
        let Some(trail) = &entry.trail else {
            return Vec::new();
        };
        let one = |event: Event, when: &When, moved: Option<(Date, Date)>| Happened {
            event,
            when: when.clone(),
            moved,
            entry: entry.clone(),
        };
        let mut found = Vec::new();
        if !trail.is_older && since.holds(&trail.opened) {
            found.push(one(Event::Opened, &trail.opened, None));
        }
        // What was added as done was not closed in between.
        let closed = trail.closed().filter(|when| since.holds(when));
        found.extend(closed.map(|when| one(Event::Closed, when, None)));
        let last = trail.reopened.last().filter(|when| since.holds(when));
        let again = last.filter(|_| entry.item.state == State::Open);
        found.extend(again.map(|when| one(Event::Reopened, when, None)));
        let slips = trail.slips.iter().filter(|(_, _, when)| since.holds(when));
        found.extend(slips.map(|(from, to, when)| one(Event::Slipped, when, Some((*from, *to)))));
        found
    }

    /// That an action is gone: an event where it was open and went since then.
    pub fn gone(gone: &Gone, entry: Entry, when: &When, since: &Since) -> Option<Happened> {
        (gone.item.is_open() && since.holds(when)).then(|| Happened {
            event: Event::Vanished,
            when: when.clone(),
            moved: None,
            entry,
        })
    }
}
