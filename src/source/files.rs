//! Whether what a document points at is there.

use std::path::{Path, PathBuf};

use super::{Origin, tree};
use crate::rules::{FileProbe, Presence};

/// Tells whether a relative target of a document is there, where the document comes from.
pub fn probe(origin: Origin) -> Box<FileProbe> {
    Box::new(move |document, target| {
        let place = resolve(&origin, document, target)?;
        Some(match origin.exists(&place) {
            true => Presence::There,
            false => {
                let names = place.parent().map(|folder| origin.names(folder));
                let names = names.unwrap_or_default();
                nearly(&place, names.iter().map(String::as_str))
            }
        })
    })
}

/// What is there in place of a file that is not.
fn nearly<'n>(place: &Path, names: impl Iterator<Item = &'n str>) -> Presence {
    let name = place.file_name().and_then(|name| name.to_str());
    let near = name.and_then(|name| crate::rules::nearest(name, names));
    near.map_or(Presence::Absent, |near| Presence::Near(near.to_owned()))
}

/// The place of a target. Nobody knows what lies at the root of a site or outside the repository, and standard input
/// has no files beside it.
fn resolve(origin: &Origin, document: &str, target: &str) -> Option<PathBuf> {
    if document == super::STDIN || target.starts_with(['/', '\\']) {
        return None;
    }
    let folder = tree::absolute(Path::new(document).parent()?);
    let place = tree::absolute(&folder.join(target));
    match origin.root_of(&folder) {
        Some(root) if !place.starts_with(&root) => None,
        _ => Some(place),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_elsewhere_is_not_looked_for() {
        let resolve = |document, target| resolve(&Origin::Disk, document, target);
        assert_eq!(resolve("a/b.md", "/img/x.png"), None);
        assert_eq!(resolve(super::super::STDIN, "x.png"), None);
        assert!(resolve("a/b.md", "x.png").is_some_and(|p| p.ends_with("a/x.png")));
    }
}
