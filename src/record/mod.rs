//! Entries for the timeline of a post-mortem: each goes where its time belongs, in the form of those around it, and nothing
//! else changes.

mod beside;
mod chat;
mod clock;
mod escape;
mod form;
mod insert;
mod order;
#[cfg(test)]
mod tests;
mod unit;
mod when;

pub use chat::{Said, read as read_chat};
pub use clock::Clock;
pub use escape::{alt_text, entry_text};
pub use insert::{Logged, NewEntry, clock_of, insert};
pub use when::{Now, at as read_time, resolve, resolve_all};
