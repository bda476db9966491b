//! The history of a repository's actions.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::follow::{File, Follower, Gone, Tree};
use super::life::{At, Life};
use super::run::{Key, run};
use super::version::Version;
use crate::config::Configs;
use crate::error::Error;
use crate::git::{Blobs, Change, Commit, Commits, Gave, Id, Moved};
use crate::source::{How, is_markdown, judge_below, tree};

/// A commit that the history names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// Its name; none for what is not committed yet.
    pub commit: Option<Id>,
    /// The day on which it was written.
    pub day: Date,
    /// Who wrote it.
    pub by: String,
}

/// The history of a repository's actions up to a tree.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// The commits that were followed.
    pub commits: Vec<When>,
    /// What stands in the tree, and what stood in it.
    pub tree: Tree,
    /// Whether it begins later than the repository: a shallow clone.
    pub is_cut: bool,
    pub(super) follower: Follower,
}

/// Files by their paths below the root: their bytes and what they say.
pub type Files = HashMap<Arc<str>, (Id, Arc<Version>)>;

/// A file with its path, as among [`Files`].
pub type Placed = (Arc<str>, (Id, Arc<Version>));

/// How the versions of a repository are read.
pub struct Reader<'r> {
    root: PathBuf,
    configs: &'r Configs,
    /// Files that became Markdown, with their later paths.
    moved: Moved,
}

impl Past {
    /// Follows the commits up to `tip`.
    ///
    /// # Errors
    ///
    /// The repository cannot be read, or the configuration.
    pub fn follow(root: &Path, tip: Id, configs: &Configs) -> Result<Past, Error> {
        let read = Commits::read(root, tip, None, is_markdown)?;
        let reader = Reader {
            moved: read.moved,
            ..Reader::new(root, configs)
        };
        Past::default().extend(read.commits, &reader)
    }

    /// This history and the commits that came after it; none where one of them does not come after its last, or `tip` does
    /// not, or a file became Markdown in one of them: what it was before was not followed.
    pub(super) fn followed_to(
        self,
        root: &Path,
        known: Id,
        tip: Id,
        configs: &Configs,
    ) -> Result<Option<Past>, Error> {
        let read = Commits::read(root, tip, Some(known), is_markdown)?;
        let is_after = read.commits.last().is_some_and(|last| last.id == tip);
        let is_linked =
            is_after && !read.is_open && !read.commits.iter().any(|commit| commit.is_cut);
        let is_linked = is_linked && read.moved.is_empty();
        let extended = is_linked.then(|| self.extend(read.commits, &Reader::new(root, configs)));
        extended.transpose()
    }

    fn extend(mut self, commits: Vec<Commit>, reader: &Reader<'_>) -> Result<Past, Error> {
        let before = self.commits.len();
        let is_first = before == 0;
        // The first of the new commits is the last of those that are known.
        let shift = before.saturating_sub(1);
        let start = (!is_first).then_some(self.tree);
        let skip = usize::from(!is_first);
        self.is_cut |= commits.iter().any(|commit| commit.is_cut);
        self.commits.extend(commits.iter().skip(skip).map(When::of));
        let mut follower = self.follower;
        let tree = run(&commits, start, shift as At, &mut follower, &|keys| {
            reader.read(keys)
        })?;
        Ok(Past {
            commits: self.commits,
            tree,
            is_cut: self.is_cut,
            follower,
        })
    }

    /// The history up to what lies in the work tree, or anywhere else, now: `files` by path below the root.
    /// Of a file that is not among them `is_there` says whether it is as it was.
    pub fn with(mut self, files: &Files, today: Date, is_there: &dyn Fn(&str) -> bool) -> Past {
        let mut changes = Vec::new();
        for (path, file) in &self.tree.files {
            let new = files.get(path).map(|(bytes, _)| *bytes);
            let is_as_before = match new {
                Some(new) => new == file.bytes,
                None => is_there(path),
            };
            if !is_as_before {
                let path = path.to_string();
                let old = Some(file.bytes);
                changes.push(Change { path, old, new });
            }
        }
        for (path, (bytes, _)) in files {
            if !self.tree.files.contains_key(path) {
                let (path, new) = (path.to_string(), Some(*bytes));
                let old = None;
                changes.push(Change { path, old, new });
            }
        }
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        let now = Commit {
            id: Id::of_bytes(b""),
            day: today,
            by: String::new(),
            gave: vec![Gave {
                parent: Some(0),
                changes,
            }],
            is_cut: false,
        };
        let at = self.commits.len() as At;
        self.commits.push(When {
            commit: None,
            day: today,
            by: String::new(),
        });
        let versions = |path: &str, _: Id| files.get(path).map(|(_, version)| Arc::clone(version));
        self.tree = self.follower.step(at, &now, vec![self.tree], &versions);
        self
    }

    /// The history of versions that came one after the other, each of them with a commit of its own.
    pub fn of_versions(versions: impl Iterator<Item = (Date, Placed)>) -> Past {
        versions.fold(Past::default(), |past, (day, (path, file))| {
            let commit = Some(file.0);
            let mut past = past.with(&Files::from([(path, file)]), day, &|_| true);
            if let Some(last) = past.commits.last_mut() {
                last.commit = commit;
            }
            past
        })
    }

    /// The history of one file up to a version of it; that of the others is left out.
    pub fn of_file(&self, path: &str, bytes: Id, version: Arc<Version>, today: Date) -> Past {
        let file = self.tree.files.get_key_value(path);
        let gone = self.tree.gone.iter().filter(|(_, gone)| gone.path == path);
        let part = Past {
            commits: self.commits.clone(),
            tree: Tree {
                files: file
                    .map(|(path, file)| (Arc::clone(path), Arc::clone(file)))
                    .into_iter()
                    .collect(),
                gone: gone
                    .map(|(thread, gone)| (*thread, Arc::clone(gone)))
                    .collect(),
            },
            is_cut: self.is_cut,
            follower: self.follower.clone(),
        };
        let files = Files::from([(Arc::from(path), (bytes, version))]);
        part.with(&files, today, &|_| true)
    }

    /// The last commit of this history.
    pub fn tip(&self) -> Option<Id> {
        self.commits.iter().rev().find_map(|when| when.commit)
    }

    /// A commit of this history.
    pub fn when(&self, at: At) -> Option<&When> {
        self.commits.get(at as usize)
    }

    /// A file of the tree by its path below the root.
    pub fn file(&self, path: &str) -> Option<&Arc<File>> {
        self.tree.files.get(path)
    }

    /// The actions that are gone and were open when they went, by path and text.
    pub fn vanished(&self) -> Vec<&Arc<Gone>> {
        let gone = self.tree.gone.values();
        let mut open: Vec<_> = gone
            .filter(|gone| gone.is_wanted && gone.item.is_open())
            .collect();
        open.sort_by(|a, b| {
            (&a.path, &a.item.text, a.life.thread).cmp(&(&b.path, &b.item.text, b.life.thread))
        });
        open
    }

    /// When it went; none for what is there.
    pub fn went(&self, life: &Life) -> Option<&When> {
        match life.absences.last() {
            Some((false, at)) => self.when(*at),
            _ => None,
        }
    }
}

impl When {
    fn of(commit: &Commit) -> When {
        When {
            commit: Some(commit.id),
            day: commit.day,
            by: commit.by.clone(),
        }
    }
}

impl<'r> Reader<'r> {
    /// Reads with these configurations.
    pub fn new(root: &Path, configs: &'r Configs) -> Self {
        Reader {
            root: root.to_owned(),
            configs,
            moved: Moved::new(),
        }
    }

    /// Reads versions in parallel, in their order.
    ///
    /// # Errors
    ///
    /// One of them is not here, as in a partial clone.
    fn read(&self, keys: &[Key]) -> Result<Vec<Option<Arc<Version>>>, Error> {
        let open = || Blobs::open(&self.root);
        let read = keys.par_iter().map_init(open, |blobs, (path, bytes)| {
            // What became Markdown is read as what it became.
            let path = self.moved.get(&**path).map_or(&**path, String::as_str);
            let (Some(how), Some(blobs)) = (self.judge(path), blobs) else {
                return Ok(None);
            };
            let shown = tree::relative(&self.root.join(path));
            let text = blobs.text(*bytes, &format!("an earlier version of {shown}"))?;
            Ok(text.and_then(|text| self.version(path, text, how)))
        });
        read.collect()
    }

    /// What the configuration of today, else the path, says of a file that may be gone.
    pub fn judge(&self, path: &str) -> Option<How> {
        judge_below(&self.root, path, self.configs)
    }

    /// Reads one version; none when it is not wanted.
    pub fn version(&self, path: &str, text: String, how: How) -> Option<Arc<Version>> {
        let config = self.configs.of_document(&self.root.join(path)).ok()?;
        let post = crate::follow(text, &config.read_options(path));
        Version::read(&post, how).map(Arc::new)
    }
}
