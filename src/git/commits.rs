//! The commits of a repository, each with the Markdown files that it changed against each of its parents.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use git2::{Oid, Repository, Sort};
use jiff::civil::Date;
use rayon::prelude::*;

use super::Id;
use super::history::day_of;
use super::open::{failure, name_of, with_border};
use super::trees::{Change, Moved, Trees, is_missing};
use crate::error::Error;

/// So many commits are compared at a time.
const CHUNK: usize = 256;

/// So often the commits are read anew for the earlier names of files that had another extension: once is enough unless one
/// was renamed again and again.
const MOST_READINGS: usize = 4;

/// A commit.
#[derive(Clone, Debug)]
pub struct Commit {
    /// Its name.
    pub id: Id,
    /// The day on which it was written, where it was written.
    pub day: Date,
    /// Who wrote it.
    pub by: String,
    /// What it changed against each of its parents; a first commit against nothing.
    pub gave: Vec<Gave>,
    /// Whether what came before is not here: a shallow clone begins with it.
    pub is_cut: bool,
}

/// What a commit changed against one of its parents.
#[derive(Clone, Debug, Default)]
pub struct Gave {
    /// The place of the parent among the commits; none for a first commit.
    pub parent: Option<usize>,
    /// In the order of the paths.
    pub changes: Vec<Change>,
}

/// Commits, parents before children.
#[derive(Clone, Debug, Default)]
pub struct Commits {
    /// The commits; those of `known` come first, and say nothing of what they changed.
    pub commits: Vec<Commit>,
    /// Whether a parent of one of them is neither among them nor known, though it is in the repository.
    pub is_open: bool,
    /// Files that were none of those wanted and became one; their changes are among the others.
    pub moved: Moved,
}

impl Commits {
    /// The commits up to `tip`, without those up to `known`, which stands first where it is given.
    ///
    /// # Errors
    ///
    /// The repository cannot be read, or misses objects, as a partial clone does.
    pub fn read(
        root: &Path,
        tip: Id,
        known: Option<Id>,
        is_wanted: fn(&str) -> bool,
    ) -> Result<Commits, Error> {
        let told = |error: git2::Error| told(root, &error);
        let repository = open(root).map_err(told)?;
        let order = order(&repository, tip, known).map_err(told)?;
        let mut place: HashMap<Oid, usize> = HashMap::with_capacity(order.len() + 1);
        let mut all = Vec::with_capacity(order.len() + 1);
        let before = known.map(Id::oid).transpose().map_err(told)?;
        for oid in before.into_iter().chain(order.iter().copied()) {
            place.insert(oid, all.len());
            all.push(oid);
        }
        let first = usize::from(before.is_some());
        let chunks: Vec<(usize, &[Oid])> = (0..all.len().div_ceil(CHUNK))
            .filter_map(|at| {
                let start = at * CHUNK;
                let end = (start + CHUNK).min(all.len());
                Some((start, all.get(start..end)?))
            })
            .collect();
        let (mut moved, mut last) = (Moved::new(), Commits::default());
        for _ in 0..MOST_READINGS {
            let work = Work {
                root: root.to_owned(),
                place: &place,
                is_wanted,
                moved: &moved,
            };
            let read: Vec<Chunk> = chunks
                .par_iter()
                .map(|(start, chunk)| work.chunk(chunk, first.saturating_sub(*start)))
                .collect::<Result<_, _>>()
                .map_err(told)?;
            let mut commits = Commits::default();
            let mut became = Moved::new();
            for chunk in read {
                commits.commits.extend(chunk.commits);
                commits.is_open |= chunk.is_open;
                became.extend(chunk.became);
            }
            let known = moved.len();
            for (old, new) in became {
                let last = moved.get(&new).cloned().unwrap_or(new);
                moved.entry(old).or_insert(last);
            }
            if moved.len() == known {
                commits.moved = moved;
                return Ok(commits);
            }
            last = commits;
        }
        last.moved = moved;
        Ok(last)
    }
}

/// Some commits that were read.
struct Chunk {
    commits: Vec<Commit>,
    is_open: bool,
    became: Moved,
}

/// The names of the commits that are in `tip` and not in `without`.
///
/// # Errors
///
/// The repository cannot be read.
pub fn commits_since(root: &Path, tip: Id, without: Id) -> Result<Vec<Id>, Error> {
    let told = |error: git2::Error| told(root, &error);
    let repository = open(root).map_err(told)?;
    let order = order(&repository, tip, Some(without)).map_err(told)?;
    Ok(order.into_iter().map(Id::from).collect())
}

fn told(root: &Path, error: &git2::Error) -> Error {
    match is_missing(error) {
        true => Error::Git {
            what: name_of(root),
            message: format!("its history is not all here: {}", error.message()),
            help: Some("a partial clone leaves out what it may fetch later; `git fetch --refetch --no-filter` fetches all".to_owned()),
        },
        false => failure(&name_of(root), error),
    }
}

fn open(root: &Path) -> Result<Repository, git2::Error> {
    with_border(Repository::open(root)?)
}

fn order(repository: &Repository, tip: Id, known: Option<Id>) -> Result<Vec<Oid>, git2::Error> {
    let mut walk = repository.revwalk()?;
    walk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME | Sort::REVERSE)?;
    walk.push(tip.oid()?)?;
    if let Some(known) = known {
        walk.hide(known.oid()?)?;
    }
    walk.collect()
}

/// What reading commits takes in every thread.
struct Work<'w> {
    root: PathBuf,
    place: &'w HashMap<Oid, usize>,
    is_wanted: fn(&str) -> bool,
    moved: &'w Moved,
}

impl Work<'_> {
    /// Reads some commits; of the first `silent` of them nothing but who and when.
    fn chunk(&self, chunk: &[Oid], silent: usize) -> Result<Chunk, git2::Error> {
        let repository = open(&self.root)?;
        let shallow = repository.is_shallow();
        let mut trees = Trees::new(repository.odb()?, self.is_wanted, self.moved);
        let mut is_open = false;
        let mut read = Vec::with_capacity(chunk.len());
        for (at, oid) in chunk.iter().enumerate() {
            let commit = repository.find_commit(*oid)?;
            let author = commit.author();
            let mut one = Commit {
                id: Id::from(*oid),
                day: day_of(author.when()),
                by: String::from_utf8_lossy(author.name_bytes())
                    .trim()
                    .to_owned(),
                gave: Vec::new(),
                is_cut: false,
            };
            if at >= silent {
                for parent in commit.parent_ids() {
                    match self.place.get(&parent) {
                        Some(place) => {
                            let old = repository.find_commit(parent)?.tree_id();
                            one.gave.push(Gave {
                                parent: Some(*place),
                                changes: trees.compare(Some(old), Some(commit.tree_id()))?,
                            });
                        }
                        None if shallow && repository.find_commit(parent).is_err() => {
                            one.is_cut = true;
                        }
                        None => is_open = true,
                    }
                }
                // libgit2 shows no parents where a shallow clone begins.
                if one.gave.is_empty() {
                    one.is_cut |= shallow && repository_cuts(&repository, *oid);
                    one.gave.push(Gave {
                        parent: None,
                        changes: trees.compare(None, Some(commit.tree_id()))?,
                    });
                }
            }
            read.push(one);
        }
        Ok(Chunk {
            commits: read,
            is_open,
            became: trees.became(),
        })
    }
}

/// Whether a shallow clone begins with this commit, as the raw commit, which names its parents, tells.
fn repository_cuts(repository: &Repository, oid: Oid) -> bool {
    let Ok(odb) = repository.odb() else {
        return true;
    };
    let Ok(object) = odb.read(oid) else {
        return true;
    };
    let header = object.data().split(|&byte| byte == b'\n');
    let mut header = header.take_while(|line| !line.is_empty());
    header.any(|line| line.starts_with(b"parent "))
}
