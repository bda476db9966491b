//! Git: the only user of `git2`.

mod access;
mod blobs;
mod commits;
mod files;
mod history;
mod id;
mod identity;
mod library;
mod listing;
pub mod memory;
mod open;
mod program;
mod revision;
mod trees;
mod went;

use access::Missing;

pub use blobs::{Blobs, border_of, head_of, revision};
pub use commits::{Commit, Commits, Gave, commits_since};
pub use files::{Files, Kept};
pub use history::History;
pub use id::Id;
pub use identity::{Identity, identity};
pub use trees::{Change, Moved};
pub use went::{Went, went};
