//! The front matter of a rule's page.

use serde::Deserialize;

use super::{Settings, Voice};
use crate::postmortem::Status;

/// The parts of a post-mortem that rules are about, in the order of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Group {
    Metadata,
    Impact,
    Timeline,
    Detection,
    Causes,
    /// Each open action.
    Action,
    /// The set of them.
    Actions,
    Language,
    Evidence,
    Safety,
    Silencers,
}

impl Group {
    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Group::Metadata => "metadata",
            Group::Impact => "impact",
            Group::Timeline => "timeline",
            Group::Detection => "detection",
            Group::Causes => "causes",
            Group::Action => "action",
            Group::Actions => "actions",
            Group::Language => "language",
            Group::Evidence => "evidence",
            Group::Safety => "safety",
            Group::Silencers => "silencers",
        }
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
    #[serde(deserialize_with = "status")]
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

fn status<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Status, D::Error> {
    let word = String::deserialize(from)?;
    Status::parse(&word).ok_or_else(|| serde::de::Error::custom(format!("`{word}` is no status")))
}

/// Parts a page into its front matter and its text.
pub(super) fn part(page: &str) -> Option<(&str, &str)> {
    let rest = page.strip_prefix("---\n")?;
    let end = rest.find("\n---\n")?;
    Some((rest.get(..end + 1)?, rest.get(end + 5..)?))
}

/// Reads front matter.
pub(super) fn parse(front: &str) -> Result<Page, String> {
    serde_saphyr::from_str(front).map_err(|error| error.to_string())
}
