//! The rules: each is a page, `rules/<id>.md`, and the check that its front matter names.

mod beyond;
pub mod checks;
mod context;
mod overlay;
mod page;
pub(crate) mod people;
pub(crate) mod placeholders;
pub(crate) mod prose;
pub(crate) mod quote;
mod settings;
mod voice;

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::phrases::Phrases;

pub use beyond::{Need, Others, Repository};
pub(crate) use context::title_place;
pub use context::{Context, FileProbe, Known, Presence};
pub use overlay::{OverlayError, Overlays, nearest};
pub use page::{Group, Page};
pub use settings::{Setting, Settings};
pub use voice::{Loudness, Profile, Voice};

use crate::diagnostic::Findings;
use crate::{embedded, words};
use checks::Check;

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
}

impl Rule {
    /// Reads a page; says what is wrong with it. Knows nothing of which rules ship with whys.
    pub fn parse(id: Cow<'static, str>, page: Cow<'static, str>) -> Result<Rule, String> {
        let (front, text) = page::part(&page).ok_or("the page has no front matter")?;
        let meta = page::parse(front)?;
        let check = checks::named(&meta.check)
            .ok_or_else(|| format!("there is no check `{}`", meta.check))?;
        let at = page.len() - text.len();
        let text = match page {
            Cow::Borrowed(page) => Cow::Borrowed(page.get(at..).unwrap_or_default()),
            Cow::Owned(ref page) => Cow::Owned(page.get(at..).unwrap_or_default().to_owned()),
        };
        Ok(Rule {
            id,
            lists: meta.words.iter().map(|_| OnceLock::new()).collect(),
            page: meta,
            text,
            check,
        })
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

    /// Where its page is published.
    pub fn url(&self) -> String {
        format!(
            "{}/blob/main/rules/{}.md",
            env!("CARGO_PKG_REPOSITORY"),
            self.id
        )
    }

    /// One of the word lists that the page names, as phrases (see [`words::phrases`]).
    pub(crate) fn phrases(&self, list: &str) -> &'static Phrases {
        static NONE: OnceLock<Phrases> = OnceLock::new();
        let place = self.page.words.iter().position(|name| name == list);
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
    /// The rules that ship with whys, with the settings of the configuration laid over them.
    pub fn load(overlays: &Overlays) -> Result<Rules, OverlayError> {
        let mut rules: Vec<Rule> = embedded::RULES
            .iter()
            .filter_map(|(id, page)| Rule::parse(Cow::Borrowed(id), Cow::Borrowed(page)).ok())
            .collect();
        rules.sort_by(|a, b| (a.page.group, &a.id).cmp(&(b.page.group, &b.id)));
        overlay::lay(&mut rules, overlays)?;
        Ok(Rules(rules))
    }

    /// The rules that ship with whys.
    pub fn built_in() -> Rules {
        Rules::load(&Overlays::new()).unwrap_or_else(|_| Rules(Vec::new()))
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
pub fn pages() -> &'static [(&'static str, &'static str)] {
    embedded::RULES
}
