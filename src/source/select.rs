//! From arguments to documents.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::{How, Origin, STDIN, Source, Text, read, stored, tree, walk};
use crate::config::Configs;
use crate::error::Error;

/// What the command line asks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// Files, folders, `-`; the current folder when there are none.
    pub paths: &'a [PathBuf],
    /// The path of what comes from standard input.
    pub stdin_filename: Option<&'a Path>,
    /// Whether named files are judged like those that are found.
    pub force_exclude: bool,
    /// Of folders in the index only what the next commit adds or changes.
    pub only_staged: bool,
}

/// The documents to read, and what could not be had.
#[derive(Debug, Default)]
pub struct Selection {
    /// In the order of the arguments, then of the paths; none twice.
    pub sources: Vec<Source>,
    /// What could not be had; the rest is done all the same.
    pub errors: Vec<Error>,
}

/// Finds the documents where the configurations come from. Fails as a whole only where the configuration or the repository cannot be read.
pub fn select(request: Request<'_>, configs: &Configs) -> Result<Selection, Vec<Error>> {
    let mut selection = Selection::default();
    check(request, configs.origin()).map_err(|error| vec![error])?;
    if let Origin::Git(files) = configs.origin() {
        stored::select(files, request, configs, &mut selection)?;
    } else {
        let here = [PathBuf::from(".")];
        let paths = match request.paths {
            [] => &here,
            paths => paths,
        };
        for path in paths {
            one(path, request, configs, &mut selection)?;
        }
    }
    let mut seen = HashSet::new();
    selection
        .sources
        .retain(|source| seen.insert(source.path.clone()));
    Ok(selection)
}

/// Refuses options that would do nothing.
fn check(request: Request<'_>, origin: &Origin) -> Result<(), Error> {
    let reads_stdin = request.paths.iter().any(|path| path == Path::new("-"));
    let (message, help) = match () {
        () if request.stdin_filename.is_some() && !reads_stdin => (
            "--stdin-filename names what comes from standard input, which is not read",
            "add `-`",
        ),
        () if !origin.is_disk() && reads_stdin => (
            "what comes from standard input is not in Git",
            "leave out `-`, or the option that names the index or a commit",
        ),
        () => return Ok(()),
    };
    Err(Error::Usage {
        message: message.to_owned(),
        help: Some(help.to_owned()),
    })
}

fn one(
    path: &Path,
    request: Request<'_>,
    configs: &Configs,
    selection: &mut Selection,
) -> Result<(), Vec<Error>> {
    if path == Path::new("-") {
        return stdin(request, configs, selection);
    }
    if path.is_dir() {
        let found = walk::walk(path, configs, &mut selection.errors)?;
        selection.sources.extend(found);
        return Ok(());
    }
    let place = tree::absolute(path);
    let how = match request.force_exclude {
        true => discovered(&place, configs)?,
        false => Some(How::Named),
    };
    selection.sources.extend(how.map(|how| Source {
        path: tree::shown(path),
        place,
        how,
        text: Text::File,
    }));
    Ok(())
}

/// What finding the file in its work tree would say about it. A link that leads out of the tree is not followed.
pub(super) fn discovered(place: &Path, configs: &Configs) -> Result<Option<How>, Vec<Error>> {
    let folder = place.parent().unwrap_or(place);
    let root = configs.root_of(folder);
    let is_link = || configs.origin().is_disk() && place.is_symlink();
    let leads_out = is_link() && tree::leads_out(place, &root);
    let named = place.file_name().and_then(|name| name.to_str());
    if leads_out || !named.is_some_and(super::is_markdown) {
        return Ok(None);
    }
    walk::judge(place, &root, configs)
}

fn stdin(
    request: Request<'_>,
    configs: &Configs,
    selection: &mut Selection,
) -> Result<(), Vec<Error>> {
    let (path, place) = match request.stdin_filename {
        Some(path) => (tree::shown(path), tree::absolute(path)),
        None => (STDIN.to_owned(), tree::absolute(Path::new(STDIN))),
    };
    let how = match request.force_exclude && request.stdin_filename.is_some() {
        true => discovered(&place, configs)?,
        false => Some(How::Named),
    };
    let Some(how) = how else {
        return Ok(());
    };
    match read::stream(&mut std::io::stdin().lock(), &path) {
        Ok(text) => selection.sources.push(Source {
            path,
            place,
            how,
            text: Text::Known(text),
        }),
        Err(error) => selection.errors.push(error),
    }
    Ok(())
}
