//! The same work on every document: in parallel, in order, and a defect in one of them harms no other.

use std::any::Any;
use std::cell::RefCell;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use rayon::prelude::*;

use super::documents::Configured;
use crate::error::Error;

thread_local! {
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps what a panic says for the error that is told of it, in place of printing it among the findings.
pub fn keep_panics_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        let text = panic.to_string().replace('\n', " ");
        LAST_PANIC.with(|last| *last.borrow_mut() = text);
    }));
}

/// Does `work`; a panic in it is an error about `path`.
pub(crate) fn guarded<T>(
    path: Option<&str>,
    work: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let told = LAST_PANIC.with(RefCell::take);
        Err(Error::Internal {
            path: path.map(str::to_owned),
            // A thread of its own has told it to itself.
            message: if told.is_empty() {
                text_of(&*panic)
            } else {
                told
            },
        })
    })
}

/// What a panic says.
fn text_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or_default().to_owned()
}

/// Does `work` on every document; results in the order of the documents.
pub(super) fn each<T: Send>(
    documents: Vec<Configured>,
    show_progress: bool,
    work: impl Fn(Configured) -> Result<T, Error> + Sync,
) -> Vec<Result<T, Error>> {
    let one = |document: Configured| {
        let path = document.source.path.clone();
        guarded(Some(&path), || work(document))
    };
    // One document is linted in less time than it takes to start the threads.
    if documents.len() < 2 {
        return documents.into_iter().map(one).collect();
    }
    let all = documents.len();
    let done = AtomicUsize::new(0);
    let counted = |document| {
        let result = one(document);
        done.fetch_add(1, Ordering::Relaxed);
        result
    };
    let parallel = || documents.into_par_iter().map(counted).collect();
    match show_progress {
        false => parallel(),
        true => std::thread::scope(|scope| {
            let (finish, finished) = mpsc::channel::<()>();
            scope.spawn(|| progress(finished, &done, all));
            let results = parallel();
            drop(finish);
            results
        }),
    }
}

/// Shows how far it is, from the second second on, and clears the line in the end.
fn progress(finished: mpsc::Receiver<()>, done: &AtomicUsize, all: usize) {
    let mut wait = Duration::from_secs(1);
    let mut shown = false;
    while finished.recv_timeout(wait) == Err(mpsc::RecvTimeoutError::Timeout) {
        let done = done.load(Ordering::Relaxed);
        let mut err = std::io::stderr();
        let _ = write!(err, "\r{done} of {all} documents").and_then(|()| err.flush());
        (wait, shown) = (Duration::from_millis(100), true);
    }
    if shown {
        let _ = write!(std::io::stderr(), "\r\u{1b}[K");
    }
}
