//! `whys.toml`: what holds for the documents at and below its folder.

mod adopted;
mod documents;
mod holding;
pub mod keys;
mod lookup;
mod overrides;
mod read;
mod table;
mod team;
mod written;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use regex::Regex;

use crate::error::Error;
use crate::git::Identity;
use crate::postmortem::{ReadOptions, SectionKind, Status};
use crate::rules::{Known, Overlays, Profile, Rules};

pub use adopted::{ADOPTED, Adopted, line as adopted_line};
pub(crate) use documents::matches;
pub use documents::{Documents, FILE_NAME};
pub use holding::Held;
pub use lookup::{Configs, root_of};
pub use overrides::Override;
pub use team::{RULES, TeamRules, read_rules};
pub use written::Written;

/// The name of the file.
pub const FILE: &str = "whys.toml";
/// The name of the folder for what is more than settings.
pub const MORE: &str = ".whys";

/// What one `whys.toml` and the `.whys` beside it say; the default where there is neither.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The folder that they stand in; none where there are none.
    pub folder: Option<PathBuf>,
    /// The file as people read its path; none where there is none.
    pub file: Option<String>,
    /// What the file states, key by key.
    pub written: Vec<Written>,
    /// The profile of every document.
    pub profile: Option<Profile>,
    /// The zone of timelines that state none.
    pub timezone: Option<String>,
    /// Which files are post-mortems, and where new ones go.
    pub documents: Documents,
    /// `[sections]`: headings as [`normalise`](crate::postmortem::normalise) leaves them, each with what it is about.
    pub sections: Vec<(String, SectionKind)>,
    /// `[rules.<id>]`, by rule.
    pub rules: Overlays,
    /// The rules of `.whys/rules`.
    pub team_rules: Arc<TeamRules>,
    /// `[[overrides]]`, in the order of the file.
    pub overrides: Vec<Override>,
    /// The documents that were there before whys; none where nothing says which.
    pub adopted: Option<Adopted>,
    /// The status of a document that states none, where it is not among those.
    pub assumed: Option<Status>,
    /// Names and the addresses that Git knows them by.
    pub people: Vec<Person>,
    /// Teams and who is in them.
    pub teams: Vec<Team>,
    /// The services.
    pub services: Vec<Service>,
    /// The tracker's tickets.
    pub tracker: Tracker,
    /// The incident severities, the worst first.
    pub severities: Vec<Severity>,
    /// Terms that every reader here knows.
    pub terms: Vec<String>,
    /// The domains of this organisation.
    pub domains: Vec<String>,
    /// How many kB an attached picture may have, where it says so.
    pub largest_picture: Option<u32>,
    /// Fingerprints of secrets that are none.
    pub allowed_secrets: Vec<String>,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name that documents use.
    pub name: String,
    /// The e-mail addresses of Git commits.
    pub addresses: Vec<String>,
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Its name; the units above it stand before a slash.
    pub name: String,
    /// Names of people.
    pub members: Vec<String>,
}

impl Team {
    /// Whether somebody is in it.
    pub fn has(&self, name: &str) -> bool {
        self.members
            .iter()
            .any(|member| member.eq_ignore_ascii_case(name))
    }
}

/// A service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// The team that owns it.
    pub owner: Option<String>,
}

/// An incident severity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Severity {
    /// Its name.
    pub name: String,
    /// Within how many days its actions are due.
    pub due_days: Option<u32>,
}

/// Where tickets live.
#[derive(Clone, Debug, Default)]
pub struct Tracker {
    /// What a ticket of this organisation looks like.
    pub pattern: Option<Regex>,
    /// Where one is found, with `{ticket}` in place of its key.
    pub url: Option<String>,
}

impl Config {
    /// Reads the text of a `whys.toml` at `path` that stands in `folder` beside these rules; every error in it at once.
    pub fn parse(
        text: &str,
        path: &str,
        folder: &Path,
        team_rules: Arc<TeamRules>,
    ) -> Result<Config, Vec<Error>> {
        read::read(text, path.to_owned(), folder, team_rules)
    }

    /// What holds where there are rules of a team, and no `whys.toml`.
    pub fn of_rules(team_rules: Arc<TeamRules>) -> Config {
        Config {
            team_rules,
            ..Config::default()
        }
    }

    /// The rules with the settings of this configuration, which were found to be right when it was read; what is wrong
    /// with the team's own is told here, so that only who needs rules hears of it.
    pub fn load_rules(&self) -> Result<Rules, Vec<Error>> {
        let mut rules = Rules::built_in();
        let mut wrong = self.team_rules.errors.clone();
        wrong.extend(rules.add(&self.team_rules.team));
        if !wrong.is_empty() {
            wrong.sort_by(|a, b| a.place.cmp(&b.place));
            return Err(wrong.into_iter().map(Error::page).collect());
        }
        rules.lay(&self.rules).map_err(|wrong| {
            vec![Error::Config {
                place: format!("[rules.{}]", wrong.rule),
                message: wrong.message,
                help: wrong.help,
            }]
        })?;
        Ok(rules)
    }

    /// The rules of whys alone, with the settings of this configuration as far as they are about these: for who must not wait
    /// until a page of the team is mended.
    pub fn own_rules(&self) -> Rules {
        let mut rules = Rules::built_in();
        let mut overlays = self.rules.clone();
        overlays.retain(|id, _| rules.get(id).is_some());
        // They were found to be right when the configuration was read.
        let _ = rules.lay(&overlays);
        rules
    }

    /// What the checks may know of it.
    pub fn known(&self) -> Known {
        let severities = self.severities.iter();
        Known {
            people: self
                .people
                .iter()
                .map(|person| person.name.clone())
                .collect(),
            addresses: self
                .people
                .iter()
                .flat_map(|person| person.addresses.clone())
                .collect(),
            members: self
                .teams
                .iter()
                .flat_map(|team| team.members.clone())
                .collect(),
            teams: self.teams.iter().map(|team| team.name.clone()).collect(),
            services: self
                .services
                .iter()
                .map(|service| service.name.clone())
                .collect(),
            timezone: self.timezone.clone(),
            tracker: self.tracker.pattern.clone(),
            tracker_url: self.tracker.url.clone(),
            severities: severities
                .map(|one| (one.name.clone(), one.due_days))
                .collect(),
            terms: self.terms.clone(),
            domains: self.domains.clone(),
            allowed_secrets: self.allowed_secrets.clone(),
            ..Known::default()
        }
    }

    /// The name that this configuration has for somebody whom Git knows.
    pub fn name_of(&self, identity: &Identity) -> Option<String> {
        let email = identity.email.as_ref()?;
        let mut people = self.people.iter();
        let found = people.find(|p| p.addresses.iter().any(|a| a.eq_ignore_ascii_case(email)));
        found.map(|person| person.name.clone())
    }

    /// How many bytes an attached picture may have: unless the file says otherwise, what a screenshot of a large screen has,
    /// and little enough to be kept in Git for good.
    pub fn largest_picture(&self) -> u64 {
        const USUAL: u32 = 4096;
        u64::from(self.largest_picture.unwrap_or(USUAL)) * 1000
    }

    /// What the reader of one document must know.
    pub fn read_options(&self, path: &str) -> ReadOptions {
        ReadOptions {
            path: path.to_owned(),
            timezone: self.timezone.clone(),
            teams: self.teams.iter().map(|team| team.name.clone()).collect(),
            tracker: self.tracker.pattern.clone(),
            sections: self.sections.clone(),
            in_threads: false,
        }
    }
}
