//! `whys lint`: judges post-mortems.

use std::sync::Arc;

use super::beyond::{Beyond, Unchecked};
use super::documents::{self, Configured};
use super::reports::Reports;
use super::{Io, Outcome, today};
use crate::cli::{Common, LintArgs};
use crate::config::{Config, Configs};
use crate::error::Error;
use crate::linter::{Linter, Options};
use crate::postmortem::PostMortem;
use crate::report::{self, Piece};
use crate::rules::Known;
use crate::source::{How, Request, files};

pub(super) fn run(args: &LintArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    let configs = Configs::new(common.no_config);
    // Also where no document has it: a misspelt rule must not pass because nothing was found.
    linter(args, &Config::default(), &Beyond::default())?;
    let request = Request {
        paths: &args.paths,
        stdin_filename: args.stdin_filename.as_deref(),
        force_exclude: args.force_exclude,
        staged: args.staged,
    };
    let found = documents::find(request, &configs, io)?;
    // What is staged is no folder of files: which others the next commit holds is not known.
    let beyond = match args.staged {
        true => Beyond::default(),
        false => Beyond::of(&args.paths, &found.0),
    };
    let linters = Linters::new(args, &found.0, &beyond)?;
    let mut reports = Reports::open(args, io)?;
    let done = documents::read(found, io, |post, config, how| {
        judge(linters.of(config)?, post, how, &reports)
    });
    let mut outcome = done.outcome;
    let mut unchecked = Unchecked::default();
    for judged in done.results {
        if let Some(note) = judged.note {
            io.note(&note);
        }
        unchecked.add(judged.unchecked);
        reports.add(io.out, judged.pieces)?;
    }
    let totals = reports.finish(io.out)?;
    io.out.flush()?;
    if args.statistics {
        let _ = io.err.write_all(report::statistics(&totals).as_bytes());
    }
    for note in unchecked.notes() {
        io.note(&note);
    }
    match (totals.files, outcome) {
        (0, Outcome::Clean) => io.note("no post-mortem found"),
        (0, _) => {}
        _ => io.summary(&report::summary(&totals)),
    }
    if args
        .fail_on
        .severity()
        .is_some_and(|severity| totals.reach(severity))
    {
        outcome = outcome.max(Outcome::Findings);
    }
    Ok(outcome)
}

/// What there is to say about one document, in every format that is asked for.
struct Judged {
    note: Option<String>,
    pieces: Vec<Piece>,
    unchecked: Unchecked,
}

fn judge(linter: &Linter, post: &PostMortem, how: How, reports: &Reports) -> Result<Judged, Error> {
    let in_full = linter.judges_in_full(post);
    let note = (!in_full && how == How::Named).then(|| {
        let what = match post.kind {
            crate::postmortem::Kind::Template => "a template",
            _ => "no post-mortem",
        };
        let path = &post.path;
        format!("{path} looks like {what}: only secrets and broken files are reported; --profile judges it in full")
    });
    let verdict = linter.lint(post);
    Ok(Judged {
        note,
        unchecked: Unchecked::of(&verdict),
        pieces: reports.render(post, &verdict),
    })
}

/// One linter for each configuration of the run.
struct Linters(Vec<(Arc<Config>, Linter)>);

impl Linters {
    fn new(args: &LintArgs, documents: &[Configured], beyond: &Beyond) -> Result<Self, Error> {
        let mut linters = Linters(Vec::new());
        for document in documents {
            if !linters
                .0
                .iter()
                .any(|(config, _)| Arc::ptr_eq(config, &document.config))
            {
                let linter = linter(args, &document.config, beyond)?;
                linters.0.push((Arc::clone(&document.config), linter));
            }
        }
        Ok(linters)
    }

    fn of(&self, config: &Arc<Config>) -> Result<&Linter, Error> {
        let mut linters = self.0.iter();
        let found = linters.find(|(known, _)| Arc::ptr_eq(known, config));
        found.map(|(_, linter)| linter).ok_or(Error::Internal {
            path: None,
            message: "a document without a linter".to_owned(),
        })
    }
}

fn linter(args: &LintArgs, config: &Config, beyond: &Beyond) -> Result<Linter, Error> {
    let options = Options {
        profile: args.profile.or(config.profile),
        status: args.status,
        whole: args.profile.is_some() || args.status.is_some(),
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        known: known(config, args.staged, beyond)?,
        ..Options::new(today(args.today))
    };
    Linter::new(config.load_rules()?, options)
        .map_err(|unknown| Error::unknown_rule(&unknown.id, unknown.nearest.as_deref()))
}

fn known(config: &Config, staged: bool, beyond: &Beyond) -> Result<Known, Error> {
    Ok(Known {
        others: beyond.others(),
        repository: Some(beyond.repository()),
        people: config
            .people
            .iter()
            .map(|person| person.name.clone())
            .collect(),
        addresses: config
            .people
            .iter()
            .flat_map(|person| person.addresses.clone())
            .collect(),
        members: config
            .teams
            .iter()
            .flat_map(|team| team.members.clone())
            .collect(),
        teams: config.teams.iter().map(|team| team.name.clone()).collect(),
        timezone: config.timezone.clone(),
        tracker: config.tracker.pattern.clone(),
        severities: config
            .severities
            .iter()
            .map(|severity| (severity.name.clone(), severity.due_days))
            .collect(),
        terms: config.terms.clone(),
        domains: config.domains.clone(),
        allowed_secrets: config.allowed_secrets.clone(),
        files: Some(files::probe(staged)?),
        ..Known::default()
    })
}
