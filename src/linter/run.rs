//! Running the rules over one post-mortem.

use std::cell::OnceCell;

use super::silencers::{self, Silencers};
use super::{Linter, Reading, not_stated};
use crate::both::both;
use crate::diagnostic::{Finding, Severity};
use crate::fix::Fix;
use crate::postmortem::PostMortem;
use crate::rules::{Context, Loudness, Need, PageError, Rule};

/// A finding on its way: with its rule and voice, not yet silenced or gathered.
pub(super) struct Raw<'r> {
    pub(super) rule: &'r Rule,
    pub(super) loudness: Loudness,
    pub(super) finding: Finding,
    pub(super) of: Option<usize>,
    pub(super) fingerprint: String,
}

/// What came of running the rules.
#[derive(Default)]
pub(super) struct Found<'r> {
    pub(super) raws: Vec<Raw<'r>>,
    /// What is to be written in the usual notation.
    pub(super) tidy: Vec<(&'r str, Fix)>,
    /// Rules that could not be decided.
    pub(super) failures: Vec<(&'r Rule, PageError)>,
    /// Rules that could not judge all of it, and what they need.
    pub(super) unchecked: Vec<(Need, &'r Rule)>,
}

impl Linter {
    /// Runs every rule that speaks or that one of the linter's own needs.
    pub(super) fn run(
        &self,
        post: &PostMortem,
        reading: &Reading,
        silencers: &Silencers,
    ) -> Found<'_> {
        let rules = self.rules.iter().filter(|rule| !rule.is_of_the_linter());
        let rules: Vec<&Rule> = rules.collect();
        let (some, others) = rules.split_at(rules.len() / 2);
        let run = |rules| self.run_some(rules, post, reading, silencers);
        let (mut found, more) = both(self.options.in_threads, || run(some), || run(others));
        found.raws.extend(more.raws);
        found.tidy.extend(more.tidy);
        found.failures.extend(more.failures);
        found.unchecked.extend(more.unchecked);
        found
    }

    fn run_some<'r>(
        &'r self,
        rules: &[&'r Rule],
        post: &PostMortem,
        reading: &Reading,
        silencers: &Silencers,
    ) -> Found<'r> {
        let mut found = Found::default();
        let facts = OnceCell::new();
        for &rule in rules {
            let loudness = self.loudness(rule, reading);
            if loudness == Loudness::Silent || !self.is_needed(rule, &loudness, silencers) {
                continue;
            }
            let context = Context {
                post,
                profile: reading.profile,
                status: reading.status,
                today: self.options.today,
                known: &self.options.known,
                rule,
                facts: &facts,
            };
            let findings = rule.run(&context);
            found
                .unchecked
                .extend(findings.unchecked.map(|need| (need, rule)));
            if let Some(failure) = findings.failure {
                let failed = rule.failed(&post.path, failure);
                found.failures.push((rule, failed));
                continue;
            }
            if matches!(loudness, Loudness::Plain(..)) && self.options.selects(&rule.id) {
                let fixes = findings.tidy.into_iter();
                let told = fixes.filter(|fix| !silencers.hold(rule, fix.span()));
                found.tidy.extend(told.map(|fix| (rule.id.as_ref(), fix)));
            }
            found
                .raws
                .extend(findings.list.into_iter().map(|finding| Raw {
                    rule,
                    loudness: loudness.clone(),
                    finding,
                    of: findings.of,
                    fingerprint: String::new(),
                }));
        }
        found
    }

    pub(super) fn is_needed(
        &self,
        rule: &Rule,
        loudness: &Loudness,
        silencers: &Silencers,
    ) -> bool {
        let options = &self.options;
        options.selects(&rule.id)
            || *loudness == Loudness::NotStated && options.selects(not_stated::ID)
            || options.selects(silencers::UNUSED) && silencers.name(&rule.id)
    }
}

impl Raw<'_> {
    /// How loud it is told: the voice of its rule, softened where the check asks for it.
    pub(super) fn severity(&self) -> (Severity, Option<String>) {
        match &self.loudness {
            Loudness::Plain(severity, note) if *severity <= self.finding.at_most => {
                (*severity, note.clone())
            }
            Loudness::Plain(..) => (self.finding.at_most, None),
            _ => (Severity::Info, None),
        }
    }
}
