//! What was fixed in a run, and the line that tells it.

use std::collections::BTreeMap;

use super::totals::amount;

/// What was fixed, by rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// Documents with fixes.
    pub files: usize,
    rules: BTreeMap<String, usize>,
}

impl Fixed {
    /// The fixes of one document: the rule of each.
    pub fn of(rules: Vec<String>) -> Self {
        let mut fixed = Fixed {
            files: usize::from(!rules.is_empty()),
            ..Fixed::default()
        };
        for rule in rules {
            *fixed.rules.entry(rule).or_default() += 1;
        }
        fixed
    }

    /// Adds those of other documents.
    pub fn add(&mut self, other: Fixed) {
        self.files += other.files;
        for (rule, more) in other.rules {
            *self.rules.entry(rule).or_default() += more;
        }
    }

    /// How many fixes there are.
    pub fn count(&self) -> usize {
        self.rules.values().sum()
    }

    /// "3 fixed in 2 files: unknown-key 2, action-id 1".
    pub fn made(&self) -> String {
        match self.count() {
            0 => "0 fixed".to_owned(),
            count => format!("{count} fixed in {}", self.where_and_which()),
        }
    }

    /// "3 fixes in 2 files: unknown-key 2, action-id 1".
    pub fn proposed(&self) -> String {
        match self.count() {
            0 => "nothing to fix".to_owned(),
            count => format!(
                "{} in {}",
                amount(count, "fix", "fixes"),
                self.where_and_which()
            ),
        }
    }

    fn where_and_which(&self) -> String {
        let rules = self
            .rules
            .iter()
            .map(|(rule, count)| format!("{rule} {count}"));
        let rules = rules.collect::<Vec<_>>().join(", ");
        format!("{}: {rules}", amount(self.files, "file", "files"))
    }
}
