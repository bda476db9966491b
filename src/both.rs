//! Two pieces of work at once.

use std::panic::resume_unwind;
use std::thread;

/// Does both; with `in_threads` at the same time. The thread is one of its own: those that go over many documents take up
/// others while they wait, and may then wait for themselves.
pub(crate) fn both<A: Send, B>(
    in_threads: bool,
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B,
) -> (A, B) {
    if !in_threads {
        return (first(), second());
    }
    thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second();
        match first.join() {
            Ok(first) => (first, second),
            Err(panic) => resume_unwind(panic),
        }
    })
}
