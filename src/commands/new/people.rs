//! Who writes a post-mortem, and whose services were hit: from Git, the configuration and CODEOWNERS.

use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::git;
use crate::source::{CodeOwners, tree};

/// The name that the configuration has for whoever commits here, else the name that Git has.
pub(super) fn author(config: &Config) -> Option<String> {
    let identity = git::identity();
    config.name_of(&identity).or(identity.name)
}

/// Which service belongs to whom.
pub(super) struct Owners<'c> {
    config: &'c Config,
    code: CodeOwners,
    here: PathBuf,
}

impl<'c> Owners<'c> {
    /// Those that hold in an absolute folder.
    pub(super) fn of(config: &'c Config, here: &Path) -> Self {
        Self {
            config,
            code: tree::work_tree(here)
                .map(CodeOwners::of)
                .unwrap_or_default(),
            here: here.to_owned(),
        }
    }

    /// The team that the services belong to, where it is one, else the only team that the author is in.
    pub(super) fn team(&self, services: &[String], author: Option<&str>) -> Option<String> {
        let of_services = services.iter().map(|service| self.team_of(service));
        let mut of_services: Vec<String> = of_services.collect::<Option<_>>().unwrap_or_default();
        of_services.dedup();
        match of_services.as_slice() {
            [team] => Some(team.clone()),
            _ => self.team_with(author?),
        }
    }

    /// The service whose folder this is.
    pub(super) fn service_here(&self) -> Option<String> {
        let root = tree::work_tree(&self.here)?;
        let below = self.here.strip_prefix(root).ok()?;
        let folders = below.components().rev();
        let mut folders = folders.filter_map(|part| part.as_os_str().to_str());
        let configured = folders.find_map(|folder| {
            let mut services = self.config.services.iter();
            services.find(|service| service.name.eq_ignore_ascii_case(folder))
        });
        if !self.config.services.is_empty() {
            return configured.map(|service| service.name.clone());
        }
        self.code.folder_of(&self.here).map(str::to_owned)
    }

    /// The only service of a team.
    pub(super) fn only_service(&self, team: Option<&str>) -> Option<String> {
        let is_theirs = |owner: &Option<String>| owner.as_deref().is_some_and(|o| Some(o) == team);
        let services = self.config.services.iter();
        let mut theirs = services.filter(|service| is_theirs(&service.owner));
        let first = theirs.next()?;
        theirs.next().is_none().then(|| first.name.clone())
    }

    fn team_of(&self, service: &str) -> Option<String> {
        let mut services = self.config.services.iter();
        let configured = services.find(|known| known.name.eq_ignore_ascii_case(service));
        let configured = configured.and_then(|service| service.owner.clone());
        configured.or_else(|| {
            let owners = self.code.of_name(service).iter();
            let mut teams = owners.filter_map(|owner| self.team_named(owner));
            let first = teams.next()?;
            teams.next().is_none().then_some(first)
        })
    }

    /// `@larkspur/payments`: the team of the configuration that is called so, else this name. A person is no team.
    fn team_named(&self, owner: &str) -> Option<String> {
        let (_, name) = owner.strip_prefix('@')?.split_once('/')?;
        let name = name.rsplit('/').next()?;
        let mut teams = self.config.teams.iter();
        let known = teams.find(|team| {
            let last = team.name.rsplit('/').next();
            last.is_some_and(|last| last.eq_ignore_ascii_case(name))
        });
        Some(known.map_or_else(|| name.to_owned(), |team| team.name.clone()))
    }

    fn team_with(&self, author: &str) -> Option<String> {
        let mut teams = self.config.teams.iter().filter(|team| team.has(author));
        let first = teams.next()?;
        teams.next().is_none().then(|| first.name.clone())
    }
}
