//! Files as Git keeps them: those of the index, which the next commit will hold, or those of a commit.

use std::path::{Path, PathBuf};

use super::access::Access;
use super::listing::{Entry, Listing, Mode};
use super::{Id, Missing, revision};
use crate::error::{Error, LARGEST, Unreadable};
use crate::source::tree;

/// The files of the index or of a commit, of the repository around the current folder or of the one whose hook runs.
/// They are named by the absolute paths that they have in the work tree.
pub struct Files {
    pub(super) access: Access,
    root: PathBuf,
    /// The root without links on the way to it.
    real_root: Option<PathBuf>,
    listing: Listing,
    /// None for the index.
    commit: Option<Id>,
    what: String,
}

/// A file that Git keeps.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The absolute path that it has in the work tree.
    pub place: PathBuf,
    /// The name of its bytes.
    pub id: Id,
}

impl Files {
    /// What the next commit will hold.
    pub fn index() -> Result<Self, Error> {
        let (access, listing) = Access::open_index()?;
        Ok(Self::new(access, listing, None, "the index".to_owned()))
    }

    /// What a commit holds; any revision that Git understands names one.
    pub fn commit(rev: &str) -> Result<Self, Error> {
        let access = Access::open()?;
        let commit = revision::commit(&access, rev)?;
        Self::of(access, commit, rev.to_owned())
    }

    /// What the commit holds at which the history of `rev` and the history of these files part; of the current commit
    /// where there are none.
    pub fn merge_base(rev: &str, files: Option<&Files>) -> Result<Self, Error> {
        let access = Access::open()?;
        let base = revision::commit(&access, rev)?;
        let (head, name) = match files.and_then(|files| Some((files.commit?, files.what.clone()))) {
            Some((commit, name)) => (commit, name),
            None => (revision::commit(&access, "HEAD")?, "HEAD".to_owned()),
        };
        let found = access.merge_base(base, head)?;
        let commit = found.ok_or_else(|| revision::without_merge_base(&access, rev, &name))?;
        let short: String = commit.to_string().chars().take(10).collect();
        Self::of(access, commit, short)
    }

    /// What the commit held before the files of `commit`, else before those that are not committed yet, in the repository at
    /// this folder; none where there was none. Of a merge it is the branch that was merged into.
    pub fn before(root: &Path, commit: Option<Id>) -> Result<Option<Self>, Error> {
        let access = Access::at(root)?;
        let rev = commit.map_or_else(|| "HEAD".to_owned(), |commit| format!("{commit}^1"));
        match access.commit(&rev) {
            Ok(before) => Self::of(access, before, before.short()).map(Some),
            Err(Missing::There) if commit.is_none() || !access.is_shallow() => Ok(None),
            Err(missing) => Err(revision::missing(&access, &rev, missing)),
        }
    }

    fn of(access: Access, commit: Id, what: String) -> Result<Self, Error> {
        let listing = access.tree(commit)?;
        Ok(Self::new(access, listing, Some(commit), what))
    }

    fn new(access: Access, listing: Listing, commit: Option<Id>, what: String) -> Self {
        let root = access.root();
        Self {
            real_root: root.canonicalize().ok(),
            access,
            root,
            listing,
            commit,
            what,
        }
    }

    /// The root of the work tree; where there is none, the folder that paths are below all the same.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of Git in which whys may keep what it has read; none where Git itself has to read the repository.
    pub fn folder(&self) -> Option<PathBuf> {
        self.access.folder()
    }

    /// The commit; none for the index.
    pub fn commit_id(&self) -> Option<Id> {
        self.commit
    }

    /// Whether the work tree holds a part of the files only.
    pub fn is_sparse(&self) -> bool {
        self.access.is_sparse()
    }

    /// What people call it: "the index", or the revision as they wrote it.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// The files of the index that the next commit adds or changes, in the order of their paths.
    pub fn staged(&self) -> Result<Vec<Kept>, Error> {
        let changed = self.access.staged()?;
        let kept = changed
            .iter()
            .filter_map(|path| self.kept(path, self.listing.get(path)?));
        Ok(kept.collect())
    }

    /// A file by its absolute path; none when it is not there. A link is no file.
    pub fn get(&self, place: &Path) -> Option<Kept> {
        let path = self.below(place)?;
        self.kept(&path, self.listing.get(&path)?)
    }

    /// The files at and below a folder whose paths from there, parts parted by `/`, are wanted; in the order of the paths.
    pub fn all_below(&self, folder: &Path, is_wanted: impl Fn(&str) -> bool) -> Vec<Kept> {
        let Some(folder) = self.below(folder) else {
            return Vec::new();
        };
        let start = folder.len() + usize::from(!folder.is_empty());
        let files = self.listing.below(&folder);
        files
            .filter(|(path, _)| path.get(start..).is_some_and(&is_wanted))
            .filter_map(|(path, entry)| self.kept(path, entry))
            .collect()
    }

    fn kept(&self, path: &str, entry: Entry) -> Option<Kept> {
        (entry.mode == Mode::File).then(|| Kept {
            place: self.root.join(path),
            id: entry.id,
        })
    }

    /// The file at the end of the links that a path may lead along; none when there is none in the repository.
    pub fn follow(&self, place: &Path) -> Option<Kept> {
        let path = self.resolve(place)?;
        self.kept(&path, self.listing.get(&path)?)
    }

    /// Whether there is a folder; links are followed.
    pub fn is_folder(&self, place: &Path) -> bool {
        self.resolve(place)
            .is_some_and(|path| self.listing.is_folder(&path))
    }

    /// The names in a folder, in their order; links to it are followed.
    pub fn names(&self, folder: &Path) -> Vec<String> {
        let path = self.resolve(folder);
        let names = path.map(|path| {
            self.listing
                .names(&path)
                .into_iter()
                .map(str::to_owned)
                .collect()
        });
        names.unwrap_or_default()
    }

    /// The bytes of a file, which `path` names in an error.
    pub fn bytes(&self, id: Id, path: &str) -> Result<Vec<u8>, Error> {
        self.access.bytes(id, path)
    }

    /// Whether the bytes of a file, which `path` names in an error, are these, but for the ends of lines: a work tree may
    /// have other ones.
    pub fn holds(&self, id: Id, bytes: &[u8], path: &str) -> Result<bool, Error> {
        if id.is_of(bytes) {
            return Ok(true);
        }
        let kept = self.access.bytes(id, path)?;
        let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
        Ok(lines(&kept) == lines(bytes))
    }

    /// How many bytes a file has.
    pub fn length(&self, id: Id) -> Option<u64> {
        match self.access.bytes(id, "") {
            Ok(bytes) => Some(bytes.len() as u64),
            Err(Error::Read {
                problem: Unreadable::TooLarge,
                ..
            }) => Some(LARGEST + 1),
            Err(_) => None,
        }
    }

    fn resolve(&self, place: &Path) -> Option<String> {
        let path = self.below(place)?;
        self.listing.resolve(&path, |link| {
            let bytes = self.access.bytes(link, &path).ok()?;
            String::from_utf8(bytes).ok()
        })
    }

    /// A path below the root as Git writes it.
    fn below(&self, place: &Path) -> Option<String> {
        let real = || place.strip_prefix(self.real_root.as_ref()?).ok();
        let below = place.strip_prefix(&self.root).ok().or_else(real)?;
        Some(tree::shown(below))
    }
}
