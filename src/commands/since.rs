//! `whys lint --changed-since`: the documents that changed, and what was to be said of them before.

use std::sync::Arc;

use super::Outcome;
use super::beyond::Beyond;
use super::documents::Configured;
use super::lint::Linters;
use crate::cli::{Common, LintArgs};
use crate::config::{Config, Configs};
use crate::error::Error;
use crate::linter::{Accepted, Baseline};
use crate::source::{Origin, Scope, Since, Source};

/// The state at the merge base, and the rules to judge it by: those of today, since it is the document that is judged.
pub(super) struct Base {
    since: Arc<Since>,
    rev: String,
    linters: Linters,
}

/// Leaves the documents that changed, and reads the state before.
pub(super) fn changed(
    rev: &str,
    found: (Vec<Configured>, Outcome),
    origin: &Origin,
) -> Result<(Since, (Vec<Configured>, Outcome)), Error> {
    let mut since = Since::open(rev, origin)?;
    let (documents, outcome) = found;
    let sources: Vec<&Source> = documents.iter().map(|document| &document.source).collect();
    let changed = since.changed(&sources, origin)?;
    let documents = documents.into_iter().zip(changed);
    let documents = documents.filter_map(|(document, changed)| changed.then_some(document));
    Ok((since, (documents.collect(), outcome)))
}

impl Base {
    /// What lies beside a document is read as it was then, too.
    pub(super) fn new(
        since: Arc<Since>,
        args: &LintArgs,
        common: &Common,
        configs: &Configs,
        documents: &[Configured],
    ) -> Result<Self, Vec<Error>> {
        let then = Arc::new(Configs::read_from(since.origin(), common.no_config));
        let beyond = Beyond::of(&[], Scope::Repository, &then, None);
        Ok(Self {
            linters: Linters::new(args, common, configs, documents, &beyond)?,
            rev: args.changed_since.clone().unwrap_or_default(),
            since,
        })
    }

    /// What was to be said of a document.
    pub(super) fn findings(
        &self,
        source: &std::path::Path,
        config: &Arc<Config>,
    ) -> Result<Accepted, Error> {
        let Some(before) = self.since.before(source)? else {
            return Ok(Accepted::new());
        };
        let post = crate::read(before.text, &config.read_options(&before.path));
        let verdict = self
            .linters
            .of(config)?
            .lint_against(&post, Baseline::Takes);
        Ok(verdict.accepted)
    }

    /// "3 findings were there at 1234567890, where it parts from main, and are not told".
    pub(super) fn hidden(&self, n: usize) -> String {
        let (findings, were, are) = match n {
            1 => ("finding", "was", "is"),
            _ => ("findings", "were", "are"),
        };
        let (commit, rev) = (self.since.commit(), &self.rev);
        format!(
            "{n} {findings} {were} there at {commit} already, the merge base with {rev}, and {are} not told"
        )
    }
}
