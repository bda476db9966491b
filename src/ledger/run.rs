//! Follows a whole history: each version is read once, many at a time.

use std::collections::HashMap;
use std::sync::Arc;

use super::follow::{Follower, Tree};
use super::life::At;
use super::version::Version;
use crate::error::Error;
use crate::git::{Commit, Id};

/// So many commits are followed between two readings of versions.
const BATCH: usize = 512;

/// A version by its path and its bytes.
pub(super) type Key = (Arc<str>, Id);

/// Reads versions; what is no post-mortem is none.
pub(super) type Read<'r> = dyn Fn(&[Key]) -> Result<Vec<Option<Arc<Version>>>, Error> + 'r;

/// Follows the commits up to the last of them. `start` is the tree after the first commit, where that says nothing of
/// what it gave; `shift` is how many commits were followed before it.
///
/// # Errors
///
/// A version cannot be read.
pub(super) fn run(
    commits: &[Commit],
    start: Option<Tree>,
    shift: At,
    follower: &mut Follower,
    read: &Read<'_>,
) -> Result<Tree, Error> {
    let mut children = vec![0_usize; commits.len()];
    for parent in commits
        .iter()
        .flat_map(|commit| &commit.gave)
        .filter_map(|gave| gave.parent)
    {
        if let Some(count) = children.get_mut(parent) {
            *count += 1;
        }
    }
    let mut trees: HashMap<usize, Tree> = HashMap::new();
    let first = usize::from(start.is_some());
    if let Some(start) = start {
        trees.insert(0, start);
    }
    let mut known: HashMap<Key, Option<Arc<Version>>> = HashMap::new();
    let mut last = trees.get(&0).cloned().unwrap_or_default();
    for (at, commit) in commits.iter().enumerate().skip(first) {
        if (at - first) % BATCH == 0 {
            // What stands in no tree any more may be forgotten.
            known.retain(|_, version| version.as_ref().is_some_and(|v| Arc::strong_count(v) > 1));
            let batch = commits.get(at..(at + BATCH).min(commits.len()));
            prepare(batch.unwrap_or_default(), &mut known, read)?;
        }
        let parents = commit.gave.iter().map(|gave| {
            let Some(parent) = gave.parent else {
                return Tree::default();
            };
            let left = children.get_mut(parent);
            let is_last = left.is_none_or(|left| {
                *left = left.saturating_sub(1);
                *left == 0
            });
            let tree = match is_last {
                true => trees.remove(&parent),
                false => trees.get(&parent).cloned(),
            };
            tree.unwrap_or_default()
        });
        let parents = parents.collect();
        let versions =
            |path: &str, bytes: Id| known.get(&(Arc::from(path), bytes)).cloned().flatten();
        let tree = follower.step(shift + at as At, commit, parents, &versions);
        match at + 1 == commits.len() {
            true => last = tree,
            false => {
                trees.insert(at, tree);
            }
        }
    }
    Ok(last)
}

/// Reads the versions of a batch that are not known yet.
fn prepare(
    batch: &[Commit],
    known: &mut HashMap<Key, Option<Arc<Version>>>,
    read: &Read<'_>,
) -> Result<(), Error> {
    let mut due: Vec<Key> = Vec::new();
    for change in batch
        .iter()
        .flat_map(|commit| &commit.gave)
        .flat_map(|gave| &gave.changes)
    {
        let Some(new) = change.new else {
            continue;
        };
        let key: Key = (Arc::from(change.path.as_str()), new);
        if !known.contains_key(&key) {
            known.insert(key.clone(), None);
            due.push(key);
        }
    }
    let versions = read(&due)?;
    known.extend(due.into_iter().zip(versions));
    Ok(())
}
