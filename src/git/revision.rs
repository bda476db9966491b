//! From the name of a revision to a commit, or to the command that fetches what is missing.

use super::Id;
use super::access::{Access, Missing};
use crate::error::Error;

/// The commit that a revision names.
pub(super) fn commit(access: &Access, rev: &str) -> Result<Id, Error> {
    access.commit(rev).map_err(|why| missing(access, rev, why))
}

/// Why a revision is none, and what to do.
pub(super) fn missing(access: &Access, rev: &str, missing: Missing) -> Error {
    match missing {
        Missing::Other(error) => error,
        Missing::NoCommit => Error::Git {
            what: rev.to_owned(),
            message: "is no commit".to_owned(),
            help: Some("name a commit, a branch or a tag".to_owned()),
        },
        Missing::There if rev == "HEAD" => Error::Git {
            what: rev.to_owned(),
            message: "there is no commit yet".to_owned(),
            help: Some(
                "leave out the revision: what is in the files is read without it".to_owned(),
            ),
        },
        Missing::There => Error::Git {
            what: rev.to_owned(),
            message: "there is no such revision here".to_owned(),
            help: Some(how_to_have(access, rev)),
        },
    }
}

/// Two commits that have no ancestor in common, as far as is known here.
pub(super) fn without_merge_base(access: &Access, rev: &str, head: &str) -> Error {
    let (message, help) = match access.is_shallow() {
        true => (
            format!("this shallow clone does not hold the commit at which it and {head} part"),
            told(&fetch(access, rev, &remote(access, rev)), "what is missing"),
        ),
        false => (
            format!("it and {head} have no commit in common"),
            "name a revision of the same history".to_owned(),
        ),
    };
    Error::Git {
        what: rev.to_owned(),
        message,
        help: Some(help),
    }
}

fn how_to_have(access: &Access, rev: &str) -> String {
    // What follows the name of a commit goes along its history: `main~3`, `v1^{}`, `main@{yesterday}`.
    let name = rev.split(['~', '^', '@', ':']).next().unwrap_or_default();
    let remotes = access.remotes();
    if remotes.is_empty() {
        return "`git branch --all` and `git tag` list what is here".to_owned();
    }
    let is_there = |name: &str| access.commit(name).is_ok();
    if name != rev && is_there(if name.is_empty() { "HEAD" } else { name }) {
        return match access.is_shallow() {
            true => told(&unshallow(&remote(access, rev)), "its history"),
            false => "its history is shorter; `git log --oneline` shows it".to_owned(),
        };
    }
    let mut tracked = remotes.iter().map(|remote| format!("{remote}/{name}"));
    if let Some(near) = tracked.find(|tracked| is_there(tracked)) {
        return format!("did you mean `{near}`?");
    }
    told(&fetch(access, name, &remote(access, name)), "it")
}

fn told(command: &str, what: &str) -> String {
    format!("`{command}` fetches {what}")
}

/// The command after which a revision is here, with the history that a shallow clone lacks.
fn fetch(access: &Access, rev: &str, remote: &str) -> String {
    let fetch = match access.is_shallow() {
        true => unshallow(remote),
        false => format!("git fetch {remote}"),
    };
    let branch = rev
        .strip_prefix(remote)
        .and_then(|rest| rest.strip_prefix('/'));
    match branch {
        // A clone of one branch follows no other, so that the name must be given for the branch to be kept under it.
        Some(branch) => format!("{fetch} +refs/heads/{branch}:refs/remotes/{remote}/{branch}"),
        None if is_hash(rev) => format!("{fetch} {rev}"),
        None if access.commit(rev).is_ok() => fetch,
        None => format!("{fetch} {rev}:{rev}"),
    }
}

fn unshallow(remote: &str) -> String {
    format!("git fetch --unshallow {remote}")
}

/// The remote that a revision names, else the usual one.
fn remote(access: &Access, rev: &str) -> String {
    let remotes = access.remotes();
    let is_named = |remote: &&String| {
        rev.strip_prefix(remote.as_str())
            .is_some_and(|rest| rest.starts_with('/'))
    };
    let usual = || {
        remotes
            .iter()
            .find(|remote| *remote == "origin")
            .or(remotes.first())
    };
    let found = remotes.iter().find(is_named).or_else(usual);
    found.cloned().unwrap_or_else(|| "origin".to_owned())
}

fn is_hash(rev: &str) -> bool {
    [40, 64].contains(&rev.len()) && rev.bytes().all(|byte| byte.is_ascii_hexdigit())
}
