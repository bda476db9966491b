//! What files are read from: the work tree, the index, or a commit. Documents, configuration, `.whys`, CODEOWNERS and the
//! pictures beside a document all come from the same one.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{name, read, tree, walk};
use crate::error::{Error, Unreadable};
use crate::git::{Files, Kept};

/// What files are read from. All are named by absolute paths.
#[derive(Clone, Default)]
pub enum Origin {
    /// The file system: the work tree, or where there is no repository.
    #[default]
    Disk,
    /// The index, or a commit; the file system is not asked.
    Git(Arc<Files>),
}

impl Origin {
    /// The index with `staged`, else the commit of a revision, else the file system.
    pub fn of(staged: bool, rev: Option<&str>) -> Result<Self, Error> {
        Ok(match (staged, rev) {
            (true, _) => Origin::Git(Arc::new(Files::index()?)),
            (false, Some(rev)) => Origin::Git(Arc::new(Files::commit(rev)?)),
            (false, None) => Origin::Disk,
        })
    }

    /// The files that Git keeps; none for the file system.
    pub fn files(&self) -> Option<&Arc<Files>> {
        match self {
            Origin::Disk => None,
            Origin::Git(files) => Some(files),
        }
    }

    /// Whether the file system is read.
    pub fn is_disk(&self) -> bool {
        matches!(self, Origin::Disk)
    }

    /// Whether there is a file; links are followed.
    pub fn is_file(&self, place: &Path) -> bool {
        match self {
            Origin::Disk => place.is_file(),
            Origin::Git(files) => files.follow(place).is_some(),
        }
    }

    /// How many bytes a file has; links are followed.
    pub fn length(&self, place: &Path) -> Option<u64> {
        match self {
            Origin::Disk => fs::metadata(place).ok().map(|known| known.len()),
            Origin::Git(files) => files.length(files.follow(place)?.id),
        }
    }

    /// Whether there is a folder; links are followed.
    pub fn is_folder(&self, place: &Path) -> bool {
        match self {
            Origin::Disk => place.is_dir(),
            Origin::Git(files) => files.is_folder(place),
        }
    }

    /// Whether there is anything; links are followed.
    pub fn exists(&self, place: &Path) -> bool {
        match self {
            Origin::Disk => place.exists(),
            Origin::Git(files) => files.follow(place).is_some() || files.is_folder(place),
        }
    }

    /// The text of a file, which `shown` names in an error; links are followed.
    pub fn text(&self, place: &Path, shown: &str) -> Result<String, Error> {
        match self {
            Origin::Disk => read::file(place, shown),
            Origin::Git(files) => match files.follow(place) {
                Some(kept) => kept_text(files, &kept, shown),
                None => Err(Error::Read {
                    path: shown.to_owned(),
                    problem: Unreadable::Io(std::io::ErrorKind::NotFound.into()),
                }),
            },
        }
    }

    /// The first bytes of a file, up to the last whole character among them; nothing where it cannot be read.
    pub(super) fn head(&self, place: &Path, most: u64) -> String {
        match self {
            Origin::Disk => read::head(place, most).unwrap_or_default(),
            Origin::Git(files) => {
                let bytes = files
                    .get(place)
                    .and_then(|kept| files.bytes(kept.id, "").ok());
                read::head_of(bytes.unwrap_or_default(), most)
            }
        }
    }

    /// The names in a folder, in their order.
    pub fn names(&self, folder: &Path) -> Vec<String> {
        match self {
            Origin::Disk => {
                let entries = fs::read_dir(folder).into_iter().flatten().flatten();
                let mut names: Vec<String> = entries
                    .map(|entry| entry.file_name().to_string_lossy().into_owned())
                    .collect();
                names.sort_unstable();
                names
            }
            Origin::Git(files) => files.names(folder),
        }
    }

    /// The root of the work tree around an absolute folder; in a bare repository the folder that stands for it.
    pub fn root_of(&self, folder: &Path) -> Option<PathBuf> {
        match self {
            Origin::Disk => tree::work_tree(folder).map(Path::to_owned),
            Origin::Git(files) => folder
                .starts_with(files.root())
                .then(|| files.root().to_owned()),
        }
    }

    /// Whether following links leads from a place below `root` to one that is not. What Git keeps leads nowhere else: a
    /// link that does is none.
    pub fn leads_out(&self, place: &Path, root: &Path) -> bool {
        match self {
            Origin::Disk => tree::leads_out(place, root),
            Origin::Git(_) => false,
        }
    }

    /// Every Markdown file at and below a folder that a search would look at, in the order of the paths; what cannot be
    /// read is left out.
    pub(crate) fn markdown_files(&self, folder: &Path) -> Vec<PathBuf> {
        match self {
            Origin::Disk => walk::markdown_files(folder).collect(),
            Origin::Git(files) => markdown_below(files, folder)
                .into_iter()
                .map(|kept| kept.place)
                .collect(),
        }
    }
}

/// The Markdown files that Git keeps below a folder. As in the file system, hidden ones are left out.
pub(super) fn markdown_below(files: &Files, folder: &Path) -> Vec<Kept> {
    files.all_below(folder, |path| {
        let mut parts = path.split('/');
        parts.all(|part| !part.starts_with('.') && part != walk::NEVER) && name::is_markdown(path)
    })
}

/// The text of a file that Git keeps.
pub(super) fn kept_text(files: &Files, kept: &Kept, shown: &str) -> Result<String, Error> {
    read::bytes(files.bytes(kept.id, shown)?, shown)
}
