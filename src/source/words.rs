//! The words of the post-mortems around a document, and what became of their actions; read when a rule asks.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

use super::{How, tree};
use crate::config::Configs;
use crate::related::{Digest, FollowUp, Index};

/// What was read of post-mortems, each once.
#[derive(Default)]
pub(super) struct Words {
    /// By work tree: incidents of others are no repeats.
    indexes: Mutex<HashMap<Option<PathBuf>, Lazy>>,
    follow_ups: Mutex<HashMap<PathBuf, Arc<FollowUp>>>,
}

/// An index that the first who asks has read.
type Lazy = Arc<OnceLock<Arc<Index>>>;

/// A document that may be a post-mortem.
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) place: PathBuf,
    pub(super) how: How,
}

impl Words {
    /// The post-mortems among the documents of a work tree.
    pub(super) fn index(
        &self,
        root: Option<PathBuf>,
        configs: &Configs,
        documents: impl FnOnce() -> Vec<Entry>,
    ) -> Arc<Index> {
        let cell = Arc::clone(locked(&self.indexes).entry(root).or_default());
        let read = || Arc::new(Index::build(digests(&documents(), configs)));
        Arc::clone(cell.get_or_init(read))
    }

    /// What became of the actions of the post-mortem at `path`; of one that cannot be read nothing is known.
    pub(super) fn follow_up(&self, path: &str, configs: &Configs) -> Arc<FollowUp> {
        let place = tree::absolute(Path::new(path));
        if let Some(known) = locked(&self.follow_ups).get(&place) {
            return Arc::clone(known);
        }
        let read = Arc::new(FollowUp::at(path, &place, configs));
        locked(&self.follow_ups).insert(place, Arc::clone(&read));
        read
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}

impl Entry {
    /// A file that cannot be read is like no other; that it cannot be read is told elsewhere.
    fn digest(&self, configs: &Configs) -> Option<Digest> {
        let options = configs
            .of_document(&self.place)
            .ok()?
            .read_options(&self.path);
        let text = configs.origin().text(&self.place, &self.path).ok()?;
        Digest::read(text, &options, |outline| self.how.wants_outline(outline))
    }
}

/// The words of documents, in their order. Threads of their own read them: those of the run, of which each may wait for
/// this, must not be given each other's work meanwhile.
fn digests(documents: &[Entry], configs: &Configs) -> Vec<Digest> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let read = |documents: &[Entry]| -> Vec<Digest> {
        let digests = documents
            .iter()
            .filter_map(|document| document.digest(configs));
        digests.collect()
    };
    if documents.len() < 2 * threads {
        return read(documents);
    }
    let share = documents.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let parts = documents.chunks(share);
        let running: Vec<_> = parts.map(|part| scope.spawn(|| read(part))).collect();
        let done = running.into_iter().filter_map(|part| part.join().ok());
        done.flatten().collect()
    })
}
