//! What a parent of a commit gives to the files that stand there after it: which file and which action became which.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::follow::{File, Story, Tree};
use super::life::Life;
use super::pairs::{Placed, pair};
use super::version::{Item, Version};
use crate::git::{Change, Id};

/// A file of a parent, or of the tree after the commit, that the commit changed.
struct Side<'s> {
    path: &'s str,
    bytes: Id,
    items: &'s [Item],
}

/// What one parent gives to the items of a version.
pub(super) struct Given<'t> {
    /// By the path of the new version: its lives, in the order of its items, and its story.
    pub(super) lives: HashMap<&'t str, Vec<Option<Arc<Life>>>>,
    pub(super) stories: HashMap<&'t str, &'t Story>,
    /// The items that went: the file and the place in it.
    pub(super) lost: Vec<(&'t Arc<str>, &'t Arc<File>, usize)>,
}

/// What a parent gives to the files that stand there now.
pub(super) fn give<'t>(
    tree: &'t Tree,
    changes: &'t [Change],
    now: &'t [(&'t str, Id, Arc<Version>)],
) -> Given<'t> {
    let changed: HashSet<&str> = changes.iter().map(|change| change.path.as_str()).collect();
    let mut given = Given {
        lives: HashMap::new(),
        stories: HashMap::new(),
        lost: Vec::new(),
    };
    let (kept, new): (Vec<_>, Vec<_>) = now.iter().partition(|(path, ..)| !changed.contains(path));
    for (path, ..) in kept {
        if let Some(file) = tree.files.get(*path) {
            let lives = file.lives.iter().map(|life| Some(Arc::clone(life)));
            given.lives.insert(path, lives.collect());
            given.stories.insert(path, &file.story);
        }
    }
    let old: Vec<(&Arc<str>, &Arc<File>)> = changes
        .iter()
        .filter_map(|change| tree.files.get_key_value(change.path.as_str()))
        .collect();
    let before: Vec<Side<'_>> = old.iter().map(|(path, file)| side(path, file)).collect();
    let after: Vec<Side<'_>> = new
        .iter()
        .map(|(path, bytes, version)| Side {
            path,
            bytes: *bytes,
            items: &version.items,
        })
        .collect();
    let became = renamed(&before, &after);
    let numbers: Vec<usize> = (0..before.len())
        .map(|at| became.get(&at).copied().unwrap_or(after.len() + at))
        .collect();
    let olds = placed(&before, |at| numbers.get(at).copied().unwrap_or(usize::MAX));
    let news = placed(&after, |at| at);
    let pairs = pair(&olds.0, &news.0);
    for (path, _, version) in &new {
        given.lives.insert(path, vec![None; version.items.len()]);
    }
    for (one, pair) in olds.1.iter().zip(pairs) {
        let Some((path, file)) = old.get(one.0) else {
            continue;
        };
        let partner = pair.and_then(|pair| news.1.get(pair));
        let partner = partner.and_then(|(side, place)| Some((after.get(*side)?.path, *place)));
        match (partner, file.lives.get(one.1)) {
            (Some((path, place)), Some(life)) => {
                let slot = given.lives.get_mut(path).and_then(|l| l.get_mut(place));
                if let Some(slot) = slot {
                    *slot = Some(Arc::clone(life));
                }
            }
            _ => given.lost.push((path, file, one.1)),
        }
    }
    for (from, to) in became {
        if let (Some((_, file)), Some(side)) = (old.get(from), after.get(to)) {
            given.stories.insert(side.path, &file.story);
        }
    }
    given
}

fn side<'s>(path: &'s str, file: &'s File) -> Side<'s> {
    Side {
        path,
        bytes: file.bytes,
        items: &file.version.items,
    }
}

/// The items of some files, each with its file's number; and where each stands.
fn placed<'s>(
    sides: &'s [Side<'s>],
    number: impl Fn(usize) -> usize,
) -> (Vec<Placed<'s>>, Vec<(usize, usize)>) {
    let (mut placed, mut places) = (Vec::new(), Vec::new());
    for (at, side) in sides.iter().enumerate() {
        for (place, item) in side.items.iter().enumerate() {
            let file = number(at);
            placed.push(Placed { file, item });
            places.push((at, place));
        }
    }
    (placed, places)
}

/// Which old file is which new one: by path, by bytes, by name, then by the most actions of the same text.
fn renamed(before: &[Side<'_>], after: &[Side<'_>]) -> HashMap<usize, usize> {
    let mut became = HashMap::new();
    let mut taken = HashSet::new();
    let same: [&Same; 3] = [
        &|old, new| old.path == new.path,
        &|old, new| old.bytes == new.bytes,
        &|old, new| {
            name_of(old.path) == name_of(new.path) && !new.items.is_empty() && shared(old, new) > 0
        },
    ];
    for is_same in same {
        for (from, old) in before.iter().enumerate() {
            if became.contains_key(&from) {
                continue;
            }
            let mut free = after.iter().enumerate();
            let found = free.find(|(to, new)| !taken.contains(to) && is_same(old, new));
            if let Some((to, _)) = found {
                became.insert(from, to);
                taken.insert(to);
            }
        }
    }
    // Bounded: many files that are renamed and rewritten at once are told apart by their actions all the same.
    let from: Vec<usize> = (0..before.len())
        .filter(|at| !became.contains_key(at))
        .collect();
    let to: Vec<usize> = (0..after.len()).filter(|at| !taken.contains(at)).collect();
    if from.len() * to.len() > MOST_RENAMES {
        return became;
    }
    let mut likely = Vec::new();
    for from in &from {
        for to in &to {
            if let (Some(old), Some(new)) = (before.get(*from), after.get(*to)) {
                let shared = shared(old, new);
                if shared > 0 && 2 * shared >= old.items.len().min(new.items.len()) {
                    likely.push((std::cmp::Reverse(shared), *from, *to));
                }
            }
        }
    }
    likely.sort_unstable();
    for (_, from, to) in likely {
        if !became.contains_key(&from) && taken.insert(to) {
            became.insert(from, to);
        }
    }
    became
}

/// The name of a file without its folders.
fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// Whether an old file and a new one are one.
type Same = dyn Fn(&Side<'_>, &Side<'_>) -> bool;

/// So many pairs of files are compared in one commit.
const MOST_RENAMES: usize = 10_000;

/// How many actions of one file stand in another with their ids or texts.
fn shared(old: &Side<'_>, new: &Side<'_>) -> usize {
    let is = |item: &&Item| {
        let mut others = new.items.iter();
        others.any(|other| match (item.own_id(), other.own_id()) {
            (Some(id), Some(other)) => id == other,
            _ => item.text == other.text,
        })
    };
    old.items.iter().filter(is).count()
}
