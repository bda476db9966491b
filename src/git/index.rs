//! The index: what the next commit will hold.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::{library, program};
use crate::error::Error;
use crate::source::tree;

/// A file of the index.
#[derive(Clone, Debug)]
pub struct Staged {
    /// The absolute path that it has in the work tree.
    pub place: PathBuf,
    id: String,
}

/// The index of the repository around the current folder, or of the commit whose hook runs.
pub struct Index {
    contents: Contents,
    blobs: Blobs,
}

/// What an index says, whoever read it.
pub(super) struct Contents {
    /// The root of the work tree.
    pub(super) root: PathBuf,
    /// Paths below the root and the names of their bytes. Links and submodules are left out, since they hold no text of
    /// ours, and what is only meant to be added, since it has none yet.
    pub(super) files: HashMap<PathBuf, String>,
    /// Paths below the root that the next commit adds or changes, in their order.
    pub(super) changed: Vec<PathBuf>,
}

/// Where the bytes are.
enum Blobs {
    Library(git2::Repository),
    Program,
}

impl Index {
    /// Opens it: with the library, and where that cannot read the repository's format, with Git itself.
    pub fn open() -> Result<Index, Error> {
        match library::open() {
            Ok((repository, contents)) => Ok(Index {
                contents,
                blobs: Blobs::Library(repository),
            }),
            Err(library::Failure::Final(error)) => Err(error),
            Err(library::Failure::Format(error)) => match program::open() {
                Some(contents) => Ok(Index {
                    contents,
                    blobs: Blobs::Program,
                }),
                None => Err(error),
            },
        }
    }

    /// The root of the work tree.
    pub fn root(&self) -> &Path {
        &self.contents.root
    }

    /// The files that the next commit adds or changes, in the order of their paths.
    pub fn changed(&self) -> Vec<Staged> {
        let changed = self.contents.changed.iter();
        changed.filter_map(|below| self.entry(below)).collect()
    }

    /// The absolute paths of all files of the index.
    pub fn places(&self) -> impl Iterator<Item = PathBuf> + '_ {
        let files = self.contents.files.keys();
        files.map(|below| self.contents.root.join(below))
    }

    /// A file of the index by its absolute path; none when it is not there.
    pub fn get(&self, place: &Path) -> Option<Staged> {
        let root = self.root();
        let real = || root.canonicalize().ok();
        let below = place.strip_prefix(root).map(Path::to_owned).ok();
        let below = below.or_else(|| place.strip_prefix(real()?).map(Path::to_owned).ok());
        self.entry(&below?)
    }

    fn entry(&self, below: &Path) -> Option<Staged> {
        Some(Staged {
            place: self.contents.root.join(below),
            id: self.contents.files.get(below)?.clone(),
        })
    }

    /// The bytes that would be committed.
    pub fn bytes(&self, staged: &Staged) -> Result<Vec<u8>, Error> {
        let path = tree::relative(&staged.place);
        match &self.blobs {
            Blobs::Library(repository) => library::bytes(repository, &staged.id, &path),
            Blobs::Program => program::bytes(&staged.id, &path),
        }
    }
}
