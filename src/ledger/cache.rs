//! The history as it was followed last, kept in the folder of Git: a copy of what the commits say, never needed.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::follow::{File, Follower, Gone, Story, Tree};
use super::life::{At, Life};
use super::past::{Past, When};
use super::version::{Item, Version};
use crate::config::Configs;
use crate::diagnostic::Fnv;
use crate::error::Error;
use crate::git::{Id, border_of, head_of, memory};

/// The name under which it is kept.
const NAME: &str = "ledger";

/// What is kept.
#[derive(Serialize, Deserialize)]
struct Kept<'k> {
    /// The commit up to which it goes.
    tip: Id,
    /// What a shallow clone began with: more may have been fetched since then.
    border: u64,
    /// What the configuration of each folder said of its documents: with another one they read otherwise.
    configs: BTreeMap<String, u64>,
    commits: Cow<'k, [When]>,
    is_cut: bool,
    follower: Cow<'k, Follower>,
    files: Vec<KeptFile<'k>>,
    gone: Vec<KeptGone<'k>>,
}

/// A file of the tree.
#[derive(Serialize, Deserialize)]
struct KeptFile<'k> {
    path: Cow<'k, str>,
    bytes: Id,
    version: Cow<'k, Version>,
    lives: Vec<Cow<'k, Life>>,
    story: Cow<'k, Story>,
}

/// An action that is gone.
#[derive(Serialize, Deserialize)]
struct KeptGone<'k> {
    path: Cow<'k, str>,
    post: Cow<'k, str>,
    severity: Option<Cow<'k, str>>,
    title: Option<Cow<'k, str>>,
    team: Option<Cow<'k, str>>,
    is_restricted: bool,
    is_wanted: bool,
    item: Cow<'k, Item>,
    life: Cow<'k, Life>,
}

/// The history of the repository at `root` up to a commit, else to the one that is checked out, from what is kept where it
/// holds. That of the latter is kept for the next run, and a folder that cannot be written is no error. None where nothing
/// is committed.
///
/// # Errors
///
/// The repository cannot be read.
pub fn open(root: &Path, commit: Option<Id>, configs: &Configs) -> Result<Option<Past>, Error> {
    let Some((folder, head)) = head_of(root)? else {
        return Ok(None);
    };
    let Some(tip) = commit.or(head) else {
        return Ok(None);
    };
    let border = memory::sum(&border_of(&folder));
    let kept = memory::recall::<Kept>(&folder, NAME).filter(|kept| kept.border == border);
    let kept = kept.map(Kept::opened);
    let kept = kept.filter(|kept| kept.configs == of_folders(root, &kept.past, configs));
    let known = match kept {
        Some(kept) if kept.tip == tip => return Ok(Some(kept.past)),
        // What is kept may be of a branch that is gone.
        Some(kept) => kept.past.followed_to(root, kept.tip, tip, configs).ok(),
        None => None,
    };
    let past = match known.flatten() {
        Some(past) => past,
        None => Past::follow(root, tip, configs)?,
    };
    let past = pruned(past);
    if Some(tip) != head {
        return Ok(Some(past));
    }
    let mut kept = Kept::of(tip, &past);
    kept.border = border;
    kept.configs = of_folders(root, &past, configs);
    let _ = memory::keep(&folder, NAME, &kept);
    Ok(Some(past))
}

/// What was kept, as it is used.
struct Held {
    tip: Id,
    configs: BTreeMap<String, u64>,
    past: Past,
}

impl<'k> Kept<'k> {
    fn of(tip: Id, past: &'k Past) -> Self {
        let file = |(path, file): (&'k Arc<str>, &'k Arc<File>)| KeptFile {
            path: Cow::Borrowed(path),
            bytes: file.bytes,
            version: Cow::Borrowed(&file.version),
            lives: file
                .lives
                .iter()
                .map(|life| Cow::Borrowed(&**life))
                .collect(),
            story: Cow::Borrowed(&file.story),
        };
        let gone = |gone: &'k Arc<Gone>| KeptGone {
            path: Cow::Borrowed(&gone.path),
            post: Cow::Borrowed(&gone.post),
            severity: gone.severity.as_deref().map(Cow::Borrowed),
            title: gone.title.as_deref().map(Cow::Borrowed),
            team: gone.team.as_deref().map(Cow::Borrowed),
            is_restricted: gone.is_restricted,
            is_wanted: gone.is_wanted,
            item: Cow::Borrowed(&gone.item),
            life: Cow::Borrowed(&gone.life),
        };
        Kept {
            tip,
            border: 0,
            configs: BTreeMap::new(),
            commits: Cow::Borrowed(&past.commits),
            is_cut: past.is_cut,
            follower: Cow::Borrowed(&past.follower),
            files: past.tree.files.iter().map(file).collect(),
            gone: past.tree.gone.values().map(gone).collect(),
        }
    }

    fn opened(self) -> Held {
        let file = |file: KeptFile<'_>| {
            let opened = File {
                bytes: file.bytes,
                version: Arc::new(file.version.into_owned()),
                lives: file
                    .lives
                    .into_iter()
                    .map(|life| Arc::new(life.into_owned()))
                    .collect(),
                story: file.story.into_owned(),
            };
            (Arc::from(&*file.path), Arc::new(opened))
        };
        let gone = |gone: KeptGone<'_>| {
            let life = Arc::new(gone.life.into_owned());
            let opened = Gone {
                path: gone.path.into_owned(),
                post: gone.post.into_owned(),
                severity: gone.severity.map(Cow::into_owned),
                title: gone.title.map(Cow::into_owned),
                team: gone.team.map(Cow::into_owned),
                is_restricted: gone.is_restricted,
                is_wanted: gone.is_wanted,
                item: gone.item.into_owned(),
                life: Arc::clone(&life),
            };
            (life.thread, Arc::new(opened))
        };
        Held {
            tip: self.tip,
            configs: self.configs,
            past: Past {
                commits: self.commits.into_owned(),
                tree: Tree {
                    files: self.files.into_iter().map(file).collect(),
                    gone: self.gone.into_iter().map(gone).collect(),
                },
                is_cut: self.is_cut,
                follower: self.follower.into_owned(),
            },
        }
    }
}

/// What is said of the documents of every folder in which one stands or stood.
fn of_folders(root: &Path, past: &Past, configs: &Configs) -> BTreeMap<String, u64> {
    let files = past.tree.files.keys().map(|path| &**path);
    let gone = past.tree.gone.values().map(|gone| gone.path.as_str());
    let mut found = BTreeMap::new();
    for path in files.chain(gone) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if found.contains_key(folder) {
            continue;
        }
        let config = configs.of(&root.join(folder)).unwrap_or_default();
        let mut hash = Fnv::new();
        let said = (
            &config.documents,
            &config.timezone,
            &config.teams,
            &config.tracker,
        );
        hash.write(format!("{said:?}").as_bytes());
        found.insert(folder.to_owned(), hash.0);
    }
    found
}

/// The same without the commits that nothing names.
fn pruned(mut past: Past) -> Past {
    let mut used: BTreeMap<At, At> = BTreeMap::new();
    // The last one is the one that the next commits come after.
    used.insert(past.commits.len().saturating_sub(1) as At, 0);
    past.each_at(&mut |at| {
        used.insert(*at, 0);
    });
    for (new, old) in used.values_mut().enumerate() {
        *old = new as At;
    }
    past.each_at(&mut |at| {
        if let Some(new) = used.get(at) {
            *at = *new;
        }
    });
    let commits = used.keys().filter_map(|at| past.commits.get(*at as usize));
    past.commits = commits.cloned().collect();
    past
}

impl Past {
    /// Every place at which a commit is named.
    fn each_at(&mut self, visit: &mut dyn FnMut(&mut At)) {
        let mut lives = |life: &mut Arc<Life>| Arc::make_mut(life).commits().for_each(&mut *visit);
        for gone in self.tree.gone.values_mut() {
            lives(&mut Arc::make_mut(gone).life);
        }
        for file in self.tree.files.values_mut() {
            let file = Arc::make_mut(file);
            file.lives.iter_mut().for_each(&mut lives);
        }
        for file in self.tree.files.values_mut() {
            Arc::make_mut(file).story.commits().for_each(&mut *visit);
        }
    }
}
