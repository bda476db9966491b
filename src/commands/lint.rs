//! `whys lint`: judges post-mortems.

use std::path::Path;
use std::sync::Arc;

use super::baselines::{self, Baselines};
use super::documents::{self, Configured};
use super::reports::Reports;
use super::{Io, Outcome, today};
use crate::cli::{Common, LintArgs};
use crate::config::{Config, Configs};
use crate::error::Error;
use crate::linter::{Linter, Options, Verdict};
use crate::postmortem::PostMortem;
use crate::report::{self, Piece};
use crate::rules::{PageError, Rules};
use crate::source::{How, Request, files, tree};

pub(super) fn run(args: &LintArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    let configs = Configs::new(common.no_config);
    let request = Request {
        paths: &args.paths,
        stdin_filename: args.stdin_filename.as_deref(),
        force_exclude: args.force_exclude,
        staged: args.staged,
    };
    let found = documents::find(request, &configs, io)?;
    let linters =
        Linters::new(args, common, &configs, &found.0).map_err(|errors| io.all_but_last(errors))?;
    let baselines = Baselines::open(args, common, &found.0)?;
    let mut reports = Reports::open(args, io)?;
    let done = documents::read(found, io, |post, config, how| {
        let linter = linters.of(config)?;
        let (verdict, kept) = baselines.judge(linter, config, post);
        Ok(judge(linter, post, how, &reports, verdict, kept))
    });
    let mut outcome = done.outcome;
    let mut kept = Vec::new();
    for judged in done.results {
        if let Some(note) = judged.note {
            io.note(&note);
        }
        for failure in judged.failures {
            io.error(&Error::page(failure));
            outcome = Outcome::Failed;
        }
        kept.extend(judged.kept);
        reports.add(io.out, judged.pieces)?;
    }
    let totals = reports.finish(io.out)?;
    io.out.flush()?;
    baselines.write(&kept, io)?;
    for line in report::stale(&totals) {
        io.note(&line);
    }
    if args.statistics {
        let _ = io.err.write_all(report::statistics(&totals).as_bytes());
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
    failures: Vec<PageError>,
    kept: Option<baselines::Judged>,
}

fn judge(
    linter: &Linter,
    post: &PostMortem,
    how: How,
    reports: &Reports,
    verdict: Verdict<'_>,
    kept: Option<baselines::Judged>,
) -> Judged {
    let in_full = linter.judges_in_full(post);
    let note = (!in_full && how == How::Named).then(|| {
        let what = match post.kind {
            crate::postmortem::Kind::Template => "a template",
            _ => "no post-mortem",
        };
        let path = &post.path;
        format!("{path} looks like {what}: only secrets and broken files are reported; --profile judges it in full")
    });
    Judged {
        note,
        pieces: reports.render(post, &verdict),
        failures: verdict.failures,
        kept,
    }
}

/// One linter for each configuration of the run.
struct Linters(Vec<(Arc<Config>, Linter)>);

impl Linters {
    /// The rules that the user names must be known to one of the documents; where there is none, here: a misspelt rule
    /// must not pass because nothing was found.
    fn new(
        args: &LintArgs,
        common: &Common,
        configs: &Configs,
        documents: &[Configured],
    ) -> Result<Self, Vec<Error>> {
        let here = match documents {
            [] => Some(configs.of(&tree::absolute(Path::new(".")))?),
            _ => None,
        };
        let mut all: Vec<(Arc<Config>, Rules)> = Vec::new();
        for config in documents
            .iter()
            .map(|document| &document.config)
            .chain(&here)
        {
            if !all.iter().any(|(known, _)| Arc::ptr_eq(known, config)) {
                all.push((Arc::clone(config), config.load_rules()?));
            }
        }
        let rules = all.iter().flat_map(|(_, rules)| rules.iter());
        let known: Vec<String> = rules.map(|rule| rule.id.to_string()).collect();
        let mut linters = Linters(Vec::new());
        for (config, rules) in all {
            let linter =
                linter(args, common, &config, rules, &known).map_err(|error| vec![error])?;
            linters.0.push((config, linter));
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

fn linter(
    args: &LintArgs,
    common: &Common,
    config: &Config,
    rules: Rules,
    known: &[String],
) -> Result<Linter, Error> {
    let options = Options {
        profile: args.profile.or(config.profile),
        status: args.status,
        whole: args.profile.is_some() || args.status.is_some(),
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        elsewhere: known.to_vec(),
        unconfigured: common.no_config,
        known: config.known(files::probe(args.staged)?),
        ..Options::new(today(args.today))
    };
    Linter::new(rules, options)
        .map_err(|unknown| Error::unknown_rule(&unknown.id, unknown.nearest.as_deref()))
}
