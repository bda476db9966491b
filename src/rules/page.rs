//! The front matter of a rule's page.

use serde::Deserialize;

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
