//! The index as libgit2 reads it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use git2::{Delta, ErrorClass, ErrorCode, Index, Repository};

use super::index::Contents;
use super::open::{failure, repository};
use crate::error::Error;
use crate::source::tree;

/// Why libgit2 gives no index.
pub(super) enum Failure {
    /// Nobody could.
    Final(Error),
    /// The repository has a format that libgit2 cannot read: SHA-256, reftable, a split or sparse index.
    Format(Error),
}

const REGULAR: u32 = 0o100_000;
const KIND_OF_FILE: u32 = 0o170_000;
const INTENT_TO_ADD: u16 = 1 << 13;

pub(super) fn open() -> Result<(Repository, Contents), Failure> {
    let format = |error: git2::Error| {
        let told = failure("the index", &error);
        match error.code() {
            ErrorCode::Owner => Failure::Final(told),
            _ => Failure::Format(told),
        }
    };
    let repository = repository().map_err(|error| {
        let told = failure(".", &error);
        match (error.code(), error.class()) {
            (ErrorCode::NotFound | ErrorCode::Owner, _) => Failure::Final(told),
            _ => Failure::Format(told),
        }
    })?;
    let Some(root) = repository.workdir().map(Path::to_owned) else {
        return Err(Failure::Final(Error::Git {
            what: tree::shown(repository.path()),
            message: "is a bare repository and stages nothing".to_owned(),
            help: Some("run whys in a work tree".to_owned()),
        }));
    };
    let index = repository.index().map_err(format)?;
    let changed = changed(&repository, &index).map_err(format)?;
    let contents = Contents {
        root,
        files: files(&index),
        changed,
    };
    Ok((repository, contents))
}

fn files(index: &Index) -> HashMap<PathBuf, String> {
    index
        .iter()
        .filter(|entry| entry.mode & KIND_OF_FILE == REGULAR)
        .filter(|entry| entry.flags_extended & INTENT_TO_ADD == 0)
        .map(|entry| {
            let path = String::from_utf8_lossy(&entry.path).into_owned();
            (PathBuf::from(path), entry.id.to_string())
        })
        .collect()
}

fn changed(repository: &Repository, index: &Index) -> Result<Vec<PathBuf>, git2::Error> {
    // Before the first commit everything is new.
    let tree = match repository.head() {
        Ok(head) => Some(head.peel_to_tree()?),
        Err(error) if error.code() == ErrorCode::UnbornBranch => None,
        Err(error) if error.class() == ErrorClass::Reference => None,
        Err(error) => return Err(error),
    };
    let diff = repository.diff_tree_to_index(tree.as_ref(), Some(index), None)?;
    let deltas = diff.deltas();
    let changed = deltas.filter(|d| !matches!(d.status(), Delta::Deleted | Delta::Unmodified));
    Ok(changed
        .filter_map(|delta| delta.new_file().path().map(Path::to_owned))
        .collect())
}

pub(super) fn bytes(repository: &Repository, id: &str, path: &str) -> Result<Vec<u8>, Error> {
    let blob = git2::Oid::from_str(id).and_then(|id| repository.find_blob(id));
    blob.map(|blob| blob.content().to_vec())
        .map_err(|error| failure(path, &error))
}
