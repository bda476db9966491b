//! What lies beyond the documents of a run, and what could not be judged for want of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::documents::Configured;
use crate::config::{Config, Configs};
use crate::ledger::Around;
use crate::linter::Verdict;
use crate::rules::{self, Known, Need};
use crate::source::{Origin, Others, Repositories, Scope, Since, files, tree};

/// The other documents and the repositories, the same for all documents. Nothing is read before a rule asks.
pub(crate) struct Beyond {
    origin: Origin,
    others: Option<Arc<Others>>,
    repositories: Arc<Repositories>,
    ledger: Arc<Around>,
}

impl Beyond {
    /// That of a document without others.
    pub(super) fn alone(configs: &Arc<Configs>) -> Self {
        Self::without_others(configs, None)
    }

    fn without_others(configs: &Arc<Configs>, since: Option<Arc<Since>>) -> Self {
        let origin = configs.origin();
        Self {
            origin: origin.clone(),
            others: None,
            repositories: Arc::new(Repositories::of(origin.clone())),
            ledger: Arc::new(Around::new(Arc::clone(configs), since)),
        }
    }

    /// That of documents which are found with these configurations; what changed is measured against `since`, else against
    /// the commit before.
    pub(super) fn of(
        documents: &[Configured],
        scope: Scope,
        configs: &Arc<Configs>,
        since: Option<Arc<Since>>,
    ) -> Self {
        let sources = documents.iter().map(|document| &document.source);
        let others = Others::of(sources, scope, Arc::clone(configs));
        Self {
            others: Some(Arc::new(others)),
            ..Self::without_others(configs, since)
        }
    }

    /// What was read of the file system before.
    pub(crate) fn new(
        others: Option<Arc<Others>>,
        repositories: Arc<Repositories>,
        ledger: Arc<Around>,
    ) -> Self {
        Self {
            origin: Origin::Disk,
            others,
            repositories,
            ledger,
        }
    }

    /// What is known besides the documents, with the configuration.
    pub(crate) fn known(&self, config: &Config) -> Known {
        let others = self.others.clone();
        Known {
            others: others.map(|others| others as Arc<dyn rules::Others>),
            repository: Some(Arc::clone(&self.repositories) as Arc<dyn rules::Repository>),
            ledger: Some(Arc::clone(&self.ledger) as Arc<dyn rules::Ledger>),
            files: Some(files::probe(self.origin.clone())),
            ..config.known()
        }
    }
}

/// What the others of the documents below `paths` are, where all of them are judged.
pub(super) fn scope(paths: &[PathBuf], origin: &Origin) -> Scope {
    let is_folder = |path: &PathBuf| origin.is_folder(&tree::absolute(path));
    match paths.is_empty() || paths.iter().any(is_folder) {
        true => Scope::Run,
        false => Scope::Unknown,
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
