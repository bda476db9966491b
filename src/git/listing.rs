//! The files of an index or of a commit: what is there, and what lies below what.

use super::Id;

/// How a file is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Text or bytes.
    File,
    /// A symbolic link: its bytes are where it leads to.
    Link,
}

/// What Git keeps under a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) mode: Mode,
    pub(super) id: Id,
}

/// Paths below the root, their parts parted by `/`, in the order of their bytes. Submodules are left out, since their
/// files are not the repository's, and what is only meant to be added, since it has no text yet.
#[derive(Debug, Default)]
pub(super) struct Listing(Vec<(Box<str>, Entry)>);

/// How often a link may lead to a link.
const HOPS: usize = 8;

impl Listing {
    pub(super) fn new(mut entries: Vec<(Box<str>, Entry)>) -> Self {
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        Self(entries)
    }

    pub(super) fn get(&self, path: &str) -> Option<Entry> {
        let at = self
            .0
            .binary_search_by(|(known, _)| (**known).cmp(path))
            .ok()?;
        self.0.get(at).map(|(_, entry)| *entry)
    }

    /// All that lies below a folder; the root is the empty path.
    pub(super) fn below(&self, folder: &str) -> impl Iterator<Item = (&str, Entry)> {
        let prefix = match folder {
            "" => String::new(),
            folder => format!("{folder}/"),
        };
        let from = self.0.partition_point(|(path, _)| **path < *prefix);
        let rest = self.0.get(from..).unwrap_or_default().iter();
        rest.take_while(move |(path, _)| path.starts_with(&prefix))
            .map(|(path, entry)| (&**path, *entry))
    }

    pub(super) fn is_folder(&self, path: &str) -> bool {
        path.is_empty() || self.below(path).next().is_some()
    }

    /// The names in a folder, in their order.
    pub(super) fn names(&self, folder: &str) -> Vec<&str> {
        let start = if folder.is_empty() {
            0
        } else {
            folder.len() + 1
        };
        let mut names: Vec<&str> = Vec::new();
        for (path, _) in self.below(folder) {
            let rest = path.get(start..).unwrap_or_default();
            names.push(rest.split('/').next().unwrap_or_default());
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The path of a file or folder after following links; none when nothing is there, or a link leads out of the
    /// repository. `target` gives what a link says.
    pub(super) fn resolve(
        &self,
        path: &str,
        target: impl Fn(Id) -> Option<String>,
    ) -> Option<String> {
        let mut path = path.to_owned();
        for _ in 0..HOPS {
            let is_file = self
                .get(&path)
                .is_some_and(|entry| entry.mode == Mode::File);
            if is_file || self.is_folder(&path) {
                return Some(path);
            }
            let ends = path
                .match_indices('/')
                .map(|(at, _)| at)
                .chain([path.len()]);
            let (end, link) = ends
                .filter_map(|end| Some((end, self.get(path.get(..end)?)?)))
                .find(|(_, entry)| entry.mode == Mode::Link)?;
            let folder = path
                .get(..end)?
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            let rest = path.get(end..)?;
            path = joined(folder, &format!("{}{rest}", target(link.id)?))?;
        }
        None
    }
}

/// A relative path seen from a folder; none when it leads out of the root.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    if path.starts_with('/') {
        return None;
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(files: &[(&str, Mode)]) -> Listing {
        let entry = |mode, at: usize| Entry {
            mode,
            id: Id::of(&[u8::try_from(at).unwrap_or(0); 20]).expect("an id"),
        };
        let files = files.iter().enumerate();
        Listing::new(
            files
                .map(|(at, (path, mode))| ((*path).into(), entry(*mode, at)))
                .collect(),
        )
    }

    #[test]
    fn a_folder_is_told_from_a_name_that_begins_like_it() {
        let files = listing(&[
            ("a-b.md", Mode::File),
            ("a/b/c.md", Mode::File),
            ("a/d.md", Mode::File),
            ("a.md", Mode::File),
        ]);
        assert!(files.is_folder("a") && files.is_folder("a/b") && files.is_folder(""));
        assert!(!files.is_folder("a-") && !files.is_folder("a.md"));
        assert_eq!(files.names("a"), ["b", "d.md"]);
        assert_eq!(files.names(""), ["a", "a-b.md", "a.md"]);
        assert_eq!(files.below("a").count(), 2);
    }

    #[test]
    fn links_are_followed_within_the_repository() {
        let files = listing(&[
            ("docs", Mode::Link),
            ("content/a.md", Mode::File),
            ("out.md", Mode::Link),
            ("x/loop", Mode::Link),
        ]);
        let targets = ["content", "", "../other/a.md", "loop"];
        let target = |id: Id| {
            id.as_bytes()
                .first()
                .and_then(|&at| targets.get(usize::from(at)))
                .map(|&t| t.to_owned())
        };
        let resolve = |path| files.resolve(path, target);
        assert_eq!(resolve("docs/a.md").as_deref(), Some("content/a.md"));
        assert_eq!(resolve("docs").as_deref(), Some("content"));
        assert_eq!(resolve("docs/b.md"), None);
        assert_eq!(resolve("out.md"), None);
        assert_eq!(resolve("x/loop"), None);
    }
}
