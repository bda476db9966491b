//! Who reads the repository: the library, and where that cannot read the repository's format, Git itself.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Id;
use super::library::Library;
use super::listing::Listing;
use super::open;
use super::program::Program;
use crate::error::Error;

/// Why the library gives nothing.
pub(super) enum Failure {
    /// Nobody could.
    Final(Error),
    /// The repository has a format that libgit2 cannot read: SHA-256, reftable, a split or sparse index, a partial clone.
    Format(Error),
}

/// Why a revision is none.
pub(super) enum Missing {
    /// It is not there.
    There,
    /// It names something else than a commit.
    NoCommit,
    /// Something else went wrong.
    Other(Error),
}

/// The repository of the current folder, or of the hook that runs.
pub(super) enum Access {
    Library(Mutex<Library>),
    Program(Program),
}

impl Access {
    pub(super) fn open() -> Result<Self, Error> {
        Library::open()
            .map(|library| Access::Library(Mutex::new(library)))
            .or_else(or_program)
    }

    /// The repository whose work tree, or which itself where it is bare, is this folder, as the library reads it.
    pub(super) fn at(root: &Path) -> Result<Self, Error> {
        let library = Library::at(root)?.ok_or_else(|| Error::Git {
            what: open::name_of(root),
            message: "is no Git repository".to_owned(),
            help: None,
        })?;
        Ok(Access::Library(Mutex::new(library)))
    }

    /// The index, and who could read it.
    pub(super) fn open_index() -> Result<(Self, Listing), Error> {
        let by_library = Library::open().and_then(|library| {
            let listing = library.index()?;
            Ok((Access::Library(Mutex::new(library)), listing))
        });
        let by_program = |failure: Failure| match or_program(failure)? {
            Access::Program(program) => {
                let listing = program.index().ok_or_else(|| unreadable("the index"))?;
                Ok((Access::Program(program), listing))
            }
            Access::Library(_) => Err(unreadable("the index")),
        };
        by_library.or_else(by_program)
    }

    pub(super) fn root(&self) -> PathBuf {
        match self {
            Access::Library(library) => held(library).root(),
            Access::Program(program) => program.root(),
        }
    }

    /// The folder of Git that all work trees of the repository share, where the library reads it.
    pub(super) fn folder(&self) -> Option<PathBuf> {
        match self {
            Access::Library(library) => Some(held(library).folder()),
            Access::Program(_) => None,
        }
    }

    pub(super) fn is_shallow(&self) -> bool {
        match self {
            Access::Library(library) => held(library).is_shallow(),
            Access::Program(program) => program.is_shallow(),
        }
    }

    pub(super) fn is_sparse(&self) -> bool {
        match self {
            Access::Library(library) => held(library).is_sparse(),
            Access::Program(program) => program.is_sparse(),
        }
    }

    pub(super) fn remotes(&self) -> Vec<String> {
        match self {
            Access::Library(library) => held(library).remotes(),
            Access::Program(program) => program.remotes(),
        }
    }

    pub(super) fn staged(&self) -> Result<Vec<String>, Error> {
        match self {
            Access::Library(library) => held(library).staged().map_err(|failure| match failure {
                Failure::Final(error) | Failure::Format(error) => error,
            }),
            Access::Program(program) => program.staged().ok_or_else(|| unreadable("the index")),
        }
    }

    pub(super) fn commit(&self, rev: &str) -> Result<Id, Missing> {
        match self {
            Access::Library(library) => held(library).commit(rev),
            Access::Program(program) => program.commit(rev),
        }
    }

    pub(super) fn tree(&self, commit: Id) -> Result<Listing, Error> {
        match self {
            Access::Library(library) => held(library).tree(commit),
            Access::Program(program) => program.tree(commit),
        }
    }

    pub(super) fn merge_base(&self, one: Id, two: Id) -> Result<Option<Id>, Error> {
        match self {
            Access::Library(library) => held(library).merge_base(one, two),
            Access::Program(program) => Ok(program.merge_base(one, two)),
        }
    }

    pub(super) fn bytes(&self, id: Id, path: &str) -> Result<Vec<u8>, Error> {
        match self {
            Access::Library(library) => held(library).bytes(id, path),
            Access::Program(program) => program.bytes(id, path),
        }
    }
}

fn or_program(failure: Failure) -> Result<Access, Error> {
    match failure {
        Failure::Final(error) => Err(error),
        Failure::Format(error) => match (Program::open(), error) {
            (Some(program), _) => Ok(Access::Program(program)),
            (None, Error::Git { what, message, .. }) => {
                let help = "libgit2 cannot read a repository of this format, and there is no `git` that can; name files alone";
                Err(Error::Git {
                    what,
                    message,
                    help: Some(help.to_owned()),
                })
            }
            (None, error) => Err(error),
        },
    }
}

fn unreadable(what: &str) -> Error {
    Error::Git {
        what: what.to_owned(),
        message: "cannot be read".to_owned(),
        help: Some("`git status` may say more".to_owned()),
    }
}

/// A panic of another thread does not spoil the repository.
fn held(library: &Mutex<Library>) -> MutexGuard<'_, Library> {
    library.lock().unwrap_or_else(PoisonError::into_inner)
}
