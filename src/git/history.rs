//! The commits of a repository: who wrote them, and how a file looked at which time.
//!
//! They are read from the latest one on, no further than somebody asks, and none twice.

use std::collections::{BinaryHeap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use git2::{Commit, ObjectType, Oid, Repository, Time};
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use super::{Files, Identity, open};

/// So many commits are looked at for their authors: reading these takes about a second.
const MOST: usize = 100_000;

/// The history of one work tree.
pub struct History {
    repository: Repository,
    /// The latest commit; none before the first one.
    tip: Option<Oid>,
    people: People,
    /// The versions of a folder since a day, the newest first: from which day on it was that tree.
    folders: HashMap<(PathBuf, Date), Vec<(Date, Oid)>>,
}

/// The authors, as far as the commits were read.
#[derive(Default)]
struct People {
    /// Commits to read, the latest first.
    queue: BinaryHeap<(i64, Oid)>,
    queued: HashSet<Oid>,
    /// Everybody once, with the day of the latest commit.
    seen: Vec<(Identity, Date)>,
    known: HashSet<Identity>,
    read: usize,
    /// Whether commits are missing: those before a shallow clone begins, and those beyond [`MOST`].
    is_cut: bool,
}

impl History {
    /// The history of the work tree at this folder; none when there is no repository that can be read.
    pub fn open(root: &Path) -> Option<History> {
        Self::of(Repository::open(root).ok()?, None).ok()
    }

    /// The history of what the files are those of: of their commit, or for the index of the commit before the next one.
    pub fn of_files(files: &Files) -> Option<History> {
        let commit = files.commit_id().map(|id| Oid::from_bytes(id.as_bytes()));
        Self::of(open::repository().ok()?, commit.transpose().ok()?).ok()
    }

    fn of(repository: Repository, commit: Option<Oid>) -> Result<History, git2::Error> {
        let tip = match commit {
            Some(commit) => repository.find_commit(commit).ok(),
            None => head(&repository),
        };
        let tip = tip.map(|tip| tip.id());
        let repository = open::with_border(repository)?;
        let mut people = People {
            is_cut: repository.is_shallow(),
            ..People::default()
        };
        if let Some(tip) = tip.and_then(|tip| repository.find_commit(tip).ok()) {
            people.queue(&tip);
        }
        Ok(History {
            tip,
            repository,
            people,
            folders: HashMap::new(),
        })
    }

    /// Everybody who has committed, or is named beside the author, as far as the history is whole; the latest first.
    pub fn authors(&mut self) -> Vec<Identity> {
        while self.people.read_next(&self.repository) {}
        self.people
            .seen
            .iter()
            .map(|(person, _)| person.clone())
            .collect()
    }

    /// Whether a remote of the repository lies on GitHub.
    pub fn is_on_github(&self) -> bool {
        let remotes = self.repository.remotes();
        remotes.is_ok_and(|names| {
            let urls = names.iter().flatten().flatten().filter_map(|name| {
                let remote = self.repository.find_remote(name).ok()?;
                Some(remote.url().unwrap_or_default().to_owned())
            });
            urls.into_iter().any(|url| url.contains("github.com"))
        })
    }

    /// The day of the latest commit by somebody whom `is` accepts, as its author or with them; none inside when there
    /// is none. None when the history is not whole and may hold one.
    pub fn latest_commit(&mut self, is: &dyn Fn(&Identity) -> bool) -> Option<Option<Date>> {
        let seen = self.people.seen.iter();
        let mut found = seen
            .filter(|(person, _)| is(person))
            .map(|(_, day)| *day)
            .next();
        while found.is_none() {
            let from = self.people.seen.len();
            if !self.people.read_next(&self.repository) {
                break;
            }
            let new = self.people.seen.get(from..).unwrap_or_default();
            found = new
                .iter()
                .find(|(person, _)| is(person))
                .map(|(_, day)| *day);
        }
        match found {
            None if self.people.is_cut => None,
            found => Some(found),
        }
    }

    /// Whether `is` accepts every version of a file, named by its path below the root, that stood at some time since the
    /// end of `day`; false when there was none. None when a shallow clone begins later.
    pub fn was_always(
        &mut self,
        below: &Path,
        day: Date,
        is: &dyn Fn(&str) -> bool,
    ) -> Option<bool> {
        let folder = below.parent().unwrap_or(Path::new(""));
        let key = (folder.to_owned(), day);
        if !self.folders.contains_key(&key) {
            let versions = self.versions(folder, day);
            self.folders.insert(key.clone(), versions);
        }
        let versions = self.folders.get(&key)?;
        let name = below.file_name()?;
        let mut last = None;
        for (since, tree) in versions {
            let tree = self.repository.find_tree(*tree).ok();
            let file = tree
                .as_ref()
                .and_then(|tree| tree.get_path(Path::new(name)).ok());
            let Some(file) = file.map(|file| file.id()) else {
                return Some(false);
            };
            if last != Some(file) && !self.text(file).is_some_and(|text| is(&text)) {
                return Some(false);
            }
            if *since <= day {
                return Some(true);
            }
            last = Some(file);
        }
        match self.repository.is_shallow() {
            true => None,
            false => Some(false),
        }
    }

    /// The versions of a folder along the first parents: on a main branch the day is that of the merge.
    fn versions(&self, folder: &Path, day: Date) -> Vec<(Date, Oid)> {
        let mut versions: Vec<(Date, Oid)> = Vec::new();
        let mut next = self
            .tip
            .and_then(|tip| self.repository.find_commit(tip).ok());
        while let Some(commit) = next {
            let Some(tree) = tree_of(&commit, folder) else {
                break;
            };
            let since = day_of(commit.time());
            match versions.last_mut() {
                Some((last, same)) if *same == tree => *last = since,
                _ => versions.push((since, tree)),
            }
            if since <= day {
                break;
            }
            next = commit.parent(0).ok();
        }
        versions
    }

    fn text(&self, file: Oid) -> Option<String> {
        let blob = self.repository.find_blob(file).ok()?;
        String::from_utf8(blob.content().to_vec()).ok()
    }
}

impl People {
    fn queue(&mut self, commit: &Commit<'_>) {
        if self.queued.insert(commit.id()) {
            self.queue.push((commit.time().seconds(), commit.id()));
        }
    }

    /// Reads the next commit; false when there is none.
    fn read_next(&mut self, repository: &Repository) -> bool {
        let Some((_, id)) = self.queue.pop() else {
            return false;
        };
        self.read += 1;
        if self.read > MOST {
            self.is_cut = true;
            self.queue.clear();
            return false;
        }
        let Ok(commit) = repository.find_commit(id) else {
            self.is_cut = true;
            return true;
        };
        for at in 0..commit.parent_count() {
            match commit.parent(at) {
                Ok(parent) => self.queue(&parent),
                Err(_) => self.is_cut = true,
            }
        }
        // When it was written: a rebase moves only the other time.
        let day = day_of(commit.author().when());
        for person in people_of(&commit) {
            if self.known.insert(person.clone()) {
                self.seen.push((person, day));
            }
        }
        true
    }
}

fn head(repository: &Repository) -> Option<Commit<'_>> {
    repository.head().ok()?.peel_to_commit().ok()
}

/// The tree of a folder in a commit.
fn tree_of(commit: &Commit<'_>, folder: &Path) -> Option<Oid> {
    let tree = commit.tree().ok()?;
    if folder.as_os_str().is_empty() {
        return Some(tree.id());
    }
    let entry = tree.get_path(folder).ok()?;
    (entry.kind() == Some(ObjectType::Tree)).then(|| entry.id())
}

/// The day of a time where it was taken.
pub(super) fn day_of(time: Time) -> Date {
    let at = jiff::Timestamp::from_second(time.seconds()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let offset =
        Offset::from_seconds(time.offset_minutes().saturating_mul(60)).unwrap_or(Offset::UTC);
    TimeZone::fixed(offset).to_datetime(at).date()
}

/// The author, and those whom the message names beside them.
fn people_of(commit: &Commit<'_>) -> Vec<Identity> {
    let author = commit.author();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    let mut people = vec![identity(
        text(author.name_bytes()),
        text(author.email_bytes()),
    )];
    let message = String::from_utf8_lossy(commit.message_bytes());
    for line in message.lines() {
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        if !key.trim().eq_ignore_ascii_case("co-authored-by") {
            continue;
        }
        let (name, rest) = value.split_once('<').unwrap_or((value, ""));
        let email = rest.trim_end().trim_end_matches('>');
        people.push(identity(name.trim().to_owned(), email.to_owned()));
    }
    people
}

fn identity(name: String, email: String) -> Identity {
    let some = |text: String| (!text.is_empty()).then_some(text);
    Identity {
        name: some(name),
        email: some(email),
    }
}
