//! The bytes of files by their names.

use std::path::Path;

use git2::Repository;

use super::Id;
use crate::error::Error;

/// The objects of one repository, for one thread.
pub struct Blobs(Repository);

impl Blobs {
    /// Those of the repository at this folder; none when it cannot be read.
    pub fn open(root: &Path) -> Option<Blobs> {
        Repository::open(root).ok().map(Blobs)
    }

    /// The text of a file; none when it is not there, too large, or no text.
    pub fn text(&self, id: Id) -> Option<String> {
        let blob = self.0.find_blob(id.oid()?).ok()?;
        let fits = blob.size() as u64 <= crate::error::LARGEST;
        let bytes = fits.then(|| blob.content().to_vec())?;
        String::from_utf8(bytes).ok()
    }
}

/// Where a repository keeps what all its work trees share, and its latest commit; none where there is neither.
pub fn head_of(root: &Path) -> Option<(std::path::PathBuf, Option<Id>)> {
    let repository = Repository::open(root).ok()?;
    let head = repository.head().ok();
    let commit = head.and_then(|head| head.peel_to_commit().ok());
    let folder = repository.commondir().to_owned();
    Some((folder, commit.map(|commit| Id::from(commit.id()))))
}

/// The commit that a revision names.
///
/// # Errors
///
/// There is none, or the repository cannot be read.
pub fn revision(root: &Path, name: &str) -> Result<Id, Error> {
    let told = |error: git2::Error| Error::Git {
        what: name.to_owned(),
        message: match error.code() {
            git2::ErrorCode::NotFound => "there is no such revision here".to_owned(),
            _ => error.message().to_owned(),
        },
        help: Some(
            "`git fetch` may bring it; a shallow clone has few (`git fetch --unshallow`)"
                .to_owned(),
        ),
    };
    let repository = Repository::open(root).map_err(told)?;
    let object = repository.revparse_single(name).map_err(told)?;
    let commit = object.peel_to_commit().map_err(told)?;
    Ok(Id::from(commit.id()))
}
