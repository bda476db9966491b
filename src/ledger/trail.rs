//! What happened to an action, up to a day.

use jiff::civil::Date;

use super::life::Life;
use super::past::{Past, When};
use crate::postmortem::State;

/// What happened to an action, with the commits.
#[derive(Clone, Debug)]
pub struct Trail {
    /// When it was added.
    pub opened: When,
    /// Whether it may be older: the history begins with it.
    pub is_older: bool,
    /// Its states after the first one.
    pub states: Vec<(State, When)>,
    /// The dates to which its due date was moved, from an earlier one.
    pub slips: Vec<(Date, Date, When)>,
    /// Its owners after the first ones.
    pub owners: Vec<(Vec<String>, When)>,
    /// How often it was opened again.
    pub reopened: Vec<When>,
}

impl Trail {
    /// That of a life, without what came after `today`; none when it was added later.
    pub fn of(past: &Past, life: &Life, today: Date) -> Option<Trail> {
        let when = |at: u32| past.when(at).filter(|when| when.day <= today).cloned();
        let opened = when(life.opened)?;
        let slips = life.slips().into_iter();
        let states = life.states.iter().skip(1);
        let owners = life.owners.iter().skip(1);
        Some(Trail {
            opened,
            is_older: life.is_older,
            states: states
                .filter_map(|(state, at)| Some((*state, when(*at)?)))
                .collect(),
            slips: slips
                .filter_map(|slip| Some((slip.from, slip.to, when(slip.at)?)))
                .collect(),
            owners: owners
                .filter_map(|(owners, at)| Some((owners.clone(), when(*at)?)))
                .collect(),
            reopened: life.reopenings().into_iter().filter_map(when).collect(),
        })
    }

    /// How many days ago it was added.
    pub fn age(&self, today: Date) -> i64 {
        i64::from((today - self.opened.day).get_days())
    }

    /// When it was done or dropped for the last time; none where it is open, or was so from the first.
    pub fn closed(&self) -> Option<&When> {
        let (state, when) = self.states.last()?;
        (*state != State::Open).then_some(when)
    }
}
