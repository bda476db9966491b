//! What a template may say.

use serde::Serialize;

use super::yaml;
use crate::postmortem::schema::{IMPACT, KEYS, Key, KeyKind, Part};
use crate::postmortem::{SectionKind, Status};
use crate::rules::{Known, Needs};

/// A longer list of values says less than what its key is for.
const LONGEST_LIST: usize = 110;

/// The facts of a new document.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Facts {
    pub title: String,
    pub status: Status,
    pub date: String,
    pub started: Option<String>,
    pub author: Option<String>,
    pub team: Option<String>,
    pub severity: Option<String>,
    pub services: Vec<String>,
    /// The name of the file without its ending.
    pub id_stem: String,
    /// What went out before it started.
    pub changes: Option<Changes>,
}

/// What went out in a window of time.
#[derive(Clone, Debug, Serialize)]
pub struct Changes {
    /// From when on, as it is written in the document.
    pub since: String,
    /// Until when.
    pub until: String,
    /// The last one first.
    pub all: Vec<Change>,
    /// How many earlier ones are left out.
    pub more: usize,
}

/// A commit, a merge or a tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// When it was made, as it is written in the document.
    pub at: String,
    /// The repository, where there are several.
    pub repository: Option<String>,
    /// `commit`, `merge` or `tag`
    pub kind: &'static str,
    /// The abbreviated hash; the name of a tag.
    pub name: String,
    /// Who made it.
    pub author: Option<String>,
    /// The first line of its message.
    pub subject: Option<String>,
}

/// What documents are like here: what each status needs, and the lists of the configuration.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// What each status needs.
    pub needs: &'a Needs,
    /// The lists.
    pub known: &'a Known,
}

/// All that a template knows.
#[derive(Serialize)]
pub(super) struct Context<'f> {
    #[serde(flatten)]
    facts: &'f Facts,
    sections: Vec<PartFact>,
    keys: Vec<KeyFact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<PartFact>,
}

/// A section.
#[derive(Serialize)]
pub(super) struct PartFact {
    kind: SectionKind,
    heading: &'static str,
    question: &'static str,
}

/// A key of the front matter.
#[derive(Serialize)]
pub(super) struct KeyFact {
    name: &'static str,
    /// Its value as YAML.
    value: Option<String>,
    /// What to write there.
    hint: Option<String>,
    keys: Vec<KeyFact>,
}

impl Form<'_> {
    pub(super) fn context<'f>(&self, facts: &'f Facts, part: Option<PartFact>) -> Context<'f> {
        let sections = self.needs.parts(facts.status).map(PartFact::of);
        Context {
            facts,
            sections: sections.collect(),
            keys: self.keys(KEYS, facts),
            part,
        }
    }

    fn keys(&self, keys: &'static [Key], facts: &Facts) -> Vec<KeyFact> {
        let keys = self.needs.keys(keys, facts.status);
        keys.map(|key| self.key(key, facts)).collect()
    }

    fn key(&self, key: &'static Key, facts: &Facts) -> KeyFact {
        let keys = match key.kind {
            KeyKind::Group => self.keys(IMPACT, facts),
            _ => Vec::new(),
        };
        let value = value(key, facts);
        let is_open = value.as_ref().is_none_or(|value| value == "[]");
        KeyFact {
            name: key.name,
            hint: self.hint(key, is_open),
            value,
            keys,
        }
    }

    /// What to write as the value of a key: one of its list, else what it is for.
    pub fn hint(&self, key: &Key, is_open: bool) -> Option<String> {
        let list = self.known.values(key).join(", ");
        if !list.is_empty() && list.len() <= LONGEST_LIST {
            return Some(list);
        }
        let is_open = is_open && key.kind != KeyKind::Group;
        is_open.then(|| key.about.trim_end_matches('.').to_owned())
    }
}

impl PartFact {
    pub(super) fn of(part: &'static Part) -> Self {
        Self {
            kind: part.kind,
            heading: part.heading,
            question: part.question,
        }
    }
}

fn value(key: &Key, facts: &Facts) -> Option<String> {
    let text = |text: &Option<String>| text.as_ref().map(|text| yaml(text));
    match key.name {
        "title" => Some(yaml(&facts.title)),
        "status" => Some(facts.status.word().to_owned()),
        "severity" => text(&facts.severity),
        "team" => text(&facts.team),
        "author" => text(&facts.author),
        "started" => text(&facts.started),
        "services" => {
            let services = facts.services.iter().map(|service| yaml(service));
            Some(format!("[{}]", services.collect::<Vec<_>>().join(", ")))
        }
        // So that an author sees that there may be several.
        _ if key.kind == KeyKind::Texts && !key.values.is_empty() => Some("[]".to_owned()),
        _ => None,
    }
}
