//! The post-mortems below a folder.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::{How, Source, Text, name, tree};
use crate::config::{Configs, MORE};
use crate::error::{Error, Unreadable};

/// A folder that is never looked into.
pub(super) const NEVER: &str = "node_modules";

/// Every file below `folder` that is a post-mortem by its path, or may be one by its text, in the order of the paths.
/// Hidden files, those that Git ignores and symbolic links are left out: a link within the tree would be read twice,
/// and one that leads out of it is not the repository's.
pub(super) fn walk(
    folder: &Path,
    configs: &Configs,
    errors: &mut Vec<Error>,
) -> Result<Vec<Source>, Vec<Error>> {
    let start = tree::absolute(folder);
    let root = tree::work_tree(&start).unwrap_or(&start).to_owned();
    let mut found = Vec::new();
    for entry in walker(folder) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                errors.push(unreadable(folder, error));
                continue;
            }
        };
        let named_markdown = entry.file_name().to_str().is_some_and(name::is_markdown);
        if !named_markdown || !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        let place = tree::absolute(entry.path());
        let how = judge(&place, &root, configs)?;
        found.extend(how.map(|how| Source {
            path: tree::shown(entry.path()),
            place,
            how,
            text: Text::File,
        }));
    }
    Ok(found)
}

/// Every Markdown file below a folder that [`walk`] would look at; what cannot be read is left out.
pub(crate) fn markdown_files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = walker(folder).flatten();
    let files = entries.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    let named = files.filter(|entry| entry.file_name().to_str().is_some_and(name::is_markdown));
    named.map(ignore::DirEntry::into_path)
}

/// What the configuration, else the path below the root, says about a file; none when it is no post-mortem.
pub(super) fn judge(
    place: &Path,
    root: &Path,
    configs: &Configs,
) -> Result<Option<How>, Vec<Error>> {
    // The pages of a team's rules are about post-mortems, and full of them.
    if place.iter().any(|part| part == MORE) {
        return Ok(None);
    }
    let config = configs.of(place.parent().unwrap_or(root))?;
    if let Some(included) = config.documents.judge(place) {
        return Ok(included.then_some(How::Named));
    }
    let below = tree::shown(place.strip_prefix(root).unwrap_or(place));
    Ok(name::judge(&below))
}

/// The same of a path below the root of a work tree, which may have been there once; none where its configuration is
/// wrong.
pub fn judge_below(root: &Path, below: &str, configs: &Configs) -> Option<How> {
    judge(&root.join(below), root, configs).ok().flatten()
}

fn walker(folder: &Path) -> ignore::Walk {
    WalkBuilder::new(folder)
        .filter_entry(|entry| entry.file_name() != NEVER)
        .sort_by_file_path(Path::cmp)
        .build()
}

fn unreadable(folder: &Path, error: ignore::Error) -> Error {
    let path = place_of(&error).unwrap_or_else(|| folder.to_owned());
    let text = error.to_string();
    let source = error
        .into_io_error()
        .unwrap_or_else(|| std::io::Error::other(text));
    Error::Read {
        path: tree::shown(&path),
        problem: Unreadable::Io(source),
    }
}

fn place_of(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            place_of(err)
        }
        _ => None,
    }
}
