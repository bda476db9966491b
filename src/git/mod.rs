//! Git: the only user of `git2`.

mod identity;
mod index;
mod library;
mod open;
mod program;

pub use identity::{Identity, identity};
pub use index::{Index, Staged};
