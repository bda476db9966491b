//! What lies around the example of a page: other post-mortems, each in a fence `md beside PATH`; earlier versions, each in a
//! fence `md committed DAY PATH`; commits and history, as a fence `toml around` tells them.

use std::sync::Arc;

use crate::git::Identity;
use crate::rules::{Known, Ledger, Others, Repository};

use super::beside::Beside;
use super::history::{Committed, History};
use super::run::PATH;
use jiff::civil::Date;

/// What lies around an example.
#[derive(Default)]
pub(super) struct Around {
    /// The other post-mortems: path and text.
    beside: Vec<(String, String)>,
    /// Whether an example has been run with them: the next one begins another set.
    used: bool,
    past: Option<Arc<Past>>,
    /// What was committed, the earliest first.
    committed: Vec<Committed>,
}

impl Around {
    /// Puts a post-mortem beside the examples below it.
    pub(super) fn add(&mut self, path: &str, text: &str) {
        self.begin();
        self.beside.push((path.to_owned(), text.to_owned()));
    }

    /// Takes a version of a document, which `info` gives a day and a path; that of the example, where it gives none.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(super) fn commit(&mut self, info: &str, text: &str) -> Result<(), String> {
        self.begin();
        let (day, path) = info.split_once(' ').unwrap_or((info, PATH));
        self.committed.push(Committed {
            day: day.parse().map_err(|error| format!("{error}"))?,
            path: path.trim().to_owned(),
            text: text.to_owned(),
        });
        Ok(())
    }

    /// After an example another set begins.
    fn begin(&mut self) {
        if std::mem::take(&mut self.used) {
            self.beside.clear();
            self.committed.clear();
        }
    }

    /// Reads a fence `toml around`; the post-mortems stay.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(super) fn parse(&mut self, text: &str) -> Result<(), String> {
        let around: toml::Table = text.parse().map_err(|error| format!("{error}"))?;
        let table = |key: &str| around.get(key).and_then(toml::Value::as_table);
        let day = |value: &toml::Value| value.as_str().and_then(|day| day.parse().ok());
        let commits = table("commits").into_iter().flatten();
        let commits = commits.map(|(name, at)| Some((name.clone(), day(at)?)));
        let since = table("history").and_then(|history| history.get("since"));
        let wrong = || "a day is not written as a text".to_owned();
        let commits: Vec<(String, Date)> = commits.collect::<Option<_>>().ok_or_else(wrong)?;
        let since = since
            .map(|since| day(since).ok_or_else(wrong))
            .transpose()?;
        let is_told = since.is_some() || !commits.is_empty();
        self.past = is_told.then(|| Arc::new(Past { commits, since }));
        Ok(())
    }

    /// Adds it to what is known of an example at `path`.
    pub(super) fn tell(&mut self, path: &str, text: &str, known: &mut Known) {
        self.used = true;
        if !self.committed.is_empty() {
            let committed = self.committed.clone();
            let beside = self.beside.clone();
            known.ledger = Some(Arc::new(History { committed, beside }) as Arc<dyn Ledger>);
        }
        if !self.beside.is_empty() {
            let own = (path.to_owned(), text.to_owned());
            let all = self.beside.iter().cloned().chain([own]);
            known.others = Some(Arc::new(Beside(all.collect())) as Arc<dyn Others>);
        }
        let past = self.past.clone();
        known.repository = past.map(|past| past as Arc<dyn Repository>);
    }
}

/// Names with the day of their latest commit; since when the example is in the history.
struct Past {
    commits: Vec<(String, Date)>,
    since: Option<Date>,
}

impl Repository for Past {
    fn latest_commit(&self, _: &str, is: &dyn Fn(&Identity) -> bool) -> Option<Option<Date>> {
        let mut by = self.commits.iter().filter(|(name, _)| {
            is(&Identity {
                name: Some(name.clone()),
                email: None,
            })
        });
        Some(by.next().map(|(_, day)| *day))
    }

    fn was_always(&self, _: &str, day: Date, _: &dyn Fn(&str) -> bool) -> Option<bool> {
        self.since.map(|since| since <= day)
    }

    fn code_owners(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
}
