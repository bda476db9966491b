//! What lies around the example of a page, as a fence `toml around` tells it: other post-mortems, commits, history.

use std::sync::Arc;

use crate::git::Identity;
use crate::rules::{Known, Others, Presence, Repository, nearest};
use jiff::civil::Date;

/// What lies around an example.
#[derive(Default)]
pub(super) struct Around {
    others: Option<Arc<Folder>>,
    past: Option<Arc<Past>>,
}

impl Around {
    /// Reads a fence.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Around, String> {
        let around: toml::Table = text.parse().map_err(|error| format!("{error}"))?;
        let table = |key: &str| around.get(key).and_then(toml::Value::as_table);
        let said = |value: &toml::Value| value.as_str().map(str::to_owned);
        let day = |value: &toml::Value| value.as_str().and_then(|day| day.parse().ok());
        let others = table("others").map(|others| {
            let told = others.iter();
            told.map(|(id, path)| Some((id.clone(), said(path)?)))
                .collect::<Option<Vec<_>>>()
        });
        let commits = table("commits").into_iter().flatten();
        let commits = commits.map(|(name, at)| Some((name.clone(), day(at)?)));
        let since = table("history").and_then(|history| history.get("since"));
        let wrong = || "a path or a day is not written as a text".to_owned();
        let commits: Vec<(String, Date)> = commits.collect::<Option<_>>().ok_or_else(wrong)?;
        let since = since
            .map(|since| day(since).ok_or_else(wrong))
            .transpose()?;
        let others = others.map(|others| others.ok_or_else(wrong)).transpose()?;
        let is_told = since.is_some() || !commits.is_empty();
        Ok(Around {
            others: others.map(|others| Arc::new(Folder(others))),
            past: is_told.then(|| Arc::new(Past { commits, since })),
        })
    }

    /// Adds it to what is known of an example.
    pub(super) fn tell(&self, known: &mut Known) {
        let others = self.others.clone();
        known.others = others.map(|others| others as Arc<dyn Others>);
        let past = self.past.clone();
        known.repository = past.map(|past| past as Arc<dyn Repository>);
    }
}

/// Ids and paths.
struct Folder(Vec<(String, String)>);

impl Others for Folder {
    fn namesakes(&self, _: &str, id: &str) -> Option<Vec<String>> {
        let same = self.0.iter().filter(|(other, _)| other == id);
        Some(same.map(|(_, path)| path.clone()).collect())
    }

    fn find(&self, _: &str, id: &str) -> Option<Presence> {
        let mut ids = self.0.iter().map(|(id, _)| id.as_str());
        if ids.clone().any(|other| other.eq_ignore_ascii_case(id)) {
            return Some(Presence::There);
        }
        let near = nearest(id, &mut ids);
        Some(near.map_or(Presence::Absent, |near| Presence::Near(near.to_owned())))
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
