//! The rules: each is a page, `rules/<id>.md`, and the check that its front matter names.

mod beyond;
pub mod checks;
mod context;
mod needs;
mod overlay;
mod page;
pub(crate) mod people;
pub(crate) mod placeholders;
pub(crate) mod prose;
pub(crate) mod quote;
pub(crate) mod require;
mod settings;
pub(crate) mod talk;
mod team;
mod voice;

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::phrases::Phrases;

pub use beyond::{Before, Ledger, Need, Others, Repository, Trails};
pub(crate) use context::title_place;
pub use context::{Context, FileProbe, Known, Presence};
pub use needs::Needs;
pub use overlay::{COMMON, OverlayError, Overlays, nearest};
pub use page::{Group, Page};
pub use settings::{Setting, Settings};
pub use team::{PageError, Team, TeamList, TeamPage};
pub use voice::{Loudness, Profile, Voice};

use crate::diagnostic::{Failure, Findings};
use crate::{embedded, words};
use checks::Check;
use team::Own;

/// A rule, ready to run.
#[derive(Debug)]
pub struct Rule {
    /// Its name: the page's file name without `.md`.
    pub id: Cow<'static, str>,
    /// The front matter of its page, with the settings of the configuration laid over it.
    pub page: Page,
    /// The page below the front matter, Markdown.
    pub text: Cow<'static, str>,
    check: Check,
    lists: Vec<OnceLock<&'static Phrases>>,
    /// What a team's rule has of its own; none for those that ship with whys.
    own: Option<Box<Own>>,
}

impl Rule {
    /// Reads a page; says what is wrong with it. Knows nothing of which rules ship with whys.
    pub fn parse(id: Cow<'static, str>, page: Cow<'static, str>) -> Result<Rule, String> {
        let (front, _) = page::part(&page).ok_or("the page has no front matter")?;
        let front = page::parse(front).map_err(|wrong| wrong.message)?;
        Rule::of(id, page, front)
    }

    /// A rule of its page and what the front matter of that says.
    fn of(id: Cow<'static, str>, page: Cow<'static, str>, mut front: Page) -> Result<Rule, String> {
        let (_, text) = page::part(&page).ok_or("the page has no front matter")?;
        front.settings.add_needs(&front.check);
        let check = checks::named(&front.check)
            .ok_or_else(|| format!("there is no check `{}`", front.check))?;
        let at = page.len() - text.len();
        let text = match page {
            Cow::Borrowed(page) => Cow::Borrowed(page.get(at..).unwrap_or_default()),
            Cow::Owned(ref page) => Cow::Owned(page.get(at..).unwrap_or_default().to_owned()),
        };
        Ok(Rule {
            id,
            lists: front.words.iter().map(|_| OnceLock::new()).collect(),
            page: front,
            text,
            check,
            own: None,
        })
    }

    /// The path of its page, for a team's own rule.
    pub fn path(&self) -> Option<&str> {
        self.own.as_ref().map(|own| own.page.path.as_str())
    }

    /// The same rule, before its settings were made ready.
    fn unprepared(&self) -> Rule {
        Rule {
            id: self.id.clone(),
            page: self.page.clone(),
            text: self.text.clone(),
            check: self.check,
            lists: self.page.words.iter().map(|_| OnceLock::new()).collect(),
            own: self.own.as_ref().map(|own| Box::new(own.unprepared())),
        }
    }

    /// Makes ready what its settings ask for; says which of them is wrong.
    fn prepare(&mut self) -> Result<(), Failure> {
        match &mut self.own {
            Some(own) => own.prepare(&self.page),
            None => Ok(()),
        }
    }

    /// What is wrong with its page, when a check could not decide.
    pub(crate) fn failed(&self, post: &str, failure: Failure) -> PageError {
        let place = self
            .own
            .as_ref()
            .map(|own| team::place_of(&own.page, &failure));
        PageError {
            place: place.unwrap_or_else(|| format!("[rules.{}]", self.id)),
            message: format!(
                "`{}` fails for {post}: {}",
                failure.setting, failure.message
            ),
            help: failure.help,
        }
    }

    /// Runs the check.
    pub fn run(&self, context: &Context) -> Findings {
        let mut findings = Findings::default();
        if let Check::Document(check) = self.check {
            check(context, &mut findings);
        }
        findings
    }

    /// Whether the linter itself decides, when all other rules have run.
    pub(crate) fn is_of_the_linter(&self) -> bool {
        matches!(self.check, Check::Linter)
    }

    /// Whether its findings in a document are told as one.
    pub fn is_gathered(&self) -> bool {
        self.page.several.is_some()
    }

    /// Whether a comment in the document may silence it.
    pub fn may_be_silenced(&self) -> bool {
        !["secret", "bad-silencer", "unused-silencer"].contains(&self.page.check.as_str())
    }

    /// Whether a baseline may hide what it finds: a secret is allowed by its fingerprint in the configuration only.
    pub fn may_be_accepted(&self) -> bool {
        self.page.check != "secret"
    }

    /// Whether what it finds depends on the files beside the document.
    pub(crate) fn looks_beside(&self) -> bool {
        ["missing-image", "broken-link"].contains(&self.page.check.as_str())
    }

    /// Where its page is published; the path of a team's own.
    pub fn url(&self) -> String {
        if let Some(path) = self.path() {
            return path.to_owned();
        }
        format!(
            "{}/blob/main/rules/{}.md",
            env!("CARGO_PKG_REPOSITORY"),
            self.id
        )
    }

    /// What a rule of phrases looks for, and in what that is harmless.
    pub(crate) fn search(&self) -> Option<(&Phrases, Vec<&Phrases>)> {
        if let Some(own) = &self.own {
            return Some((own.found.as_ref()?, own.harmless.iter().collect()));
        }
        let mut lists = self.page.words.iter().map(|list| self.phrases(list));
        Some((lists.next()?, lists.collect()))
    }

    /// One of the word lists that the page names, as phrases (see [`words::phrases`]).
    pub(crate) fn phrases(&self, list: &str) -> &'static Phrases {
        static NONE: OnceLock<Phrases> = OnceLock::new();
        let place = self.page.words.iter().position(|name| name == list);
        debug_assert!(
            place.is_some(),
            "the page of {} does not name {list}",
            self.id
        );
        let cached = place.and_then(|at| self.lists.get(at));
        let compiled = || words::named(list).map(words::phrases);
        match cached {
            Some(place) => place.get_or_init(|| {
                compiled().unwrap_or_else(|| NONE.get_or_init(|| Phrases::new(std::iter::empty())))
            }),
            None => NONE.get_or_init(|| Phrases::new(std::iter::empty())),
        }
    }
}

/// All rules, sorted by the part of the post-mortem that they are about and by name.
#[derive(Debug)]
pub struct Rules(Vec<Rule>);

impl Rules {
    /// The rules that ship with whys.
    pub fn built_in() -> Rules {
        let read = embedded::RULES.iter().filter_map(|(id, page, front)| {
            let front = serde_json::from_str(front).ok()?;
            Rule::of(Cow::Borrowed(id), Cow::Borrowed(page), front).ok()
        });
        let mut rules = Rules(read.collect());
        rules.sort();
        rules
    }

    /// Adds a team's own rules; says what is wrong with the pages of the others.
    pub fn add(&mut self, team: &Team) -> Vec<PageError> {
        let mut errors = Vec::new();
        for page in &team.pages {
            match team::rule(team, page, |id| self.get(id).is_some()) {
                Ok(rule) => self.0.push(rule),
                Err(error) => errors.push(error),
            }
        }
        self.sort();
        errors
    }

    /// Lays the settings of the configuration over them.
    pub fn lay(&mut self, overlays: &Overlays) -> Result<(), OverlayError> {
        for (id, table) in overlays {
            match self.0.iter_mut().find(|rule| rule.id == id.as_str()) {
                Some(rule) => overlay::lay(rule, table)?,
                None => return Err(overlay::unknown(&self.0, id)),
            }
        }
        Ok(())
    }

    /// Says what would be wrong with settings for one rule.
    pub fn check(&self, id: &str, table: &toml::Table) -> Result<(), OverlayError> {
        match self.get(id) {
            Some(rule) => overlay::lay(&mut rule.unprepared(), table),
            None => Err(overlay::unknown(&self.0, id)),
        }
    }

    fn sort(&mut self) {
        self.0
            .sort_by(|a, b| (a.page.group, &a.id).cmp(&(b.page.group, &b.id)));
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Rule> {
        self.0.iter()
    }

    /// One of them.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.0.iter().find(|rule| rule.id == id)
    }

    /// The name nearest to a misspelt one.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        nearest(id, self.0.iter().map(|rule| rule.id.as_ref()))
    }
}

/// The pages that ship with whys: id and text.
pub fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    embedded::RULES.iter().map(|(id, page, _)| (*id, *page))
}
