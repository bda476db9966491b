//! `[[overrides]]`: what else holds for some of the documents.

use std::path::Path;

use ignore::gitignore::Gitignore;

use super::documents::{matches, patterns};
use super::table::Table;
use super::{Config, TeamRules, Written, keys, read, written};
use crate::rules::{Overlays, Profile, Rules};

/// What else holds for some of the documents.
#[derive(Clone, Debug)]
pub struct Override {
    paths: Gitignore,
    profile: Option<Profile>,
    rules: Overlays,
    /// What it states, as if the file stated it for these documents.
    written: Vec<Written>,
}

impl Override {
    /// Reads one; every error in it is noted.
    fn read(
        table: Table<'_, '_>,
        folder: &Path,
        known: &Rules,
        team_rules: &TeamRules,
    ) -> Option<Override> {
        table.only(keys::OVERRIDE);
        let read = Override {
            paths: patterns(table, "paths", folder).unwrap_or_else(Gitignore::empty),
            profile: read::profile(table),
            rules: read::rules(table, known, team_rules),
            written: written::of_override(table),
        };
        let (message, help) = match () {
            () if !table.has("paths") => (
                "this override does not say for which documents",
                "write paths = [\"legacy/**\"]",
            ),
            () if !table.has("profile") && !table.has("rules") => (
                "this override changes nothing",
                "give it a `profile`, or [overrides.rules.NAME]",
            ),
            () => return Some(read),
        };
        table
            .file
            .wrong(table.at..table.at, message, Some(help.to_owned()));
        None
    }
}

/// All of them, in the order of the file.
pub(super) fn read_all(
    root: Table<'_, '_>,
    folder: &Path,
    known: &Rules,
    team_rules: &TeamRules,
) -> Vec<Override> {
    let tables = root.tables("overrides").into_iter();
    tables
        .filter_map(|table| Override::read(table, folder, known, team_rules))
        .collect()
}

impl Config {
    /// The places of the overrides that hold for a document.
    pub(super) fn overrides_of(&self, document: &Path) -> Vec<usize> {
        let all = self.overrides.iter().enumerate();
        all.filter(|(_, one)| matches(&one.paths, document))
            .map(|(at, _)| at)
            .collect()
    }

    /// The configuration with some of its overrides laid over it: of two that say the same, the later one holds.
    pub(super) fn with(&self, overrides: &[usize]) -> Config {
        let mut config = self.clone();
        for one in overrides.iter().filter_map(|at| self.overrides.get(*at)) {
            config.profile = one.profile.or(config.profile);
            for (rule, settings) in &one.rules {
                let rule = config.rules.entry(rule.clone()).or_default();
                rule.extend(settings.clone());
            }
            for written in &one.written {
                config.written.retain(|other| other.key != written.key);
                config.written.push(written.clone());
            }
        }
        config
    }
}
