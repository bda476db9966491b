//! What lies beyond a document, for the checks that cannot do without it.

use std::sync::Arc;

use jiff::civil::Date;

use super::Presence;
use crate::git::Identity;
use crate::related::{FollowUp, Index};

/// What a check needs and may not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// The other post-mortems.
    Others,
    /// The history of the repository, all of it.
    History,
}

impl Need {
    /// What it is, and how to have it.
    pub fn told(self) -> &'static str {
        match self {
            Need::Others => {
                "the other post-mortems, which are known when their folder is linted, or with --whole-repository"
            }
            Need::History => "a Git repository with its whole history (no shallow clone)",
        }
    }
}

/// The other post-mortems. Documents are named by their path as given or found.
pub trait Others: Send + Sync {
    /// The paths of the others in this run that have the id of this one; none when nobody knows of others.
    fn namesakes(&self, path: &str, id: &str) -> Option<Vec<String>>;

    /// Whether a post-mortem of this id is anywhere in the repository of this one; none when nobody knows.
    fn find(&self, path: &str, id: &str) -> Option<Presence>;

    /// The post-mortems of the repository of this one by their words; none when nobody knows of others.
    fn index(&self, path: &str) -> Option<Arc<Index>>;

    /// What became of the actions of the post-mortem at a path of the index.
    fn follow_up(&self, path: &str) -> Option<Arc<FollowUp>>;
}

/// The repository around a document, named by its path as given or found. None where nobody knows.
pub trait Repository: Send + Sync {
    /// The day of the latest commit by somebody whom `is` accepts; none inside when there is no such commit.
    fn latest_commit(&self, path: &str, is: &dyn Fn(&Identity) -> bool) -> Option<Option<Date>>;

    /// Whether `is` accepts every version of the document that stood at some time since the end of `day`; false when
    /// there was none at that time.
    fn was_always(&self, path: &str, day: Date, is: &dyn Fn(&str) -> bool) -> Option<bool>;

    /// The owners that CODEOWNERS names: handles, teams and addresses, as written.
    fn code_owners(&self, path: &str) -> Vec<String>;
}
