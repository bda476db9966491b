//! A repository as libgit2 reads it.

use std::path::{Path, PathBuf};

use git2::{Delta, ErrorClass, ErrorCode, ObjectType, Repository};

use super::access::Failure;
use super::listing::{Entry, Listing, Mode};
use super::open::{failure, missing, repository, root_of};
use super::{Id, Missing, open};
use crate::error::{Error, LARGEST, Unreadable};
use crate::source::tree;

const KIND_OF_FILE: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;
const LINK: u32 = 0o120_000;
const INTENT_TO_ADD: u16 = 1 << 13;

/// The repository of the current folder, or of the hook that runs.
pub(super) struct Library {
    repository: Repository,
    /// By what its history is read, where that is another one.
    history: Option<Repository>,
}

impl Library {
    pub(super) fn open() -> Result<Self, Failure> {
        let opened = repository().and_then(Self::of);
        opened.map_err(|error| {
            let told = failure(".", &error);
            match (error.code(), error.class()) {
                (ErrorCode::NotFound | ErrorCode::Owner, _) => Failure::Final(told),
                _ => Failure::Format(told),
            }
        })
    }

    /// The repository whose work tree, or which itself where it is bare, is this folder; none where there is none.
    pub(super) fn at(root: &Path) -> Result<Option<Self>, Error> {
        match Repository::open(root).and_then(Self::of) {
            Ok(library) => Ok(Some(library)),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(open::failure_of_format(&open::name_of(root), &error)),
        }
    }

    fn of(repository: Repository) -> Result<Self, git2::Error> {
        let history = open::beside_border(&repository)?;
        Ok(Self {
            repository,
            history,
        })
    }

    fn history(&self) -> &Repository {
        self.history.as_ref().unwrap_or(&self.repository)
    }

    /// The folder that all work trees of the repository share.
    pub(super) fn folder(&self) -> PathBuf {
        self.repository.commondir().to_owned()
    }

    /// The commit that is checked out; none before the first one.
    pub(super) fn head(&self) -> Option<Id> {
        let head = self.repository.head().ok()?.peel_to_commit().ok()?;
        Some(Id::from(head.id()))
    }

    pub(super) fn root(&self) -> PathBuf {
        tree::absolute(&root_of(&self.repository))
    }

    pub(super) fn is_shallow(&self) -> bool {
        self.history().is_shallow()
    }

    pub(super) fn is_sparse(&self) -> bool {
        let config = self.repository.config();
        config
            .and_then(|config| config.get_bool("core.sparseCheckout"))
            .unwrap_or(false)
    }

    pub(super) fn remotes(&self) -> Vec<String> {
        let names = self.repository.remotes();
        let names = names
            .iter()
            .flat_map(|names| names.iter().flatten().flatten());
        names.map(str::to_owned).collect()
    }

    /// The index; an error for a bare repository, which has none.
    pub(super) fn index(&self) -> Result<Listing, Failure> {
        if self.repository.is_bare() {
            return Err(Failure::Final(Error::Git {
                what: tree::shown(self.repository.path()),
                message: "is a bare repository and stages nothing".to_owned(),
                help: Some("run whys in a work tree, or name a commit: --rev HEAD".to_owned()),
            }));
        }
        let index = self.repository.index().map_err(of_index)?;
        let entries = index.iter().filter_map(|entry| {
            // A file with a conflict has entries of other stages only: there is nothing that would be committed.
            let is_whole = entry.flags >> 12 & 3 == 0 && entry.flags_extended & INTENT_TO_ADD == 0;
            let mode = mode(entry.mode).filter(|_| is_whole)?;
            let path = String::from_utf8_lossy(&entry.path).into();
            let id = Id::from(entry.id);
            Some((path, Entry { mode, id }))
        });
        Ok(Listing::new(entries.collect()))
    }

    /// Paths below the root that the next commit adds or changes.
    pub(super) fn staged(&self) -> Result<Vec<String>, Failure> {
        let index = self.repository.index().map_err(of_index)?;
        // Before the first commit everything is new.
        let tree = match self.repository.head() {
            Ok(head) => Some(head.peel_to_tree().map_err(of_index)?),
            Err(error) if error.code() == ErrorCode::UnbornBranch => None,
            Err(error) if error.class() == ErrorClass::Reference => None,
            Err(error) => return Err(of_index(error)),
        };
        let diff = self
            .repository
            .diff_tree_to_index(tree.as_ref(), Some(&index), None)
            .map_err(of_index)?;
        let deltas = diff.deltas();
        let changed = deltas.filter(|d| !matches!(d.status(), Delta::Deleted | Delta::Unmodified));
        let paths = changed.filter_map(|delta| delta.new_file().path_bytes().map(<[u8]>::to_vec));
        Ok(paths
            .map(|path| String::from_utf8_lossy(&path).into_owned())
            .collect())
    }

    pub(super) fn commit(&self, rev: &str) -> Result<Id, Missing> {
        let object = self
            .repository
            .revparse_single(rev)
            .map_err(|error| match error.code() {
                ErrorCode::InvalidSpec => Missing::Other(failure(rev, &error)),
                ErrorCode::Ambiguous => Missing::Other(failure(rev, &error)),
                _ => Missing::There,
            })?;
        let commit = object
            .peel(ObjectType::Commit)
            .map_err(|_| Missing::NoCommit)?;
        Ok(Id::from(commit.id()))
    }

    pub(super) fn tree(&self, commit: Id) -> Result<Listing, Error> {
        let read = || {
            let mut entries = Vec::new();
            let root = self.repository.find_commit(commit.oid()?)?.tree()?;
            let mut open = vec![(String::new(), root)];
            while let Some((folder, tree)) = open.pop() {
                for entry in &tree {
                    let path = format!("{folder}{}", String::from_utf8_lossy(entry.name_bytes()));
                    if entry.kind() == Some(ObjectType::Tree) {
                        open.push((format!("{path}/"), self.repository.find_tree(entry.id())?));
                    } else if let Some(mode) = mode(entry.filemode().cast_unsigned()) {
                        let id = Id::from(entry.id());
                        entries.push((path.into(), Entry { mode, id }));
                    }
                }
            }
            Ok(Listing::new(entries))
        };
        read().map_err(|error: git2::Error| self.unreadable(&commit.to_string(), &error))
    }

    /// Why an object is not read: that it is not here has a reason of its own in a partial clone.
    fn unreadable(&self, what: &str, error: &git2::Error) -> Error {
        match error.code() {
            ErrorCode::NotFound => missing(what, self.promisor().as_deref()),
            _ => failure(what, error),
        }
    }

    /// The remote of a partial clone.
    fn promisor(&self) -> Option<String> {
        let config = self.repository.config().ok()?;
        let mut entries = config.entries(Some("^remote\\..*\\.promisor$")).ok()?;
        let first = entries.next()?.ok()?;
        open::remote_of(first.name().ok()?).map(str::to_owned)
    }

    /// The best common ancestor of two commits.
    pub(super) fn merge_base(&self, one: Id, two: Id) -> Result<Option<Id>, Error> {
        let found = one
            .oid()
            .and_then(|one| self.history().merge_base(one, two.oid()?));
        match found {
            Ok(id) => Ok(Some(Id::from(id))),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(failure(&one.to_string(), &error)),
        }
    }

    pub(super) fn bytes(&self, id: Id, path: &str) -> Result<Vec<u8>, Error> {
        let failed = |error| self.unreadable(path, &error);
        let id = id.oid().map_err(failed)?;
        let odb = self.repository.odb().map_err(failed)?;
        let (size, _) = odb.read_header(id).map_err(failed)?;
        if size as u64 > LARGEST {
            return Err(Error::Read {
                path: path.to_owned(),
                problem: Unreadable::TooLarge,
            });
        }
        let object = odb.read(id).map_err(failed)?;
        Ok(object.data().to_vec())
    }
}

fn of_index(error: git2::Error) -> Failure {
    let told = failure("the index", &error);
    match error.code() {
        ErrorCode::Owner => Failure::Final(told),
        _ => Failure::Format(told),
    }
}

fn mode(mode: u32) -> Option<Mode> {
    match mode & KIND_OF_FILE {
        REGULAR => Some(Mode::File),
        LINK => Some(Mode::Link),
        _ => None,
    }
}
