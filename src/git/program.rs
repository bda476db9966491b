//! The index as Git itself reads it, for the formats that libgit2 cannot read.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::index::Contents;
use crate::error::Error;

/// The index; none where there is no `git`, or it does not read it either.
pub(super) fn open() -> Option<Contents> {
    let root = git(&["rev-parse", "--show-toplevel"])?;
    let root = PathBuf::from(String::from_utf8(root).ok()?.trim_end_matches(['\n', '\r']));
    // Paths of `ls-files` are relative to the current folder, those of `--full-name` to the root.
    let files = git(&["ls-files", "--stage", "-z", "--full-name", ":/"])?;
    let changed = git(&[
        "diff",
        "--cached",
        "--name-only",
        "-z",
        "--no-renames",
        "--diff-filter=AMT",
    ])?;
    Some(Contents {
        root,
        files: parts(&files)
            .filter_map(|entry| file(&entry))
            .collect::<HashMap<_, _>>(),
        changed: parts(&changed).map(PathBuf::from).collect(),
    })
}

/// `100644 <id> <stage>\t<path>`, of regular files without a conflict.
fn file(entry: &str) -> Option<(PathBuf, String)> {
    let (facts, path) = entry.split_once('\t')?;
    let mut facts = facts.split(' ');
    let (mode, id, stage) = (facts.next()?, facts.next()?, facts.next()?);
    (mode.starts_with("100") && stage == "0").then(|| (PathBuf::from(path), id.to_owned()))
}

fn parts(output: &[u8]) -> impl Iterator<Item = String> + '_ {
    let parts = output
        .split(|&byte| byte == 0)
        .filter(|part| !part.is_empty());
    parts.map(|part| String::from_utf8_lossy(part).into_owned())
}

pub(super) fn bytes(id: &str, path: &str) -> Result<Vec<u8>, Error> {
    git(&["cat-file", "blob", id]).ok_or_else(|| Error::Git {
        what: path.to_owned(),
        message: "its staged bytes cannot be read".to_owned(),
        help: Some("`git fsck` may say more".to_owned()),
    })
}

/// What a Git command writes, when it succeeds. It finds the index of a hook by the variables that it inherits.
fn git(args: &[&str]) -> Option<Vec<u8>> {
    let output = Command::new("git")
        .args(args)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output.status.success().then_some(output.stdout)
}
