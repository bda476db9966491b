//! The front matter of a rule's page.

mod part;

use serde::Deserialize;

pub(super) use part::part;

use super::{Settings, Voice};
use crate::postmortem::Status;
use crate::worded::worded;

worded! {
    /// The parts of a post-mortem that rules are about, in the order of the document.
    #[derive(PartialOrd, Ord)]
    #[allow(missing_docs)]
    pub enum Group {
        Metadata = "metadata",
        Impact = "impact",
        Timeline = "timeline",
        Detection = "detection",
        Causes = "causes",
        /// Each open action.
        Action = "action",
        /// The set of them.
        Actions = "actions",
        Language = "language",
        Evidence = "evidence",
        Safety = "safety",
        /// The versions before this one.
        History = "history",
        /// The other post-mortems.
        Repeats = "repeats",
        Silencers = "silencers",
    }
}

/// The front matter of a rule's page; [rules/README.md](../../rules/README.md) tells what each key is for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct Page {
    pub group: Group,
    pub summary: String,
    pub why: String,
    pub question: String,
    pub facts: Voice,
    pub standard: Voice,
    pub from: Status,
    pub several: Option<String>,
    pub not_stated: Option<String>,
    pub check: String,
    #[serde(default)]
    pub settings: Settings,
    #[serde(default)]
    pub words: Vec<String>,
    pub fix: Option<String>,
}

/// The keys that a team's page may have, in the order in which they are written: no check that they can name fixes.
pub(super) const KEYS: [&str; 12] = [
    "group",
    "summary",
    "why",
    "question",
    "facts",
    "standard",
    "from",
    "several",
    "not-stated",
    "check",
    "words",
    "settings",
];

/// Why front matter cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Misread {
    /// What is wrong.
    pub(super) message: String,
    /// Where in the front matter, both from 1; 0 where nobody knows.
    pub(super) line: usize,
    pub(super) column: usize,
}

/// Reads front matter.
pub(super) fn parse(front: &str) -> Result<Page, Misread> {
    serde_saphyr::from_str(front).map_err(|error| {
        let error = error.without_snippet();
        let place = error.location();
        let text = error.to_string();
        // What the parser says, without its own place, and in one line.
        let end = text.find(" at line ").unwrap_or(text.len());
        let text = text.get(..end).unwrap_or_default();
        Misread {
            message: text.split_whitespace().collect::<Vec<_>>().join(" "),
            line: place.as_ref().map_or(0, |place| place.line() as usize),
            column: place.as_ref().map_or(0, |place| place.column() as usize),
        }
    })
}

impl Page {
    /// What is wrong with the page beyond its form: the key, and what about it.
    pub fn faults(&self) -> Vec<(&'static str, String)> {
        let mut faults = Vec::new();
        let texts = [
            ("summary", Some(&self.summary)),
            ("why", Some(&self.why)),
            ("question", Some(&self.question)),
            ("fix", self.fix.as_ref()),
        ];
        for (key, text) in texts
            .into_iter()
            .filter_map(|(key, text)| Some((key, text?)))
        {
            if !text.trim_end().ends_with(['.', '?']) || text.contains('\n') {
                let message = format!("`{key}` is not one line that ends a sentence");
                faults.push((key, message));
            }
        }
        if self.facts == Voice::Rising {
            faults.push(("facts", "`rising` is for `standard`".to_owned()));
        }
        if self.standard == Voice::NotStated {
            faults.push(("standard", "`not-stated` is for `facts`".to_owned()));
        }
        if self.not_stated.is_some() != (self.facts == Voice::NotStated) {
            let message = "`not-stated` has a phrase where `facts` is not-stated, and only there";
            let key = if self.not_stated.is_some() {
                "not-stated"
            } else {
                "facts"
            };
            faults.push((key, message.to_owned()));
        }
        if self
            .several
            .as_ref()
            .is_some_and(|message| !message.contains("{n}"))
        {
            faults.push((
                "several",
                "`several` must tell how many, with `{n}`".to_owned(),
            ));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded::RULES;

    #[test]
    fn what_the_build_script_writes_is_what_the_pages_say() {
        for (id, text, json) in RULES {
            let (front, _) = part(text).expect("front matter");
            let page = parse(front).expect("a page");
            let read: Page = serde_json::from_str(json).expect("a page");
            assert_eq!(format!("{read:?}"), format!("{page:?}"), "{id}");
        }
    }
}
