//! `whys advance`: a post-mortem with what its next status needs.

use std::sync::Arc;

use super::beyond::Beyond;
use super::{Io, Outcome, today};
use crate::advance::{Advanced, Forms, advance};
use crate::cli::{AdvanceArgs, Common};
use crate::config::Configs;
use crate::error::Error;
use crate::fix::set;
use crate::linter::{Linter, Options};
use crate::markdown::FrontData;
use crate::postmortem::{Kind, PostMortem, Status};
use crate::report::advanced;
use crate::review::{Stop, review};
use crate::rules::Needs;
use crate::source::{self, tree};
use crate::template::{Form, Templates};

pub(super) fn run(args: &AdvanceArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    let reason = reason(args)?;
    let (place, path) = (tree::absolute(&args.path), tree::shown(&args.path));
    let configs = Arc::new(Configs::new(common.no_config));
    let config = configs
        .of_document(&place)
        .map_err(|errors| io.all_but_last(errors))?;
    let rules = config
        .load_rules()
        .map_err(|errors| io.all_but_last(errors))?;
    let (known, templates) = (config.known(), Templates::of(&config));
    let needs = Needs::of(&rules);
    let forms = Forms {
        form: Form {
            needs: &needs,
            known: &known,
        },
        templates: &templates,
    };
    let day = today(args.today);
    let options = Options {
        whole: true,
        known: Beyond::alone(&configs).known(&config),
        ..Options::new(day)
    };
    let linter = Linter::new(rules, options)
        .map_err(|unknown| Error::unknown_rule(&unknown.id, unknown.nearest.as_deref()))?;
    let read_options = config.read_options(&path);
    // Whoever logs into it meanwhile waits, and finds the new sections.
    let real = place.canonicalize();
    let folder = real.as_deref().unwrap_or(&place).parent();
    let _lock = match folder {
        Some(folder) if folder.is_dir() => Some(source::lock(folder, &path)?),
        _ => None,
    };
    let before = source::file(&place, &path)?;
    let post = crate::read(before.clone(), &read_options);
    let was = movable(&post, args.status)?;
    let mut done = advance(&before, &read_options, args.status, day.to_string(), &forms)?;
    let after = crate::read(done.text.clone(), &read_options);
    let mut stops = stops(&after, &linter, io);
    if args.status == Status::Final {
        let count = stops.iter().map(|stop| stop.errors.len()).sum();
        match reason {
            Some(reason) if count > 0 && was != Some(Status::Final) => {
                let reason = format!("{day} final with {}: {reason}", advanced::errors(count));
                done.text = amended(&after, &done, reason)?;
            }
            None if count > 0 => {
                // As the document stands, so that the lines are those of the file.
                let standing = Stop::at(&post, &linter, Status::Final);
                if !standing.errors.is_empty() {
                    stops = vec![standing];
                }
                io.out
                    .write_all(advanced::refused(&path, &stops).as_bytes())?;
                return Ok(Outcome::Findings);
            }
            _ => {}
        }
    }
    if done.text != before {
        source::replace(&place, &path, &before, &done.text)?;
    }
    let text = advanced::text(&path, was, args.status, &done, &stops);
    io.out.write_all(text.as_bytes())?;
    Ok(Outcome::Clean)
}

/// Why there may be errors, on one line.
fn reason(args: &AdvanceArgs) -> Result<Option<String>, Error> {
    let Some(reason) = &args.reason else {
        return Ok(None);
    };
    if args.status != Status::Final {
        return Err(Error::Usage {
            message: format!("`{}` is given in spite of errors", args.status.word()),
            help: Some("leave out --force and --reason".to_owned()),
        });
    }
    let reason: Vec<&str> = reason.split_whitespace().collect();
    match reason.is_empty() {
        true => Err(Error::usage("the reason says nothing")),
        false => Ok(Some(reason.join(" "))),
    }
}

/// The status that a document has, when it may be moved on to another.
fn movable(post: &PostMortem, to: Status) -> Result<Option<Status>, Error> {
    let refused = |message: String, help: &str| Error::Refused {
        path: post.path.clone(),
        message,
        help: help.to_owned(),
    };
    if post.kind != Kind::PostMortem {
        return Err(refused(
            "looks like no post-mortem".to_owned(),
            "nothing was written; `whys new` begins one",
        ));
    }
    let was = post.metadata.status.as_ref().map(|status| status.value);
    match was {
        Some(was) if was > to => Err(refused(
            format!(
                "is `{}` already, which comes after `{}`",
                was.word(),
                to.word()
            ),
            "nothing was written; to move it back, set `status` by hand",
        )),
        was => Ok(was),
    }
}

/// What stops a document from the status behind its own; at `final`, from that.
fn stops(post: &PostMortem, linter: &Linter, io: &mut Io<'_>) -> Vec<Stop> {
    let review = review(post, linter);
    for failure in review.failures {
        io.error(&Error::page(failure));
    }
    review.stops
}

/// The text with one line more under `amended`.
fn amended(after: &PostMortem, done: &Advanced, reason: String) -> Result<String, Error> {
    let scalar = |data: &FrontData| match data {
        FrontData::Scalar(text, _) => Some(text.clone()),
        _ => None,
    };
    let mut all: Vec<String> = match after.metadata.get("amended").map(|value| &value.data) {
        Some(FrontData::List(values)) => values
            .iter()
            .filter_map(|value| scalar(&value.data))
            .collect(),
        Some(data) => scalar(data).into_iter().collect(),
        None => Vec::new(),
    };
    all.push(reason);
    set::set(&done.text, &["amended"], &set::Value::Texts(all))
        .map_err(|unset| unset.refused(&done.text, &after.path))
}
