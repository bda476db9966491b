//! Git: the only user of `git2`.

mod history;
mod identity;
mod index;
mod library;
mod open;
mod program;

pub use history::History;
pub use identity::{Identity, identity};
pub use index::{Index, Staged};
