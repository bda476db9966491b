//! Finding the repository, and what to do when it does not give what is asked for.

use std::path::{Path, PathBuf};

use git2::{ErrorClass, ErrorCode, Repository};

use crate::error::Error;
use crate::source::tree;

/// Variables by which Git tells its hooks where the repository is. `git commit -a` and `git commit FILE` build the next
/// commit in an index of their own: whoever looks for the repository by its folder sees the wrong one.
const SET_BY_GIT: [&str; 3] = ["GIT_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"];

fn is_in_hook() -> bool {
    let mut names = SET_BY_GIT.iter();
    names.any(|name| std::env::var_os(name).is_some())
}

/// The repository of the current folder, or of the hook that runs.
pub(super) fn repository() -> Result<Repository, git2::Error> {
    match is_in_hook() {
        true => Repository::open_from_env(),
        false => Repository::discover("."),
    }
}

/// The repository by which a history is read. Where a shallow clone begins stands beside what all work trees share, and libgit2
/// looks for it beside HEAD, so that in a linked work tree it would take the border for a hole.
pub(super) fn with_border(repository: Repository) -> Result<Repository, git2::Error> {
    Ok(beside_border(&repository)?.unwrap_or(repository))
}

/// That repository, where it is another one.
pub(super) fn beside_border(repository: &Repository) -> Result<Option<Repository>, git2::Error> {
    let is_apart = repository.is_worktree() && border(repository.commondir()).is_file();
    is_apart
        .then(|| Repository::open(repository.commondir()))
        .transpose()
}

/// The file that names the commits with which a shallow clone begins, in the folder that all work trees share.
pub(super) fn border(folder: &Path) -> PathBuf {
    folder.join("shallow")
}

/// The folder that paths are below: the root of the work tree. A bare repository has none; its files are named as if
/// they lay in it, or in the current folder where Git is told by a variable which repository it is.
pub(super) fn root_of(repository: &Repository) -> PathBuf {
    match repository.workdir() {
        Some(root) => root.to_owned(),
        None if is_in_hook() => tree::absolute(Path::new(".")),
        None => repository.path().to_owned(),
    }
}

/// A failure of Git, with what can be done about it.
pub(super) fn failure(what: &str, error: &git2::Error) -> Error {
    let help = match (error.code(), error.class()) {
        (ErrorCode::NotFound, ErrorClass::Repository) => {
            "run whys inside a repository, or name files alone".to_owned()
        }
        (ErrorCode::Owner, _) => format!(
            "somebody else owns the repository; `git config --global --add safe.directory {}` trusts it",
            owned(error).unwrap_or("PATH")
        ),
        _ => "`git status` may say more".to_owned(),
    };
    Error::Git {
        what: what.to_owned(),
        message: error.message().to_owned(),
        help: Some(help),
    }
}

/// A folder as it is named in an error.
pub(super) fn name_of(root: &Path) -> String {
    let name = tree::relative(root);
    match name.is_empty() {
        true => ".".to_owned(),
        false => name,
    }
}

/// The same where Git itself is not asked.
pub(super) fn failure_of_format(what: &str, error: &git2::Error) -> Error {
    let told = failure(what, error);
    match (error.code(), told) {
        (ErrorCode::Owner, told) => told,
        (_, Error::Git { what, message, .. }) => Error::Git {
            what,
            message: format!("libgit2, by which whys reads a history, cannot read it: {message}"),
            help: Some("a repository of SHA-1 and files for its references can be read".to_owned()),
        },
        (_, told) => told,
    }
}

/// An object that is not here, in a partial clone of a remote or in a broken repository. whys fetches nothing.
pub(super) fn missing(what: &str, promisor: Option<&str>) -> Error {
    let (message, help) = match promisor {
        Some(remote) => (
            "is not in this partial clone",
            format!("`git fetch --refetch --no-filter {remote}` fetches what is left out"),
        ),
        None => (
            "cannot be read from the repository",
            "`git fsck` may say more".to_owned(),
        ),
    };
    Error::Git {
        what: what.to_owned(),
        message: message.to_owned(),
        help: Some(help),
    }
}

/// The remote of which a key such as `remote.origin.promisor` speaks.
pub(super) fn remote_of(key: &str) -> Option<&str> {
    key.strip_prefix("remote.")?.strip_suffix(".promisor")
}

/// The path that libgit2 names: "repository path '/srv/a/' is not owned by current user".
fn owned(error: &git2::Error) -> Option<&str> {
    let path = error.message().split('\'').nth(1)?;
    Some(path.trim_end_matches('/'))
}
