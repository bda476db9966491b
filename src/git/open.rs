//! Finding the repository.

use git2::{ErrorClass, ErrorCode, Repository};

use crate::error::Error;

/// Variables by which Git tells its hooks where the repository is. `git commit -a` and `git commit FILE` build the next
/// commit in an index of their own: whoever looks for the repository by its folder sees the wrong one.
const SET_BY_GIT: [&str; 3] = ["GIT_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"];

/// The repository of the current folder, or of the hook that runs.
pub(super) fn repository() -> Result<Repository, git2::Error> {
    let in_hook = SET_BY_GIT
        .iter()
        .any(|name| std::env::var_os(name).is_some());
    match in_hook {
        true => Repository::open_from_env(),
        false => Repository::discover("."),
    }
}

/// A failure of Git, with what can be done about it.
pub(super) fn failure(what: &str, error: &git2::Error) -> Error {
    let help = match (error.code(), error.class()) {
        (ErrorCode::NotFound, ErrorClass::Repository) => {
            "run whys inside a repository, or name files without --staged"
        }
        (ErrorCode::Owner, _) => {
            "somebody else owns the repository; `git config --global --add safe.directory PATH` trusts it"
        }
        _ if error.message().contains("unsupported") => {
            "the repository has a format that whys cannot read yet; name files without --staged"
        }
        _ => "`git status` may say more",
    };
    Error::Git {
        what: what.to_owned(),
        message: error.message().to_owned(),
        help: Some(help.to_owned()),
    }
}
