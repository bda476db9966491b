//! `.whys/adopted`: the documents that were there before whys was, which stay as quiet as they were.

use std::collections::HashSet;
use std::path::Path;

use super::Config;
use crate::error::Error;
use crate::source::{Origin, tree};

/// Where the list stands, below the folder of the configuration.
pub const ADOPTED: &str = ".whys/adopted";

/// The documents that are read by the facts profile until they have a status. Every other one without a status is read as
/// one in review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    /// Paths from the folder of the configuration on, with `/` between their parts.
    paths: HashSet<String>,
}

impl Adopted {
    /// That of a configuration's folder; none where there is no list.
    pub(super) fn load(origin: &Origin, folder: &Path) -> Result<Option<Self>, Error> {
        let place = folder.join(ADOPTED);
        if !origin.is_file(&place) {
            return Ok(None);
        }
        let shown = tree::relative(&place);
        origin
            .text(&place, &shown)
            .map(|text| Some(Self::parse(&text)))
    }

    /// Reads a list: a path a line, `#` before a comment.
    pub fn parse(text: &str) -> Self {
        let lines = text.trim_start_matches('\u{feff}').lines();
        let paths = lines.filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        let plain = paths.map(|path| path.strip_prefix("./").unwrap_or(path).to_owned());
        Self {
            paths: plain.collect(),
        }
    }

    /// Whether it names a document of a folder.
    pub fn names(&self, folder: &Path, document: &Path) -> bool {
        let below = document.strip_prefix(folder);
        below.is_ok_and(|path| self.paths.contains(&tree::shown(path)))
    }
}

impl Config {
    /// Whether there is a list, and it does not name a document.
    pub(super) fn is_new(&self, document: &Path) -> bool {
        let list = self.adopted.as_ref().zip(self.folder.as_ref());
        list.is_some_and(|(adopted, folder)| !adopted.names(folder, document))
    }
}

/// A path as a line of the list.
pub fn line(path: &str) -> String {
    match path.starts_with('#') {
        true => format!("./{path}"),
        false => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_paths_from_its_folder_on() {
        let list = Adopted::parse("\u{feff}# ours\r\n\r\ndocs/a b.md\r\n./c.md\n./#d.md\n");
        let names = |path: &str| list.names(Path::new("/r"), &Path::new("/r").join(path));
        assert!(names("docs/a b.md") && names("c.md") && names("#d.md"));
        assert!(!names("a b.md") && !names("# ours") && !names("docs/a b.md/e.md"));
        assert!(!list.names(Path::new("/r/docs"), Path::new("/r/c.md")));
    }

    #[test]
    fn a_line_is_read_as_its_path() {
        for path in ["a.md", "#a.md", "docs/ä b.md"] {
            let list = Adopted::parse(&line(path));
            assert!(list.names(Path::new("/r"), &Path::new("/r").join(path)));
        }
    }
}
