//! What happened since a day or a revision.

use jiff::civil::Date;

use super::gather::{Gathered, entry_of};
use crate::commands::Io;
use crate::config::Configs;
use crate::error::Error;
use crate::git::{commits_since, revision};
use crate::ledger::{Filter, Happened, Since, Trail};
use crate::postmortem::State;

/// A day, else a revision of every repository that is listed.
pub(super) fn read(since: &str, gathered: &Gathered) -> Result<Since, Error> {
    if let Ok(day) = since.parse::<Date>() {
        return Ok(Since::Day(day));
    }
    let mut commits = std::collections::HashSet::new();
    if gathered.pasts.is_empty() {
        return Err(Error::Git {
            what: since.to_owned(),
            message: "there is no Git repository with a commit here".to_owned(),
            help: Some("name a day as 2026-03-14, or run whys in a repository".to_owned()),
        });
    }
    for (root, past) in &gathered.pasts {
        let known = revision(root, since)?;
        if let Some(tip) = past.tip() {
            commits.extend(commits_since(root, tip, known)?);
        }
    }
    Ok(Since::Commits(commits))
}

/// What happened to the actions that are asked for, in whichever state they are now; the latest first.
pub(super) fn happened(
    gathered: &Gathered,
    since: &Since,
    (filter, today): (&Filter, Date),
    configs: &Configs,
    io: &mut Io<'_>,
) -> Result<Vec<Happened>, Error> {
    let filter = Filter {
        states: State::ALL.to_vec(),
        ..filter.clone()
    };
    let mut found = Vec::new();
    for read in gathered
        .read
        .iter()
        .filter(|read| !read.version.is_restricted)
    {
        for entry in gathered.entries(read, today) {
            if filter.takes(&read.version, &entry.item, &read.config.teams) {
                found.extend(Happened::to(&entry, since));
            }
        }
    }
    for (root, past, gone) in gathered.gone().filter(|(_, _, gone)| !gone.is_restricted) {
        let trail = Trail::of(past, &gone.life, today);
        let entry =
            entry_of(root, gone, trail, configs).map_err(|errors| io.all_but_last(errors))?;
        let teams = configs.of_document(&entry.place);
        let teams = teams.map_err(|errors| io.all_but_last(errors))?;
        let when = past.went(&gone.life).filter(|when| when.day <= today);
        if let Some(when) = when.filter(|_| filter.takes(&entry.post, &entry.item, &teams.teams)) {
            found.extend(Happened::gone(gone, entry, when, since));
        }
    }
    found.sort_by(|a, b| {
        let latest = (a.event, b.when.day).cmp(&(b.event, a.when.day));
        let place = |one: &Happened| (one.entry.path.clone(), one.entry.item.line);
        latest.then_with(|| place(a).cmp(&place(b)))
    });
    Ok(found)
}
