//! Findings that a team has accepted: told in no output, counted in every one.

use std::collections::{BTreeMap, BTreeSet};

use super::{Linter, Raw, Reading};
use crate::rules::{Loudness, Need, PageError, Rule};

/// The fingerprints of the findings of one document that are accepted, by rule.
pub type Accepted = BTreeMap<String, BTreeSet<String>>;

/// What becomes of the findings that may be accepted.
#[derive(Clone, Copy, Debug, Default)]
pub enum Baseline<'a> {
    /// Nothing: all are told.
    #[default]
    None,
    /// These are hidden.
    Hides(&'a Accepted),
    /// All are hidden, to be written down.
    Takes,
}

/// What is not told of a document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Against<'a> {
    /// What a team has accepted.
    pub baseline: Baseline<'a>,
    /// What was there before the changes that are judged.
    pub before: Option<&'a Accepted>,
}

impl<'a> From<Baseline<'a>> for Against<'a> {
    fn from(baseline: Baseline<'a>) -> Self {
        Self {
            baseline,
            before: None,
        }
    }
}

impl Baseline<'_> {
    fn has(self, rule: &Rule, fingerprint: &str) -> bool {
        match self {
            _ if !rule.may_be_accepted() => false,
            Baseline::None => false,
            Baseline::Hides(accepted) => accepted
                .get(rule.id.as_ref())
                .is_some_and(|known| known.contains(fingerprint)),
            Baseline::Takes => true,
        }
    }

    /// Takes out what is hidden; gives it.
    pub(super) fn hide(self, raws: &mut Vec<Raw<'_>>) -> Accepted {
        let mut hidden = Accepted::new();
        raws.retain(|raw| {
            let has = self.has(raw.rule, &raw.fingerprint);
            if has {
                let rule = hidden.entry(raw.rule.id.to_string()).or_default();
                rule.insert(raw.fingerprint.clone());
            }
            !has
        });
        hidden
    }

    /// What is accepted and not found any more, of rules that looked and of rules that there are not.
    pub(super) fn stale(self, hidden: &Accepted, looked: &[&str], linter: &Linter) -> Accepted {
        let Baseline::Hides(accepted) = self else {
            return Accepted::new();
        };
        let mut stale = accepted.clone();
        stale.retain(|rule, known| {
            let counts = looked.contains(&rule.as_str()) || linter.is_gone(rule);
            if let Some(hidden) = hidden.get(rule) {
                known.retain(|fingerprint| !hidden.contains(fingerprint));
            }
            counts && !known.is_empty()
        });
        stale
    }
}

impl Linter {
    /// The rules that look at a document and tell what they find one by one.
    pub(super) fn looked(
        &self,
        reading: &Reading,
        failures: &[(&Rule, PageError)],
        unchecked: &[(Need, &Rule)],
    ) -> Vec<&str> {
        let rules = self.rules.iter().filter(|rule| {
            matches!(self.loudness(rule, reading), Loudness::Plain(..))
                && self.options.selects(&rule.id)
                && !failures.iter().any(|(failed, _)| failed.id == rule.id)
                && !unchecked.iter().any(|(_, other)| other.id == rule.id)
        });
        rules.map(|rule| rule.id.as_ref()).collect()
    }
}
