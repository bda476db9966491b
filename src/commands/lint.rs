//! `whys lint`: judges post-mortems.

use std::sync::Arc;

use super::documents::{self, Configured};
use super::reports::Reports;
use super::{Io, Outcome, fix, today};
use crate::cli::{Common, LintArgs};
use crate::config::{Config, Configs};
use crate::error::Error;
use crate::linter::{Linter, Options};
use crate::postmortem::PostMortem;
use crate::report::{self, Fixed, Piece};
use crate::rules::Known;
use crate::source::{How, Request, files};

pub(super) fn run(args: &LintArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    fix::check(args)?;
    let configs = Configs::new(common.no_config);
    // Also where no document has it: a misspelt rule must not pass because nothing was found.
    linter(args, common, &Config::default())?;
    let request = Request {
        paths: &args.paths,
        stdin_filename: args.stdin_filename.as_deref(),
        force_exclude: args.force_exclude,
        staged: args.staged,
    };
    let found = documents::find(request, &configs, io)?;
    let linters = Linters::new(args, common, &found.0)?;
    if args.diff {
        return fix::diff(found, &linters, io);
    }
    let gives_back = args.fix && fix::reads_stdin(args);
    if gives_back && found.0.is_empty() && found.1 == Outcome::Clean {
        fix::pass_on(io)?;
    }
    let mut reports = Reports::open(args, io)?;
    let done = match args.fix {
        true => documents::open(found, io, |source, config| {
            fix::one(source, config, linters.of(config)?, &reports)
        }),
        false => documents::read(found, io, |post, config, how| {
            Ok(judge(linters.of(config)?, post, how, &reports))
        }),
    };
    let mut outcome = done.outcome;
    let mut fixed = Fixed::default();
    for judged in done.results {
        judged.notes.iter().for_each(|note| io.note(note));
        if let Some(error) = &judged.error {
            io.error(error);
            outcome = Outcome::Failed;
        }
        if let Some(text) = &judged.text {
            io.out.write_all(text.as_bytes())?;
        }
        fixed.add(judged.fixed);
        reports.add(results(io, gives_back), judged.pieces)?;
    }
    let totals = reports.finish(results(io, gives_back))?;
    io.out.flush()?;
    if args.statistics {
        let _ = io.err.write_all(report::statistics(&totals).as_bytes());
    }
    match (totals.files, outcome) {
        (0, Outcome::Clean) => io.note("no post-mortem found"),
        (0, _) => {}
        _ => io.summary(&report::summary(&totals)),
    }
    if args.fix && totals.files > 0 {
        io.summary(&fixed.made());
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

/// Where findings go: to standard output, unless the text of standard input goes there.
fn results<'i>(io: &'i mut Io<'_>, gives_back: bool) -> &'i mut dyn std::io::Write {
    match gives_back {
        true => &mut *io.err,
        false => &mut *io.out,
    }
}

/// What there is to say about one document, in every format that is asked for.
#[derive(Default)]
pub(super) struct Judged {
    pub(super) notes: Vec<String>,
    pub(super) pieces: Vec<Piece>,
    /// What goes to standard output in place of findings.
    pub(super) text: Option<String>,
    pub(super) fixed: Fixed,
    /// Why it could not be written.
    pub(super) error: Option<Error>,
}

fn judge(linter: &Linter, post: &PostMortem, how: How, reports: &Reports) -> Judged {
    Judged {
        notes: note(linter, post, how).into_iter().collect(),
        pieces: reports.render(post, &linter.lint(post)),
        ..Judged::default()
    }
}

/// What is told of a named file that is no post-mortem.
pub(super) fn note(linter: &Linter, post: &PostMortem, how: How) -> Option<String> {
    let in_full = linter.judges_in_full(post);
    (!in_full && how == How::Named).then(|| {
        let what = match post.kind {
            crate::postmortem::Kind::Template => "a template",
            _ => "no post-mortem",
        };
        let path = &post.path;
        format!("{path} looks like {what}: only secrets and broken files are reported; --profile judges it in full")
    })
}

/// One linter for each configuration of the run.
pub(super) struct Linters(Vec<(Arc<Config>, Linter)>);

impl Linters {
    fn new(args: &LintArgs, common: &Common, documents: &[Configured]) -> Result<Self, Error> {
        let mut linters = Linters(Vec::new());
        for document in documents {
            if !linters
                .0
                .iter()
                .any(|(config, _)| Arc::ptr_eq(config, &document.config))
            {
                let linter = linter(args, common, &document.config)?;
                linters.0.push((Arc::clone(&document.config), linter));
            }
        }
        Ok(linters)
    }

    pub(super) fn of(&self, config: &Arc<Config>) -> Result<&Linter, Error> {
        let mut linters = self.0.iter();
        let found = linters.find(|(known, _)| Arc::ptr_eq(known, config));
        found.map(|(_, linter)| linter).ok_or(Error::Internal {
            path: None,
            message: "a document without a linter".to_owned(),
        })
    }
}

fn linter(args: &LintArgs, common: &Common, config: &Config) -> Result<Linter, Error> {
    let options = Options {
        profile: args.profile.or(config.profile),
        status: args.status,
        whole: args.profile.is_some() || args.status.is_some(),
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        known: Known {
            files: Some(files::probe(args.staged)?),
            ..config.known()
        },
        no_config: common.no_config,
        ..Options::new(today(args.today))
    };
    Linter::new(config.load_rules()?, options)
        .map_err(|unknown| Error::unknown_rule(&unknown.id, unknown.nearest.as_deref()))
}
