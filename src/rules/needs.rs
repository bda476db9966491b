//! What each status needs: the form of a post-mortem, with what the configuration has changed of it.

use super::{Loudness, Profile, Rule, Rules, Setting, Settings};
use crate::diagnostic::Severity;
use crate::postmortem::schema::{Asked, IMPACT, KEYS, Key, Part, SECTIONS};
use crate::postmortem::{SectionKind, Status};

/// What each status needs, as the rules are configured.
#[derive(Clone, Debug)]
pub struct Needs {
    sections: Vec<(SectionKind, Status)>,
    keys: Vec<(String, Status)>,
}

impl Needs {
    /// What these rules ask for.
    pub fn of(rules: &Rules) -> Self {
        let sections = SECTIONS.iter().filter_map(|part| {
            let from = from(rules, part.asked, part.kind.word());
            let more = listed(rules, "missing-section", part.kind.word());
            Some((part.kind, earlier(from, more)?))
        });
        let keys = KEYS.iter().chain(IMPACT).filter_map(|key| {
            let from = key.asked.and_then(|asked| from(rules, asked, key.name));
            let more = ["missing-metadata", "missing-role", "missing-milestone"]
                .into_iter()
                .filter_map(|rule| listed(rules, rule, key.name))
                .min();
            Some((key.name.to_owned(), earlier(from, more)?))
        });
        Self {
            sections: sections.collect(),
            keys: keys.collect(),
        }
    }

    /// The status from which on a section of this kind is needed; none where nobody insists on it.
    pub fn section(&self, kind: SectionKind) -> Option<Status> {
        let mut sections = self.sections.iter();
        sections
            .find(|(known, _)| *known == kind)
            .map(|(_, from)| *from)
    }

    /// The status from which on a key of the front matter is needed, there or as a fact of the text.
    pub fn key(&self, name: &str) -> Option<Status> {
        let mut keys = self.keys.iter();
        keys.find(|(known, _)| known == name).map(|(_, from)| *from)
    }

    /// The sections that a document of this status has: those that it begins with, and those that it needs.
    pub fn parts(&self, status: Status) -> impl Iterator<Item = &'static Part> {
        let has = move |part: &&Part| {
            part.opens <= status || self.section(part.kind).is_some_and(|from| from <= status)
        };
        SECTIONS.iter().filter(has)
    }

    /// The same for the keys of its front matter; `keys` are those of the top level or of a group.
    pub fn keys(&self, keys: &'static [Key], status: Status) -> impl Iterator<Item = &'static Key> {
        let has = move |key: &&Key| {
            key.opens.is_some_and(|opens| opens <= status)
                || self.key(key.name).is_some_and(|from| from <= status)
        };
        keys.iter().filter(has)
    }
}

fn earlier(one: Option<Status>, other: Option<Status>) -> Option<Status> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// From which status on a rule insists on a name.
fn from(rules: &Rules, asked: Asked, name: &str) -> Option<Status> {
    let rule = rules.get(asked.by)?;
    let lists = !settings(&rule.page.check).is_empty();
    match lists {
        true => listed(rules, asked.by, name),
        false => insists(rule),
    }
}

/// The same for a rule whose settings list the names.
fn listed(rules: &Rules, rule: &str, name: &str) -> Option<Status> {
    let rule = rules.get(rule)?;
    let settings = &rule.page.settings;
    let lists = settings.names().filter(|setting| {
        let mut names = settings.list(setting).iter();
        names.any(|listed| listed == name)
    });
    // A list without a status holds from the beginning.
    let from = lists.map(|setting| Status::exact(setting).unwrap_or(Status::Live));
    Some(from.min()?.max(insists(rule)?))
}

/// The status from which on a rule is told as more than what will become something.
fn insists(rule: &Rule) -> Option<Status> {
    let is_told = |status: &Status| {
        let loudness = rule.page.loudness(Profile::Standard, Some(*status));
        matches!(loudness, Loudness::Plain(severity, _) if severity >= Severity::Warning)
    };
    Status::ALL.into_iter().find(is_told)
}

/// The settings that a check has from the form: what it asks for, by status or in one list.
pub(super) fn settings(check: &str) -> Vec<(&'static str, Setting)> {
    match check {
        "missing-section" => by_status(|from| sections(check, from)),
        "missing-metadata" => by_status(|from| keys(check, from)),
        "missing-role" => vec![("roles", keys(check, None))],
        "missing-milestone" => vec![("needs", keys(check, None))],
        _ => Vec::new(),
    }
}

fn by_status(names: impl Fn(Option<Status>) -> Setting) -> Vec<(&'static str, Setting)> {
    let statuses = [Status::Draft, Status::Review, Status::Final];
    statuses
        .map(|status| (status.word(), names(Some(status))))
        .into()
}

fn sections(check: &str, from: Option<Status>) -> Setting {
    let asked = SECTIONS.iter().filter(|part| part.asked.is(check, from));
    Setting::List(asked.map(|part| part.kind.word().to_owned()).collect())
}

fn keys(check: &str, from: Option<Status>) -> Setting {
    let asked = KEYS
        .iter()
        .filter(|key| key.asked.is_some_and(|asked| asked.is(check, from)));
    Setting::List(asked.map(|key| key.name.to_owned()).collect())
}

impl Asked {
    fn is(self, rule: &str, from: Option<Status>) -> bool {
        self.by == rule && self.from == from
    }
}

impl Settings {
    /// Adds what a check has from the form.
    pub(super) fn add_needs(&mut self, check: &str) {
        for (name, setting) in settings(check) {
            self.set(name, setting);
        }
    }
}
