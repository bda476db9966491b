//! Whether what a document points at is there.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::tree;
use crate::error::Error;
use crate::git::Index;
use crate::rules::{FileProbe, Presence};

/// Tells whether a relative target of a document is there: in the work tree, or in what the next commit holds.
pub fn probe(staged: bool) -> Result<Box<FileProbe>, Error> {
    let index: Option<HashSet<PathBuf>> = match staged {
        true => Some(Index::open()?.places().collect()),
        false => None,
    };
    Ok(Box::new(move |document, target| {
        let place = resolve(document, target)?;
        Some(match &index {
            Some(index) if index.contains(&place) => Presence::There,
            Some(index) => nearly(
                &place,
                index.iter().filter_map(|other| beside(other, &place)),
            ),
            None if place.exists() => Presence::There,
            None => nearly(&place, listing(&place).iter().map(String::as_str)),
        })
    }))
}

/// What is there in place of a file that is not.
fn nearly<'n>(place: &Path, names: impl Iterator<Item = &'n str>) -> Presence {
    let name = place.file_name().and_then(|name| name.to_str());
    let near = name.and_then(|name| crate::rules::nearest(name, names));
    near.map_or(Presence::Absent, |near| Presence::Near(near.to_owned()))
}

/// The name of `other` when it lies in the same folder.
fn beside<'n>(other: &'n Path, place: &Path) -> Option<&'n str> {
    let same = other.parent() == place.parent();
    other.file_name().filter(|_| same)?.to_str()
}

/// The names in the folder of a file.
fn listing(place: &Path) -> Vec<String> {
    let folder = place
        .parent()
        .and_then(|folder| std::fs::read_dir(folder).ok());
    let entries = folder.into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect()
}

/// The place of a target. Nobody knows what lies at the root of a site or outside the repository, and standard input
/// has no files beside it.
fn resolve(document: &str, target: &str) -> Option<PathBuf> {
    if document == super::STDIN || target.starts_with(['/', '\\']) {
        return None;
    }
    let folder = tree::absolute(Path::new(document).parent()?);
    let place = tree::absolute(&folder.join(target));
    match tree::work_tree(&folder) {
        Some(root) if !place.starts_with(root) => None,
        _ => Some(place),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_elsewhere_is_not_looked_for() {
        assert_eq!(resolve("a/b.md", "/img/x.png"), None);
        assert_eq!(resolve(super::super::STDIN, "x.png"), None);
        assert!(resolve("a/b.md", "x.png").is_some_and(|p| p.ends_with("a/x.png")));
    }
}
