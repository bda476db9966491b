//! What lies beyond a document, for the checks that cannot do without it.

use std::sync::Arc;

use jiff::civil::Date;

use super::Presence;
use crate::git::Identity;
use crate::ledger::{Lost, Trail};
use crate::postmortem::{Followed, PostMortem};
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

/// A document in the base: the revision that a change is measured against.
#[derive(Clone, Debug)]
pub enum Before {
    /// It was not there.
    New,
    /// As it is now.
    Same,
    /// Otherwise.
    Was(Arc<Followed>),
}

/// What happened to the actions of a document, in its order.
#[derive(Clone, Debug, Default)]
pub struct Trails {
    /// What happened to each; none to what is not committed yet.
    pub of_actions: Vec<Option<Trail>>,
    /// Whether the history begins later than the repository, as that of a shallow clone does.
    pub is_cut: bool,
}

/// What the history tells of a post-mortem and its actions. None where nobody knows.
///
/// The base is the merge base under `--changed-since`; otherwise the last commit for what is not committed, and the commit
/// before for what a revision names.
pub trait Ledger: Send + Sync {
    /// The document as it was in the base.
    fn before(&self, post: &PostMortem) -> Option<Before>;

    /// The actions that were open in the base and stand nowhere now.
    fn lost(&self, post: &PostMortem) -> Option<Lost>;

    /// What happened to its actions up to a day.
    fn trails(&self, post: &PostMortem, today: Date) -> Option<Trails>;
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
