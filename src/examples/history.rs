//! The history of an example, whose versions stand on the page.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::run::options;
use crate::git::Id;
use crate::ledger::{Files, Lost, Past, Placed, Version, lost, trails};
use crate::postmortem::PostMortem;
use crate::rules::{Before, Ledger, Trails};

/// A version of a document.
#[derive(Clone)]
pub(super) struct Committed {
    pub(super) day: Date,
    pub(super) path: String,
    pub(super) text: String,
}

/// What was committed, the earliest first, each with a commit of its own; the documents that lie beside the example now.
pub(super) struct History {
    pub(super) committed: Vec<Committed>,
    pub(super) beside: Vec<(String, String)>,
}

impl History {
    /// The last versions, by path.
    fn last(&self) -> BTreeMap<&str, &str> {
        let all = self.committed.iter();
        all.map(|one| (one.path.as_str(), one.text.as_str()))
            .collect()
    }
}

impl Ledger for History {
    fn before(&self, post: &PostMortem) -> Option<Before> {
        let last = self.last();
        Some(match last.get(post.path.as_str()) {
            None => Before::New,
            Some(text) if *text == post.doc.text() => Before::Same,
            Some(text) => {
                let options = options(&post.path);
                Before::Was(Arc::new(crate::follow((*text).to_owned(), &options)))
            }
        })
    }

    fn lost(&self, post: &PostMortem) -> Option<Lost> {
        let before = self.last().into_iter();
        let before: Files = before.map(|(path, text)| placed(path, text)).collect();
        let beside = self.beside.iter();
        let now = beside.map(|(path, text)| placed(path, text));
        let now: Files = now.chain([placed(&post.path, post.doc.text())]).collect();
        Some(lost(&post.path, &before, &now))
    }

    fn trails(&self, post: &PostMortem, today: Date) -> Option<Trails> {
        let versions = self.committed.iter();
        let past = Past::of_versions(versions.map(|one| (one.day, placed(&one.path, &one.text))));
        let (_, (bytes, version)) = placed(&post.path, post.doc.text());
        let past = past.of_file(&post.path, bytes, version, today);
        Some(trails(&past, &post.path, today))
    }
}

fn placed(path: &str, text: &str) -> Placed {
    let post = crate::follow(text.to_owned(), &options(path));
    let bytes = Id::of_bytes(text.as_bytes());
    let version = Arc::new(Version::followed(&post));
    (Arc::from(path), (bytes, version))
}
