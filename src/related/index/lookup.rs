//! What is looked for in an index by its path, its name or the words of its actions.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;

use super::{Document, Index};
use crate::related::digest::Digest;
use crate::related::names;
use crate::related::vocabulary::Term;

/// The names of all post-mortems, to be found in a text in one pass.
pub(super) struct Mentions {
    /// None where no name tells, or there are more than it can hold.
    names: Option<AhoCorasick>,
    /// By name: the documents that have it.
    owners: Vec<u32>,
}

impl Index {
    /// The post-mortem at a path; none where it is restricted.
    pub fn at(&self, path: &str) -> Option<&Digest> {
        let at = *self.by_path.get(path)?;
        self.documents.get(at).map(|one| &one.digest)
    }

    /// The post-mortem of an id or a file name, whatever its case.
    pub fn named(&self, name: &str) -> Option<&Digest> {
        let name = name.to_lowercase();
        let mut all = self.documents.iter().map(|one| &one.digest);
        all.find(|digest| digest.own_names.contains(&name))
    }

    /// The post-mortems that `this` names in its front matter or by a link, or that its text, in lower case, mentions.
    pub fn told_of(&self, this: &Digest, text: &str) -> Vec<&Digest> {
        let mentions = self.mentions.get_or_init(|| Mentions::of(self));
        let mentioned = mentions.in_text(text);
        let all = (0_u32..).zip(&self.documents);
        let told = all.filter(|(at, one)| this.names(&one.digest) || mentioned.contains(at));
        told.map(|(_, one)| &one.digest).collect()
    }

    /// The post-mortems before the one at `path` whose actions have at least so great a part of these stems.
    pub fn with_actions_of(&self, path: &str, stems: &BTreeSet<String>, part: f64) -> Vec<&Digest> {
        let Some(this) = self.at(path) else {
            return Vec::new();
        };
        let terms: Vec<Term> = stems
            .iter()
            .filter_map(|stem| self.vocabulary.of_stem(stem))
            .collect();
        let least = (part * terms.len() as f64).ceil().max(1.0) as u32;
        let mut counts = vec![0_u32; self.documents.len()];
        let lists = terms
            .iter()
            .filter_map(|&term| self.in_actions.get(term as usize));
        for &at in lists.flatten() {
            counts[at as usize] += 1;
        }
        let others = self.documents.iter().zip(counts);
        let others = others.filter(|(_, count)| *count >= least);
        let others = others.map(|(one, _)| &one.digest);
        others.filter(|other| other.is_before(this)).collect()
    }

    /// How many post-mortems before the one at `path` have a stem in their title, and how many in their actions.
    pub fn earlier_with(&self, path: &str, stem: &str) -> (usize, usize) {
        let (Some(this), Some(term)) = (self.at(path), self.vocabulary.of_stem(stem)) else {
            return (0, 0);
        };
        let earlier = |at: u32| {
            let other = self.documents.get(at as usize);
            other.filter(|other| other.digest.is_before(this))
        };
        let has = |other: &Document| other.has_in_title(term);
        let titles = self.list(term).iter().filter_map(|&(at, _)| earlier(at));
        let actions = self.in_actions.get(term as usize).into_iter().flatten();
        (
            titles.filter(|other| has(other)).count(),
            actions.filter(|&&at| earlier(at).is_some()).count(),
        )
    }
}

impl Mentions {
    fn of(index: &Index) -> Self {
        let documents = (0_u32..).zip(&index.documents);
        let (owners, names): (Vec<u32>, Vec<String>) = documents
            .flat_map(|(at, one)| names::telling(&one.digest.id).map(move |name| (at, name)))
            .unzip();
        Self {
            names: AhoCorasick::new(names).ok(),
            owners,
        }
    }

    /// The documents that a text names, in their order.
    fn in_text(&self, text: &str) -> BTreeSet<u32> {
        let all = self.names.iter();
        let found = all.flat_map(|names| names.find_overlapping_iter(text));
        let words = found.filter(|found| names::is_word(text, found.range()));
        words
            .filter_map(|found| self.owners.get(found.pattern().as_usize()).copied())
            .collect()
    }
}
