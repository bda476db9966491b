//! Whether the files that decide how documents are judged have changed: for clients that do not watch files, and for what
//! Git changes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::baseline;
use crate::config::{ADOPTED, FILE, MORE, RULES, root_of};
use crate::source::tree;

/// When files were last changed and how long they were; none of what is not there.
#[derive(Debug, Default)]
pub(super) struct Stamps(HashMap<PathBuf, Option<Stamp>>);

type Stamp = (SystemTime, u64);

impl Stamps {
    /// Remembers what holds for the documents of a folder as it is now.
    pub(super) fn watch(&mut self, folder: &Path) {
        let top = root_of(folder);
        for up in folder.ancestors().take_while(|up| up.starts_with(&top)) {
            let file = up.join(FILE);
            if self.0.contains_key(&file) {
                return;
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
            // A line is added to it with every commit and every change of branch.
            self.add(root.join(".git/logs/HEAD"));
        }
    }

    /// Whether one of them is not as it was.
    pub(super) fn have_changed(&self) -> bool {
        self.0
            .iter()
            .any(|(place, stamp)| stamp_of(place) != *stamp)
    }

    fn add(&mut self, place: PathBuf) {
        let stamp = stamp_of(&place);
        self.0.insert(place, stamp);
    }
}

fn stamp_of(place: &Path) -> Option<Stamp> {
    let metadata = place.metadata().ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = std::fs::read_dir(folder).ok().into_iter().flatten();
    entries.flatten().map(|entry| entry.path())
}
