//! `whys actions done`, `drop`, `reopen`, `assign`, `due`: change actions where they stand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::documents::{self, Configured};
use super::{Io, Outcome, today};
use crate::cli::{ActionsCommand, Common, Which};
use crate::config::{Config, Configs};
use crate::error::{Error, did_you_mean};
use crate::fix::action::{self, Change};
use crate::git;
use crate::ledger::{self, Named};
use crate::report::{diff, visible};
use crate::secrets;
use crate::source::{self, Request, tree};

pub(super) fn run(
    command: &ActionsCommand,
    common: &Common,
    io: &mut Io<'_>,
) -> Result<Outcome, Error> {
    let configs = Configs::new(common.no_config);
    let (which, change) = asked(command, &configs, io)?;
    let found = gather(which, &configs, io)?;
    let places = places(&found.0);
    let done = documents::read(found, io, |post, _, _, _| Ok(ledger::names(post)));
    let mut outcome = done.outcome;
    let all: Vec<Named> = done.results.into_iter().flatten().collect();
    // By document, each once, in the order of the document.
    let mut targets: BTreeMap<&str, BTreeMap<usize, &Named>> = BTreeMap::new();
    for asked in &which.actions {
        match ledger::find(&all, asked) {
            Ok(named) => {
                let of_document = targets.entry(named.path.as_str()).or_default();
                of_document.insert(named.at, named);
            }
            Err(error) => {
                io.error(&error);
                outcome = Outcome::Failed;
            }
        }
    }
    for (path, actions) in targets {
        let Some((place, config)) = places.get(path) else {
            continue;
        };
        let document = Document {
            path,
            place,
            config,
        };
        // A file that cannot be written keeps no other from being changed.
        let done = match document.change(actions.into_values(), &change, which.diff, io) {
            Err(error) if error.is_broken_pipe() => return Err(error),
            Err(error) => {
                io.error(&error);
                Outcome::Failed
            }
            Ok(done) => done,
        };
        outcome = outcome.max(done);
    }
    Ok(outcome)
}

type Places = BTreeMap<String, (PathBuf, Arc<Config>)>;

fn places(documents: &[Configured]) -> Places {
    let places = documents.iter().map(|one| {
        let place = one.source.place.clone();
        (one.source.path.clone(), (place, Arc::clone(&one.config)))
    });
    places.collect()
}

/// What is asked for.
fn asked<'c>(
    command: &'c ActionsCommand,
    configs: &Configs,
    io: &mut Io<'_>,
) -> Result<(&'c Which, Change), Error> {
    let asked = match command {
        ActionsCommand::Done(args) => {
            let change = Change::Done {
                on: today(args.on.or(args.which.today)),
                is_day_meant: args.on.is_some(),
                evidence: args.evidence.clone(),
            };
            (&args.which, change)
        }
        ActionsCommand::Drop(args) => {
            let on = today(args.on.or(args.which.today));
            let reason = args.reason.clone();
            (&args.which, Change::Drop { on, reason })
        }
        ActionsCommand::Reopen(args) => (&args.which, Change::Reopen),
        ActionsCommand::Assign(args) => {
            let owner = owner(&args.to, configs, io)?;
            (&args.which, Change::Assign { owner })
        }
        ActionsCommand::Due(args) => {
            let (on, reason) = (args.on, args.reason.clone());
            (&args.which, Change::Due { on, reason })
        }
    };
    Ok(asked)
}

/// Who is meant; `@me` under the name of the configuration, else that of Git.
fn owner(name: &str, configs: &Configs, io: &mut Io<'_>) -> Result<String, Error> {
    if name != "@me" {
        return Ok(name.to_owned());
    }
    let here = tree::absolute(Path::new("."));
    let config = configs
        .of(&here)
        .map_err(|errors| io.all_but_last(errors))?;
    let identity = git::identity();
    let me = config.name_of(&identity).or(identity.name);
    me.ok_or_else(|| Error::Git {
        what: "@me".to_owned(),
        message: "Git does not know who you are".to_owned(),
        help: Some("`git config user.name NAME`, or name the owner".to_owned()),
    })
}

/// Refuses an owner whom the configuration of a document does not know, where it lists people or teams.
fn known(owner: &str, config: &Config, path: &str) -> Result<(), Error> {
    let known = config.known();
    let names = || {
        [&known.people, &known.members, &known.teams]
            .into_iter()
            .flatten()
    };
    let plain = owner.trim_start_matches('@');
    let is_known = names().any(|name| name.trim_start_matches('@').eq_ignore_ascii_case(plain));
    if is_known || names().next().is_none() {
        return Ok(());
    }
    Err(Error::Refused {
        path: path.to_owned(),
        message: format!("whys.toml knows no person and no team `{owner}`"),
        help: did_you_mean(plain, names().map(String::as_str))
            .unwrap_or_else(|| "name one of them, or add this one under `[people]`".to_owned()),
    })
}

/// The documents in which the actions may be: those of the files that are named with a line, and all of the repository
/// where one is named by an id.
fn gather(
    which: &Which,
    configs: &Configs,
    io: &mut Io<'_>,
) -> Result<(Vec<Configured>, Outcome), Error> {
    let files = which.actions.iter().map(|action| ledger::place(action));
    let by_id = files.clone().any(|file| file.is_none());
    let mut paths: Vec<PathBuf> = files.flatten().map(|(path, _)| path.into()).collect();
    if by_id && which.among.is_empty() {
        let here = tree::absolute(Path::new("."));
        let root = tree::relative(tree::work_tree(&here).unwrap_or(&here));
        paths.push(if root.is_empty() {
            ".".into()
        } else {
            root.into()
        });
    }
    paths.extend(which.among.iter().cloned());
    let request = Request {
        paths: &paths,
        ..Request::default()
    };
    let (mut documents, outcome) = documents::find(request, configs, io)?;
    let mut seen = std::collections::HashSet::new();
    documents.retain(|document| seen.insert(document.source.place.clone()));
    Ok((documents, outcome))
}

/// A document whose actions are changed.
struct Document<'d> {
    path: &'d str,
    place: &'d Path,
    config: &'d Config,
}

impl Document<'_> {
    /// Changes actions one after the other, and writes what came of it.
    fn change<'n>(
        &self,
        actions: impl Iterator<Item = &'n Named>,
        change: &Change,
        only_diff: bool,
        io: &mut Io<'_>,
    ) -> Result<Outcome, Error> {
        if let Change::Assign { owner } = change
            && let Err(error) = known(owner, self.config, self.path)
        {
            io.error(&error);
            return Ok(Outcome::Failed);
        }
        let options = self.config.read_options(self.path);
        let before = source::file(self.place, self.path)?;
        let mut text = before.clone();
        let mut outcome = Outcome::Clean;
        let mut told = Vec::new();
        for named in actions {
            let place = format!("{}:{}:{}", self.path, named.line, named.column);
            match action::change(&text, &options, named.at, change) {
                Ok(Some(changed)) => {
                    text = changed;
                    let place = format!("{}:{}", self.path, named.line);
                    told.push(format!("{place}: {}: {}", said(change), named.text));
                }
                Ok(None) => io.note(&format!("{place}: it is so already")),
                Err(refusal) => {
                    io.error(&Error::Refused {
                        path: place,
                        message: refusal.message,
                        help: refusal.help,
                    });
                    outcome = Outcome::Failed;
                }
            }
        }
        match only_diff {
            true => {
                let (before, _) = secrets::hide(before);
                let (after, _) = secrets::hide(text);
                io.out
                    .write_all(diff(self.path, &before, &after).as_bytes())?;
            }
            false if told.is_empty() => {}
            false => {
                source::replace(self.place, self.path, &before, &text)?;
                for line in told {
                    writeln!(io.out, "{}", visible(&line))?;
                }
            }
        }
        Ok(outcome)
    }
}

/// What has been done, in a word or two.
fn said(change: &Change) -> String {
    match change {
        Change::Done { on, .. } => format!("done on {on}"),
        Change::Drop { on, .. } => format!("dropped on {on}"),
        Change::Reopen => "open again".to_owned(),
        Change::Assign { owner } => format!("assigned to {owner}"),
        Change::Due { on, .. } => format!("due on {on}"),
    }
}
