//! The post-mortems of the index: exactly the bytes that would be committed.

use std::path::Path;

use super::select::discovered;
use super::{How, Request, Selection, Source, Text, read, tree, walk};
use crate::config::Configs;
use crate::error::Error;
use crate::git::{Index, Staged};

/// Without paths every post-mortem that the next commit adds or changes; below a named folder the same; a named file as
/// it stands in the index, changed or not.
pub(super) fn select(
    request: Request<'_>,
    configs: &Configs,
    selection: &mut Selection,
) -> Result<(), Vec<Error>> {
    let index = Index::open().map_err(|error| vec![error])?;
    let root = [index.root().to_owned()];
    let paths = match request.paths {
        [] => &root,
        paths => paths,
    };
    let changed = index.changed();
    for path in paths {
        let place = tree::absolute(path);
        match place.is_dir() {
            true => {
                let below = changed
                    .iter()
                    .filter(|staged| staged.place.starts_with(&place));
                for staged in below.filter(|staged| is_markdown(&staged.place)) {
                    let how = walk::judge(&staged.place, index.root(), configs)?;
                    add(&index, staged, how, selection);
                }
            }
            false => {
                let how = match request.force_exclude {
                    true => discovered(&place, configs)?,
                    false => Some(How::Named),
                };
                match index.get(&place) {
                    Some(staged) => add(&index, &staged, how, selection),
                    None if how.is_none() => {}
                    None => selection.errors.push(not_staged(path)),
                }
            }
        }
    }
    Ok(())
}

fn add(index: &Index, staged: &Staged, how: Option<How>, selection: &mut Selection) {
    let Some(how) = how else {
        return;
    };
    let path = tree::relative(&staged.place);
    match index
        .bytes(staged)
        .and_then(|bytes| read::bytes(bytes, &path))
    {
        Ok(text) => selection.sources.push(Source {
            path,
            place: staged.place.clone(),
            how,
            text: Text::Known(text),
        }),
        Err(error) => selection.errors.push(error),
    }
}

fn is_markdown(place: &Path) -> bool {
    let name = place.file_name().and_then(|name| name.to_str());
    name.is_some_and(super::is_markdown)
}

fn not_staged(path: &Path) -> Error {
    Error::Git {
        what: tree::shown(path),
        message: "is not in the index".to_owned(),
        help: Some("`git add` it, or leave out --staged".to_owned()),
    }
}
