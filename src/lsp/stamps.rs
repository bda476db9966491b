//! Whether what decides how documents are judged has changed: files, for clients that do not watch them, and the commit that
//! is checked out.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::baseline;
use crate::config::{ADOPTED, FILE, MORE, RULES, root_of};
use crate::git::{Id, head_of};
use crate::source::tree;

/// What things were like when they were read.
#[derive(Debug, Default)]
pub(super) struct Stamps {
    /// When files were last changed and how long they were; none of what is not there.
    files: HashMap<PathBuf, Option<Stamp>>,
    /// By the root of the work tree; none before the first commit.
    heads: HashMap<PathBuf, Option<Id>>,
}

type Stamp = (SystemTime, u64);

impl Stamps {
    /// Remembers what holds for the documents of a folder as it is now.
    pub(super) fn watch(&mut self, folder: &Path) {
        let top = root_of(folder);
        for up in folder.ancestors().take_while(|up| up.starts_with(&top)) {
            let file = up.join(FILE);
            if self.files.contains_key(&file) {
                break;
            }
            self.add(file);
            let more = up.join(MORE);
            for entry in entries(&up.join(RULES)) {
                self.add(entry);
            }
            for place in [
                up.join(RULES),
                more.join(baseline::FILE),
                up.join(ADOPTED),
                more,
            ] {
                self.add(place);
            }
        }
        if let Some(root) = tree::work_tree(folder) {
            // A work tree that is linked has the place of its commits elsewhere, and not every repository keeps a log.
            let head = head(root);
            self.heads.entry(root.to_owned()).or_insert(head);
        }
    }

    /// Whether one of them is not as it was.
    pub(super) fn have_changed(&self) -> bool {
        let mut files = self.files.iter();
        let mut heads = self.heads.iter();
        files.any(|(place, stamp)| stamp_of(place) != *stamp)
            || heads.any(|(root, id)| head(root) != *id)
    }

    fn add(&mut self, place: PathBuf) {
        let stamp = stamp_of(&place);
        self.files.insert(place, stamp);
    }
}

fn stamp_of(place: &Path) -> Option<Stamp> {
    let metadata = place.metadata().ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// The commit that is checked out.
fn head(root: &Path) -> Option<Id> {
    head_of(root).ok().flatten()?.1
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = std::fs::read_dir(folder).ok().into_iter().flatten();
    entries.flatten().map(|entry| entry.path())
}
