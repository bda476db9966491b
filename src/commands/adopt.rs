//! `whys adopt`: front matter from what a document states.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::documents::{self, Configured};
use super::lint::Linters;
use super::{Io, Outcome, today};
use crate::adopt::{self, Adopted, Site};
use crate::cli::{AdoptArgs, Common};
use crate::config::Configs;
use crate::error::Error;
use crate::linter::{Linter, Options};
use crate::postmortem::{Kind, PostMortem, ReadOptions};
use crate::report;
use crate::secrets;
use crate::source::{self, Request, Source, tree};

pub(super) fn run(args: &AdoptArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    if args.paths.iter().any(|path| path == Path::new("-")) {
        return Err(Error::Usage {
            message: "adopt is for files, and `-` is standard input".to_owned(),
            help: Some("name the files".to_owned()),
        });
    }
    let configs = Configs::new(common.no_config);
    let request = Request {
        paths: &args.paths,
        ..Request::default()
    };
    let found = documents::find(request, &configs, io)?;
    let linters = linters(&found.0, today(args.today)).map_err(|errors| io.all_but_last(errors))?;
    let done = documents::open(found, io, |source, config| {
        let linter = linters.of(config)?;
        let options = config.read_options(&source.path);
        one(source, &options, linter, args.diff).map(Some)
    });
    let mut outcome = done.outcome;
    let (mut keys, mut changed) = (0, 0);
    let mut sites: Vec<Site> = Vec::new();
    for one in &done.results {
        io.out.write_all(one.text.as_bytes())?;
        one.notes.iter().for_each(|note| io.note(note));
        if one.keys > 0 {
            (keys, changed) = (keys + one.keys, changed + 1);
            sites.extend(one.site.clone().filter(|site| !sites.contains(site)));
        }
    }
    io.out.flush()?;
    for site in &sites {
        let config = tree::relative(&site.config);
        let (name, effect) = (site.name, site.effect);
        io.note(&format!(
            "{name} ({config}) makes a site of these files: {effect}"
        ));
    }
    let of = done.results.len();
    io.summary(&report::adopted_summary(changed, of, keys, args.diff));
    if args.diff && changed > 0 {
        outcome = outcome.max(Outcome::Findings);
    }
    Ok(outcome)
}

/// What became of one document.
#[derive(Default)]
struct Done {
    /// The keys with their sources, and the difference where it is asked for.
    text: String,
    notes: Vec<String>,
    keys: usize,
    site: Option<Site>,
}

fn one(source: Source, options: &ReadOptions, linter: &Linter, diff: bool) -> Result<Done, Error> {
    let place = source.place.clone();
    let text = source.read()?;
    let post = crate::read(text.clone(), options);
    if let Some(why) = unfit(&post) {
        let note = format!("{}: {why}, so it is left as it is", post.path);
        return Ok(Done {
            notes: vec![note],
            ..Done::default()
        });
    }
    if let Some(fault) = &post.metadata.error {
        let at = post.doc.position(fault.span.start);
        return Err(Error::Refused {
            path: format!("{}:{}:{}", post.path, at.line, at.column),
            message: format!("the front matter cannot be read: {}", fault.message),
            help: "mend it first: nothing is added to what is broken".to_owned(),
        });
    }
    let adopted = adopt::adopt(&text, options, linter);
    if adopted.text != text && !diff {
        source::replace(&place, &post.path, &text, &adopted.text)?;
    }
    Ok(Done {
        text: print(&post, &adopted, diff),
        notes: left(&post, &adopted),
        keys: adopted.added.len(),
        site: adopt::site_around(&place),
    })
}

/// Why a document gets no front matter.
fn unfit(post: &PostMortem) -> Option<&'static str> {
    match post.kind {
        _ if !source::is_markdown(post.path.rsplit('/').next().unwrap_or_default()) => {
            Some("no Markdown by its name")
        }
        Kind::Template => Some("looks like a template"),
        Kind::Other => Some("looks like no post-mortem"),
        Kind::PostMortem => None,
    }
}

fn print(post: &PostMortem, adopted: &Adopted, diff: bool) -> String {
    let mut text = report::adopted(post, &adopted.added);
    if diff {
        let (after, _) = secrets::hide(adopted.text.clone());
        text.push_str(&report::diff(&post.path, post.doc.text(), &after));
    }
    text
}

/// What is told of facts that could not be repeated.
fn left(post: &PostMortem, adopted: &Adopted) -> Vec<String> {
    let facts = adopted.left.iter();
    let told = facts.map(|fact| {
        let at = post.doc.position(fact.span.start);
        let (path, key) = (&post.path, fact.key);
        format!(
            "{path}:{}:{}: `{key}` is stated here, and as a key it would change what else is read or reported: left out",
            at.line, at.column
        )
    });
    told.collect()
}

fn linters(documents: &[Configured], today: Date) -> Result<Linters, Vec<Error>> {
    let mut linters: Vec<(Arc<_>, Linter)> = Vec::new();
    for document in documents {
        let config = &document.config;
        if linters.iter().any(|(known, _)| Arc::ptr_eq(known, config)) {
            continue;
        }
        let options = Options {
            profile: config.profile,
            assumed: config.assumed,
            known: config.known(),
            ..Options::new(today)
        };
        let linter = Linter::new(config.load_rules()?, options).map_err(|unknown| {
            vec![Error::unknown_rule(&unknown.id, unknown.nearest.as_deref())]
        })?;
        linters.push((Arc::clone(config), linter));
    }
    Ok(Linters::from(linters))
}
