//! What lies around the example of a page: other post-mortems, each in a fence `md beside PATH`; commits and history, as a
//! fence `toml around` tells them.

use std::sync::Arc;

use crate::git::Identity;
use crate::rules::{Known, Others, Repository};

use super::beside::Beside;
use jiff::civil::Date;

/// What lies around an example.
#[derive(Default)]
pub(super) struct Around {
    /// The other post-mortems: path and text.
    beside: Vec<(String, String)>,
    /// Whether an example has been run with them: the next one begins another set.
    used: bool,
    past: Option<Arc<Past>>,
}

impl Around {
    /// Puts a post-mortem beside the examples below it.
    pub(super) fn add(&mut self, path: &str, text: &str) {
        if std::mem::take(&mut self.used) {
            self.beside.clear();
        }
        self.beside.push((path.to_owned(), text.to_owned()));
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
