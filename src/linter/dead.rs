//! Silencers that can go: they hide nothing, however the document is read.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use super::Linter;
use super::reach::Reach;
use super::silencers::Silencers;
use crate::markdown::Span;
use crate::postmortem::{PostMortem, Status};
use crate::rules::{Context, Profile, Rule};

/// What rules find in a document in any reading of it; each rule is asked once.
pub(super) struct Readings<'a> {
    linter: &'a Linter,
    post: &'a PostMortem,
    silencers: &'a Silencers,
    facts: OnceCell<minijinja::Value>,
    /// The places of a rule's findings, all of them silenced; none where that is not so or nobody knows.
    found: RefCell<HashMap<String, Option<Vec<Span>>>>,
}

impl<'a> Readings<'a> {
    pub(super) fn new(linter: &'a Linter, post: &'a PostMortem, silencers: &'a Silencers) -> Self {
        Self {
            linter,
            post,
            silencers,
            facts: OnceCell::new(),
            found: RefCell::default(),
        }
    }

    /// Whether a silencer can be deleted: at any status its rule finds nothing within its reach, so that nothing changes
    /// later, and nothing elsewhere from which it may have slipped away.
    pub(super) fn is_dead(&self, id: &str, reach: Reach) -> bool {
        let mut known = self.found.borrow_mut();
        let found = known
            .entry(id.to_owned())
            .or_insert_with(|| self.silenced(id));
        found
            .as_ref()
            .is_some_and(|spans| !spans.iter().any(|span| reach.holds(*span)))
    }

    /// Nobody knows where the configuration is left out, nor where the rule fails, nor where the files beside the document decide, which may be
    /// missing elsewhere.
    fn silenced(&self, id: &str) -> Option<Vec<Span>> {
        let rule = self.linter.rules.get(id)?;
        if self.linter.options.no_config || rule.is_of_the_linter() || rule.looks_beside() {
            return None;
        }
        let statuses = Status::ALL.map(|status| (Profile::BarRaiser, Some(status)));
        let readings = statuses.into_iter().chain([(Profile::Facts, None)]);
        let found: Option<Vec<_>> = readings
            .map(|reading| self.findings(rule, reading))
            .collect();
        let spans = found?.concat();
        let all = spans.iter().all(|span| self.silencers.hold(rule, *span));
        all.then_some(spans)
    }

    fn findings(
        &self,
        rule: &Rule,
        (profile, status): (Profile, Option<Status>),
    ) -> Option<Vec<Span>> {
        let found = rule.run(&Context {
            post: self.post,
            profile,
            status,
            today: self.linter.options.today,
            known: &self.linter.options.known,
            rule,
            facts: &self.facts,
        });
        if found.failure.is_some() {
            return None;
        }
        Some(found.list.iter().map(|finding| finding.span).collect())
    }
}
