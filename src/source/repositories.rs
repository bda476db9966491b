//! The repositories around the documents of a run; each is opened when a rule asks first.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use jiff::civil::Date;

use super::{Origin, code_owners, tree};
use crate::git::{History, Identity};
use crate::rules::Repository;

/// The repositories of a run, by the root of their work trees.
#[derive(Default)]
pub struct Repositories {
    origin: Origin,
    by_root: Mutex<HashMap<PathBuf, Arc<Mutex<One>>>>,
}

/// One of them.
struct One {
    /// None when it cannot be read.
    history: Option<History>,
    code_owners: Option<Vec<String>>,
}

impl Repositories {
    /// Those of documents that come from `origin`.
    pub fn of(origin: Origin) -> Self {
        Self {
            origin,
            by_root: Mutex::default(),
        }
    }

    /// The root of the work tree around a document, and its repository.
    fn around(&self, path: &str) -> Option<(PathBuf, Arc<Mutex<One>>)> {
        let place = tree::absolute(Path::new(path));
        let root = self.origin.root_of(place.parent()?)?;
        let mut all = held(&self.by_root);
        let one = all.entry(root.clone()).or_insert_with(|| {
            Arc::new(Mutex::new(One {
                history: match &self.origin {
                    Origin::Disk => History::open(&root),
                    Origin::Git(files) => History::of_files(files),
                },
                code_owners: None,
            }))
        });
        let one = Arc::clone(one);
        Some((root, one))
    }
}

impl Repository for Repositories {
    fn latest_commit(&self, path: &str, is: &dyn Fn(&Identity) -> bool) -> Option<Option<Date>> {
        let (_, one) = self.around(path)?;
        held(&one).history.as_mut()?.latest_commit(is)
    }

    fn was_always(&self, path: &str, day: Date, is: &dyn Fn(&str) -> bool) -> Option<bool> {
        let (root, one) = self.around(path)?;
        let place = tree::absolute(Path::new(path));
        let below = place.strip_prefix(root).ok()?;
        held(&one).history.as_mut()?.was_always(below, day, is)
    }

    fn code_owners(&self, path: &str) -> Vec<String> {
        let Some((root, one)) = self.around(path) else {
            return Vec::new();
        };
        let mut one = held(&one);
        let owners = one
            .code_owners
            .get_or_insert_with(|| code_owners::read(&self.origin, &root));
        owners.clone()
    }
}

/// A panic of another document does not spoil what was read for this one.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}
