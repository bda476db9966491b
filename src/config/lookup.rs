//! Which configuration holds for a document: that of the nearest folder at or above it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::{Config, FILE, read};
use crate::error::Error;
use crate::source::{self, tree};

/// The configurations of a run; each file is read once.
#[derive(Debug, Default)]
pub struct Configs {
    off: bool,
    /// What holds where there is no file; the same for all of them, so that they share one linter.
    none: Arc<Config>,
    by_folder: Mutex<HashMap<PathBuf, Arc<Config>>>,
}

impl Configs {
    /// With `off`, no file is looked for.
    pub fn new(off: bool) -> Self {
        Self {
            off,
            ..Self::default()
        }
    }

    /// The configuration of the documents in an absolute folder.
    pub fn of(&self, folder: &Path) -> Result<Arc<Config>, Vec<Error>> {
        if self.off {
            return Ok(Arc::clone(&self.none));
        }
        let mut known = self
            .by_folder
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(config) = known.get(folder) {
            return Ok(Arc::clone(config));
        }
        let top = highest(folder);
        let mut found = Arc::clone(&self.none);
        let mut seen = Vec::new();
        for up in folder.ancestors() {
            if let Some(config) = known.get(up) {
                found = Arc::clone(config);
                break;
            }
            seen.push(up.to_owned());
            if let Some(config) = load(up)? {
                found = Arc::new(config);
                break;
            }
            if up == top {
                break;
            }
        }
        known.extend(seen.into_iter().map(|folder| (folder, Arc::clone(&found))));
        Ok(found)
    }
}

/// The highest folder to look in: the work tree's root; without one, the current folder when the document is below it,
/// else the document's own.
fn highest(folder: &Path) -> PathBuf {
    if let Some(root) = tree::work_tree(folder) {
        return root.to_owned();
    }
    let current = tree::absolute(Path::new("."));
    match folder.starts_with(&current) {
        true => current,
        false => folder.to_owned(),
    }
}

fn load(folder: &Path) -> Result<Option<Config>, Vec<Error>> {
    let path = folder.join(FILE);
    if !path.is_file() {
        return Ok(None);
    }
    let shown = tree::relative(&path);
    let text = source::file(&path, &shown).map_err(|error| vec![error])?;
    read::read(&text, shown, folder).map(Some)
}
