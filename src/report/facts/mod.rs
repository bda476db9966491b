//! Every fact of one post-mortem as JSON: the contract of `whys inspect`, apart from the internal types.

mod action;
mod causes;
mod impact;
mod timeline;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::Version;
use crate::markdown::Span;
use crate::postmortem::{Fact, Kind, Metadata, PostMortem, SectionKind, Status, Visibility};

pub use action::Action;
use causes::{Causes, Lesson};
use impact::{Detection, Impact};
use timeline::{Milestones, Timeline};

/// The facts of one post-mortem. Lines count from 1. What is not stated is null or empty: nothing is guessed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Facts<'a> {
    version: Version<1>,
    /// The path as given or found.
    path: &'a str,
    /// What the document is.
    kind: Kind,
    /// The key `id` of the front matter, else the file name without its endings.
    id: &'a str,
    /// Of the front matter, else the first heading.
    title: Option<&'a str>,
    /// The day of the incident, as in 2026-03-14.
    date: Option<&'a str>,
    /// Null for a document that does not use whys.
    status: Option<Status>,
    /// How grave the incident was, as written.
    severity: Option<&'a str>,
    /// The unit that owns the follow-up; the units above it stand before a slash.
    team: Option<&'a str>,
    /// What was hit.
    services: Vec<&'a str>,
    /// Who did what.
    people: People<'a>,
    /// What set it off.
    trigger: Option<&'a str>,
    /// The sorts of causes that the front matter states.
    cause_categories: Vec<&'a str>,
    /// The id of an earlier post-mortem of the same cause.
    repeat_of: Option<&'a str>,
    /// The ids of post-mortems like it.
    related: Vec<&'a str>,
    /// Who has reviewed it.
    reviewed_by: Vec<&'a str>,
    /// The day on which it was presented.
    presented_on: Option<&'a str>,
    /// Who may see it.
    visibility: Visibility,
    /// When it started, was detected, mitigated, resolved.
    milestones: Milestones,
    /// How long users were affected: as stated in words, else from started to mitigated or resolved.
    duration_minutes: Option<i64>,
    /// Every section, in the order of the document.
    sections: Vec<Section<'a>>,
    /// What users felt.
    impact: Impact<'a>,
    /// What happened, when.
    timeline: Option<Timeline<'a>>,
    /// How it was noticed.
    detection: Detection,
    /// Why it happened.
    causes: Causes<'a>,
    /// What went well, what went poorly, where luck helped.
    lessons: Vec<Lesson<'a>>,
    /// Every follow-up item, in the order of the document.
    actions: Vec<Action<'a>>,
    /// Links to places that get cleaned up.
    ephemeral_links: Vec<Link<'a>>,
    /// Pictures.
    pictures: Vec<Picture<'a>>,
}

/// Who did what, as written.
#[derive(Debug, Serialize, JsonSchema)]
struct People<'a> {
    author: Option<&'a str>,
    moderator: Option<&'a str>,
    bar_raiser: Option<&'a str>,
    incident_lead: Option<&'a str>,
}

/// A section.
#[derive(Debug, Serialize, JsonSchema)]
struct Section<'a> {
    /// What it is about.
    kind: SectionKind,
    /// Its heading without markup.
    heading: &'a str,
    /// The line of the heading.
    line: usize,
    /// Its last line.
    end_line: usize,
}

/// A link.
#[derive(Debug, Serialize, JsonSchema)]
struct Link<'a> {
    /// Where it stands.
    line: usize,
    /// Where it leads.
    url: &'a str,
}

/// A picture.
#[derive(Debug, Serialize, JsonSchema)]
struct Picture<'a> {
    /// Where it stands.
    line: usize,
    /// Where it lies.
    target: &'a str,
}

/// The facts of `post` as the JSON contract of `whys inspect` names them.
pub fn json(post: &PostMortem) -> Value {
    serde_json::to_value(Facts::of(post)).unwrap_or_default()
}

impl<'a> Facts<'a> {
    /// Those of a post-mortem.
    pub fn of(post: &'a PostMortem) -> Self {
        let meta = &post.metadata;
        let evidence = &post.evidence;
        Self {
            version: Version,
            path: &post.path,
            kind: post.kind,
            id: &post.id,
            title: text(&post.title),
            date: text(&meta.date),
            status: meta.status.as_ref().map(|status| status.value),
            severity: text(&meta.severity),
            team: text(&meta.team),
            services: texts(&meta.services),
            people: People::of(meta),
            trigger: text(&meta.trigger),
            cause_categories: texts(&meta.cause_categories),
            repeat_of: text(&meta.repeat_of),
            related: texts(&meta.related),
            reviewed_by: texts(&meta.reviewed_by),
            presented_on: text(&meta.presented_on),
            visibility: meta.visibility,
            milestones: Milestones::of(post),
            duration_minutes: post.milestones.duration_minutes,
            sections: sections(post),
            impact: Impact::of(post),
            timeline: Timeline::of(post),
            detection: Detection::of(post),
            causes: Causes::of(post),
            lessons: post.lessons.iter().map(|l| Lesson::of(post, l)).collect(),
            actions: post
                .actions
                .iter()
                .map(|a| Action::of(&post.doc, a))
                .collect(),
            ephemeral_links: links(post),
            pictures: (evidence.pictures.iter())
                .map(|picture| Picture {
                    line: line(post, picture.span),
                    target: &picture.target,
                })
                .collect(),
        }
    }
}

impl<'a> People<'a> {
    fn of(meta: &'a Metadata) -> Self {
        Self {
            author: text(&meta.author),
            moderator: text(&meta.moderator),
            bar_raiser: text(&meta.bar_raiser),
            incident_lead: text(&meta.incident_lead),
        }
    }
}

fn sections(post: &PostMortem) -> Vec<Section<'_>> {
    let sections = post.sections.all.iter();
    sections
        .map(|section| Section {
            kind: section.kind,
            heading: &section.heading,
            line: line(post, section.heading_span),
            end_line: post.doc.line(section.span.end.saturating_sub(1)),
        })
        .collect()
}

fn links(post: &PostMortem) -> Vec<Link<'_>> {
    let links = post.evidence.ephemeral.iter();
    links
        .map(|link| Link {
            line: line(post, link.span),
            url: &link.url,
        })
        .collect()
}

fn line(post: &PostMortem, span: Span) -> usize {
    post.doc.line(span.start)
}

fn text(fact: &Option<Fact<String>>) -> Option<&str> {
    fact.as_ref().map(|f| f.value.as_str())
}

fn texts(facts: &[Fact<String>]) -> Vec<&str> {
    facts.iter().map(|f| f.value.as_str()).collect()
}
