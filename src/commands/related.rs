//! `whys related`: earlier post-mortems like one of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::documents::{self, Configured};
use super::{Io, Outcome, today};
use crate::cli::{Common, RelatedArgs, RelatedFormat};
use crate::config::Configs;
use crate::error::{Error, Unreadable};
use crate::related::{Digest, FollowUp, Index, Listing};
use crate::report::{related_json, related_markdown, related_text, related_words};
use crate::source::{Request, tree};

/// How wide the list is where there is no terminal.
const WIDTH: usize = 100;

pub(super) fn run(args: &RelatedArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    if args.path.is_dir() {
        return Err(Error::Read {
            path: tree::shown(&args.path),
            problem: Unreadable::Folder,
        });
    }
    let configs = Configs::new(common.no_config);
    let asked = tree::absolute(&args.path);
    let shown = tree::shown(&args.path);
    let found = gather(args, &asked, &configs, io)?;
    let done = documents::open(found, io, |source, config| {
        let how = source.how;
        let options = config.read_options(&source.path);
        let is_asked = source.place == asked;
        let digest = Digest::read(source.read()?, &options, |outline| {
            how.wants_outline(outline)
        });
        // Whoever asks about a restricted one sees it already.
        Ok(digest.map(|mut digest| {
            digest.restricted &= !is_asked;
            digest
        }))
    });
    let index = Index::build(done.results);
    let Some(digest) = index.at(&shown) else {
        return Ok(Outcome::Failed);
    };
    let follow_up = |path: &str| {
        let place = tree::absolute(Path::new(path));
        Arc::new(FollowUp::at(path, &place, &configs))
    };
    let listing = Listing::of(&index, digest, args.limit, today(args.today), follow_up);
    let text = match args.format {
        RelatedFormat::Text => related_text::text(&listing, io.width.unwrap_or(WIDTH)),
        RelatedFormat::Markdown => related_markdown::text(&listing),
        RelatedFormat::Json => related_json::json(&listing),
    };
    io.out.write_all(text.as_bytes())?;
    io.out.flush()?;
    if args.format != RelatedFormat::Markdown {
        io.summary(&related_words::summary(&listing));
    }
    Ok(done.outcome)
}

/// The post-mortem, then the others of its repository, or those among which it is to be looked for.
fn gather(
    args: &RelatedArgs,
    asked: &Path,
    configs: &Configs,
    io: &mut Io<'_>,
) -> Result<(Vec<Configured>, Outcome), Error> {
    let folder = asked.parent().unwrap_or(asked);
    let root = tree::relative(tree::work_tree(folder).unwrap_or(folder));
    let root = match root.is_empty() {
        true => PathBuf::from("."),
        false => PathBuf::from(root),
    };
    let among = match args.among.is_empty() {
        true => std::slice::from_ref(&root),
        false => &args.among,
    };
    let find = |paths, io: &mut Io<'_>| {
        let request = Request {
            paths,
            ..Request::default()
        };
        documents::find(request, configs, io)
    };
    let (mut documents, outcome) = find(std::slice::from_ref(&args.path), io)?;
    let (others, also) = find(among, io)?;
    let others = others
        .into_iter()
        .filter(|other| other.source.place != asked);
    documents.extend(others);
    Ok((documents, outcome.max(also)))
}
