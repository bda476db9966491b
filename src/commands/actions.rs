//! `whys actions`: the actions of all post-mortems, overdue ones first.

use std::path::Path;

use super::{Io, Outcome, documents, today};
use crate::cli::{ActionsArgs, ActionsFormat, Common};
use crate::config::{Config, Configs};
use crate::error::Error;
use crate::git;
use crate::ledger::{self, Entry, Filter, Ledger, Owner};
use crate::report::{actions_json, actions_markdown, actions_table, harmless_json};
use crate::source::{Request, tree};

/// How wide the table is where there is no terminal.
const WIDTH: usize = 100;

pub(super) fn run(args: &ActionsArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    let configs = Configs::new(common.no_config);
    let filter = Filter {
        owner: owner(args, &configs, io)?,
        team: args.team.clone(),
        all: args.all,
    };
    let request = Request {
        paths: &args.paths,
        ..Request::default()
    };
    let found = documents::find(request, &configs, io)?;
    let done = documents::read(found, io, |post, config, _| {
        let entries = ledger::of(post, &config.teams, &filter);
        Ok((ledger::is_restricted(post), linked(entries, config)))
    });
    let mut ledger = Ledger {
        today: today(args.today),
        files: done.results.len(),
        ..Ledger::default()
    };
    for (restricted, entries) in done.results {
        match restricted {
            true => ledger.restricted += entries.len(),
            false => ledger.entries.extend(entries),
        }
    }
    ledger::sort(&mut ledger.entries);
    match args.format {
        ActionsFormat::Json => {
            let json = format!("{:#}\n", actions_json::json(&ledger));
            io.out.write_all(harmless_json(&json).as_bytes())?;
        }
        ActionsFormat::Markdown => io
            .out
            .write_all(actions_markdown::text(&ledger).as_bytes())?,
        ActionsFormat::Table => {
            let width = io.width.unwrap_or(WIDTH);
            io.out
                .write_all(actions_table::text(&ledger, width).as_bytes())?;
        }
    }
    io.out.flush()?;
    match (ledger.files, done.outcome) {
        (0, Outcome::Clean) => io.note("no post-mortem found"),
        _ if args.format == ActionsFormat::Markdown => {}
        _ => io.summary(&actions_table::summary(&ledger)),
    }
    Ok(done.outcome)
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

/// Adds where the tickets are found.
fn linked(mut entries: Vec<Entry>, config: &Config) -> Vec<Entry> {
    for entry in &mut entries {
        let Some(ticket) = &entry.action.ticket else {
            continue;
        };
        let is_url = |text: &str| text.starts_with("https://") || text.starts_with("http://");
        let url = config.tracker.url.as_deref();
        entry.ticket_url = match is_url(&ticket.value) {
            true => Some(ticket.value.clone()),
            false => url.map(|url| url.replace("{ticket}", &ticket.value)),
        };
    }
    entries
}
