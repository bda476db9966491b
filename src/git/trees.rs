//! What differs between two trees, read from their bytes: libgit2's own comparison reads every entry of both into
//! lists, which takes three times as long over a long history.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use git2::{ErrorCode, ObjectType, Odb, Oid};

use super::Id;

/// How many bytes of trees are kept: a commit's tree is compared again with that of the next.
const KEPT: usize = 32 << 20;

/// A file that one tree has otherwise than another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its path below the root.
    pub path: String,
    /// Its bytes before; none where it was not there.
    pub old: Option<Id>,
    /// Its bytes after; none where it is gone.
    pub new: Option<Id>,
}

/// Compares trees.
pub(super) struct Trees<'r> {
    odb: Odb<'r>,
    known: HashMap<Oid, Rc<[u8]>>,
    bytes: usize,
    /// Whether a file of this name matters.
    is_wanted: fn(&str) -> bool,
    /// Files of other names that matter as well, for what they became.
    moved: &'r Moved,
    /// The others that became one that matters.
    became: Moved,
}

/// Files by their paths, each with the path under which it was known later.
pub type Moved = BTreeMap<String, String>;

/// An entry of a tree.
#[derive(Clone, Copy)]
struct Entry<'t> {
    is_tree: bool,
    is_file: bool,
    name: &'t [u8],
    id: &'t [u8],
}

impl<'r> Trees<'r> {
    pub(super) fn new(odb: Odb<'r>, is_wanted: fn(&str) -> bool, moved: &'r Moved) -> Self {
        Trees {
            odb,
            known: HashMap::new(),
            bytes: 0,
            is_wanted,
            moved,
            became: Moved::new(),
        }
    }

    /// Which files that do not matter became one that does, in the trees that were compared.
    pub(super) fn became(self) -> Moved {
        self.became
    }

    /// The files that differ, in the order of the trees.
    pub(super) fn compare(
        &mut self,
        old: Option<Oid>,
        new: Option<Oid>,
    ) -> Result<Vec<Change>, git2::Error> {
        let (mut found, mut removed) = (Vec::new(), Vec::new());
        let mut due = vec![(String::new(), old, new)];
        while let Some((folder, old, new)) = due.pop() {
            if old == new {
                continue;
            }
            let (old, new) = (self.bytes_of(old)?, self.bytes_of(new)?);
            let (mut before, mut after) = (entries(&old), entries(&new));
            let (mut was, mut is) = (before.next(), after.next());
            loop {
                let (left, right) = match (was, is) {
                    (None, None) => break,
                    (Some(left), None) => (Some(left), None),
                    (None, Some(right)) => (None, Some(right)),
                    (Some(left), Some(right)) => match order(&left, &right) {
                        Ordering::Less => (Some(left), None),
                        Ordering::Greater => (None, Some(right)),
                        Ordering::Equal => (Some(left), Some(right)),
                    },
                };
                if left.is_some() {
                    was = before.next();
                }
                if right.is_some() {
                    is = after.next();
                }
                let (Some(either), true) = (left.or(right), id(left) != id(right)) else {
                    continue;
                };
                let Ok(name) = std::str::from_utf8(either.name) else {
                    continue;
                };
                let path = match folder.is_empty() {
                    true => name.to_owned(),
                    false => format!("{folder}/{name}"),
                };
                let below_old = left.filter(|entry| entry.is_tree);
                let below_new = right.filter(|entry| entry.is_tree);
                if below_old.is_some() || below_new.is_some() {
                    due.push((path.clone(), oid(below_old), oid(below_new)));
                }
                let old = name_of(left.filter(|entry| entry.is_file));
                let new = name_of(right.filter(|entry| entry.is_file));
                if old == new {
                    continue;
                }
                let change = Change { path, old, new };
                if (self.is_wanted)(name) || self.moved.contains_key(&change.path) {
                    found.push(change);
                } else if change.new.is_none() {
                    removed.push(change);
                }
            }
        }
        self.became.extend(moved(&removed, &found));
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    fn bytes_of(&mut self, tree: Option<Oid>) -> Result<Rc<[u8]>, git2::Error> {
        let Some(tree) = tree else {
            return Ok(Rc::from([]));
        };
        if let Some(known) = self.known.get(&tree) {
            return Ok(Rc::clone(known));
        }
        let object = self.odb.read(tree)?;
        if object.kind() != ObjectType::Tree {
            return Err(git2::Error::from_str("is no tree"));
        }
        let bytes: Rc<[u8]> = Rc::from(object.data());
        if self.bytes + bytes.len() > KEPT {
            self.known.clear();
            self.bytes = 0;
        }
        self.bytes += bytes.len();
        self.known.insert(tree, Rc::clone(&bytes));
        Ok(bytes)
    }
}

/// Which of the removed files is one of those that were added: of the same bytes, else of the same name up to its extension.
fn moved(removed: &[Change], found: &[Change]) -> Moved {
    let mut moved = Moved::new();
    if removed.is_empty() {
        return moved;
    }
    let added = found.iter().filter(|change| change.old.is_none());
    let added: Vec<&Change> = added.collect();
    if added.is_empty() {
        return moved;
    }
    let by_bytes: HashMap<Option<Id>, &str> = added
        .iter()
        .map(|change| (change.new, change.path.as_str()))
        .collect();
    let by_name: HashMap<&str, &str> = added
        .iter()
        .map(|change| (stem(&change.path), change.path.as_str()))
        .collect();
    for change in removed {
        let named = || {
            let path = change.path.as_str();
            by_name.get(path).or_else(|| by_name.get(stem(path)))
        };
        if let Some(new) = by_bytes.get(&change.old).or_else(named) {
            moved.insert(change.path.clone(), (*new).to_owned());
        }
    }
    moved
}

/// A path without the extension.
fn stem(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => stem,
        _ => path,
    }
}

/// Whether this is what a tree that is missing gives: a partial clone leaves some out.
pub(super) fn is_missing(error: &git2::Error) -> bool {
    error.code() == ErrorCode::NotFound
}

fn id(entry: Option<Entry<'_>>) -> Option<(&[u8], bool, bool)> {
    entry.map(|entry| (entry.id, entry.is_tree, entry.is_file))
}

fn oid(entry: Option<Entry<'_>>) -> Option<Oid> {
    Oid::from_bytes(entry?.id).ok()
}

fn name_of(entry: Option<Entry<'_>>) -> Option<Id> {
    Id::of(entry?.id)
}

/// The order of a tree: folders as if a slash stood behind their names.
fn order(a: &Entry<'_>, b: &Entry<'_>) -> Ordering {
    let shared = a.name.len().min(b.name.len());
    let (start_a, rest_a) = a.name.split_at(shared);
    let (start_b, rest_b) = b.name.split_at(shared);
    let next = |rest: &[u8], is_tree: bool| match rest.first() {
        Some(&byte) => Some(byte),
        None => is_tree.then_some(b'/'),
    };
    start_a
        .cmp(start_b)
        .then_with(|| next(rest_a, a.is_tree).cmp(&next(rest_b, b.is_tree)))
        .then_with(|| rest_a.len().cmp(&rest_b.len()))
}

/// The entries of a tree's bytes: `MODE NAME\0` and the twenty bytes of its object; up to where they make no sense.
fn entries(bytes: &[u8]) -> impl Iterator<Item = Entry<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let blank = memchr::memchr(b' ', rest)?;
        let end = blank + 1 + memchr::memchr(0, rest.get(blank + 1..)?)?;
        let (mode, name) = (rest.get(..blank)?, rest.get(blank + 1..end)?);
        let id = rest.get(end + 1..end + 21)?;
        rest = rest.get(end + 21..)?;
        Some(Entry {
            is_tree: mode == b"40000",
            is_file: mode.starts_with(b"100"),
            name,
            id,
        })
    })
}
