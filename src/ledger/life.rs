//! What happened to an action over the commits.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::version::Item;
use crate::postmortem::State;

/// A commit, by its place among those that were followed; a later one has a higher number than those before it.
pub type At = u32;

/// The values that a fact had, each with the commit that gave it.
pub type Values<T> = Vec<(T, At)>;

/// What happened to an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Life {
    /// Names the action among all that were ever followed.
    pub thread: u32,
    /// The commit that added it.
    pub opened: At,
    /// Whether it was there before the first commit that is known.
    pub is_older: bool,
    /// Its states, the first from when it was added.
    pub states: Values<State>,
    /// Its due dates.
    pub dues: Values<Option<Date>>,
    /// Its owners.
    pub owners: Values<Vec<String>>,
    /// When it went, and when it came back (true).
    pub absences: Values<bool>,
}

/// A due date that was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The date before.
    pub from: Date,
    /// The later date.
    pub to: Date,
    /// Since which commit.
    pub at: At,
}

impl Life {
    /// That of an action which a commit adds.
    pub(super) fn begin(thread: u32, item: &Item, at: At, is_older: bool) -> Life {
        Life {
            thread,
            opened: at,
            is_older,
            states: vec![(item.state, at)],
            dues: vec![(item.due, at)],
            owners: vec![(names(item), at)],
            absences: Vec::new(),
        }
    }

    /// Whether nothing of it changes with this version.
    pub(super) fn is_as(&self, item: &Item) -> bool {
        last(&self.states) == Some(&item.state)
            && last(&self.dues) == Some(&item.due)
            && last(&self.owners).is_some_and(|owners| *owners == names(item))
    }

    /// Takes what a version says.
    pub(super) fn take(&mut self, item: &Item, at: At) {
        push(&mut self.states, item.state, at);
        push(&mut self.dues, item.due, at);
        push(&mut self.owners, names(item), at);
    }

    /// The life of an action whose two branches meet in a version: of each fact, the history of the branch whose value
    /// was kept. What the other branch had said was given up with the merge.
    pub(super) fn join(&self, other: &Life, item: &Item) -> Life {
        let (first, second) = match (self.opened, self.thread) <= (other.opened, other.thread) {
            true => (self, other),
            false => (other, self),
        };
        Life {
            thread: first.thread,
            opened: first.opened,
            is_older: first.is_older,
            states: kept(&first.states, &second.states, &item.state),
            dues: kept(&first.dues, &second.dues, &item.due),
            owners: kept(&first.owners, &second.owners, &names(item)),
            absences: kept(&first.absences, &second.absences, &true),
        }
    }

    /// The due dates that were moved to a later day.
    pub fn slips(&self) -> Vec<Slip> {
        let mut slips = Vec::new();
        let mut before: Option<Date> = None;
        for (due, at) in &self.dues {
            let Some(due) = *due else {
                continue;
            };
            if let Some(from) = before.filter(|from| *from < due) {
                let to = due;
                slips.push(Slip { from, to, at: *at });
            }
            before = Some(due);
        }
        slips
    }

    /// The commits that opened it again after it was done or dropped.
    pub fn reopenings(&self) -> Vec<At> {
        let pairs = self.states.windows(2).filter_map(|pair| match pair {
            [(State::Done | State::Dropped, _), (State::Open, at)] => Some(*at),
            _ => None,
        });
        pairs.collect()
    }

    /// The commit that closed it; none while it is open.
    pub fn closed(&self) -> Option<At> {
        let (state, at) = self.states.last()?;
        (*state != State::Open).then_some(*at)
    }

    /// Every commit that the life names.
    pub(super) fn commits(&mut self) -> impl Iterator<Item = &mut At> {
        let opened = std::iter::once(&mut self.opened);
        let states = self.states.iter_mut().map(|(_, at)| at);
        let dues = self.dues.iter_mut().map(|(_, at)| at);
        let owners = self.owners.iter_mut().map(|(_, at)| at);
        let absences = self.absences.iter_mut().map(|(_, at)| at);
        opened
            .chain(states)
            .chain(dues)
            .chain(owners)
            .chain(absences)
    }
}

/// The owners as they are compared: `@Ana` is `ana`.
fn names(item: &Item) -> Vec<String> {
    let owners = item.owners.iter();
    owners
        .map(|owner| owner.trim_start_matches('@').to_lowercase())
        .collect()
}

fn last<T>(values: &Values<T>) -> Option<&T> {
    values.last().map(|(value, _)| value)
}

/// Adds a value where it is another one.
pub(super) fn push<T: PartialEq>(values: &mut Values<T>, value: T, at: At) {
    if last(values) != Some(&value) {
        values.push((value, at));
    }
}

/// Of two histories that of the value which was kept; where both have it, the one in which more happened, else the
/// earlier one.
pub(super) fn kept<T: PartialEq + Clone>(
    first: &Values<T>,
    second: &Values<T>,
    now: &T,
) -> Values<T> {
    let (has_first, has_second) = (last(first) == Some(now), last(second) == Some(now));
    let since = |values: &Values<T>| values.last().map(|(_, at)| *at);
    let is_second = match (has_first, has_second) {
        (true, true) => {
            second.len() > first.len()
                || second.len() == first.len() && since(second) < since(first)
        }
        (first, second) => second && !first,
    };
    if is_second { second } else { first }.clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn item(state: State, due: Option<Date>) -> Item {
        Item {
            state,
            due,
            ..Item::default()
        }
    }

    #[test]
    fn a_merge_keeps_the_history_of_what_it_keeps() {
        let (early, late) = (Some(date(2026, 4, 1)), Some(date(2026, 5, 1)));
        let base = Life::begin(7, &item(State::Open, early), 1, false);
        let (mut slipped, mut done) = (base.clone(), base);
        slipped.take(&item(State::Open, late), 2);
        done.take(&item(State::Done, early), 3);
        let both = slipped.join(&done, &item(State::Done, late));
        assert_eq!(both.closed(), Some(3));
        assert_eq!(both.slips().len(), 1);
        let undone = slipped.join(&done, &item(State::Open, late));
        assert_eq!(undone.states, [(State::Open, 1)]);
        assert_eq!(done.join(&slipped, &item(State::Done, late)), both);
    }

    #[test]
    fn a_slip_is_a_later_date_than_the_last_one() {
        let day = |day| Some(date(2026, 4, day));
        let mut life = Life::begin(0, &item(State::Open, day(10)), 0, false);
        for (at, due) in [(1, None), (2, day(12)), (3, day(5)), (4, day(6))] {
            life.take(&item(State::Open, due), at);
        }
        let slips: Vec<At> = life.slips().iter().map(|slip| slip.at).collect();
        assert_eq!(slips, [2, 4]);
    }
}
