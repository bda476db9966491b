//! The actions of many post-mortems: whose they are, which are open, which are late.

mod owner;

use jiff::civil::Date;

use crate::config::Team;
use crate::postmortem::{Action, PostMortem, Visibility};

pub use owner::Owner;

/// An action and the post-mortem that it stands in.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The path of the post-mortem as given or found.
    pub path: String,
    /// The line of the action.
    pub line: usize,
    /// The post-mortem's id.
    pub post_mortem: String,
    /// The post-mortem's title.
    pub title: Option<String>,
    /// The post-mortem's team.
    pub team: Option<String>,
    /// Where its ticket is found.
    pub ticket_url: Option<String>,
    /// The action.
    pub action: Action,
    /// The action as `whys inspect` prints it.
    pub facts: serde_json::Value,
}

/// Which actions are asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those of this owner.
    pub owner: Option<Owner>,
    /// Only those of this team and the teams below it.
    pub team: Option<String>,
    /// Also those that are done or dropped.
    pub all: bool,
}

/// The actions that were asked for, and what was left out.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The day to measure by.
    pub today: Date,
    /// How many post-mortems were read.
    pub files: usize,
    /// How many actions of restricted post-mortems were left out.
    pub restricted: usize,
    /// The overdue ones first, then by due date; those without one, then those that are done.
    pub entries: Vec<Entry>,
}

impl Entry {
    /// How many days it is late; none when it is not.
    pub fn days_late(&self, today: Date) -> Option<i64> {
        let due = self.action.due.as_ref()?.value;
        let late = self.action.is_open() && due < today;
        late.then(|| i64::from((today - due).get_days()))
    }
}

/// The actions of one post-mortem that are asked for.
pub fn of(post: &PostMortem, teams: &[Team], filter: &Filter) -> Vec<Entry> {
    let team = post.metadata.team.as_ref().map(|team| team.value.clone());
    let asked = post.actions.iter().filter(|action| {
        (filter.all || action.is_open())
            && filter.owner.as_ref().is_none_or(|owner| owner.owns(action))
            && filter.team.as_deref().is_none_or(|asked| {
                team.as_deref().is_some_and(|team| is_within(team, asked))
                    || is_owned_by(action, asked, teams)
            })
    });
    asked
        .map(|action| Entry {
            path: post.path.clone(),
            line: post.doc.line(action.span.start),
            post_mortem: post.id.clone(),
            title: post.title.as_ref().map(|title| title.value.clone()),
            team: team.clone(),
            ticket_url: None,
            action: action.clone(),
            facts: crate::report::facts::action(post, action),
        })
        .collect()
}

/// Whether the post-mortem is to be kept out of what others see.
pub fn is_restricted(post: &PostMortem) -> bool {
    post.metadata.visibility == Visibility::Restricted
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
fn is_owned_by(action: &Action, asked: &str, teams: &[Team]) -> bool {
    let mut names = action
        .owners
        .iter()
        .map(|o| o.value.trim_start_matches('@'));
    names.any(|name| {
        is_within(name, asked)
            || teams
                .iter()
                .any(|team| is_within(&team.name, asked) && team.has(name))
    })
}

/// Puts the entries into the order in which they should be looked at.
pub fn sort(entries: &mut [Entry]) {
    entries.sort_by_key(|entry| {
        let due = entry.action.due.as_ref().map(|due| due.value);
        let place = (entry.path.clone(), entry.line);
        (!entry.action.is_open(), due.is_none(), due, place)
    });
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
