//! Git: the only user of `git2`.

mod blobs;
mod commits;
mod history;
mod id;
mod identity;
mod index;
mod library;
mod open;
mod program;
mod trees;

pub use blobs::{Blobs, head_of, revision};
pub use commits::{Commit, Commits, Gave, commits_since};
pub use history::History;
pub use id::Id;
pub use identity::{Identity, identity};
pub use index::{Index, Staged};
pub use trees::Change;
