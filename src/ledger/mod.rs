//! The actions of many post-mortems: whose they are, which are open, which are late, and what happened to them.
//!
//! A post-mortem is read as a [`Version`]; [`Past`] follows the actions from version to version through the commits, and
//! [`open`] keeps what it found for the next run. [`Ledger`] is what a command lists.

mod around;
mod cache;
mod entry;
mod explained;
mod filter;
mod follow;
mod given;
mod life;
mod lost;
mod names;
mod owner;
mod pairs;
mod past;
mod run;
mod since;
mod trail;
mod version;

use jiff::civil::Date;

pub use around::Around;
pub(crate) use around::trails;
pub use cache::open;
pub use entry::{Entry, rank_of, sort};
pub use filter::{Filter, Group, GroupBy};
pub use follow::{File, Follower, Gone, Story, Tree, Versions};
pub use life::{At, Life, Slip, Values};
pub use lost::{Lost, lost};
pub use names::{Named, find, names, place};
pub use owner::Owner;
pub use past::{Files, Past, Placed, Reader, When};
pub use since::{Event, Happened, Since};
pub use trail::Trail;
pub use version::{Item, Version};

/// The actions that were asked for, and what was left out.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The day to measure by.
    pub today: Date,
    /// How many post-mortems were read.
    pub files: usize,
    /// How many actions of restricted post-mortems were left out.
    pub restricted: usize,
    /// The overdue ones first, then by the severity of the incident, then by due date; those without one, then those
    /// that are done.
    pub entries: Vec<Entry>,
    /// What happened since a day or a revision, where that is asked for, the latest first.
    pub happened: Option<Vec<Happened>>,
    /// How the entries are grouped, where that is asked for.
    pub group_by: Option<GroupBy>,
}

impl Ledger {
    /// How many actions are open.
    pub fn open(&self) -> usize {
        self.entries.iter().filter(|e| e.item.is_open()).count()
    }

    /// How many are overdue.
    pub fn overdue(&self) -> usize {
        let late = |entry: &&Entry| entry.item.days_late(self.today).is_some();
        self.entries.iter().filter(late).count()
    }

    /// The entries in their groups; all in one where they are not grouped.
    pub fn groups(&self) -> Vec<Group<'_>> {
        filter::groups(self)
    }
}
