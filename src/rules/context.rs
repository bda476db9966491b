//! What a check may ask.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::phrases::Phrases;
use jiff::civil::Date;
use minijinja::Value;
use minijinja::value::Serde;
use regex::Regex;

use super::{Ledger, Others, Profile, Repository, Rule, Settings};
use crate::markdown::{Document, Span};
use crate::postmortem::schema::Key;
use crate::postmortem::{Action, Link, PostMortem, SectionKind, Status, Timeline};
use crate::report::facts;

/// Whether a relative target of a document is there: the path of the document, the target. None when nobody knows.
pub type FileProbe = dyn Fn(&str, &str) -> Option<Presence> + Send + Sync;

/// Whether a file is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Yes.
    There,
    /// No.
    Absent,
    /// No, but one of nearly that name is.
    Near(String),
}

/// What is known beyond the document: the configuration, the day, the files beside it.
#[derive(Default)]
pub struct Known {
    /// `[people]`
    pub people: Vec<String>,
    /// `[people]`: the addresses that Git knows them by.
    pub addresses: Vec<String>,
    /// `[teams]`
    pub teams: Vec<String>,
    /// `[teams]`: who is in them.
    pub members: Vec<String>,
    /// `[services]`
    pub services: Vec<String>,
    /// `[severities]`, the worst first: name, and within how many days its actions are due.
    pub severities: Vec<(String, Option<u32>)>,
    /// `[terms]`
    pub terms: Vec<String>,
    /// `timezone`
    pub timezone: Option<String>,
    /// `[tracker] pattern`
    pub tracker: Option<Regex>,
    /// `[tracker] url`: what the addresses of its tickets begin with.
    pub tracker_url: Option<String>,
    /// `[domains] own`
    pub domains: Vec<String>,
    /// `[secrets] allow`: fingerprints.
    pub allowed_secrets: Vec<String>,
    /// The files beside the document.
    pub files: Option<Box<FileProbe>>,
    /// The other post-mortems.
    pub others: Option<Arc<dyn Others>>,
    /// The repository.
    pub repository: Option<Arc<dyn Repository>>,
    /// What happened to the documents.
    pub ledger: Option<Arc<dyn Ledger>>,
}

impl Known {
    /// The values that a key of the front matter may have: those of the configuration, else our own; none when any will
    /// do.
    pub fn values(&self, key: &Key) -> Vec<&str> {
        let configured: Vec<&str> = match key.name {
            "severity" => self
                .severities
                .iter()
                .map(|(name, _)| name.as_str())
                .collect(),
            "team" => self.teams.iter().map(String::as_str).collect(),
            "services" => self.services.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        };
        match configured.is_empty() {
            true => key.values.to_vec(),
            false => configured,
        }
    }
}

/// What a check may ask: the post-mortem as whys reads it, its status, the settings of the rule.
pub struct Context<'a> {
    /// The post-mortem.
    pub post: &'a PostMortem,
    /// How it is read.
    pub profile: Profile,
    /// Its status; final under standard and bar-raiser when it states none, none under facts.
    pub status: Option<Status>,
    /// Today.
    pub today: Date,
    /// The configuration and the files.
    pub known: &'a Known,
    /// The rule that runs.
    pub rule: &'a Rule,
    /// The facts of the post-mortem, once a rule has asked for them.
    pub facts: &'a OnceCell<Value>,
}

impl<'a> Context<'a> {
    /// The facts as `whys inspect` prints them, for expressions.
    pub(crate) fn facts(&self) -> &'a Value {
        self.facts
            .get_or_init(|| Value::from(Serde(facts::json(self.post))))
    }

    /// The Markdown.
    pub fn doc(&self) -> &'a Document {
        &self.post.doc
    }

    /// The timeline that the author wrote: the log of a chat is evidence.
    pub fn timeline(&self) -> Option<&'a Timeline> {
        let timeline = self.post.timeline.as_ref();
        timeline.filter(|timeline| !timeline.pasted)
    }

    /// The rule's own settings.
    pub fn settings(&self) -> &'a Settings {
        &self.rule.page.settings
    }

    /// A word list that the page names in `words`, as one regular expression.
    pub fn phrases(&self, list: &str) -> &'a Phrases {
        self.rule.phrases(list)
    }

    /// Whether a document of this status is asked for what `status` needs. Under facts: for what a draft needs.
    pub fn asks(&self, status: Status) -> bool {
        self.status.unwrap_or(Status::Draft) >= status
    }

    /// The open actions.
    pub fn open_actions(&self) -> impl Iterator<Item = &'a Action> + use<'a> {
        self.post.actions.iter().filter(|action| action.is_open())
    }

    /// The links that lie in a part of the file. They are in the order of the file, and there may be as many as actions.
    pub fn links_in(&self, span: Span) -> impl Iterator<Item = &'a Link> + use<'a> {
        let links = &self.post.evidence.links;
        let first = links.partition_point(|link| link.span.start < span.start);
        let behind = links.get(first..).unwrap_or_default().iter();
        behind
            .take_while(move |link| link.span.start < span.end)
            .filter(move |link| span.contains(link.span))
    }

    /// The place of what is absent: the heading of the section where it belongs, else the title, else line 1.
    pub fn place_of(&self, section: SectionKind) -> Span {
        let section = self.post.sections.first(section);
        section.map_or_else(|| self.title_place(), |section| section.heading_span)
    }

    /// The place of what is said of the actions together: the heading of their section, else the one under which the first of
    /// them stands, else the title.
    pub fn place_of_actions(&self) -> Span {
        let sections = &self.post.sections;
        let around = || {
            let first = self.post.kept_actions().next()?;
            sections.around(first.span.start)
        };
        let section = sections.first(SectionKind::Actions).or_else(around);
        section.map_or_else(|| self.title_place(), |section| section.heading_span)
    }

    /// The place of what belongs nowhere: the title, else line 1.
    pub fn title_place(&self) -> Span {
        title_place(self.post)
    }
}

/// The title, else the first line.
pub(crate) fn title_place(post: &PostMortem) -> Span {
    match &post.title {
        Some(title) => title.span,
        None => Span::at(0),
    }
}
