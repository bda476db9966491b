//! `whys review`: the bar raiser's reading of one document.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::beyond::Beyond;
use super::lint::{Linters, failures};
use super::{Io, Outcome, documents, today};
use crate::cli::{Common, ReviewArgs, ReviewFormat};
use crate::config::{Config, Configs};
use crate::error::{Error, Unreadable};
use crate::linter::{Linter, Options};
use crate::postmortem::Kind;
use crate::report::{review_json, review_markdown, review_text};
use crate::review::{Review, review};
use crate::rules::Rules;
use crate::source::{Origin, Request, tree};

/// How wide the page is where there is no terminal.
const WIDTH: usize = 100;

pub(super) fn run(args: &ReviewArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    let origin = Origin::of(false, args.rev.as_deref())?;
    if origin.is_folder(&tree::absolute(&args.path)) {
        return Err(Error::Read {
            path: tree::shown(&args.path),
            problem: Unreadable::Folder,
        });
    }
    refuse_to_overwrite(args)?;
    let configs = Arc::new(Configs::read_from(origin, common.no_config));
    let request = Request {
        paths: std::slice::from_ref(&args.path),
        stdin_filename: args.stdin_filename.as_deref(),
        ..Request::default()
    };
    let found = documents::find(request, &configs, io)?;
    let mut linters = Vec::new();
    for document in &found.0 {
        let rules = document.config.load_rules();
        let rules = rules.map_err(|errors| io.all_but_last(errors))?;
        linters.push((
            Arc::clone(&document.config),
            linter(args, &document.config, &configs, rules)?,
        ));
    }
    let linters = Linters::from(linters);
    let width = io.width.unwrap_or(WIDTH);
    let to_output = args.output.iter().all(|output| output.format.is_some());
    let done = documents::read(found, io, |post, _, config, _| {
        let review = review(post, linters.of(config)?);
        let main = to_output.then(|| print(&review, args.format, width));
        let copies = args.output.iter().map(|output| {
            let text = print(&review, output.format.unwrap_or(args.format), WIDTH);
            anstream::adapter::strip_str(&text).to_string()
        });
        Ok(Page {
            main,
            copies: copies.collect(),
            kind: post.kind,
            errors: failures(review.failures),
        })
    });
    let mut outcome = done.outcome;
    for page in done.results {
        if page.kind != Kind::PostMortem {
            io.note("this looks like no post-mortem; it is read as one all the same");
        }
        io.out.write_all(page.main.unwrap_or_default().as_bytes())?;
        for (output, text) in args.output.iter().zip(page.copies) {
            fs::write(&output.path, text).map_err(|source| Error::Write {
                path: tree::shown(&output.path),
                source,
            })?;
        }
        for error in &page.errors {
            io.error(error);
            outcome = Outcome::Failed;
        }
    }
    Ok(outcome)
}

/// What there is to say about a document.
struct Page {
    main: Option<String>,
    /// The text of each `--output`.
    copies: Vec<String>,
    kind: Kind,
    /// Rules that could not be decided.
    errors: Vec<Error>,
}

/// The page must not take the place of the document that it is about.
fn refuse_to_overwrite(args: &ReviewArgs) -> Result<(), Error> {
    let same = |path: &Path| match (path.canonicalize(), args.path.canonicalize()) {
        (Ok(output), Ok(document)) => output == document,
        _ => false,
    };
    match args.output.iter().any(|output| same(&output.path)) {
        true => Err(Error::Usage {
            message: "--output names the post-mortem itself".to_owned(),
            help: Some("name another file".to_owned()),
        }),
        false => Ok(()),
    }
}

fn linter(
    args: &ReviewArgs,
    config: &Config,
    configs: &Arc<Configs>,
    rules: Rules,
) -> Result<Linter, Error> {
    let options = Options {
        status: args.status,
        assumed: config.assumed,
        whole: true,
        known: Beyond::alone(configs).known(config),
        in_threads: true,
        ..Options::new(today(args.today))
    };
    Linter::new(rules, options)
        .map_err(|unknown| Error::unknown_rule(&unknown.id, unknown.nearest.as_deref()))
}

fn print(review: &Review<'_>, format: ReviewFormat, width: usize) -> String {
    match format {
        ReviewFormat::Text => review_text::text(review, width),
        ReviewFormat::Markdown => review_markdown::text(review),
        ReviewFormat::Json => review_json::json(review),
    }
}
