//! Actions for machines.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{Version, facts};
use crate::ledger::{Entry, Event, GroupBy, Happened, Ledger, Trail, When};
use crate::postmortem::State;

/// The actions of many post-mortems: overdue ones first, then by the severity of the incident, then by due date.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Actions<'a> {
    version: Version<1>,
    /// The day that lateness and age are measured by.
    today: String,
    /// How many post-mortems were read.
    files: usize,
    /// How many of the actions are open.
    open: usize,
    /// How many of them are overdue.
    overdue: usize,
    /// How many actions of restricted post-mortems were left out.
    restricted: usize,
    /// The actions that were asked for.
    actions: Vec<Listed<'a>>,
    /// With `--group-by`: what the groups are.
    group_by: Option<GroupBy>,
    /// With `--group-by`: the groups and their counts; a team's count holds those of the teams below it.
    groups: Vec<Group>,
    /// With `--since`: what happened since then, the latest first; else null.
    happened: Option<Vec<Change<'a>>>,
}

/// An action: where it stands, what happened to it, and the fields that `whys inspect` gives it.
#[derive(Debug, Serialize, JsonSchema)]
struct Listed<'a> {
    /// The path of its post-mortem as given or found.
    path: &'a str,
    /// The id of its post-mortem.
    post_mortem: &'a str,
    /// The title of its post-mortem.
    title: Option<&'a str>,
    /// The team of its post-mortem.
    team: Option<&'a str>,
    /// The severity of its incident, as written.
    severity: Option<&'a str>,
    /// Null when it is not late.
    days_late: Option<i64>,
    /// Where its ticket is found.
    ticket_url: Option<&'a str>,
    /// What happened to it, as the commits tell; null where there is no history, as before the first commit.
    history: Option<History<'a>>,
    #[serde(flatten)]
    #[schemars(with = "facts::Action")]
    facts: Value,
}

/// What happened to an action.
#[derive(Debug, Serialize, JsonSchema)]
struct History<'a> {
    /// When it was added.
    opened: Commit<'a>,
    /// Whether it may be older: the history, as of a shallow clone, begins with it.
    may_be_older: bool,
    /// How many days ago it was added.
    age_days: i64,
    /// How often its due date was moved to a later day, each with both dates.
    slips: Vec<Slip<'a>>,
    /// The states that it had after the first one.
    states: Vec<StateSince<'a>>,
    /// The owners that it had after the first ones, in lower case.
    owners: Vec<OwnersSince<'a>>,
    /// How often it was opened again.
    reopened: usize,
}

/// A commit.
#[derive(Debug, Serialize, JsonSchema)]
struct Commit<'a> {
    /// The day on which it was written.
    on: String,
    /// Its name; null for what is not committed yet.
    commit: Option<String>,
    /// Who wrote it.
    by: Option<&'a str>,
}

/// A due date that was moved.
#[derive(Debug, Serialize, JsonSchema)]
struct Slip<'a> {
    from: String,
    to: String,
    #[serde(flatten)]
    when: Commit<'a>,
}

/// A state, and since when.
#[derive(Debug, Serialize, JsonSchema)]
struct StateSince<'a> {
    state: State,
    #[serde(flatten)]
    when: Commit<'a>,
}

/// Owners, and since when.
#[derive(Debug, Serialize, JsonSchema)]
struct OwnersSince<'a> {
    owners: &'a [String],
    #[serde(flatten)]
    when: Commit<'a>,
}

/// A group of actions.
#[derive(Debug, Serialize, JsonSchema)]
struct Group {
    /// What it is called.
    name: String,
    /// How many of its actions are open.
    open: usize,
    /// How many of them are overdue.
    overdue: usize,
    /// How many of those that were asked for are done or dropped.
    closed: usize,
}

/// Something that happened.
#[derive(Debug, Serialize, JsonSchema)]
struct Change<'a> {
    event: Event,
    #[serde(flatten)]
    when: Commit<'a>,
    /// The due date before, of one that slipped.
    from: Option<String>,
    /// The due date after.
    to: Option<String>,
    /// The action as it is now; as it was last, when it vanished.
    action: Listed<'a>,
}

/// One object: each action has the fields that `whys inspect` gives it, where it stands, and what happened to it. It is
/// written as it is made: of ten thousand actions the values alone took as long as following them.
pub fn text(ledger: &Ledger) -> String {
    let groups = match ledger.group_by {
        Some(_) => ledger.groups(),
        None => Vec::new(),
    };
    let groups = groups.into_iter().map(|group| Group {
        name: group.name.unwrap_or_default(),
        open: group.open,
        overdue: group.overdue,
        closed: group.closed,
    });
    let happened = ledger.happened.as_ref();
    let actions = Actions {
        version: Version,
        today: ledger.today.to_string(),
        files: ledger.files,
        open: ledger.open(),
        overdue: ledger.overdue(),
        restricted: ledger.restricted,
        actions: ledger.entries.iter().map(|e| one(e, ledger)).collect(),
        group_by: ledger.group_by,
        groups: groups.collect(),
        happened: happened.map(|all| all.iter().map(|one| change(one, ledger)).collect()),
    };
    let mut text = serde_json::to_string_pretty(&actions).unwrap_or_default();
    text.push('\n');
    text
}

fn one<'a>(entry: &'a Entry, ledger: &Ledger) -> Listed<'a> {
    Listed {
        path: &entry.path,
        post_mortem: &entry.post.id,
        title: entry.post.title.as_deref(),
        team: entry.post.team.as_deref(),
        severity: entry.post.severity.as_deref(),
        days_late: entry.item.days_late(ledger.today),
        ticket_url: entry.ticket_url.as_deref(),
        history: entry.trail.as_ref().map(|trail| history(trail, ledger)),
        facts: serde_json::from_str(&entry.item.facts).unwrap_or_default(),
    }
}

fn history<'a>(trail: &'a Trail, ledger: &Ledger) -> History<'a> {
    let slips = trail.slips.iter().map(|(from, to, when)| Slip {
        from: from.to_string(),
        to: to.to_string(),
        when: commit(when),
    });
    let states = trail.states.iter().map(|(state, when)| StateSince {
        state: *state,
        when: commit(when),
    });
    let owners = trail.owners.iter().map(|(owners, when)| OwnersSince {
        owners,
        when: commit(when),
    });
    History {
        opened: commit(&trail.opened),
        may_be_older: trail.is_older,
        age_days: trail.age(ledger.today),
        slips: slips.collect(),
        states: states.collect(),
        owners: owners.collect(),
        reopened: trail.reopened.len(),
    }
}

fn commit(when: &When) -> Commit<'_> {
    Commit {
        on: when.day.to_string(),
        commit: when.commit.map(|id| id.to_string()),
        by: (!when.by.is_empty()).then_some(when.by.as_str()),
    }
}

fn change<'a>(one_change: &'a Happened, ledger: &Ledger) -> Change<'a> {
    let moved = one_change.moved;
    Change {
        event: one_change.event,
        when: commit(&one_change.when),
        from: moved.map(|(from, _)| from.to_string()),
        to: moved.map(|(_, to)| to.to_string()),
        action: one(&one_change.entry, ledger),
    }
}
