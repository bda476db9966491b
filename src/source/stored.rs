//! The post-mortems of the index or of a commit: exactly the bytes that Git keeps.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::origin::markdown_below;
use super::select::discovered;
use super::{How, Request, Selection, Source, Text, tree, walk};
use crate::config::Configs;
use crate::error::Error;
use crate::git::{Files, Kept};

/// Every post-mortem below a folder, or with `only_staged` those that the next commit adds or changes; a named file as it
/// is kept, changed or not.
pub(super) fn select(
    files: &Arc<Files>,
    request: Request<'_>,
    configs: &Configs,
    selection: &mut Selection,
) -> Result<(), Vec<Error>> {
    let whole = [starting_folder(files, request.only_staged)];
    let paths = match request.paths {
        [] => &whole,
        paths => paths,
    };
    let staged = match request.only_staged {
        true => Some(files.staged().map_err(|error| vec![error])?),
        false => None,
    };
    for path in paths {
        let place = tree::absolute(path);
        if let Some(kept) = files.get(&place) {
            let how = match request.force_exclude {
                true => discovered(&place, configs)?,
                false => Some(How::Named),
            };
            let shown = tree::shown(path);
            selection
                .sources
                .extend(how.map(|how| source(files, kept, how, shown)));
        } else if files.is_folder(&place) {
            let found = below(files, &place, staged.as_deref());
            for kept in found {
                let how = walk::judge(&kept.place, files.root(), configs)?;
                let shown = tree::relative(&kept.place);
                selection
                    .sources
                    .extend(how.map(|how| source(files, kept, how, shown)));
            }
        } else if !request.force_exclude || discovered(&place, configs)?.is_some() {
            selection.errors.push(missing(files, path));
        }
    }
    Ok(())
}

/// Where the search begins when no path is given: for the next commit at the root, as Git does.
fn starting_folder(files: &Files, only_staged: bool) -> PathBuf {
    let here = tree::absolute(Path::new("."));
    match !only_staged && here.starts_with(files.root()) {
        true => here,
        false => files.root().to_owned(),
    }
}

fn below(files: &Files, folder: &Path, staged: Option<&[Kept]>) -> Vec<Kept> {
    let mut found = markdown_below(files, folder);
    if let Some(staged) = staged {
        let mut names = staged.iter().map(|kept| &kept.place).collect::<Vec<_>>();
        names.sort_unstable();
        found.retain(|kept| names.binary_search(&&kept.place).is_ok());
    }
    found
}

fn source(files: &Arc<Files>, kept: Kept, how: How, path: String) -> Source {
    Source {
        path,
        place: kept.place.clone(),
        how,
        text: Text::Kept(Arc::clone(files), kept),
    }
}

fn missing(files: &Files, path: &Path) -> Error {
    let help = match files.commit_id() {
        None => "`git add` it, or leave out --staged".to_owned(),
        Some(_) => format!(
            "`git ls-tree -r --name-only {}` lists what is",
            files.what()
        ),
    };
    Error::Git {
        what: tree::shown(path),
        message: format!("is not in {}", files.what()),
        help: Some(help),
    }
}
