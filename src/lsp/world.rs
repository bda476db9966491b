//! What holds for the documents beyond their text: configuration, rules, baselines, the other post-mortems, the day.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::document::{Document, Found, Judge, Judged};
use super::neighbours::Neighbours;
use super::stamps::Stamps;
use crate::baseline::{self, Baseline};
use crate::commands::Beyond;
use crate::config::{Config, Configs, MORE, root_of};
use crate::error::{Error, LARGEST, Unreadable};
use crate::ledger::Around;
use crate::linter::{Linter, Options};
use crate::postmortem::ReadOptions;
use crate::source::{self, How, Repositories, STDIN, Source, tree};

/// What was read beside the documents; each file once, until it changes.
pub(super) struct World {
    no_config: bool,
    /// The day that the user names for today.
    named: Option<Date>,
    /// The day that the linters take for today.
    day: Date,
    configs: Arc<Configs>,
    linters: Vec<(Key, Arc<Linter>)>,
    baselines: HashMap<PathBuf, Option<Arc<Baseline>>>,
    repositories: Arc<Repositories>,
    ledger: Arc<Around>,
    /// By the root of the work tree.
    neighbours: HashMap<PathBuf, Arc<Neighbours>>,
    stamps: Stamps,
}

/// What a linter depends on.
struct Key {
    config: Arc<Config>,
    root: Option<PathBuf>,
}

impl World {
    pub(super) fn new(no_config: bool, named: Option<Date>) -> Self {
        let configs = Arc::new(Configs::new(no_config));
        Self {
            no_config,
            named,
            day: today(named),
            ledger: Arc::new(Around::new(Arc::clone(&configs), None)),
            configs,
            linters: Vec::new(),
            baselines: HashMap::new(),
            repositories: Arc::default(),
            neighbours: HashMap::new(),
            stamps: Stamps::default(),
        }
    }

    pub(super) fn day(&self) -> Date {
        self.day
    }

    pub(super) fn configs(&self) -> Arc<Configs> {
        Arc::clone(&self.configs)
    }

    /// Whether a file that was read has changed since, or the day.
    pub(super) fn is_stale(&self) -> bool {
        self.day != today(self.named) || self.stamps.have_changed()
    }

    /// Forgets what was read; the other post-mortems stay as they were until they are read again.
    pub(super) fn reload(&mut self) {
        let neighbours = std::mem::take(&mut self.neighbours);
        *self = Self {
            neighbours,
            ..Self::new(self.no_config, self.named)
        };
    }

    /// The others around a document, as far as they are known.
    pub(super) fn neighbours(&self, place: Option<&Path>) -> Option<&Arc<Neighbours>> {
        self.neighbours.get(&root_of(place?.parent()?))
    }

    /// Takes what was read of the others around.
    pub(super) fn meet(&mut self, root: PathBuf, neighbours: Arc<Neighbours>) {
        self.linters
            .retain(|(key, _)| key.root.as_ref() != Some(&root));
        self.ledger.look_again();
        self.neighbours.insert(root, neighbours);
    }

    /// Reads and judges a document.
    pub(super) fn judge(&mut self, document: &Document) -> Judged {
        let place = document.place.as_deref();
        let mut errors = Vec::new();
        let config = self.config(place).unwrap_or_else(|wrong| {
            errors = wrong;
            Arc::default()
        });
        let how = match place {
            None => Ok(Some(How::Text)),
            Some(place) => Source::judged(place, &self.configs),
        };
        let path = place.map_or_else(|| STDIN.to_owned(), tree::relative);
        let options = ReadOptions {
            in_threads: true,
            ..config.read_options(&path)
        };
        let text = document.text.as_str();
        let fits = text.len() as u64 <= LARGEST;
        let text = if fits { text } else { "" };
        let post = crate::read(text.to_owned(), &options);
        // What is wrong with the configuration is told where a post-mortem may be.
        let how = how.unwrap_or(Some(How::Text));
        let mut judged = Judged {
            wanted: how.is_some_and(|how| how.wants(&post)),
            likely: how.is_some_and(|how| how != How::Text || how.wants(&post)),
            post,
            findings: Vec::new(),
            tidy: Vec::new(),
            errors: Vec::new(),
            config: Arc::clone(&config),
            options,
            judge: None,
        };
        if !fits {
            let problem = Unreadable::TooLarge;
            errors = vec![Error::Read { path, problem }];
            judged.wanted = true;
        }
        if judged.wanted && errors.is_empty() {
            match self.judge_of(&config, place) {
                Err(wrong) => errors = wrong,
                Ok(judge) => errors = apply(&judge, &mut judged),
            }
        }
        judged.errors = errors.iter().map(told).collect();
        judged
    }

    fn config(&mut self, place: Option<&Path>) -> Result<Arc<Config>, Vec<Error>> {
        let here = tree::absolute(Path::new("."));
        let folder = place.and_then(Path::parent).unwrap_or(&here);
        if !self.no_config {
            self.stamps.watch(folder);
        }
        match place {
            Some(place) => self.configs.of_document(place),
            None => self.configs.of(folder),
        }
    }

    /// What judges the documents of a configuration around a place.
    fn judge_of(
        &mut self,
        config: &Arc<Config>,
        place: Option<&Path>,
    ) -> Result<Judge, Vec<Error>> {
        let folder = place.and_then(Path::parent);
        let root = folder.map(root_of);
        let known = self
            .linters
            .iter()
            .find(|(key, _)| Arc::ptr_eq(&key.config, config) && key.root == root);
        let linter = match known {
            Some((_, linter)) => Arc::clone(linter),
            None => {
                let linter = Arc::new(self.linter(config, root.as_deref())?);
                let config = Arc::clone(config);
                self.linters
                    .push((Key { config, root }, Arc::clone(&linter)));
                linter
            }
        };
        let baseline = match (place, folder) {
            (Some(place), Some(folder)) if !self.no_config => {
                let folder = config.folder.clone().unwrap_or_else(|| root_of(folder));
                let baseline = self.baseline(&folder).map_err(|error| vec![error])?;
                baseline.map(|baseline| (baseline, baseline::path_in(&folder, place)))
            }
            _ => None,
        };
        Ok(Judge { linter, baseline })
    }

    /// The linter that `whys lint` would judge the folder with.
    fn linter(&self, config: &Config, root: Option<&Path>) -> Result<Linter, Vec<Error>> {
        let others = root.and_then(|root| self.neighbours.get(root));
        let beyond = Beyond::new(
            others.map(|one| Arc::clone(&one.others)),
            Arc::clone(&self.repositories),
            Arc::clone(&self.ledger),
        );
        let options = Options {
            profile: config.profile,
            assumed: config.assumed,
            known: beyond.known(config),
            no_config: self.no_config,
            in_threads: true,
            ..Options::new(self.day)
        };
        Linter::new(config.load_rules()?, options)
            .map_err(|unknown| vec![Error::unknown_rule(&unknown.id, None)])
    }

    /// The baseline beside a configuration.
    fn baseline(&mut self, folder: &Path) -> Result<Option<Arc<Baseline>>, Error> {
        if let Some(known) = self.baselines.get(folder) {
            return Ok(known.clone());
        }
        let place = folder.join(MORE).join(baseline::FILE);
        let is_there = place.is_file() && !tree::leads_out(&place, &root_of(folder));
        let read = is_there.then(|| {
            let shown = tree::relative(&place);
            Baseline::parse(&source::file(&place, &shown)?, &shown).map(Arc::new)
        });
        let baseline = read.transpose()?;
        self.baselines.insert(folder.to_owned(), baseline.clone());
        Ok(baseline)
    }
}

/// Judges a document; gives the errors of rules that could not decide.
fn apply(judge: &Judge, judged: &mut Judged) -> Vec<Error> {
    let verdict = judge.linter.lint_against(&judged.post, judge.against());
    let findings = verdict.diagnostics.into_iter();
    judged.findings = findings.map(|one| Found::of(&judged.post, one)).collect();
    let tidy = verdict.tidy.into_iter();
    judged.tidy = tidy.map(|(rule, fix)| (rule.to_owned(), fix)).collect();
    judged.judge = Some(judge.clone());
    verdict.failures.into_iter().map(Error::page).collect()
}

/// An error with what to do about it.
fn told(error: &Error) -> String {
    match error.help() {
        Some(help) => format!("{error}\nhelp: {help}"),
        None => error.to_string(),
    }
}

fn today(named: Option<Date>) -> Date {
    named.unwrap_or_else(|| jiff::Zoned::now().date())
}
