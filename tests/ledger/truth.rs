//! Histories drawn at random, with what truly happened to every action.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use whys::git::{Change, Commit, Gave, Id};
use whys::ledger::{Follower, Item, Tree, Version};
use whys::postmortem::State;

const COMMITS: usize = 40;
const DAY: Date = date(2026, 1, 1);

const BEGINNINGS: [&str; 8] = [
    "Alert when",
    "Add a test for",
    "Cap the",
    "Page on-call when",
    "Document how",
    "Remove the",
    "Move the",
    "Reject",
];
const WORDS: [&str; 60] = [
    "queue",
    "ledger",
    "retries",
    "pool",
    "index",
    "certificate",
    "gateway",
    "timeout",
    "budget",
    "replica",
    "backup",
    "checkout",
    "search",
    "refund",
    "mail",
    "token",
    "shard",
    "cache",
    "worker",
    "deploy",
    "rollback",
    "canary",
    "flag",
    "quota",
    "latency",
    "memory",
    "disk",
    "connection",
    "schema",
    "migration",
    "lock",
    "batch",
    "window",
    "leader",
    "election",
    "probe",
    "sidecar",
    "ingress",
    "webhook",
    "payload",
    "invoice",
    "currency",
    "region",
    "zone",
    "tenant",
    "limit",
    "burst",
    "drain",
    "quorum",
    "snapshot",
    "partition",
    "consumer",
    "offset",
    "topic",
    "archive",
    "restore",
    "header",
    "cookie",
    "session",
    "heartbeat",
];

/// What happened to an action.
#[derive(Clone, Debug, PartialEq)]
struct Truth {
    opened: u32,
    states: Vec<(State, u32)>,
    slips: usize,
}

/// An action as it stands in a file.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    truth: usize,
    words: Vec<String>,
    state: State,
    due: Date,
    id: Option<String>,
}

type Files = BTreeMap<String, Vec<Line>>;

/// A line of work: its files, and what only it may touch while another goes on beside it.
#[derive(Clone, Default)]
struct Branch {
    files: Files,
    tip: Option<usize>,
    deleted: Vec<(String, Line)>,
    hers: BTreeSet<usize>,
    not_hers: BTreeSet<usize>,
    may_move_files: bool,
}

pub(crate) struct History {
    random: Random,
    with_ids: bool,
    truths: Vec<Truth>,
    commits: Vec<Commit>,
    trees: Vec<Files>,
    versions: HashMap<(String, Id), Arc<Version>>,
    names: usize,
    /// The actions that the commit which is being made has touched: one change of each is enough.
    touched: BTreeSet<usize>,
}

/// How the ledger fared.
pub(crate) struct Seen {
    pub(crate) actions: usize,
    pub(crate) wrong: Vec<String>,
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }

    fn word(&mut self) -> String {
        WORDS[self.below(WORDS.len())].to_owned()
    }
}

impl History {
    pub(crate) fn draw(seed: u64, with_ids: bool) -> History {
        let mut history = History {
            random: Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
            with_ids,
            truths: Vec::new(),
            commits: Vec::new(),
            trees: Vec::new(),
            versions: HashMap::new(),
            names: 0,
            touched: BTreeSet::new(),
        };
        let mut main = Branch {
            may_move_files: true,
            ..Branch::default()
        };
        for _ in 0..3 {
            history.new_file(&mut main);
        }
        history.commit(&mut main);
        while history.commits.len() < COMMITS {
            match history.random.below(8) {
                0 => history.beside(&mut main),
                _ => {
                    for _ in 0..=history.random.below(3) {
                        history.change(&mut main);
                    }
                    history.commit(&mut main);
                }
            }
        }
        history
    }

    /// Two lines of work from here, each with actions that the other leaves alone, and their merge.
    fn beside(&mut self, main: &mut Branch) {
        let fork = main.files.clone();
        let all: Vec<usize> = main
            .files
            .values()
            .flatten()
            .map(|line| line.truth)
            .collect();
        let hers: BTreeSet<usize> = all
            .into_iter()
            .filter(|_| self.random.below(2) == 0)
            .collect();
        let mut side = Branch {
            files: main.files.clone(),
            tip: main.tip,
            deleted: Vec::new(),
            hers: hers.clone(),
            not_hers: BTreeSet::new(),
            may_move_files: false,
        };
        let deleted = std::mem::take(&mut main.deleted);
        (main.not_hers, main.may_move_files) = (hers.clone(), false);
        for _ in 0..=self.random.below(3) {
            for branch in [&mut side, &mut *main] {
                self.change(branch);
                self.commit(branch);
            }
        }
        let merged = merge(&fork, &main.files, &side.files, &hers);
        main.deleted.extend(side.deleted);
        main.deleted.extend(deleted);
        (main.not_hers, main.may_move_files) = (BTreeSet::new(), true);
        let parents = [main.tip, side.tip];
        main.files = merged;
        self.commit_with(main, &parents);
    }

    fn change(&mut self, branch: &mut Branch) {
        let at = self.commits.len() as u32;
        let places: Vec<(String, usize)> = branch
            .files
            .iter()
            .flat_map(|(path, lines)| (0..lines.len()).map(move |at| (path.clone(), at)))
            .filter(|(path, at)| {
                let truth = branch.files[path][*at].truth;
                !self.touched.contains(&truth)
                    && !branch.not_hers.contains(&truth)
                    && (branch.hers.is_empty() || branch.hers.contains(&truth))
            })
            .collect();
        let paths: Vec<String> = branch.files.keys().cloned().collect();
        let path = paths[self.random.below(paths.len())].clone();
        let kind = self.random.below(13);
        if places.is_empty() && (3..9).contains(&kind) {
            return;
        }
        let one = (!places.is_empty()).then(|| places[self.random.below(places.len())].clone());
        let line = |branch: &mut Branch| -> Line {
            let (path, at) = one.clone().expect("a place");
            branch.files[&path][at].clone()
        };
        if let Some((path, at)) = one.as_ref().filter(|_| (3..8).contains(&kind)) {
            self.touched.insert(branch.files[path][*at].truth);
        }
        match kind {
            0 => self.new_file(branch),
            1 | 2 => {
                let new = self.new_line(at);
                let lines = branch.files.get_mut(&path).expect("a file");
                let place = self.random.below(lines.len() + 1);
                lines.insert(place, new);
            }
            3 | 4 => {
                let mut new = line(branch);
                for _ in 0..self.random.below(new.words.len() / 2 + 1) {
                    // Half of the words stay: only the second half is ever replaced at once.
                    let half = new.words.len() / 2;
                    let place = new.words.len() - 1 - self.random.below(half);
                    new.words[place] = self.random.word();
                }
                put(branch, &one, new);
            }
            5 => {
                let mut new = line(branch);
                let to = if new.state == State::Open {
                    State::Done
                } else {
                    State::Open
                };
                new.state = to;
                let states = &mut self.truths[new.truth].states;
                states.push((to, at));
                put(branch, &one, new);
            }
            6 => {
                let mut new = line(branch);
                new.due = new.due.saturating_add(14.days());
                self.truths[new.truth].slips += 1;
                put(branch, &one, new);
            }
            7 => {
                let (path, at) = one.expect("a place");
                let lines = branch.files.get_mut(&path).expect("a file");
                let gone = lines.remove(at);
                branch.deleted.push((path, gone));
            }
            8 => {
                let lines = branch.files.get_mut(&path).expect("a file");
                let by = self.random.below(lines.len() + 1);
                if branch.may_move_files {
                    lines.rotate_left(by);
                }
            }
            9 => {
                if let Some((path, back)) = branch.deleted.pop() {
                    let path = if branch.files.contains_key(&path) {
                        path
                    } else {
                        paths[0].clone()
                    };
                    branch.files.get_mut(&path).expect("a file").push(back);
                }
            }
            10 if branch.may_move_files => {
                let lines = branch.files.remove(&path).expect("a file");
                let new = self.name();
                branch.files.insert(new, lines);
            }
            11 if branch.may_move_files => {
                let lines = branch.files.get_mut(&path).expect("a file");
                let moved = lines.split_off(lines.len() / 2);
                let new = self.name();
                branch.files.insert(new, moved);
            }
            12 if branch.may_move_files && paths.len() > 2 => {
                let moved = branch.files.remove(&path).expect("a file");
                let into = paths.iter().find(|other| **other != path).expect("another");
                branch.files.get_mut(into).expect("a file").extend(moved);
            }
            _ => {}
        }
    }

    fn new_file(&mut self, branch: &mut Branch) {
        let at = self.commits.len() as u32;
        let lines = (0..2 + self.random.below(4))
            .map(|_| self.new_line(at))
            .collect();
        let name = self.name();
        branch.files.insert(name, lines);
    }

    fn name(&mut self) -> String {
        self.names += 1;
        format!("incidents/{}.md", self.names)
    }

    fn new_line(&mut self, at: u32) -> Line {
        let beginning = BEGINNINGS[self.random.below(BEGINNINGS.len())];
        let mut words: Vec<String> = beginning.split(' ').map(str::to_owned).collect();
        for _ in 0..4 + self.random.below(6) {
            words.push(self.random.word());
        }
        let truth = self.truths.len();
        self.touched.insert(truth);
        self.truths.push(Truth {
            opened: at,
            states: vec![(State::Open, at)],
            slips: 0,
        });
        Line {
            truth,
            words,
            state: State::Open,
            due: DAY.saturating_add((30 + self.random.below(60) as i64).days()),
            id: self.with_ids.then(|| format!("A-{:04}", truth)),
        }
    }

    fn commit(&mut self, branch: &mut Branch) {
        let parents: Vec<Option<usize>> = branch.tip.into_iter().map(Some).collect();
        match parents.is_empty() {
            true => self.commit_with(branch, &[None]),
            false => self.commit_with(branch, &parents),
        }
    }

    fn commit_with(&mut self, branch: &mut Branch, parents: &[Option<usize>]) {
        self.touched.clear();
        let none = Files::new();
        let gave = parents.iter().map(|parent| {
            let before = parent.map_or(&none, |parent| &self.trees[parent]);
            let paths: BTreeSet<&String> = before.keys().chain(branch.files.keys()).collect();
            let changed = paths
                .into_iter()
                .filter(|path| before.get(*path) != branch.files.get(*path));
            let changes = changed.map(|path| Change {
                path: path.clone(),
                old: before.get(path).map(|lines| bytes(lines)),
                new: branch.files.get(path).map(|lines| bytes(lines)),
            });
            Gave {
                parent: *parent,
                changes: changes.collect(),
            }
        });
        let gave = gave.collect();
        for (path, lines) in &branch.files {
            self.versions
                .insert((path.clone(), bytes(lines)), Arc::new(version(path, lines)));
        }
        let number = self.commits.len();
        self.commits.push(Commit {
            id: Id::of_bytes(&number.to_le_bytes()),
            day: DAY.saturating_add((number as i64).days()),
            by: "Ana".to_owned(),
            gave,
            is_cut: false,
        });
        self.trees.push(branch.files.clone());
        branch.tip = Some(number);
    }

    /// Follows the history and compares.
    pub(crate) fn follow(&self) -> Seen {
        let mut follower = Follower::default();
        let mut trees: Vec<Tree> = Vec::new();
        let versions = |path: &str, id: Id| self.versions.get(&(path.to_owned(), id)).cloned();
        for (at, commit) in self.commits.iter().enumerate() {
            let parents = commit.gave.iter().map(|gave| {
                gave.parent
                    .map_or_else(Tree::default, |parent| trees[parent].clone())
            });
            let parents = parents.collect();
            trees.push(follower.step(at as u32, commit, parents, &versions));
        }
        let (tree, files) = (
            trees.last().expect("a tree"),
            self.trees.last().expect("files"),
        );
        let mut seen = Seen {
            actions: 0,
            wrong: Vec::new(),
        };
        let mut threads: HashMap<u32, usize> = HashMap::new();
        let mut there = BTreeSet::new();
        for (path, lines) in files {
            let file = &tree.files[path.as_str()];
            assert_eq!(file.lives.len(), lines.len(), "{path}");
            for (line, life) in lines.iter().zip(&file.lives) {
                seen.actions += 1;
                there.insert(line.truth);
                let truth = &self.truths[line.truth];
                let found = Truth {
                    opened: life.opened,
                    states: life.states.clone(),
                    slips: life.slips().len(),
                };
                if found != *truth {
                    seen.wrong.push(format!(
                        "{:?}: {found:?} is {truth:?}",
                        line.words.join(" ")
                    ));
                }
                if let Some(other) = threads.insert(life.thread, line.truth) {
                    seen.wrong
                        .push(format!("{} and {other} are one", line.truth));
                }
            }
        }
        let gone = self.truths.len() - there.len();
        if tree.gone.len() != gone {
            let told = format!("{} are gone, {} are told to be", gone, tree.gone.len());
            let differ = tree.gone.len().abs_diff(gone);
            seen.wrong.extend(std::iter::repeat_n(told, differ));
        }
        seen
    }
}

fn put(branch: &mut Branch, place: &Option<(String, usize)>, line: Line) {
    let (path, at) = place.as_ref().expect("a place");
    branch.files.get_mut(path).expect("a file")[*at] = line;
}

/// What Git makes of two lines of work that touched other actions: main's files with her changes.
fn merge(fork: &Files, main: &Files, side: &Files, hers: &BTreeSet<usize>) -> Files {
    let of = |files: &Files| -> HashMap<usize, Line> {
        files
            .values()
            .flatten()
            .map(|line| (line.truth, line.clone()))
            .collect()
    };
    let (before, by_side) = (of(fork), of(side));
    let mut merged = main.clone();
    for lines in merged.values_mut() {
        lines.retain_mut(|line| {
            if !hers.contains(&line.truth) {
                return true;
            }
            let now = by_side.get(&line.truth);
            if let Some(now) = now {
                *line = now.clone();
            }
            now.is_some()
        });
    }
    let by_main = of(main);
    for (path, lines) in side {
        for line in lines {
            let is_new = !before.contains_key(&line.truth) && !by_main.contains_key(&line.truth);
            if is_new {
                merged.entry(path.clone()).or_default().push(line.clone());
            }
        }
        merged.entry(path.clone()).or_default();
    }
    merged
}

fn bytes(lines: &[Line]) -> Id {
    let text: Vec<String> = lines.iter().map(|line| format!("{line:?}")).collect();
    Id::of_bytes(text.join("\n").as_bytes())
}

fn version(path: &str, lines: &[Line]) -> Version {
    let items = lines.iter().enumerate().map(|(at, line)| Item {
        line: at + 1,
        id: line.id.clone(),
        text: line.words.join(" "),
        due: Some(line.due),
        state: line.state,
        ..Item::default()
    });
    Version {
        id: path.to_owned(),
        title: None,
        team: None,
        severity: None,
        status: None,
        is_restricted: false,
        is_wanted: true,
        items: items.collect(),
    }
}
