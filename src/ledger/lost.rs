//! The open actions of a document that a change has lost.

use jiff::civil::Date;

use super::past::{Files, Past};
use super::version::Item;

/// What a document lost.
#[derive(Clone, Debug, Default)]
pub struct Lost {
    /// The actions that were open and stand nowhere now, in the order of the document.
    pub items: Vec<Item>,
    /// How many actions it has that it did not have: without ids each may be one of those in other words.
    pub opened: usize,
}

/// What the document at `path` lost between `before` and `now`: it stands on both sides under that path, beside the others
/// that changed.
pub fn lost(path: &str, before: &Files, now: &Files) -> Lost {
    let none = |_: &str| false;
    let past = Past::default().with(before, Date::ZERO, &none);
    let past = past.with(now, Date::ZERO, &none);
    let gone = past.vanished().into_iter().filter(|gone| gone.path == path);
    let mut items: Vec<Item> = gone.map(|gone| gone.item.clone()).collect();
    items.sort_by(|a, b| (a.line, &a.text).cmp(&(b.line, &b.text)));
    let lives = past.file(path).map(|file| file.lives.as_slice());
    // The first step is what was there before.
    let new = lives
        .unwrap_or_default()
        .iter()
        .filter(|life| life.opened == 1);
    let opened = new.count();
    Lost { items, opened }
}
