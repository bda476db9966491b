//! The other post-mortems of a run, and of the repositories around it: their ids, their words, their actions.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use rayon::prelude::*;

use super::words::{Entry, Words};
use super::{How, Origin, Source, stated, tree, walk};
use crate::config::Configs;
use crate::markdown::Document;
use crate::postmortem::{Outline, ReadOptions, id_of};
use crate::related::{FollowUp, Index};
use crate::rules::{self, Presence};

/// So often all files are searched for one id before the ids of all are read: a commit seldom has more post-mortems.
const SEARCHES: usize = 2;

/// What the others of a document are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Nobody knows: files were named.
    Unknown,
    /// The documents of the run, which folders were searched for.
    Run,
    /// All of the repository: the run judges a part of them.
    Repository,
}

/// What a run knows of the documents beside the one that it judges. Nothing is read before a rule asks.
pub struct Others {
    documents: Vec<Named>,
    scope: Scope,
    configs: Arc<Configs>,
    of_run: OnceLock<OfRun>,
    by_root: Mutex<HashMap<PathBuf, Arc<InTree>>>,
    /// The work tree around each folder that was asked about: finding it asks for a file in each folder above.
    roots: Mutex<HashMap<PathBuf, Option<PathBuf>>>,
    words: Words,
}

/// What the documents of the run are called, in lower case.
#[derive(Default)]
struct OfRun {
    /// Which documents have an id.
    by_id: HashMap<String, Vec<usize>>,
    /// Ids and file names: a reference may use either.
    names: HashSet<String>,
}

/// A document of the run, or one that may be an other.
struct Named {
    path: String,
    place: PathBuf,
    how: How,
    /// Whether it is a post-mortem; read once, however many ask.
    is_one: OnceLock<bool>,
}

/// The Markdown files of a repository: a reference to one that is no post-mortem names something, too.
struct InTree {
    /// By the id that the file name gives, in lower case.
    by_name: HashMap<String, Vec<PathBuf>>,
    /// By the id that the front matter states where it states one, in lower case. To know it every file has to be read.
    by_stated_id: OnceLock<HashMap<String, Vec<PathBuf>>>,
    /// How often somebody has asked who states an id.
    asked: AtomicUsize,
}

impl Others {
    /// Those of a run whose documents are found with `configs`.
    pub fn of<'s>(
        sources: impl Iterator<Item = &'s Source>,
        scope: Scope,
        configs: Arc<Configs>,
    ) -> Self {
        let documents = sources.filter(|source| source.path != super::STDIN);
        let documents = documents.map(|source| Named {
            path: source.path.clone(),
            place: source.place.clone(),
            how: source.how,
            is_one: OnceLock::new(),
        });
        Self {
            documents: documents.collect(),
            scope,
            configs,
            of_run: OnceLock::new(),
            by_root: Mutex::default(),
            roots: Mutex::default(),
            words: Words::default(),
        }
    }

    fn origin(&self) -> &Origin {
        self.configs.origin()
    }

    fn of_run(&self) -> &OfRun {
        self.of_run.get_or_init(|| {
            let mut run = OfRun::default();
            for (at, document) in self.documents.iter().enumerate() {
                let named = name_of(&document.path);
                let id = stated::id(self.origin(), &document.place);
                let id = id.unwrap_or_else(|| named.clone());
                run.by_id.entry(id.clone()).or_default().push(at);
                run.names.extend([id, named]);
            }
            run
        })
    }

    fn in_tree(&self, root: &Path) -> Arc<InTree> {
        let mut trees = self
            .by_root
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        let names = trees.entry(root.to_owned()).or_insert_with(|| {
            let mut by_name: HashMap<String, Vec<PathBuf>> = HashMap::new();
            for place in self.origin().markdown_files(root) {
                let named = name_of(&below(root, &place));
                by_name.entry(named).or_default().push(place);
            }
            Arc::new(InTree {
                by_name,
                by_stated_id: OnceLock::new(),
                asked: AtomicUsize::new(0),
            })
        });
        Arc::clone(names)
    }

    /// The root of the work tree that a file stands in.
    fn root_of(&self, place: &Path) -> Option<PathBuf> {
        let folder = place.parent()?;
        let mut roots = self
            .roots
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(known) = roots.get(folder) {
            return known.clone();
        }
        let root = self.origin().root_of(folder);
        roots.insert(folder.to_owned(), root.clone());
        root
    }

    /// The documents of the run that have an id.
    fn in_run(&self, place: &Path, id: &str) -> Vec<String> {
        let root = self.root_of(place);
        let same = self.of_run().by_id.get(id);
        let others = same
            .into_iter()
            .flatten()
            .filter_map(|at| self.documents.get(*at));
        others
            .filter(|other| other.place != place && self.root_of(&other.place) == root)
            .filter(|other| self.is_one(other))
            .map(|other| other.path.clone())
            .collect()
    }

    /// The post-mortems of the repository that have an id. The front matter of all of them is read only where the id of
    /// this one is not that of its file name: this is asked of every document, and a hook must not take its time for an
    /// id that repeats the name of another file.
    fn in_repository(&self, place: &Path, id: &str) -> Option<Vec<String>> {
        let root = self.root_of(place)?;
        let known = self.in_tree(&root);
        let named = known.by_name.get(id).into_iter().flatten();
        let mut places: Vec<&PathBuf> = named
            .filter(|place| {
                let stated = stated::id(self.origin(), place);
                stated.is_none_or(|stated| stated == id)
            })
            .collect();
        let stated;
        if name_of(&below(&root, place)) != id {
            stated = known.that_state(id, self.origin(), &root);
            places.extend(&stated);
        }
        places.sort_unstable();
        places.dedup();
        let others = places.into_iter().filter(|other| *other != place);
        let documents = others.filter_map(|place| {
            Some(Named {
                path: tree::relative(place),
                place: place.clone(),
                how: walk::judge(place, &root, &self.configs).ok()??,
                is_one: OnceLock::new(),
            })
        });
        let found = documents.filter(|other| self.is_one(other));
        Some(found.map(|other| other.path).collect())
    }

    /// The documents of the run that lie in one work tree, or in none.
    fn beside(&self, root: Option<&Path>) -> Vec<Entry> {
        let same = |one: &&Named| self.root_of(&one.place).as_deref() == root;
        let documents = self.documents.iter().filter(same);
        documents.map(Named::entry).collect()
    }

    /// Those that may be post-mortems in a work tree; those of the run under the paths by which it names them.
    fn all_below(&self, root: &Path) -> Vec<Entry> {
        let mut all = self.beside(Some(root));
        let known: HashSet<PathBuf> = all.iter().map(|one| one.place.clone()).collect();
        let places = self.origin().markdown_files(root).into_iter();
        all.extend(
            places
                .filter(|place| !known.contains(place))
                .filter_map(|place| {
                    Some(Entry {
                        path: tree::relative(&place),
                        how: walk::judge(&place, root, &self.configs).ok()??,
                        place,
                    })
                }),
        );
        all
    }

    /// Whether a document is a post-mortem, now that it matters.
    fn is_one(&self, document: &Named) -> bool {
        *document.is_one.get_or_init(|| {
            let options = ReadOptions {
                path: document.path.clone(),
                ..ReadOptions::default()
            };
            let text = self.origin().text(&document.place, &document.path);
            text.is_ok_and(|text| {
                let outline = Outline::read(&Document::parse(text), &options);
                document.how.wants_outline(&outline)
            })
        })
    }
}

impl rules::Others for Others {
    fn namesakes(&self, path: &str, id: &str) -> Option<Vec<String>> {
        let place = tree::absolute(Path::new(path));
        let id = id.to_lowercase();
        match self.scope {
            Scope::Repository => self.in_repository(&place, &id),
            Scope::Run => Some(self.in_run(&place, &id)),
            Scope::Unknown => Some(self.in_run(&place, &id)).filter(|found| !found.is_empty()),
        }
    }

    fn find(&self, path: &str, id: &str) -> Option<Presence> {
        let id = id.to_lowercase();
        if self.of_run().names.contains(&id) {
            return Some(Presence::There);
        }
        if self.scope == Scope::Unknown {
            return None;
        }
        let root = self.root_of(&tree::absolute(Path::new(path)));
        let Some(root) = root else {
            let names = self.of_run().names.iter();
            return Some(nearly(&id, names.map(String::as_str)));
        };
        let known = self.in_tree(&root);
        if known.by_name.contains_key(&id) {
            return Some(Presence::There);
        }
        let stated = known.by_stated_id(self.origin(), &root);
        Some(match stated.contains_key(&id) {
            true => Presence::There,
            false => {
                let names = known.by_name.keys().chain(stated.keys());
                nearly(&id, names.map(String::as_str))
            }
        })
    }

    fn index(&self, path: &str) -> Option<Arc<Index>> {
        let is_staged = self
            .origin()
            .files()
            .is_some_and(|files| files.commit_id().is_none());
        let root = self.root_of(&tree::absolute(Path::new(path)));
        let entries = || match (self.scope, &root) {
            (Scope::Repository, Some(root)) => self.all_below(root),
            _ => self.beside(root.as_deref()),
        };
        let is_known = match self.scope {
            Scope::Unknown => false,
            Scope::Run => true,
            // A hook must not take the time that reading all of a repository takes.
            Scope::Repository => !is_staged,
        };
        is_known.then(|| self.words.index(root.clone(), &self.configs, entries))
    }

    fn follow_up(&self, path: &str) -> Option<Arc<FollowUp>> {
        Some(self.words.follow_up(path, &self.configs))
    }
}

impl Named {
    fn entry(&self) -> Entry {
        Entry {
            path: self.path.clone(),
            place: self.place.clone(),
            how: self.how,
        }
    }
}

impl InTree {
    /// The files whose front matter states an id, which is in lower case.
    fn that_state(&self, id: &str, origin: &Origin, root: &Path) -> Vec<PathBuf> {
        // What Git keeps is remembered from run to run.
        let is_known = self.by_stated_id.get().is_some() || !origin.is_disk();
        if is_known || self.asked.fetch_add(1, Ordering::Relaxed) >= SEARCHES {
            let stated = self.by_stated_id(origin, root).get(id);
            return stated.cloned().unwrap_or_default();
        }
        let all: Vec<&PathBuf> = self.by_name.values().flatten().collect();
        // Most have no such words, and need not be read as YAML.
        let may_state = |front: &str| front.to_lowercase().contains(id);
        let states = |place: &Path| {
            stated::id_where(origin, place, may_state).is_some_and(|stated| stated == id)
        };
        let found = all.into_par_iter().filter(|place| states(place));
        found.cloned().collect()
    }

    fn by_stated_id(&self, origin: &Origin, root: &Path) -> &HashMap<String, Vec<PathBuf>> {
        self.by_stated_id.get_or_init(|| {
            if let Some(files) = origin.files() {
                return stated::by_id(files, root);
            }
            let mut by_id: HashMap<String, Vec<PathBuf>> = HashMap::new();
            for place in self.by_name.values().flatten() {
                if let Some(id) = stated::id(origin, place) {
                    by_id.entry(id).or_default().push(place.clone());
                }
            }
            by_id
        })
    }
}

fn nearly<'n>(id: &str, names: impl Iterator<Item = &'n str>) -> Presence {
    rules::nearest(id, names).map_or(Presence::Absent, |near| Presence::Near(near.to_owned()))
}

fn below(root: &Path, place: &Path) -> String {
    tree::shown(place.strip_prefix(root).unwrap_or(place))
}

/// The id that the name of a file gives it, in lower case.
fn name_of(path: &str) -> String {
    id_of(path).to_lowercase()
}
