//! Follows every action from commit to commit.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::explained::explanation;
use super::given::{Given, give};
use super::life::{At, Life, Values, kept, push};
use super::pairs::{higher, likeness};
use super::version::{Item, Version};
use crate::git::{Commit, Id};
use crate::postmortem::Status;

/// A post-mortem as it stands after a commit.
#[derive(Clone, Debug)]
pub struct File {
    /// Its bytes.
    pub bytes: Id,
    /// What it says.
    pub version: Arc<Version>,
    /// What happened to each of its actions.
    pub lives: Vec<Arc<Life>>,
    /// What happened to itself.
    pub story: Story,
}

/// What happened to a post-mortem.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Story {
    /// The commit that added it.
    pub added: At,
    /// The latest commit that changed it.
    pub changed: At,
    /// Its statuses.
    pub statuses: Values<Option<Status>>,
    /// Its incident severities.
    pub severities: Values<Option<String>>,
    /// Its bytes, one after the other.
    pub versions: Values<Id>,
}

/// An action that stands in no file any more.
#[derive(Clone, Debug)]
pub struct Gone {
    /// The file that it stood in last.
    pub path: String,
    /// The id of its post-mortem.
    pub post: String,
    /// The title of its post-mortem.
    pub title: Option<String>,
    /// The team of its post-mortem.
    pub team: Option<String>,
    /// The severity of its incident.
    pub severity: Option<String>,
    /// Whether that was kept out of what others see.
    pub is_restricted: bool,
    /// Whether it was a post-mortem, and no template.
    pub is_wanted: bool,
    /// What it said last.
    pub item: Item,
    /// What happened to it.
    pub life: Arc<Life>,
}

/// What stands in the tree after a commit, and what stood in it before.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The post-mortems by path.
    pub files: HashMap<Arc<str>, Arc<File>>,
    /// The actions that are gone, by thread.
    pub gone: HashMap<u32, Arc<Gone>>,
}

/// Gives a version by path and bytes; none when it is no post-mortem.
pub type Versions<'v> = dyn Fn(&str, Id) -> Option<Arc<Version>> + 'v;

/// Follows the actions; knows how many there were.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Follower {
    threads: u32,
}

impl Follower {
    /// The tree after a commit, from those after its parents, the same in number as what it gave.
    pub fn step(
        &mut self,
        at: At,
        commit: &Commit,
        mut parents: Vec<Tree>,
        versions: &Versions<'_>,
    ) -> Tree {
        let mut paths: Vec<&str> = Vec::new();
        for gave in &commit.gave {
            paths.extend(gave.changes.iter().map(|change| change.path.as_str()));
        }
        let unlike = unlike(&parents, &paths);
        paths.extend(unlike.iter().map(|path| &**path));
        paths.sort_unstable();
        paths.dedup();
        // What stands in the changed files now, by whichever parent tells it.
        let changed: HashMap<&str, Option<Id>> = commit
            .gave
            .iter()
            .flat_map(|gave| &gave.changes)
            .map(|change| (change.path.as_str(), change.new))
            .collect();
        let bytes = |path: &str| match changed.get(path) {
            Some(new) => *new,
            None => parents
                .iter()
                .find_map(|tree| Some(tree.files.get(path)?.bytes)),
        };
        let mut now: Vec<(&str, Id, Arc<Version>)> = Vec::new();
        for path in &paths {
            if let Some(bytes) = bytes(path) {
                let same = |tree: &Tree| {
                    let file = tree.files.get(*path).filter(|file| file.bytes == bytes);
                    file.map(|file| Arc::clone(&file.version))
                };
                let version = parents.iter().find_map(same);
                let version = version.or_else(|| versions(path, bytes));
                now.extend(version.map(|version| (*path, bytes, version)));
            }
        }
        let mut gone = match parents.as_mut_slice() {
            [only] => std::mem::take(&mut only.gone),
            several => union(several),
        };
        let given: Vec<Given<'_>> = parents
            .iter()
            .zip(&commit.gave)
            .map(|(tree, gave)| give(tree, &gave.changes, &now))
            .collect();
        let mut files: Vec<(Arc<str>, Arc<File>)> = Vec::new();
        let mut live = HashSet::new();
        for (path, bytes, version) in &now {
            let mut lives = Vec::with_capacity(version.items.len());
            for (place, item) in version.items.iter().enumerate() {
                let from = given.iter().filter_map(|given| {
                    let lives = given.lives.get(path)?;
                    lives.get(place)?.as_ref()
                });
                let life = match joined(from, item) {
                    Some(life) if life.is_as(item) => life,
                    Some(life) => {
                        let mut life = (*life).clone();
                        life.take(item, at);
                        Arc::new(life)
                    }
                    None => match returned(&mut gone, path, item, &version.items) {
                        Some(back) => {
                            let mut life = (*back.life).clone();
                            push(&mut life.absences, true, at);
                            life.take(item, at);
                            Arc::new(life)
                        }
                        None => {
                            self.threads += 1;
                            Arc::new(Life::begin(self.threads, item, at, commit.is_cut))
                        }
                    },
                };
                live.insert(life.thread);
                lives.push(life);
            }
            let stories = given.iter().filter_map(|given| given.stories.get(path));
            let story = Story::told(stories.copied(), version, *bytes, at);
            let file = File {
                bytes: *bytes,
                version: Arc::clone(version),
                lives,
                story,
            };
            files.push((Arc::from(*path), Arc::new(file)));
        }
        for (path, file, place) in given.iter().flat_map(|given| &given.lost) {
            let (Some(life), Some(item)) = (file.lives.get(*place), file.version.items.get(*place))
            else {
                continue;
            };
            if live.contains(&life.thread) {
                continue;
            }
            gone.entry(life.thread).or_insert_with(|| {
                let mut life = (**life).clone();
                push(&mut life.absences, false, at);
                Arc::new(Gone {
                    path: path.to_string(),
                    post: file.version.id.clone(),
                    severity: file.version.severity.clone(),
                    title: file.version.title.clone(),
                    team: file.version.team.clone(),
                    is_restricted: file.version.is_restricted,
                    is_wanted: file.version.is_wanted,
                    item: item.clone(),
                    life: Arc::new(life),
                })
            });
        }
        gone.retain(|thread, _| !live.contains(thread));
        drop(given);
        let owned: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        drop(now);
        let mut tree = match parents.is_empty() {
            true => Tree::default(),
            false => parents.swap_remove(0),
        };
        for path in &owned {
            tree.files.remove(path.as_str());
        }
        tree.files.extend(files);
        tree.gone = gone;
        tree
    }
}

/// The paths whose bytes are the same for all parents, and their histories not.
fn unlike(parents: &[Tree], changed: &[&str]) -> Vec<Arc<str>> {
    let Some((first, others)) = parents
        .split_first()
        .filter(|(_, others)| !others.is_empty())
    else {
        return Vec::new();
    };
    let changed: HashSet<&str> = changed.iter().copied().collect();
    let differs = |path: &Arc<str>, file: &Arc<File>| {
        others.iter().any(|other| {
            let same = other.files.get(path);
            same.is_some_and(|same| !Arc::ptr_eq(same, file))
        })
    };
    let files = first.files.iter();
    let found = files.filter(|(path, file)| !changed.contains(&***path) && differs(path, file));
    found.map(|(path, _)| Arc::clone(path)).collect()
}

/// What is gone for all parents together; of what several know, what the first knows.
fn union(parents: &[Tree]) -> HashMap<u32, Arc<Gone>> {
    let Some((first, others)) = parents.split_first() else {
        return HashMap::new();
    };
    let mut gone = first.gone.clone();
    for (thread, one) in others.iter().flat_map(|other| &other.gone) {
        gone.entry(*thread).or_insert_with(|| Arc::clone(one));
    }
    gone
}

/// The life of an action in which those of its branches meet.
fn joined<'l>(lives: impl Iterator<Item = &'l Arc<Life>>, item: &Item) -> Option<Arc<Life>> {
    lives.cloned().reduce(
        |one, other| match Arc::ptr_eq(&one, &other) || one == other {
            true => one,
            false => Arc::new(one.join(&other, item)),
        },
    )
}

/// The action that came back with this item, one of `items`: one of its id or its text, or like it and of its file.
fn returned(
    gone: &mut HashMap<u32, Arc<Gone>>,
    path: &str,
    item: &Item,
    items: &[Item],
) -> Option<Arc<Gone>> {
    let best = gone.values().filter_map(|one| {
        let is_here = one.path == path;
        let by_id = item.own_id().is_some() && item.own_id() == one.item.own_id();
        let alike = likeness(&one.item, item, is_here);
        let alike = match is_here {
            true => higher(alike, explanation(&one.item, item, items)),
            false => alike,
        };
        let rank = match alike {
            _ if by_id => 3.0,
            Some(alike) if is_here => 1.0 + alike,
            Some(alike) if alike >= 1.0 => alike,
            _ => return None,
        };
        Some((rank, one.life.thread))
    });
    // Of several that are as much alike the one that was there first.
    let best = best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    best.and_then(|(_, thread)| gone.remove(&thread))
}

impl Story {
    /// That of a version, from those of the files that it came from.
    fn told<'s>(
        before: impl Iterator<Item = &'s Story>,
        version: &Version,
        bytes: Id,
        at: At,
    ) -> Story {
        let mut story = before
            .cloned()
            .reduce(|one, other| one.join(&other, version, bytes))
            .unwrap_or(Story {
                added: at,
                changed: at,
                statuses: Vec::new(),
                severities: Vec::new(),
                versions: Vec::new(),
            });
        let versions = story.versions.len();
        push(&mut story.versions, bytes, at);
        if story.versions.len() > versions {
            story.changed = at;
        }
        push(&mut story.statuses, version.status, at);
        push(&mut story.severities, version.severity.clone(), at);
        story
    }

    fn join(&self, other: &Story, version: &Version, bytes: Id) -> Story {
        Story {
            added: self.added.min(other.added),
            changed: self.changed.max(other.changed),
            statuses: kept(&self.statuses, &other.statuses, &version.status),
            severities: kept(&self.severities, &other.severities, &version.severity),
            versions: kept(&self.versions, &other.versions, &bytes),
        }
    }

    /// Every commit that the story names.
    pub(super) fn commits(&mut self) -> impl Iterator<Item = &mut At> {
        let ends = [&mut self.added, &mut self.changed].into_iter();
        let statuses = self.statuses.iter_mut().map(|(_, at)| at);
        let severities = self.severities.iter_mut().map(|(_, at)| at);
        let versions = self.versions.iter_mut().map(|(_, at)| at);
        ends.chain(statuses).chain(severities).chain(versions)
    }
}
