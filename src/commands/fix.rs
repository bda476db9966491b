//! `whys lint --fix` and `--diff`: fixes that cannot change what a document means.

use std::path::Path;
use std::sync::Arc;

use super::baselines::Baselines;
use super::beyond::Unchecked;
use super::documents::{self, Configured};
use super::lint::{Judged, Linters, failures, note};
use super::reports::Reports;
use super::{Io, Outcome};
use crate::cli::LintArgs;
use crate::config::Config;
use crate::error::Error;
use crate::fix::{self, Mended};
use crate::linter::Linter;
use crate::report::{self, Fixed};
use crate::secrets;
use crate::source::{self, Source};

/// Refuses what could only be done by halves.
pub(super) fn check(args: &LintArgs) -> Result<(), Error> {
    let option = if args.diff { "--diff" } else { "--fix" };
    let (message, help) = match () {
        () if !args.fix && !args.diff => return Ok(()),
        () if args.staged => (
            format!(
                "{option} is for files, and --staged for the index, which may hold another text"
            ),
            "leave out --staged, and `git add` what was fixed",
        ),
        () if args.rev.is_some() => (
            format!("{option} is for files, and --rev reads a commit"),
            "leave out --rev",
        ),
        () if args.changed_since.is_some() => (
            format!("{option} mends whole documents, and --changed-since tells only what is new"),
            "name the documents to mend without --changed-since",
        ),
        () if args.fix && reads_stdin(args) && args.paths.len() > 1 => (
            "--fix writes the text of standard input to standard output, where nothing else can go"
                .to_owned(),
            "fix files in a run of their own",
        ),
        () if args.write_baseline.is_some() => (
            format!("{option} mends what --write-baseline would accept"),
            "mend first, then write down what is left",
        ),
        () => return Ok(()),
    };
    Err(Error::Usage {
        message,
        help: Some(help.to_owned()),
    })
}

/// Whether the text comes from standard input.
pub(super) fn reads_stdin(args: &LintArgs) -> bool {
    args.paths.iter().any(|path| path == Path::new("-"))
}

/// Gives back the text of standard input that is not among the post-mortems, so that it can go through whys like any other.
pub(super) fn pass_on(io: &mut Io<'_>) -> Result<(), Error> {
    std::io::copy(&mut std::io::stdin().lock(), &mut io.out)?;
    Ok(())
}

/// Fixes a document and writes it; tells what is left. A document that cannot be written is judged as it stands.
pub(super) fn one(
    source: Source,
    config: &Config,
    linter: &Linter,
    baselines: &Baselines,
    reports: &Reports,
) -> Result<Option<Judged>, Error> {
    let (how, is_file, place) = (source.how, source.is_file(), source.place.clone());
    let options = config.read_options(&source.path);
    let text = source.read()?;
    let against = baselines.against(config, &options.path);
    let mended = fix::mend(text.clone(), &options, linter, against);
    if !how.wants(&mended.post) {
        let judged = Judged {
            text: (!is_file).then_some(text),
            ..Judged::default()
        };
        return Ok(Some(judged));
    }
    let mut notes: Vec<String> = note(linter, &mended.post, how).into_iter().collect();
    notes.extend(left(&mended));
    let written = match is_file && mended.text != text {
        true => source::replace(&place, &options.path, &text, &mended.text),
        false => Ok(()),
    };
    if let Err(error) = written {
        let post = crate::read(text, &options);
        let verdict = linter.lint_against(&post, against);
        let mut errors = failures(verdict.failures.clone());
        errors.push(error);
        return Ok(Some(Judged {
            pieces: reports.render(&post, &verdict, linter),
            errors,
            unchecked: Unchecked::of(&verdict),
            is_new: linter.assumes(&post),
            ..Judged::default()
        }));
    }
    Ok(Some(Judged {
        notes,
        pieces: reports.render(&mended.post, &mended.verdict, linter),
        text: (!is_file).then_some(mended.text),
        fixed: Fixed::of(mended.done),
        kept: None,
        is_new: linter.assumes(&mended.post),
        unchecked: Unchecked::of(&mended.verdict),
        old: mended.verdict.old,
        errors: failures(mended.verdict.failures),
    }))
}

/// What is told of fixes that were not made.
fn left(mended: &Mended<'_>) -> Vec<String> {
    let path = &mended.post.path;
    if mended.gave_up {
        return vec![format!(
            "{path}: nothing was fixed, since too many fixes would have changed something else"
        )];
    }
    let told = mended.left.iter().map(|(span, rule)| {
        let place = mended.post.doc.position(span.start);
        let (line, column) = (place.line, place.column);
        format!("{path}:{line}:{column}: a fix of {rule} would have changed something else, and was left out")
    });
    told.collect()
}

/// Prints what would change.
pub(super) fn diff(
    found: (Vec<Configured>, Outcome),
    linters: &Linters,
    baselines: &Baselines,
    io: &mut Io<'_>,
) -> Result<Outcome, Error> {
    let mut done = documents::open(found, io, |source, config| {
        differences(source, config, linters, baselines)
    });
    let mut fixed = Fixed::default();
    let files = done.results.len();
    for one in done.results {
        io.out.write_all(one.diff.as_bytes())?;
        one.notes.iter().for_each(|note| io.note(note));
        for error in &one.errors {
            io.error(error);
            done.outcome = Outcome::Failed;
        }
        fixed.add(one.fixed);
    }
    io.out.flush()?;
    match (files, done.outcome) {
        (0, Outcome::Clean) => io.note("no post-mortem found"),
        (0, _) => {}
        _ => io.summary(&fixed.proposed()),
    }
    let differs = match fixed.count() {
        0 => Outcome::Clean,
        _ => Outcome::Findings,
    };
    Ok(done.outcome.max(differs))
}

/// What would change in a document.
struct Differences {
    diff: String,
    notes: Vec<String>,
    fixed: Fixed,
    /// Rules that could not be decided.
    errors: Vec<Error>,
}

/// What would change in a document. Secrets are hidden on both sides.
fn differences(
    source: Source,
    config: &Arc<Config>,
    linters: &Linters,
    baselines: &Baselines,
) -> Result<Option<Differences>, Error> {
    let how = source.how;
    let options = config.read_options(&source.path);
    let text = source.read()?;
    let linter = linters.of(config)?;
    let against = baselines.against(config, &options.path);
    let mended = fix::mend(text.clone(), &options, linter, against);
    if !how.wants(&mended.post) {
        return Ok(None);
    }
    let (before, _) = secrets::hide(text);
    let diff = report::diff(&options.path, &before, mended.post.doc.text());
    let mut notes: Vec<String> = note(linter, &mended.post, how).into_iter().collect();
    notes.extend(left(&mended));
    Ok(Some(Differences {
        diff,
        notes,
        fixed: Fixed::of(mended.done),
        errors: failures(mended.verdict.failures),
    }))
}
