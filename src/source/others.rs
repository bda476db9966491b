//! The other post-mortems of a run, and of the repositories around it: their ids.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use super::{How, Source, read, tree, walk};
use crate::markdown::{Document, front_matter_of};
use crate::postmortem::{Outline, ReadOptions, glance};
use crate::rules::{self, Presence};

/// How much of a file is read for its front matter.
const HEAD: u64 = 16 << 10;

/// What a run knows of the documents beside the one that it judges. Nothing is read before a rule asks.
pub struct Others {
    documents: Vec<Named>,
    /// Whether folders were searched, so that whoever is not there can be said to be missing.
    searched: bool,
    of_run: OnceLock<OfRun>,
    by_root: Mutex<HashMap<PathBuf, Arc<HashSet<String>>>>,
    /// The work tree around each folder that was asked about: finding it asks for a file in each folder above.
    roots: Mutex<HashMap<PathBuf, Option<PathBuf>>>,
}

/// What the documents of the run are called, in lower case.
#[derive(Default)]
struct OfRun {
    /// Which documents have an id.
    by_id: HashMap<String, Vec<usize>>,
    /// Ids and file names: a reference may use either.
    names: HashSet<String>,
}

/// A document of the run.
struct Named {
    path: String,
    place: PathBuf,
    how: How,
    /// Whether it is a post-mortem; read once, however many ask.
    is_one: OnceLock<bool>,
}

impl Others {
    /// Those of a run.
    pub fn of<'s>(sources: impl Iterator<Item = &'s Source>, searched: bool) -> Self {
        let documents = sources.filter(|source| source.path != super::STDIN);
        let documents = documents.map(|source| Named {
            path: source.path.clone(),
            place: source.place.clone(),
            how: source.how,
            is_one: OnceLock::new(),
        });
        Self {
            documents: documents.collect(),
            searched,
            of_run: OnceLock::new(),
            by_root: Mutex::default(),
            roots: Mutex::default(),
        }
    }

    fn of_run(&self) -> &OfRun {
        self.of_run.get_or_init(|| {
            let mut run = OfRun::default();
            for (at, document) in self.documents.iter().enumerate() {
                let names = names_of(&document.path, &document.place);
                run.by_id.entry(names[0].clone()).or_default().push(at);
                run.names.extend(names);
            }
            run
        })
    }

    /// The work tree that a file stands in.
    fn root_of(&self, place: &Path) -> Option<PathBuf> {
        let folder = place.parent()?;
        let mut roots = self
            .roots
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(known) = roots.get(folder) {
            return known.clone();
        }
        let root = tree::work_tree(folder).map(Path::to_owned);
        roots.insert(folder.to_owned(), root.clone());
        root
    }

    /// What the Markdown files of a work tree are called: a reference to one that is no post-mortem names something, too.
    fn in_tree(&self, root: &Path) -> Arc<HashSet<String>> {
        let mut trees = self
            .by_root
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        let names = trees.entry(root.to_owned()).or_insert_with(|| {
            let files = walk::markdown_files(root);
            let names = files.flat_map(|place| {
                let path = tree::shown(place.strip_prefix(root).unwrap_or(&place));
                names_of(&path, &place)
            });
            Arc::new(names.collect())
        });
        Arc::clone(names)
    }
}

impl rules::Others for Others {
    fn namesakes(&self, path: &str, id: &str) -> Option<Vec<String>> {
        let place = tree::absolute(Path::new(path));
        let root = self.root_of(&place);
        let same = self.of_run().by_id.get(&id.to_lowercase());
        let others = same
            .into_iter()
            .flatten()
            .filter_map(|at| self.documents.get(*at));
        let found: Vec<String> = others
            .filter(|other| other.place != place && self.root_of(&other.place) == root)
            .filter(|other| *other.is_one.get_or_init(|| is_post_mortem(other)))
            .map(|other| other.path.clone())
            .collect();
        (self.searched || !found.is_empty()).then_some(found)
    }

    fn find(&self, path: &str, id: &str) -> Option<Presence> {
        let id = id.to_lowercase();
        if self.of_run().names.contains(&id) {
            return Some(Presence::There);
        }
        if !self.searched {
            return None;
        }
        let in_tree = self
            .root_of(&tree::absolute(Path::new(path)))
            .map(|root| self.in_tree(&root));
        let names = in_tree.as_deref().unwrap_or(&self.of_run().names);
        Some(match names.contains(&id) {
            true => Presence::There,
            false => rules::nearest(&id, names.iter().map(String::as_str))
                .map_or(Presence::Absent, |near| Presence::Near(near.to_owned())),
        })
    }
}

/// The id of a file and the one that its name alone would give, in lower case. A file that cannot be read has the latter
/// only; that it cannot be read is told elsewhere.
fn names_of(path: &str, place: &Path) -> [String; 2] {
    let named = glance(path, "").id.to_lowercase();
    let head = read::head(place, HEAD).unwrap_or_default();
    match front_matter_of(&head).lines().any(may_be_id) {
        true => [glance(path, &head).id.to_lowercase(), named],
        false => [named.clone(), named],
    }
}

/// Whether a line of front matter may hold the id: most have none, and their values need not be read.
fn may_be_id(line: &str) -> bool {
    let key = line.split([':', '=']).next().unwrap_or_default();
    let key = key.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
    key.ends_with("id") || key.ends_with("identifier")
}

/// Whether a document of the run is one, now that it matters.
fn is_post_mortem(document: &Named) -> bool {
    let options = ReadOptions {
        path: document.path.clone(),
        ..ReadOptions::default()
    };
    let text = read::file(&document.place, &document.path);
    text.is_ok_and(|text| {
        let outline = Outline::read(&Document::parse(text), &options);
        document.how.wants_outline(&outline)
    })
}
