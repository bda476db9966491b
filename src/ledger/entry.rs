//! An action as it is listed.

use std::path::PathBuf;
use std::sync::Arc;

use super::trail::Trail;
use super::version::{Item, Version};

/// An action and the post-mortem that it stands in.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The path of the post-mortem as given or found.
    pub path: String,
    /// Its absolute path.
    pub place: PathBuf,
    /// What the post-mortem says.
    pub post: Arc<Version>,
    /// Where it stands among the severities of incidents, the worst first.
    pub rank: usize,
    /// The action.
    pub item: Item,
    /// Where its ticket is found.
    pub ticket_url: Option<String>,
    /// What happened to it; none where nobody knows.
    pub trail: Option<Trail>,
}

impl Entry {
    /// The title of its post-mortem, else the id.
    pub fn title(&self) -> &str {
        self.post.title.as_deref().unwrap_or(&self.post.id)
    }
}

/// The severities where the configuration lists none.
const SEVERITIES: [&str; 4] = ["SEV1", "SEV2", "SEV3", "SEV4"];

/// Where a severity stands among those of the configuration, the worst first; behind all of them when it is none.
pub fn rank_of(severity: Option<&str>, configured: &[crate::config::Severity]) -> usize {
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let Some(severity) = severity.map(plain) else {
        return usize::MAX;
    };
    let built_in = SEVERITIES.iter().map(|one| (*one).to_owned());
    let listed: Vec<String> = match configured.is_empty() {
        true => built_in.collect(),
        false => configured.iter().map(|one| one.name.clone()).collect(),
    };
    let found = listed.iter().position(|one| plain(one) == severity);
    found.unwrap_or(usize::MAX)
}

/// Puts the entries into the order in which they should be looked at.
pub fn sort(entries: &mut [Entry], today: jiff::civil::Date) {
    entries.sort_by_cached_key(|entry| {
        let item = &entry.item;
        let is_late = item.days_late(today).is_some();
        let place = (entry.path.clone(), item.line);
        (
            (!item.is_open(), !is_late, entry.rank),
            (item.due.is_none(), item.due, place),
        )
    });
}
