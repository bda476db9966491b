//! Which actions are asked for, and how they are grouped.

use std::collections::BTreeMap;

use super::{Entry, Ledger, Owner, Version};
use crate::config::Team;
use crate::ledger::version::Item;
use crate::postmortem::{State, Type};
use crate::worded::worded;

/// Which actions are asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those of this owner.
    pub owner: Option<Owner>,
    /// Only those of this team and the teams below it.
    pub team: Option<String>,
    /// Only those of these types; all when empty.
    pub types: Vec<Type>,
    /// Only those in these states; the open ones when empty.
    pub states: Vec<State>,
}

worded! {
    /// How actions are grouped.
    pub enum GroupBy {
        /// By the team of the post-mortem, with the teams above it.
        Unit = "unit",
        /// By owner; one of several owners stands under each.
        Owner = "owner",
        /// By post-mortem.
        PostMortem = "post-mortem",
    }
}

/// Actions under one heading.
#[derive(Clone, Debug)]
pub struct Group<'l> {
    /// The heading; none where all actions stand under none.
    pub name: Option<String>,
    /// How deep the heading stands: `payments` 0, `payments/checkout` 1.
    pub depth: usize,
    /// The entries under this very heading.
    pub entries: Vec<&'l Entry>,
    /// How many of them, and of the groups below, are open.
    pub open: usize,
    /// How many of those are overdue.
    pub overdue: usize,
    /// How many are done or dropped.
    pub closed: usize,
}

/// The name of the group of what belongs to nobody.
const NOBODY: &str = "none stated";

impl Filter {
    /// Whether an action of a post-mortem is asked for.
    pub fn takes(&self, post: &Version, item: &Item, teams: &[Team]) -> bool {
        let state = match self.states.as_slice() {
            [] => item.is_open(),
            states => states.contains(&item.state),
        };
        state
            && (self.types.is_empty() || self.types.contains(&item.kind))
            && self.owner.as_ref().is_none_or(|owner| owner.owns(item))
            && self.team.as_deref().is_none_or(|asked| {
                post.team
                    .as_deref()
                    .is_some_and(|team| is_within(team, asked))
                    || is_owned_by(item, asked, teams)
            })
    }
}

/// `payments/checkout` is within `payments`.
fn is_within(team: &str, asked: &str) -> bool {
    let (team, asked) = (
        team.to_lowercase(),
        asked.trim_end_matches('/').to_lowercase(),
    );
    team.strip_prefix(&asked)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether an owner is the team that is asked for, or is in it.
fn is_owned_by(item: &Item, asked: &str, teams: &[Team]) -> bool {
    let mut names = item.owners.iter().map(|o| o.trim_start_matches('@'));
    names.any(|name| {
        is_within(name, asked)
            || teams
                .iter()
                .any(|team| is_within(&team.name, asked) && team.has(name))
    })
}

/// The entries in their groups, those of nobody last; within a group in their order.
pub(super) fn groups(ledger: &Ledger) -> Vec<Group<'_>> {
    let Some(by) = ledger.group_by else {
        let entries = ledger.entries.iter().collect();
        return vec![counted(None, 0, entries, &[], ledger)];
    };
    // The key sorts; the name is what is shown, as it was written first.
    let mut named: BTreeMap<(bool, String), (String, Vec<&Entry>)> = BTreeMap::new();
    for entry in &ledger.entries {
        for name in names(entry, by) {
            let (key, shown) = match name {
                Some((key, shown)) => ((false, key), shown),
                None => ((true, String::new()), NOBODY.to_owned()),
            };
            let group = named.entry(key).or_insert_with(|| (shown, Vec::new()));
            group.1.push(entry);
        }
    }
    if by == GroupBy::Unit {
        for unit in named.keys().cloned().collect::<Vec<_>>() {
            let shown = named.get(&unit).map(|(shown, _)| shown.clone());
            for (end, _) in unit.1.match_indices('/') {
                let above = |text: &str| text.get(..end).unwrap_or_default().to_owned();
                let shown = shown.as_deref().map(above).unwrap_or_default();
                let key = (false, above(&unit.1));
                named.entry(key).or_insert_with(|| (shown, Vec::new()));
            }
        }
    }
    let keys: Vec<(bool, String)> = named.keys().cloned().collect();
    let all: Vec<(String, Vec<&Entry>)> = named.into_values().collect();
    let groups = keys.iter().zip(&all).map(|(key, (shown, entries))| {
        let is_unit = by == GroupBy::Unit && !key.0;
        let depth = if is_unit {
            shown.matches('/').count()
        } else {
            0
        };
        let below: Vec<&Entry> = match is_unit {
            true => {
                let prefix = format!("{}/", key.1);
                let below = keys.iter().zip(&all);
                let below = below.filter(|(other, _)| !other.0 && other.1.starts_with(&prefix));
                below
                    .flat_map(|(_, (_, entries))| entries)
                    .copied()
                    .collect()
            }
            false => Vec::new(),
        };
        counted(Some(shown.clone()), depth, entries.clone(), &below, ledger)
    });
    groups.collect()
}

fn counted<'l>(
    name: Option<String>,
    depth: usize,
    entries: Vec<&'l Entry>,
    below: &[&'l Entry],
    ledger: &Ledger,
) -> Group<'l> {
    let all = || entries.iter().chain(below);
    let open = all().filter(|entry| entry.item.is_open()).count();
    let late = |entry: &&&Entry| entry.item.days_late(ledger.today).is_some();
    Group {
        name,
        depth,
        open,
        overdue: all().filter(late).count(),
        closed: all().count() - open,
        entries,
    }
}

/// The groups that an entry stands in: what tells them apart and sorts them, and what they are called.
fn names(entry: &Entry, by: GroupBy) -> Vec<Option<(String, String)>> {
    let named = |name: &str| (name.to_lowercase(), name.to_owned());
    match by {
        GroupBy::Unit => {
            let team = entry.post.team.as_deref();
            let plain = team.map(|team| team.trim().trim_matches('/'));
            vec![plain.filter(|team| !team.is_empty()).map(named)]
        }
        // Two post-mortems may have one title.
        GroupBy::PostMortem => vec![Some((entry.path.clone(), entry.title().to_owned()))],
        GroupBy::Owner => {
            let owners = entry.item.owners.iter();
            let owners = owners.map(|owner| Some(named(owner.trim_start_matches('@'))));
            let owners: Vec<_> = owners.collect();
            if owners.is_empty() {
                vec![None]
            } else {
                owners
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn a_team_holds_the_teams_below_it() {
        assert!(is_within("payments/checkout", "payments"));
        assert!(is_within("Payments", "payments/"));
        assert!(!is_within("payments-eu", "payments"));
        assert!(!is_within("payments", "payments/checkout"));
    }
}
