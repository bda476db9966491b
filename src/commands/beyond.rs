//! What lies beyond the documents of a run, and what could not be judged for want of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::documents::Configured;
use crate::config::Config;
use crate::error::Error;
use crate::linter::Verdict;
use crate::rules::{self, Known, Need};
use crate::source::{Others, Repositories, files};

/// The other documents and the repositories, the same for all documents. Nothing is read before a rule asks.
#[derive(Default)]
pub(crate) struct Beyond {
    others: Option<Arc<Others>>,
    repositories: Arc<Repositories>,
}

impl Beyond {
    /// That of the documents found below `paths`.
    pub(super) fn of(paths: &[PathBuf], documents: &[Configured]) -> Self {
        let searched = paths.is_empty() || paths.iter().any(|path| path.is_dir());
        let sources = documents.iter().map(|document| &document.source);
        Self {
            others: Some(Arc::new(Others::of(sources, searched))),
            ..Self::default()
        }
    }

    /// What was read before.
    pub(crate) fn new(others: Option<Arc<Others>>, repositories: Arc<Repositories>) -> Self {
        Self {
            others,
            repositories,
        }
    }

    /// What is known besides the documents, with the configuration.
    pub(crate) fn known(&self, config: &Config, staged: bool) -> Result<Known, Error> {
        let others = self.others.clone();
        Ok(Known {
            others: others.map(|others| others as Arc<dyn rules::Others>),
            repository: Some(Arc::clone(&self.repositories) as Arc<dyn rules::Repository>),
            files: Some(files::probe(staged)?),
            ..config.known()
        })
    }
}

/// The rules that could not judge a document, or not all of it, by what they need.
#[derive(Default)]
pub(super) struct Unchecked(BTreeMap<Need, BTreeSet<String>>);

impl Unchecked {
    pub(super) fn of(verdict: &Verdict<'_>) -> Self {
        let mut unchecked = Unchecked::default();
        for (need, rule) in &verdict.unchecked {
            let rules = unchecked.0.entry(*need).or_default();
            rules.insert(rule.id.to_string());
        }
        unchecked
    }

    pub(super) fn add(&mut self, other: Unchecked) {
        for (need, rules) in other.0 {
            self.0.entry(need).or_default().extend(rules);
        }
    }

    /// One line a need.
    pub(super) fn notes(&self) -> Vec<String> {
        let lines = self.0.iter().map(|(need, rules)| {
            let named: Vec<&str> = rules.iter().map(String::as_str).collect();
            let needs = if named.len() > 1 {
                "they need"
            } else {
                "it needs"
            };
            format!(
                "not judged by {}: {needs} {}",
                named.join(", "),
                need.told()
            )
        });
        lines.collect()
    }
}
