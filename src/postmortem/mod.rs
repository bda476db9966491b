//! What a reviewer sees in a document: front matter, sections, impact, timeline, causes, actions, evidence.
//!
//! A fact is read in one place; the linter, `inspect`, the ledger and everything else use that reading.

mod actions;
mod causes;
mod detection;
mod evidence;
mod help;
mod impact;
mod kind;
mod labels;
mod lessons;
mod metadata;
mod milestones;
mod named_items;
mod names;
mod parts;
pub mod schema;
mod sections;
pub mod time;
mod timeline;

use crate::both::both;
use crate::markdown::{Document, Span};
use crate::secrets::Secret;

pub use crate::markdown::{Fact, FrontValue};

pub(crate) use actions::columns as action_columns;
pub use actions::{
    Action, Clarity, Endless, Form, Lacks, OwnerKind, Phrasing, Role, Scope, State, Strength,
    Tells, Type,
};
pub use causes::{CauseForm, CauseItem, Causes, EndsAt};
pub use detection::{DetectedBy, Detection};
pub(crate) use detection::{is_initials, reaches_us};
pub use evidence::{Address, Evidence, Link, Picture, Witness};
pub use impact::{Impact, ImpactFact, Metric, Quantity, Reach, Whom};
pub use kind::{Kind, content_says_post_mortem, path_says_post_mortem};
pub(crate) use lessons::went_well;
pub use lessons::{Lesson, LessonKind};
use metadata::names_something_else;
pub use metadata::{Glance, Metadata, NamedDays, Status, Visibility, glance};
pub(crate) use metadata::{id_of, stem as file_stem};
pub(crate) use milestones::says_served;
pub use milestones::{Milestone, MilestoneKind, Milestones, StatedDuration};
pub use sections::{Section, SectionKind, Sections, normalise};
pub use timeline::{Entry, Timeline};

/// Whether a key, label or heading names a fact that whys reads, in whatever words.
pub fn is_fact_name(name: &str) -> bool {
    labels::fact(name).is_some()
}

/// The milestone that a name means ("Start of impact", "Time resolved").
pub fn milestone_named(name: &str) -> Option<MilestoneKind> {
    let fact = labels::fact(name)?;
    MilestoneKind::ALL
        .into_iter()
        .find(|kind| kind.word() == fact)
}

/// What the reader must know beyond the text.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The path as given or found, `/` between its parts; names the post-mortem, is never opened.
    pub path: String,
    /// The zone of times that state none (`timezone` of the configuration).
    pub timezone: Option<String>,
    /// Names that are teams (`[teams]` of the configuration).
    pub teams: Vec<String>,
    /// A pattern of this organisation's tickets (`[tracker] pattern`).
    pub tracker: Option<regex::Regex>,
    /// Headings of this organisation as [`normalise`] leaves them, each with what it is about (`[sections]`).
    pub sections: Vec<(String, SectionKind)>,
    /// Whether several threads may read it: for one document that somebody waits for.
    pub in_threads: bool,
}

/// One post-mortem as whys reads it.
#[derive(Debug)]
pub struct PostMortem {
    /// The path as given or found.
    pub path: String,
    /// The document.
    pub doc: Document,
    /// A post-mortem, a template or something else.
    pub kind: Kind,
    /// Its id: `id:` of the front matter, else the file name without its known extensions.
    pub id: String,
    /// The title: front matter, else the first heading.
    pub title: Option<Fact<String>>,
    /// What the front matter says, and facts of that sort stated in the body.
    pub metadata: Metadata,
    /// Its sections.
    pub sections: Sections,
    /// Milestones and stated durations.
    pub milestones: Milestones,
    /// The timeline, when there is one.
    pub timeline: Option<Timeline>,
    /// Times that stand as key facts, each behind a short name ("Incident declared 09:20"): not a timeline.
    pub key_events: Vec<Entry>,
    /// Numbers of user-visible effect.
    pub impact: Impact,
    /// How it was noticed.
    pub detection: Detection,
    /// The causal analysis.
    pub causes: Causes,
    /// What went well, poorly, where luck helped.
    pub lessons: Vec<Lesson>,
    /// Every follow-up item, in document order.
    pub actions: Vec<Action>,
    /// Why there are none (`no-action: reason` in their place).
    pub no_action: Option<Fact<String>>,
    /// Pictures, links to places that get cleaned up.
    pub evidence: Evidence,
    /// The secrets that were hidden before the document was read.
    pub secrets: Vec<Secret>,
}

/// What tells whether a document is a post-mortem: what is read of it first.
#[derive(Debug)]
pub struct Outline {
    /// A post-mortem, a template or something else.
    pub kind: Kind,
    /// The title: front matter, else the first heading.
    pub title: Option<Fact<String>>,
    /// What the front matter says.
    pub metadata: Metadata,
    /// Its sections.
    pub sections: Sections,
}

impl Outline {
    /// That of a document.
    pub fn read(doc: &Document, options: &ReadOptions) -> Self {
        Self::of(doc, &labels::read(doc), options)
    }

    /// The id: `id:` of the front matter, else the file name without its known extensions.
    pub fn id(&self, options: &ReadOptions) -> String {
        metadata::id(&options.path, &self.metadata)
    }

    fn of(doc: &Document, labels: &[labels::Label<'_>], options: &ReadOptions) -> Self {
        let sections = sections::read(doc, &options.sections);
        let metadata = metadata::read(doc, &sections, labels, options);
        let title = metadata::title(doc, &metadata);
        let mut outline = Self {
            kind: kind::read(doc, &metadata, &sections, title.as_ref(), options),
            title,
            metadata,
            sections,
        };
        if outline.metadata.may_be_dated_by_story() {
            let told = milestones::day_told(doc, &outline.sections, &outline.metadata);
            outline.metadata.date_by_story(told);
        }
        outline
    }
}

/// What following the actions of a post-mortem through its versions takes: no more is read of it.
#[derive(Debug)]
pub struct Followed {
    /// The document.
    pub doc: Document,
    /// Its id.
    pub id: String,
    /// What it is and what its front matter says.
    pub outline: Outline,
    /// Every follow-up item, in document order.
    pub actions: Vec<Action>,
}

impl Followed {
    /// Reads a document. Never fails: what is not stated is absent.
    pub fn read(mut doc: Document, options: &ReadOptions) -> Self {
        help::set_aside(&mut doc);
        let outline = Outline::read(&doc, options);
        let (sections, metadata) = (&outline.sections, &outline.metadata);
        Self {
            id: metadata::id(&options.path, metadata),
            actions: actions::read(&doc, sections, metadata, options),
            outline,
            doc,
        }
    }
}

/// What the timeline of a document needs to be read, and nothing else.
#[derive(Debug)]
pub struct Story {
    /// What tells whether it is a post-mortem, with its sections.
    pub outline: Outline,
    /// The timeline, when there is one.
    pub timeline: Option<Timeline>,
    /// The zone that is stated once for all times, also while there are none.
    pub zone: Option<time::Zone>,
}

impl Story {
    /// That of a document.
    pub fn read(doc: &Document, options: &ReadOptions) -> Self {
        let outline = Outline::read(doc, options);
        let found = timeline::read(doc, &outline.sections, &outline.metadata, options);
        let timeline = found.timeline;
        let stated = timeline
            .as_ref()
            .and_then(|timeline| timeline.stated.clone());
        let zone = stated.or_else(|| timeline::stated_zone(doc, &outline.sections));
        Self {
            outline,
            timeline,
            zone,
        }
    }
}

impl PostMortem {
    /// Reads a document. Never fails: what is not stated is absent.
    pub fn read(mut doc: Document, options: &ReadOptions) -> Self {
        help::set_aside(&mut doc);
        let labels = labels::read(&doc);
        let Outline {
            kind,
            title,
            mut metadata,
            sections,
        } = Outline::of(&doc, &labels, options);
        let id = metadata::id(&options.path, &metadata);
        let timeline::Found {
            timeline,
            key_events,
        } = timeline::read(&doc, &sections, &metadata, options);
        let follow_up = || {
            let actions = actions::read(&doc, &sections, &metadata, options);
            (
                actions,
                impact::read(&doc, &sections, &metadata, timeline.as_ref()),
            )
        };
        let story = || {
            let timeline = timeline.as_ref();
            let milestones = milestones::read(&doc, &sections, &metadata, &labels, timeline);
            let detection = detection::read(&doc, &sections, &metadata, &labels, timeline);
            (
                milestones,
                detection,
                causes::read(&doc, &sections, timeline),
            )
        };
        let ((actions, impact), (mut milestones, detection, causes)) =
            both(options.in_threads, follow_up, story);
        if impact.is_of_unused_weakness(&doc, &sections, title.as_ref()) {
            milestones.hurt_nobody();
        }
        if let (None, Some(started)) = (&metadata.date, &milestones.started) {
            metadata.date_by_story(started.at.date.map(|day| (day, started.span)));
        }
        let lessons = lessons::read(&doc, &sections);
        let no_action = named_items::no_actions(&doc, &sections);
        let evidence = evidence::read(&doc);
        Self {
            path: options.path.clone(),
            doc,
            kind,
            id,
            title,
            metadata,
            sections,
            milestones,
            timeline,
            key_events,
            impact,
            detection,
            causes,
            lessons,
            actions,
            no_action,
            evidence,
            secrets: Vec::new(),
        }
    }

    /// The entries of the timeline, where there is one.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> + Clone {
        let timeline = self.timeline.iter();
        timeline.flat_map(|timeline| &timeline.entries)
    }

    /// Whether a span stands in an entry of the timeline.
    pub fn is_in_entry(&self, span: Span) -> bool {
        self.entries().any(|entry| entry.span.contains(span))
    }

    /// Whether a milestone is stated as such, by a label, a sentence or an entry: nothing was concluded.
    pub fn says_outright(&self, kind: MilestoneKind) -> bool {
        let Some(milestone) = self.milestones.get(kind) else {
            return false;
        };
        let mut entries = self
            .entries()
            .filter(|entry| entry.time_span == milestone.span);
        milestone.stated || entries.any(|entry| milestones::says_outright(entry, kind))
    }

    /// The last entry that says outright that users are served again, or that it is over.
    pub fn end_in_the_timeline(&self) -> Option<&Entry> {
        let ends = [MilestoneKind::Resolved, MilestoneKind::Mitigated];
        let tells = |entry: &&Entry| {
            let mut kinds = ends.into_iter();
            kinds.any(|kind| milestones::says_outright(entry, kind))
        };
        self.entries().filter(tells).last()
    }

    /// The actions that were not dropped.
    pub fn kept_actions(&self) -> impl Iterator<Item = &Action> + Clone {
        let actions = self.actions.iter();
        actions.filter(|action| action.state != State::Dropped)
    }

    /// Whether a span holds bytes that are hidden, as those of secrets are.
    pub(crate) fn hides(&self, span: Span) -> bool {
        let mut secrets = self.secrets.iter().map(|secret| secret.hidden);
        secrets.any(|hidden| hidden.start < span.end && span.start < hidden.end)
    }
}
