//! The repository at a folder, for those who read its history: what its commits and bytes are called.

use std::path::{Path, PathBuf};

use super::access::Access;
use super::library::Library;
use super::{Id, revision as revisions};
use crate::error::Error;

/// The objects of one repository, for one thread.
pub struct Blobs(Library);

impl Blobs {
    /// Those of the repository at this folder; none when it cannot be read.
    pub fn open(root: &Path) -> Option<Blobs> {
        Library::at(root).ok().flatten().map(Blobs)
    }

    /// The text of a file; none when it is not there, too large, or no text.
    pub fn text(&self, id: Id) -> Option<String> {
        String::from_utf8(self.0.bytes(id, "").ok()?).ok()
    }
}

/// Where a repository keeps what all its work trees share, and the commit that is checked out; none where there is neither.
///
/// # Errors
///
/// There is a repository that cannot be read.
pub fn head_of(root: &Path) -> Result<Option<(PathBuf, Option<Id>)>, Error> {
    let library = Library::at(root)?;
    Ok(library.map(|library| (library.folder(), library.head())))
}

/// The commit that a revision names.
///
/// # Errors
///
/// There is none, or the repository cannot be read.
pub fn revision(root: &Path, name: &str) -> Result<Id, Error> {
    revisions::commit(&Access::at(root)?, name)
}
