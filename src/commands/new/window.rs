//! What changed before: the suspects.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::cli::{NewArgs, Since};
use crate::error::Error;
use crate::git::{self, Went};
use crate::secrets;
use crate::source::tree;
use crate::template::{Change, Changes};

/// So many are listed; whoever needs more has the wrong window.
const MOST: usize = 100;

/// What went out in the window that is asked for; none where none is.
pub(super) fn changes(
    args: &NewArgs,
    started: Option<&str>,
    here: &Path,
) -> Result<Option<Changes>, Error> {
    let Some(since) = args.since else {
        return Ok(None);
    };
    let started = started.and_then(|started| started.parse().ok());
    let until = args.until.or(started).unwrap_or_else(|| now(args));
    let since = match since {
        Since::At(at) => at,
        Since::Before(length) => until
            .checked_sub(length)
            .map_err(|_| Error::usage("--since is too long before --until"))?,
    };
    if since >= until {
        return Err(Error::Usage {
            message: format!(
                "nothing lies between --since {} and its end {}",
                day_and_time(since),
                day_and_time(until)
            ),
            help: Some("give --until a later time".to_owned()),
        });
    }
    let mut all = Vec::new();
    for (name, folder) in repositories(args, here) {
        let went = git::went(&folder, since, until)?;
        all.extend(went.into_iter().map(|one| (one.at, change(one, &name))));
    }
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let more = all.len().saturating_sub(MOST);
    Ok(Some(Changes {
        since: day_and_time(since),
        until: day_and_time(until),
        all: all.into_iter().map(|(_, one)| one).take(MOST).collect(),
        more,
    }))
}

/// Now, or the end of the day that is taken for today.
fn now(args: &NewArgs) -> Timestamp {
    let end = args.today.and_then(|day| {
        let next = day.tomorrow().ok()?;
        let end = next.to_zoned(TimeZone::UTC).ok()?;
        Some(end.timestamp())
    });
    end.unwrap_or_else(Timestamp::now)
}

/// The repository here, when there is one or no other is named, and those of `--repo`; named where there are several.
fn repositories(args: &NewArgs, here: &Path) -> Vec<(Option<String>, PathBuf)> {
    let mut folders: Vec<PathBuf> = Vec::new();
    if args.repositories.is_empty() || tree::work_tree(here).is_some() {
        folders.push(here.to_owned());
    }
    folders.extend(args.repositories.iter().map(|path| tree::absolute(path)));
    let several = folders.len() > 1;
    let named = folders.into_iter().map(|folder| {
        let root = tree::work_tree(&folder).unwrap_or(&folder);
        let name = root.file_name().map(|name| name.to_string_lossy());
        (
            name.map(|name| name.into_owned()).filter(|_| several),
            folder,
        )
    });
    let mut all: Vec<_> = named.collect();
    all.dedup();
    all
}

/// Whoever writes a message may have put a secret into it.
fn change(went: Went, repository: &Option<String>) -> Change {
    let clean = |text: String| secrets::hide(text).0;
    Change {
        at: day_and_time(went.at),
        repository: repository.clone(),
        kind: went.kind,
        name: clean(went.name),
        author: went.author.map(clean),
        subject: went.subject.map(clean),
    }
}

fn day_and_time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}
