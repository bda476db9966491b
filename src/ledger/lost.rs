//! The open actions of a document that a change has lost.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use super::follow::{Follower, Tree};
use super::version::{Item, Version};
use crate::git::{Change, Commit, Gave, Id};

/// A post-mortem on one side of a change: its path below the root, its bytes, what it says.
pub type Placed = (Arc<str>, Id, Arc<Version>);

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
pub fn lost(path: &str, before: &[Placed], now: &[Placed]) -> Lost {
    let mut follower = Follower::default();
    let tree = step(&mut follower, 0, Tree::default(), &[], before);
    let tree = step(&mut follower, 1, tree, before, now);
    let gone = tree.gone.values().filter(|gone| gone.path == path);
    let open = gone.filter(|gone| gone.is_wanted && gone.item.is_open());
    let mut items: Vec<Item> = open.map(|gone| gone.item.clone()).collect();
    items.sort_by(|a, b| (a.line, &a.text).cmp(&(b.line, &b.text)));
    let lives = tree.files.get(path).map(|file| file.lives.as_slice());
    let new = lives
        .unwrap_or_default()
        .iter()
        .filter(|life| life.opened == 1);
    let opened = new.count();
    Lost { items, opened }
}

/// The tree after a commit that leads from the one side to the other.
pub(super) fn step(
    follower: &mut Follower,
    at: u32,
    tree: Tree,
    before: &[Placed],
    now: &[Placed],
) -> Tree {
    let (olds, news) = (by_path(before), by_path(now));
    let paths: BTreeSet<&str> = olds.keys().chain(news.keys()).copied().collect();
    let bytes = |side: &HashMap<&str, &Placed>, path: &str| side.get(path).map(|one| one.1);
    let changes = paths.into_iter().filter_map(|path| {
        let (old, new) = (bytes(&olds, path), bytes(&news, path));
        let path = path.to_owned();
        (old != new).then_some(Change { path, old, new })
    });
    let changes = changes.collect();
    let commit = Commit {
        id: Id::of_bytes(b""),
        day: Date::ZERO,
        by: String::new(),
        gave: vec![Gave {
            parent: None,
            changes,
        }],
        is_cut: false,
    };
    let versions = |path: &str, _: Id| news.get(path).map(|one| Arc::clone(&one.2));
    follower.step(at, &commit, vec![tree], &versions)
}

fn by_path(side: &[Placed]) -> HashMap<&str, &Placed> {
    side.iter().map(|one| (&*one.0, one)).collect()
}
