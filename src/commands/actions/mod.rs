//! `whys actions`: the actions of all post-mortems, overdue ones first, and what happened to them.

mod gather;
mod page;
mod since;

use std::path::Path;

use jiff::civil::Date;

use super::{Io, Outcome, change, documents, today};
use crate::cli::{ActionsArgs, ActionsFormat, Common};
use crate::config::Configs;
use crate::error::Error;
use crate::git;
use crate::ledger::{self, Filter, Ledger, Owner};
use crate::postmortem::State;
use crate::report::{
    actions_csv, actions_ids, actions_json, actions_markdown, actions_page, actions_table,
    harmless_json, links_base,
};
use crate::source::{Origin, Request, tree};
use gather::{Gathered, gather};

/// How wide the table is where there is no terminal.
const WIDTH: usize = 100;

pub(super) fn run(args: &ActionsArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    if let Some(command) = &args.command {
        return change::run(command, common, io);
    }
    let origin = Origin::of(false, args.rev.as_deref())?;
    let configs = Configs::read_from(origin, common.no_config);
    let filter = filter(args, &configs, io)?;
    let mut paths = args.paths.clone();
    for repo in &args.repo {
        if !repo.is_dir() {
            return Err(Error::Usage {
                message: format!("--repo {}: is no folder", tree::shown(repo)),
                help: Some("name the folder of a repository".to_owned()),
            });
        }
        paths.push(repo.clone());
    }
    let request = Request {
        paths: &paths,
        ..Request::default()
    };
    let found = documents::find(request, &configs, io)?;
    let today = today(args.today);
    let pages = args.write.as_deref().or(args.check.as_deref());
    // Neither a page nor a shell that completes a word asks what happened.
    let history = pages.is_none() && args.format != ActionsFormat::Ids;
    let mut gathered = gather(found, history, today, &configs, io);
    for error in std::mem::take(&mut gathered.unread) {
        if args.since.is_some() {
            return Err(error);
        }
        io.note(&format!(
            "what happened to the actions is not known: {error}"
        ));
    }
    let mut ledger = listed(&gathered, &filter, today);
    ledger.group_by = args.group_by;
    if let Some(since) = &args.since {
        let since = since::read(since, &gathered)?;
        let shown = (&filter, today);
        ledger.happened = Some(since::happened(&gathered, &since, shown, &configs, io)?);
    }
    let mut outcome = gathered.outcome;
    if let Some(page) = pages {
        let done = page::run(page, args.write.is_some(), &ledger, io)?;
        return Ok(outcome.max(done));
    }
    print(args, &ledger, &gathered, io)?;
    if let Some(day) = begun(&gathered) {
        io.note(&format!("the history here begins on {day}: what is older may have been open for longer (`git fetch --unshallow` fetches the rest)"));
    }
    match (ledger.files, outcome) {
        (0, Outcome::Clean) => io.note("no post-mortem found"),
        _ if [ActionsFormat::Markdown, ActionsFormat::Ids].contains(&args.format) => {}
        _ => io.summary(&actions_table::summary(&ledger)),
    }
    if args.fail_overdue && ledger.overdue() > 0 {
        outcome = outcome.max(Outcome::Findings);
    }
    Ok(outcome)
}

fn print(
    args: &ActionsArgs,
    ledger: &Ledger,
    gathered: &Gathered,
    io: &mut Io<'_>,
) -> Result<(), Error> {
    let text = match args.format {
        ActionsFormat::Json => harmless_json(&actions_json::text(ledger)),
        ActionsFormat::Markdown => {
            actions_markdown::text(ledger, &links_base(args.links.as_deref()))
        }
        ActionsFormat::Html => actions_page::report(ledger)?,
        ActionsFormat::Csv => actions_csv::text(ledger),
        ActionsFormat::Ids => {
            let ids = gathered.ids();
            actions_ids::text(ledger, |id| ids.get(&id.to_ascii_lowercase()) == Some(&1))
        }
        ActionsFormat::Table => actions_table::text(ledger, io.width.unwrap_or(WIDTH)),
    };
    io.out.write_all(text.as_bytes())?;
    io.out.flush()?;
    Ok(())
}

/// The actions that are asked for, in their order.
fn listed(gathered: &Gathered, filter: &Filter, today: Date) -> Ledger {
    let mut ledger = Ledger {
        today,
        files: gathered.read.len(),
        ..Ledger::default()
    };
    for read in &gathered.read {
        let asked =
            |entry: &ledger::Entry| filter.takes(&read.version, &entry.item, &read.config.teams);
        let entries = gathered.entries(read, today).into_iter().filter(asked);
        match read.version.is_restricted {
            true => ledger.restricted += entries.count(),
            false => ledger.entries.extend(entries),
        }
    }
    ledger::sort(&mut ledger.entries, today);
    ledger
}

/// Where a history that is not whole begins.
fn begun(gathered: &Gathered) -> Option<Date> {
    let cut = gathered.pasts.values().filter(|past| past.is_cut);
    let days = cut.flat_map(|past| past.commits.iter().map(|when| when.day));
    days.min()
}

fn filter(args: &ActionsArgs, configs: &Configs, io: &mut Io<'_>) -> Result<Filter, Error> {
    let states = match args.all {
        true => State::ALL.to_vec(),
        false => args.state.clone(),
    };
    Ok(Filter {
        owner: owner(args, configs, io)?,
        team: args.team.clone(),
        types: args.kind.clone(),
        states,
    })
}

/// Whose actions are asked for; `@me` is somebody only where Git or the configuration knows a name.
fn owner(args: &ActionsArgs, configs: &Configs, io: &mut Io<'_>) -> Result<Option<Owner>, Error> {
    let Some(name) = &args.owner else {
        return Ok(None);
    };
    if name != "@me" {
        return Ok(Some(Owner::named(name)));
    }
    let here = tree::absolute(Path::new("."));
    let config = configs
        .of(&here)
        .map_err(|errors| io.all_but_last(errors))?;
    let identity = git::identity();
    let me = Owner::me(config.name_of(&identity), &identity);
    me.map(Some).ok_or_else(|| Error::Git {
        what: "@me".to_owned(),
        message: "Git does not know who you are".to_owned(),
        help: Some("`git config user.name NAME`, or name the owner".to_owned()),
    })
}
