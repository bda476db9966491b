//! The other post-mortems of an example, whose path and text stand on the page.

use std::sync::Arc;

use super::run::options;
use crate::postmortem::{Glance, PostMortem, glance};
use crate::related::{Digest, FollowUp, Index};
use crate::rules::{Others, Presence, nearest};

/// Paths and texts; that of the example is among them.
pub(super) struct Beside(pub(super) Vec<(String, String)>);

impl Beside {
    /// The others, by path and id.
    fn others(&self, path: &str) -> impl Iterator<Item = (&str, String)> {
        let others = self.0.iter().filter(move |(other, _)| other != path);
        others.map(|(other, text)| {
            let Glance { id, .. } = glance(other, text);
            (other.as_str(), id)
        })
    }

    fn post(&self, path: &str) -> Option<PostMortem> {
        let (_, text) = self.0.iter().find(|(other, _)| other == path)?;
        Some(crate::read(text.clone(), &options(path)))
    }
}

impl Others for Beside {
    fn namesakes(&self, path: &str, id: &str) -> Option<Vec<String>> {
        let same = self
            .others(path)
            .filter(|(_, other)| other.eq_ignore_ascii_case(id));
        Some(same.map(|(path, _)| path.to_owned()).collect())
    }

    fn find(&self, path: &str, id: &str) -> Option<Presence> {
        let ids: Vec<String> = self.others(path).map(|(_, id)| id).collect();
        if ids.iter().any(|other| other.eq_ignore_ascii_case(id)) {
            return Some(Presence::There);
        }
        let near = nearest(id, ids.iter().map(String::as_str));
        Some(near.map_or(Presence::Absent, |near| Presence::Near(near.to_owned())))
    }

    fn index(&self, _: &str) -> Option<Arc<Index>> {
        let read =
            |(path, text): &(String, String)| Digest::read(text.clone(), &options(path), |_| true);
        Some(Arc::new(Index::build(self.0.iter().filter_map(read))))
    }

    fn follow_up(&self, path: &str) -> Option<Arc<FollowUp>> {
        Some(Arc::new(FollowUp::of(&self.post(path)?)))
    }
}
