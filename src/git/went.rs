//! What went into a repository in a window of time: its commits, merges and tags.

use std::path::Path;

use git2::{Commit, ErrorClass, ErrorCode, Oid, Repository, Signature, Sort};
use jiff::Timestamp;

use super::open::with_border;
use crate::error::Error;
use crate::source::tree;

/// So many commits in a row are older before all that are left are believed to be older, since clocks differ.
const SLACK: usize = 1_000;

/// A commit, a merge or a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Went {
    /// When it came here; of a tag without a time of its own, the time of its commit.
    pub at: Timestamp,
    /// `commit`, `merge` or `tag`
    pub kind: &'static str,
    /// The abbreviated hash, or the tag's name.
    pub name: String,
    /// Who made it; none for a tag without a message.
    pub author: Option<String>,
    /// The first line of its message.
    pub subject: Option<String>,
}

/// What went into the repository around a folder, the last one first. What HEAD leads to counts, and every tag.
pub fn went(folder: &Path, since: Timestamp, until: Timestamp) -> Result<Vec<Went>, Error> {
    let failed = |error: git2::Error| failure(folder, &error);
    let repository = Repository::discover(folder).map_err(failed)?;
    let is_within = |at: Timestamp| since <= at && at <= until;
    let mut all = tags(&repository).map_err(failed)?;
    all.retain(|tag| is_within(tag.at));
    let head = head(&repository).map_err(failed)?;
    let repository = with_border(repository).map_err(failed)?;
    let commits = head.map(|head| commits(&repository, head, since, until));
    all.extend(commits.transpose().map_err(failed)?.unwrap_or_default());
    // One that is as old as another stays where history has it, and a tag before its commit.
    all.sort_by_key(|one| std::cmp::Reverse(one.at));
    Ok(all)
}

/// The commit that is checked out; none before the first one.
fn head(repository: &Repository) -> Result<Option<Oid>, git2::Error> {
    match repository.head().and_then(|head| head.peel_to_commit()) {
        Ok(head) => Ok(Some(head.id())),
        Err(error) if is_unborn(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

fn commits(
    repository: &Repository,
    head: Oid,
    since: Timestamp,
    until: Timestamp,
) -> Result<Vec<Went>, git2::Error> {
    let mut walk = repository.revwalk()?;
    walk.set_sorting(Sort::TIME)?;
    walk.push(head)?;
    let (mut found, mut older) = (Vec::new(), 0);
    for id in walk {
        let commit = repository.find_commit(id?)?;
        let at = time(commit.time());
        older = if at < since { older + 1 } else { 0 };
        if older > SLACK {
            break;
        }
        if since <= at && at <= until {
            found.push(of_commit(&commit, at));
        }
    }
    Ok(found)
}

fn is_unborn(error: &git2::Error) -> bool {
    matches!(error.code(), ErrorCode::UnbornBranch | ErrorCode::NotFound)
        || error.class() == ErrorClass::Reference
}

fn of_commit(commit: &Commit<'_>, at: Timestamp) -> Went {
    let kind = match commit.parent_count() {
        0 | 1 => "commit",
        _ => "merge",
    };
    let id = commit.id().to_string();
    Went {
        at,
        kind,
        name: id.get(..10).unwrap_or(&id).to_owned(),
        author: name(&commit.author()),
        subject: first_line(commit.message_bytes()),
    }
}

fn tags(repository: &Repository) -> Result<Vec<Went>, git2::Error> {
    let mut found = Vec::new();
    for reference in repository.references_glob("refs/tags/*")? {
        let reference = reference?;
        let name_of_tag = String::from_utf8_lossy(reference.shorthand_bytes()).into_owned();
        let tag = reference.peel_to_tag().ok();
        let tagger = tag.as_ref().and_then(|tag| tag.tagger());
        let commit = reference.peel_to_commit().ok();
        let when = tagger.as_ref().map(|tagger| tagger.when());
        // A tag of something else than a commit is no release.
        let Some(when) = when.or(commit.map(|commit| commit.time())) else {
            continue;
        };
        found.push(Went {
            at: time(when),
            kind: "tag",
            name: name_of_tag,
            author: tagger.as_ref().and_then(name),
            subject: tag
                .as_ref()
                .and_then(|tag| first_line(tag.message_bytes()?)),
        });
    }
    Ok(found)
}

fn time(time: git2::Time) -> Timestamp {
    Timestamp::from_second(time.seconds()).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn name(signature: &Signature<'_>) -> Option<String> {
    let name = String::from_utf8_lossy(signature.name_bytes());
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

fn first_line(message: &[u8]) -> Option<String> {
    let message = String::from_utf8_lossy(message);
    let line = message.trim_start().lines().next()?.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

fn failure(folder: &Path, error: &git2::Error) -> Error {
    let help = match (error.code(), error.class()) {
        (ErrorCode::NotFound, ErrorClass::Repository) => {
            "name a clone with --repo, or leave --since out"
        }
        (ErrorCode::Owner, _) => {
            "somebody else owns the repository; `git config --global --add safe.directory PATH` trusts it"
        }
        _ => "leave --since out, and list them with `git log --since`",
    };
    Error::Git {
        what: tree::relative(folder),
        message: error.message().to_owned(),
        help: Some(help.to_owned()),
    }
}
