//! What lies around the example of a page, as a fence `toml around` tells it: other post-mortems, commits, history.

use std::sync::Arc;

use jiff::civil::Date;
use whys::git::Identity;
use whys::rules::{Known, Others, Presence, Repository, nearest};

/// Adds to what is known of an example what its page says of its surroundings.
pub(crate) fn tell(known: &mut Known, around: &str) {
    let around: toml::Table = around.parse().expect("TOML");
    let table = |key: &str| around.get(key).and_then(toml::Value::as_table);
    let text = |value: &toml::Value| value.as_str().expect("a text").to_owned();
    let day = |value: &toml::Value| {
        value
            .as_str()
            .and_then(|day| day.parse().ok())
            .expect("a day")
    };
    if let Some(others) = table("others") {
        let others = others.iter().map(|(id, path)| (id.clone(), text(path)));
        known.others = Some(Arc::new(Folder(others.collect())));
    }
    let commits = table("commits").into_iter().flatten();
    let commits: Vec<(String, Date)> = commits.map(|(name, at)| (name.clone(), day(at))).collect();
    let since = table("history")
        .and_then(|history| history.get("since"))
        .map(day);
    if since.is_some() || !commits.is_empty() {
        known.repository = Some(Arc::new(Past { commits, since }));
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
