//! Where a folder stands: the work tree around it, and paths as people read them.

use std::path::{Component, Path, PathBuf};

/// The absolute path, without `.` and without asking the file system: links stay what they are.
pub fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// The root of the work tree around an absolute folder: the nearest folder with a `.git`. Git itself is not asked, so
/// that whys reads files where Git is missing or its repository unreadable.
pub fn work_tree(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|up| up.join(".git").exists())
}

/// Whether following links leads from a place below `root` to one that is not.
pub fn leads_out(place: &Path, root: &Path) -> bool {
    match (place.canonicalize(), root.canonicalize()) {
        (Ok(target), Ok(root)) => !target.starts_with(root),
        _ => false,
    }
}

/// A path with `/` between its parts and without `./` before them; what is not UTF-8 is replaced.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = match std::path::MAIN_SEPARATOR {
        '/' => text.into_owned(),
        other => text.replace(other, "/"),
    };
    let mut rest = text.as_str();
    while let Some(shorter) = rest.strip_prefix("./") {
        rest = shorter.trim_start_matches('/');
    }
    rest.to_owned()
}

/// An absolute path as seen from the current folder, with `..` where it must; absolute when they share nothing.
pub fn relative(path: &Path) -> String {
    relative_to(&absolute(Path::new(".")), path)
}

/// An absolute path as seen from an absolute folder.
pub fn relative_to(folder: &Path, path: &Path) -> String {
    let shared = path
        .components()
        .zip(folder.components())
        .take_while(|(a, b)| a == b)
        .count();
    if shared <= 1 {
        return shown(path);
    }
    let up = folder
        .components()
        .skip(shared)
        .map(|_| Component::ParentDir);
    shown(
        &up.chain(path.components().skip(shared))
            .collect::<PathBuf>(),
    )
}
