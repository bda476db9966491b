//! `whys lint`: judges post-mortems.

use std::path::Path;
use std::sync::Arc;

use super::baselines::{self, Baselines};
use super::beyond::{Beyond, Unchecked, scope};
use super::documents::{self, Configured};
use super::reports::Reports;
use super::since::{self, Base};
use super::{Io, Outcome, fix, today};
use crate::cli::{Common, LintArgs};
use crate::config::{ADOPTED, Config, Configs};
use crate::error::Error;
use crate::linter::{Against, Linter, Options};
use crate::postmortem::PostMortem;
use crate::report::{self, Fixed, Piece};
use crate::rules::{PageError, Rules};
use crate::source::{How, Origin, Request, Scope, tree};

pub(super) fn run(args: &LintArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    fix::check(args)?;
    check(args)?;
    let origin = Origin::of(args.staged, args.rev.as_deref())?;
    let configs = Arc::new(Configs::read_from(origin.clone(), common.no_config));
    let request = Request {
        paths: &args.paths,
        stdin_filename: args.stdin_filename.as_deref(),
        force_exclude: args.force_exclude,
        only_staged: args.staged && args.changed_since.is_none(),
    };
    let mut found = documents::find(request, &configs, io)?;
    let mut since = None;
    if let Some(rev) = &args.changed_since {
        let (read, changed) = since::changed(rev, found, &origin)?;
        (since, found) = (Some(Arc::new(read)), changed);
    }
    let scope = match args.staged || args.whole_repository || since.is_some() {
        true => Scope::Repository,
        false => scope(&args.paths, &origin),
    };
    let beyond = Beyond::of(&found.0, scope, &configs, since.clone());
    let linters = Linters::new(args, common, &configs, &found.0, &beyond)
        .map_err(|errors| io.all_but_last(errors))?;
    let base = since.map(|since| Base::new(since, args, common, &configs, &found.0));
    let base = base.transpose().map_err(|errors| io.all_but_last(errors))?;
    let baselines = Baselines::open(args, common, &found.0, &configs)?;
    if args.diff {
        return fix::diff(found, &linters, &baselines, io);
    }
    let gives_back = args.fix && fix::reads_stdin(args);
    if gives_back && found.0.is_empty() && found.1 == Outcome::Clean {
        fix::pass_on(io)?;
    }
    let mut reports = Reports::open(args, io)?;
    let done = match args.fix {
        true => documents::open(found, io, |source, config| {
            fix::one(source, config, linters.of(config)?, &baselines, &reports)
        }),
        false => documents::read(found, io, |post, place, config, how| {
            let linter = linters.of(config)?;
            let before = base.as_ref().map(|base| base.findings(place, config));
            let before = before.transpose()?;
            let against = Against {
                baseline: baselines.against(config, &post.path),
                before: before.as_ref(),
            };
            let verdict = linter.lint_against(post, against);
            Ok(Judged {
                notes: note(linter, post, how).into_iter().collect(),
                pieces: reports.render(post, &verdict, linter),
                kept: baselines.judged(config, &post.path, linter, &verdict),
                is_new: linter.assumes(post),
                unchecked: Unchecked::of(&verdict),
                old: verdict.old,
                errors: failures(verdict.failures),
                ..Judged::default()
            })
        }),
    };
    let mut outcome = done.outcome;
    let mut fixed = Fixed::default();
    let mut kept = Vec::new();
    let mut unchecked = Unchecked::default();
    let mut old = 0;
    let mut new = 0;
    for judged in done.results {
        judged.notes.iter().for_each(|note| io.note(note));
        for error in &judged.errors {
            io.error(error);
            outcome = Outcome::Failed;
        }
        if let Some(text) = &judged.text {
            io.out.write_all(text.as_bytes())?;
        }
        new += usize::from(judged.is_new);
        fixed.add(judged.fixed);
        kept.extend(judged.kept);
        unchecked.add(judged.unchecked);
        old += judged.old;
        reports.add(results(io, gives_back), judged.pieces)?;
    }
    let totals = reports.finish(results(io, gives_back))?;
    io.out.flush()?;
    baselines.write(&kept, io)?;
    for line in report::stale(&totals) {
        io.note(&line);
    }
    if args.statistics {
        let _ = io.err.write_all(report::statistics(&totals).as_bytes());
    }
    if new > 0 {
        let (what, are) = if new == 1 {
            ("post-mortem", "is")
        } else {
            ("post-mortems", "are")
        };
        io.note(&format!(
            "{new} {what} without a status, and not listed in {ADOPTED}, {are} judged as in review"
        ));
    }
    for note in unchecked.notes() {
        io.note(&note);
    }
    if let Some(base) = base.as_ref().filter(|_| old > 0) {
        io.note(&base.hidden(old));
    }
    match (totals.files, outcome) {
        (0, Outcome::Clean) if base.is_some() => io.note("no post-mortem changed"),
        (0, Outcome::Clean) => io.note("no post-mortem found"),
        (0, _) => {}
        _ => io.summary(&report::counts(&totals)),
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

/// Refuses what would write files while a commit is read.
fn check(args: &LintArgs) -> Result<(), Error> {
    match args.rev.is_some() && args.write_baseline.is_some() {
        true => Err(Error::Usage {
            message: "--write-baseline is for what is in the files, and --rev reads a commit"
                .to_owned(),
            help: Some("leave out --rev".to_owned()),
        }),
        false => Ok(()),
    }
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
    /// Whether it has the status that new documents have.
    pub(super) is_new: bool,
    /// What goes into a baseline.
    pub(super) kept: Option<baselines::Judged>,
    /// Why it could not be written, and which rules could not be decided.
    pub(super) errors: Vec<Error>,
    /// The rules that could not judge all of it.
    pub(super) unchecked: Unchecked,
    /// How many findings were there before.
    pub(super) old: usize,
}

/// The rules that could not be decided.
pub(super) fn failures(failed: Vec<PageError>) -> Vec<Error> {
    failed.into_iter().map(Error::page).collect()
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
    /// The rules that the user names must be known to one of the documents; where there is none, here: a misspelt rule
    /// must not pass because nothing was found.
    pub(super) fn new(
        args: &LintArgs,
        common: &Common,
        configs: &Configs,
        documents: &[Configured],
        beyond: &Beyond,
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
            let options = Options {
                in_threads: documents.len() == 1,
                ..options(args, common, &config, &known, beyond)
            };
            let linter = Linter::new(rules, options).map_err(|unknown| {
                vec![Error::unknown_rule(&unknown.id, unknown.nearest.as_deref())]
            })?;
            linters.0.push((config, linter));
        }
        Ok(linters)
    }

    /// Linters that are made already.
    pub(super) fn from(linters: Vec<(Arc<Config>, Linter)>) -> Self {
        Self(linters)
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

fn options(
    args: &LintArgs,
    common: &Common,
    config: &Config,
    known: &[String],
    beyond: &Beyond,
) -> Options {
    Options {
        profile: args.profile.or(config.profile),
        status: args.status,
        assumed: config.assumed,
        whole: args.profile.is_some() || args.status.is_some(),
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        elsewhere: known.to_vec(),
        known: beyond.known(config),
        no_config: common.no_config,
        ..Options::new(today(args.today))
    }
}
