//! From documents to the ledger: read or taken from the last run, then tied to what happened to their actions.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::commands::documents::{self, Configured};
use crate::commands::{Io, Outcome};
use crate::config::{Config, Configs};
use crate::error::Error;
use crate::git::Id;
use crate::ledger::{self, Entry, Files, Gone, Item, Past, Trail, Version};
use crate::source::{Origin, Source, tree};

/// A post-mortem that was read.
pub(super) struct Read {
    pub(super) path: String,
    pub(super) place: PathBuf,
    pub(super) config: Arc<Config>,
    pub(super) version: Arc<Version>,
    /// The work tree that it lies in, and its path below the root of that; its bytes.
    below: Option<(PathBuf, Arc<str>)>,
    bytes: Id,
}

/// All that was read, with what is known of the past.
pub(super) struct Gathered {
    pub(super) read: Vec<Read>,
    pub(super) outcome: Outcome,
    /// The history of each work tree.
    pub(super) pasts: BTreeMap<PathBuf, Past>,
    /// Why some histories cannot be read.
    pub(super) unread: Vec<Error>,
}

/// Reads the documents; with `history` also what happened to their actions.
pub(super) fn gather(
    found: (Vec<Configured>, Outcome),
    history: bool,
    today: Date,
    configs: &Configs,
    io: &mut Io<'_>,
) -> Gathered {
    let mut opened: BTreeMap<PathBuf, Past> = BTreeMap::new();
    let mut unread = Vec::new();
    let origin = configs.origin();
    let commit = origin.files().and_then(|files| files.commit_id());
    if history {
        for root in roots(&found.0, origin) {
            match ledger::open(&root, commit, configs) {
                Ok(past) => opened.extend(past.map(|past| (root, past))),
                Err(error) => unread.push(error),
            }
        }
    }
    let done = documents::open(found, io, |source, config| {
        let (path, place, how) = (source.path.clone(), source.place.clone(), source.how);
        let below = match is_kept(&source, origin) {
            true => below(&place, origin),
            false => None,
        };
        let text = source.read()?;
        let bytes = Id::of_bytes(text.as_bytes());
        let known = below.as_ref().and_then(|(root, below)| {
            let file = opened.get(root)?.file(below)?;
            (file.bytes == bytes).then(|| Arc::clone(&file.version))
        });
        let version = known.or_else(|| {
            // The same wherever whys is run from, as the next run may take it from this one.
            let named = below.as_ref().map_or(path.as_str(), |(_, below)| below);
            let post = crate::follow(text, &config.read_options(named));
            Version::read(&post, how).map(Arc::new)
        });
        let version = version.filter(|version| version.is_wanted);
        Ok(version.map(|version| Read {
            path,
            place,
            config: Arc::clone(config),
            version,
            below,
            bytes,
        }))
    });
    let mut pasts = BTreeMap::new();
    for (root, past) in opened {
        let files: Files = done
            .results
            .iter()
            .filter_map(|read| {
                let (_, below) = read.below.as_ref().filter(|(of, _)| *of == root)?;
                Some((Arc::clone(below), (read.bytes, Arc::clone(&read.version))))
            })
            .collect();
        let files = match origin.is_disk() {
            true => as_committed(files, &past, &root),
            false => files,
        };
        let is_there = |path: &str| origin.is_file(&root.join(path));
        let past = past.with(&files, today, &is_there);
        pasts.insert(root.clone(), past);
    }
    Gathered {
        read: done.results,
        outcome: done.outcome,
        pasts,
        unread,
    }
}

/// Whether a document lies in a file, and not on standard input.
fn is_kept(source: &Source, origin: &Origin) -> bool {
    source.is_file() || !origin.is_disk()
}

/// The work trees of the documents.
fn roots(documents: &[Configured], origin: &Origin) -> Vec<PathBuf> {
    let mut roots: Vec<PathBuf> = Vec::new();
    let mut seen: HashMap<PathBuf, Option<PathBuf>> = HashMap::new();
    for document in documents.iter().filter(|one| is_kept(&one.source, origin)) {
        let folder = document.source.place.parent().unwrap_or(Path::new("/"));
        let root = seen
            .entry(folder.to_owned())
            .or_insert_with(|| origin.root_of(folder));
        roots.extend(root.clone().filter(|root| !roots.contains(root)));
    }
    roots
}

/// The work tree around a place, and the path below it.
fn below(place: &Path, origin: &Origin) -> Option<(PathBuf, Arc<str>)> {
    let root = origin.root_of(place.parent()?)?;
    let below = Arc::from(tree::shown(place.strip_prefix(&root).ok()?));
    Some((root, below))
}

/// What Git checked out with other line ends is what it was.
fn as_committed(files: Files, past: &Past, root: &Path) -> Files {
    let same = |path: &str, bytes: Id| {
        let committed = past.file(path)?.bytes;
        if committed == bytes {
            return None;
        }
        let text = std::fs::read_to_string(root.join(path)).ok()?;
        let plain = text.contains("\r\n").then(|| text.replace("\r\n", "\n"))?;
        (Id::of_bytes(plain.as_bytes()) == committed).then_some(committed)
    };
    let files = files.into_iter().map(|(path, (bytes, version))| {
        let bytes = same(&path, bytes).unwrap_or(bytes);
        (path, (bytes, version))
    });
    files.collect()
}

impl Gathered {
    /// How many actions have each id, in lower case, also among those that are not listed.
    pub(super) fn ids(&self) -> HashMap<String, usize> {
        let items = self.read.iter().flat_map(|read| &read.version.items);
        let mut ids = HashMap::new();
        for id in items.filter_map(|item| item.id.as_deref()) {
            *ids.entry(id.to_ascii_lowercase()).or_default() += 1;
        }
        ids
    }

    /// The entries of a post-mortem.
    pub(super) fn entries(&self, read: &Read, today: Date) -> Vec<Entry> {
        let file = read.below.as_ref().and_then(|(root, below)| {
            let past = self.pasts.get(root)?;
            Some((past, past.file(below)?))
        });
        let items = read.version.items.iter().enumerate();
        let entries = items.map(|(at, item)| {
            let trail = file.and_then(|(past, file)| {
                let life = file.lives.get(at)?;
                Trail::of(past, life, today)
            });
            entry(read, item.clone(), trail)
        });
        entries.collect()
    }

    /// The actions that are gone, with the history that tells it.
    pub(super) fn gone(&self) -> impl Iterator<Item = (&Path, &Past, &Arc<Gone>)> {
        self.pasts.iter().flat_map(|(root, past)| {
            let gone = past.vanished().into_iter();
            gone.map(move |gone| (root.as_path(), past, gone))
        })
    }
}

fn entry(read: &Read, item: Item, trail: Option<Trail>) -> Entry {
    let version = &read.version;
    Entry {
        path: read.path.clone(),
        place: read.place.clone(),
        rank: ledger::rank_of(version.severity.as_deref(), &read.config.severities),
        post: Arc::clone(version),
        ticket_url: ticket_url(&item, &read.config),
        item,
        trail,
    }
}

/// An action that is gone, as it was last.
pub(super) fn entry_of(
    root: &Path,
    gone: &Gone,
    trail: Option<Trail>,
    configs: &Configs,
) -> Result<Entry, Vec<Error>> {
    let place = root.join(&gone.path);
    let config = configs.of_document(&place)?;
    let post = Version {
        id: gone.post.clone(),
        title: gone.title.clone(),
        team: gone.team.clone(),
        severity: gone.severity.clone(),
        status: None,
        is_restricted: gone.is_restricted,
        is_wanted: gone.is_wanted,
        items: Vec::new(),
    };
    Ok(Entry {
        path: tree::relative(&place),
        rank: ledger::rank_of(post.severity.as_deref(), &config.severities),
        place,
        post: Arc::new(post),
        ticket_url: ticket_url(&gone.item, &config),
        item: gone.item.clone(),
        trail,
    })
}

/// Where a ticket is found.
fn ticket_url(item: &Item, config: &Config) -> Option<String> {
    let ticket = item.ticket.as_ref()?;
    let is_url = ticket.starts_with("https://") || ticket.starts_with("http://");
    match is_url {
        true => Some(ticket.clone()),
        false => {
            let url = config.tracker.url.as_deref()?;
            Some(url.replace("{ticket}", ticket))
        }
    }
}
