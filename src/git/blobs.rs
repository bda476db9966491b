//! The repository at a folder, for those who read its history: what its commits and bytes are called.

use std::path::{Path, PathBuf};

use super::access::Access;
use super::library::Library;
use super::{Id, open, revision as revisions};
use crate::error::Error;

/// The objects of one repository, for one thread.
pub struct Blobs(Library);

impl Blobs {
    /// Those of the repository at this folder; none when it cannot be read.
    pub fn open(root: &Path) -> Option<Blobs> {
        Library::at(root).ok().flatten().map(Blobs)
    }

    /// The text of a file, which `what` names in an error; none when it is too large, or no text.
    ///
    /// # Errors
    ///
    /// It is not here, as in a partial clone.
    pub fn text(&self, id: Id, what: &str) -> Result<Option<String>, Error> {
        match self.0.bytes(id, what) {
            Ok(bytes) => Ok(String::from_utf8(bytes).ok()),
            Err(Error::Read { .. }) => Ok(None),
            Err(error) => Err(error),
        }
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

/// What says where a history begins that is not whole, in the folder that all work trees share: it is another one after
/// more was fetched, and nothing where all is here.
pub fn border_of(folder: &Path) -> Vec<u8> {
    std::fs::read(open::border(folder)).unwrap_or_default()
}

/// The commit that a revision names.
///
/// # Errors
///
/// There is none, or the repository cannot be read.
pub fn revision(root: &Path, name: &str) -> Result<Id, Error> {
    revisions::commit(&Access::at(root)?, name)
}
