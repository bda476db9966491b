//! Where text comes from: files, folders, standard input, the index and commits.

mod code_owners;
pub mod files;
mod lock;
mod name;
mod origin;
mod others;
mod read;
mod renames;
mod replace;
mod repositories;
mod select;
mod since;
mod stated;
mod stored;
pub mod tree;
mod walk;
mod words;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::Configs;
use crate::error::Error;
use crate::git::{Files, Kept};
use crate::postmortem::{Kind, Outline, PostMortem, content_says_post_mortem};

pub use code_owners::CodeOwners;
pub use lock::{Lock, lock};
pub use name::is_markdown;
pub use origin::Origin;
pub use others::{Others, Scope};
pub use read::file;
pub(crate) use read::head;
pub use replace::{create, replace};
pub use repositories::Repositories;
pub use select::{Request, Selection, select};
pub use since::{Before, Since};
pub use walk::judge_below;
pub(crate) use walk::markdown_files;

/// The path of standard input that has no name.
pub const STDIN: &str = "<stdin>";

/// Why a document is among those to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The user or the configuration names it.
    Named,
    /// Its path says post-mortem.
    Path,
    /// Its text has to say so.
    Text,
}

impl How {
    /// Whether the document is wanted, now that it has been read.
    pub fn wants(self, post: &PostMortem) -> bool {
        self.is_wanted(post.kind, || {
            content_says_post_mortem(&post.metadata, &post.sections, post.title.as_ref())
        })
    }

    /// Whether it is wanted, as far as its outline tells, which is all that there is to know.
    pub fn wants_outline(self, outline: &Outline) -> bool {
        self.is_wanted(outline.kind, || {
            content_says_post_mortem(&outline.metadata, &outline.sections, outline.title.as_ref())
        })
    }

    fn is_wanted(self, kind: Kind, content_says: impl Fn() -> bool) -> bool {
        match self {
            How::Named => true,
            How::Path => kind == Kind::PostMortem,
            // The words of the path above the root say nothing, so the kind, which knows them, does not suffice.
            How::Text => kind == Kind::PostMortem && content_says(),
        }
    }
}

/// A document that may be read.
#[derive(Debug)]
pub struct Source {
    /// The path as given or found.
    pub path: String,
    /// The absolute path; that of the current folder for standard input without a name.
    pub place: PathBuf,
    /// Why it is here.
    pub how: How,
    text: Text,
}

enum Text {
    /// To be read from `place`.
    File,
    /// Here already.
    Known(String),
    /// To be read from the index or a commit.
    Kept(Arc<Files>, Kept),
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Text::File => "File",
            Text::Known(_) => "Known",
            Text::Kept(..) => "Kept",
        })
    }
}

impl Source {
    /// Why a file, by its absolute path, would be read when its folder is searched; none when it would not.
    pub(crate) fn judged(place: &Path, configs: &Configs) -> Result<Option<How>, Vec<Error>> {
        select::discovered(place, configs)
    }

    /// Whether its text stands in a file, and not on standard input or in the index.
    pub fn is_file(&self) -> bool {
        matches!(self.text, Text::File)
    }

    /// Reads the text, once.
    pub fn read(self) -> Result<String, Error> {
        match self.text {
            Text::File => read::file(&self.place, &self.path),
            Text::Known(text) => Ok(text),
            Text::Kept(files, kept) => origin::kept_text(&files, &kept, &self.path),
        }
    }
}
