//! The timeline and the milestones of `whys inspect`.

use schemars::JsonSchema;
use serde::Serialize;

use super::line;
use crate::postmortem::{MilestoneKind, PostMortem};

/// When it started, was detected, mitigated, resolved.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Milestones {
    /// Users were first affected.
    started: Option<Milestone>,
    /// Somebody or something noticed.
    detected: Option<Milestone>,
    /// Users were no longer affected.
    mitigated: Option<Milestone>,
    /// The incident was closed.
    resolved: Option<Milestone>,
}

/// A milestone.
#[derive(Debug, Serialize, JsonSchema)]
struct Milestone {
    /// Local time as stated: 2026-03-14T09:02Z, without Z or offset where none is stated, a day where no time is.
    at: String,
    /// Where it is stated.
    line: usize,
}

/// What happened, when.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Timeline<'a> {
    /// The zone as stated.
    zone: Option<&'a str>,
    /// In the order of the document.
    entries: Vec<Entry<'a>>,
}

/// An entry of the timeline.
#[derive(Debug, Serialize, JsonSchema)]
struct Entry<'a> {
    /// Where it stands.
    line: usize,
    /// As of a milestone; null where no day is known.
    at: Option<String>,
    /// The zone as written, or carried over from above.
    zone_text: Option<&'a str>,
    /// What happened, without markup.
    text: &'a str,
}

impl Milestones {
    pub(super) fn of(post: &PostMortem) -> Self {
        let one = |kind| {
            let milestone = post.milestones.get(kind)?;
            Some(Milestone {
                at: milestone.at.iso()?,
                line: line(post, milestone.span),
            })
        };
        Self {
            started: one(MilestoneKind::Started),
            detected: one(MilestoneKind::Detected),
            mitigated: one(MilestoneKind::Mitigated),
            resolved: one(MilestoneKind::Resolved),
        }
    }
}

impl<'a> Timeline<'a> {
    pub(super) fn of(post: &'a PostMortem) -> Option<Self> {
        let timeline = post.timeline.as_ref()?;
        let entries = timeline.entries.iter().map(|entry| Entry {
            line: line(post, entry.span),
            at: entry.at.iso(),
            zone_text: entry.at.zone.as_deref(),
            text: &entry.text,
        });
        Some(Self {
            zone: timeline.zone.as_deref(),
            entries: entries.collect(),
        })
    }
}
