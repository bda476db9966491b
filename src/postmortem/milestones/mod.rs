//! When it started, was detected, mitigated and resolved; how long the text says it took.

mod ends;
mod entries;
mod lengths;
mod lists;
mod measured;
mod noticed;
mod points;
mod prose;
mod ranges;
mod sentences;
mod stated;
#[cfg(test)]
mod tests;
mod told;

pub(crate) use ends::says_served;
pub(super) use entries::says_outright;
pub(super) use sentences::split as sentences_of;

use jiff::civil::Date;

use super::labels::Label;
use super::time::{self, Moment, Zone};
use super::{Metadata, Sections, Timeline};
use crate::markdown::{BlockKind, Document, Span, Text};
use crate::worded::worded;

worded! {
    /// The four milestones.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum MilestoneKind {
        /// Users were first affected.
        Started = "started",
        /// Somebody or something noticed.
        Detected = "detected",
        /// Users were no longer affected.
        Mitigated = "mitigated",
        /// The incident was closed.
        Resolved = "resolved",
    }
}

/// A milestone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// When.
    pub at: Moment,
    /// Where it is stated.
    pub span: Span,
    /// Whether the front matter or a labelled line states it, rather than the timeline's wording.
    pub stated: bool,
    /// Where they state its day, whatever tells the hour.
    pub day_span: Option<Span>,
}

/// A duration stated in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedDuration {
    /// How long, in minutes.
    pub minutes: i64,
    /// Said to be approximate.
    pub about: bool,
    /// Said to be a bound ("over an hour", "up to 10 minutes"): not the length itself.
    pub bound: bool,
    /// Whether it is said of the whole incident (a "Duration:" line, "lasted …"), rather than of a part of it.
    pub whole: bool,
    /// Where.
    pub span: Span,
}

/// Milestones and durations.
#[derive(Clone, Debug, Default)]
pub struct Milestones {
    /// Users were first affected.
    pub started: Option<Milestone>,
    /// Somebody or something noticed.
    pub detected: Option<Milestone>,
    /// Users were no longer affected.
    pub mitigated: Option<Milestone>,
    /// The incident was closed.
    pub resolved: Option<Milestone>,
    /// Durations stated in words, in document order.
    pub durations: Vec<StatedDuration>,
    /// In minutes: as stated in words for the whole incident, else the end of user impact minus the start.
    pub duration_minutes: Option<i64>,
    /// Whether it is a weakness that hurt nobody: nothing began for users, and nothing ended.
    pub hurt_nobody: bool,
}

impl Milestones {
    /// Forgets when it began and ended for users, where that was only concluded from the timeline.
    pub(super) fn hurt_nobody(&mut self) {
        self.hurt_nobody = true;
        for milestone in [&mut self.started, &mut self.mitigated, &mut self.resolved] {
            milestone.take_if(|milestone| !milestone.stated);
        }
        if self.started.is_none() && self.durations.iter().all(|one| !one.whole) {
            self.duration_minutes = None;
        }
    }

    /// One of the four.
    pub fn get(&self, kind: MilestoneKind) -> Option<&Milestone> {
        match kind {
            MilestoneKind::Started => self.started.as_ref(),
            MilestoneKind::Detected => self.detected.as_ref(),
            MilestoneKind::Mitigated => self.mitigated.as_ref(),
            MilestoneKind::Resolved => self.resolved.as_ref(),
        }
    }
}

/// What a document is read for: what all sources of milestones need.
#[derive(Clone, Copy)]
struct Source<'d> {
    doc: &'d Document,
    sections: &'d Sections,
    metadata: &'d Metadata,
    labels: &'d [Label<'d>],
    timeline: Option<&'d Timeline>,
}

/// Reads the milestones: the front matter goes before labelled lines, those before what the summary says, that before
/// the wording of the timeline.
pub(super) fn read<'d>(
    doc: &'d Document,
    sections: &'d Sections,
    metadata: &'d Metadata,
    labels: &'d [Label<'d>],
    timeline: Option<&'d Timeline>,
) -> Milestones {
    let source = Source {
        doc,
        sections,
        metadata,
        labels,
        timeline,
    };
    let mut found = Milestones::default();
    stated::front(source, &mut found);
    stated::labels(source, &mut found);
    prose::read(source, &mut found);
    noticed::in_sections(source, &mut found);
    entries::read(source, &mut found);
    prose::ended_anywhere(source, &mut found);
    if found.detected.is_none() {
        measured::detected(source, &mut found);
    }
    found.share_zone();
    lengths::read(source, &mut found);
    found.duration_minutes = duration(&found, timeline);
    found
}

/// The day on which it began, as the summary tells it, and where.
pub(super) fn day_told<'d>(
    doc: &'d Document,
    sections: &'d Sections,
    metadata: &'d Metadata,
) -> Option<(Date, Span)> {
    let source = Source {
        doc,
        sections,
        metadata,
        labels: &[],
        timeline: None,
    };
    let mut found = Milestones::default();
    prose::began(source, &mut found);
    let started = found.started?;
    Some((started.at.date?, started.span))
}

impl Milestones {
    fn slot(&mut self, kind: MilestoneKind) -> &mut Option<Milestone> {
        match kind {
            MilestoneKind::Started => &mut self.started,
            MilestoneKind::Detected => &mut self.detected,
            MilestoneKind::Mitigated => &mut self.mitigated,
            MilestoneKind::Resolved => &mut self.resolved,
        }
    }

    /// Keeps the first reading of a milestone; a later one with a clock time goes before a bare day that agrees with it.
    fn keep(&mut self, kind: MilestoneKind, at: Moment, span: Span, stated: bool) {
        let slot = self.slot(kind);
        let finer = match slot {
            None => true,
            Some(before) => {
                before.at.time.is_none() && at.time.is_some() && before.at.date == at.date
            }
        };
        if finer && (at.date.is_some() || at.time.is_some()) {
            let day_span = match stated {
                true => Some(span),
                false => slot.as_ref().and_then(|before| before.day_span),
            };
            *slot = Some(Milestone {
                at,
                span,
                stated,
                day_span,
            });
        }
    }

    /// Takes the stated ones that name no zone in the one that the others name.
    fn share_zone(&mut self) {
        let all = || MilestoneKind::ALL.into_iter();
        let stated = all().filter_map(|kind| self.get(kind)).filter(|m| m.stated);
        let mut zones = stated.filter_map(|milestone| milestone.at.zone.as_deref());
        let Some(first) = zones.next() else { return };
        let agreed = zones.all(|zone| zone == first);
        let Some((zone, _)) = time::read_zone(first).filter(|_| agreed) else {
            return;
        };
        for kind in all() {
            if let Some(milestone) = self.slot(kind).as_mut().filter(|m| m.stated) {
                milestone.at.set_zone(&zone);
            }
        }
    }

    /// Takes a time that names no zone in that of the start.
    fn set_zone(&self, at: &mut Moment) {
        let zone = self
            .started
            .as_ref()
            .and_then(|start| start.at.zone.as_deref());
        if let Some((zone, _)) = zone.and_then(time::read_zone) {
            at.set_zone(&zone);
        }
    }

    fn has_clock(&self, kind: MilestoneKind) -> bool {
        self.get(kind).is_some_and(|m| m.at.time.is_some())
    }
}

impl<'d> Source<'d> {
    /// The first sentence of the title.
    fn title(&self) -> Option<Text<'d>> {
        let mut blocks = self.doc.blocks();
        let (id, _) = blocks.find(|(_, block)| matches!(block.kind, BlockKind::Heading(1)))?;
        sentences::split(self.doc.block_text(id)).into_iter().next()
    }

    /// The zone of times that name none, where the timeline states one for all.
    fn zone(&self) -> Option<Zone> {
        self.timeline.and_then(|timeline| timeline.stated.clone())
    }
}

/// As stated for the whole incident; else from start to the end of user impact. A rough statement goes before times that
/// only the timeline's wording tells.
fn duration(found: &Milestones, timeline: Option<&Timeline>) -> Option<i64> {
    let stated = |fits: fn(&StatedDuration) -> bool| {
        let mut all = found.durations.iter().filter(|d| d.whole);
        all.find(|d| fits(d)).map(|d| d.minutes)
    };
    let end = found.mitigated.as_ref().or(found.resolved.as_ref());
    let times = found.started.as_ref().zip(end);
    let between = |only_stated: bool| {
        let (start, end) = times.filter(|(a, b)| !only_stated || a.stated && b.stated)?;
        let between = minutes_between(&start.at, &end.at);
        let between = between.or_else(|| clocks_between(&start.at, &end.at));
        between.filter(|minutes| *minutes > 0)
    };
    stated(|d| !d.about && !d.bound)
        .or_else(|| between(true))
        .or_else(|| stated(|d| !d.bound))
        .or_else(|| until_an_end(found, timeline?))
        .or_else(|| between(false))
        .or_else(|| found.durations.first().map(|d| d.minutes))
}

/// An exact length that reaches from the start to an entry that says that it is over.
fn until_an_end(found: &Milestones, timeline: &Timeline) -> Option<i64> {
    let start = &found.started.as_ref()?.at;
    let lengths = found.durations.iter().filter(|d| !d.about && !d.bound);
    let mut lengths = lengths.map(|length| length.minutes).take(MOST_LENGTHS);
    let ends: Vec<i64> = timeline
        .entries
        .iter()
        .filter(|entry| ends::is_over(entry))
        .filter_map(|entry| minutes_between(start, &entry.at))
        .collect();
    lengths.find(|minutes| ends.contains(minutes))
}

/// So many lengths may be tried.
const MOST_LENGTHS: usize = 8;

/// The minutes from one clock time to the next such time of another, where the text names no day for either.
fn clocks_between(from: &Moment, to: &Moment) -> Option<i64> {
    let undated = from.date.is_none() && to.date.is_none();
    let clock = |at: &Moment| {
        let time = at.time.filter(|_| undated)?;
        Some(i64::from(time.hour()) * 60 + i64::from(time.minute()))
    };
    let same_zone = from.offset == to.offset;
    let minutes = (clock(to)? - clock(from)?).rem_euclid(1440);
    same_zone.then_some(minutes)
}

/// The minutes between two moments: as instants, or on one clock where a zone is named for neither or only for one.
fn minutes_between(from: &Moment, to: &Moment) -> Option<i64> {
    match (from.offset, to.offset) {
        (Some(_), Some(_)) => Some(to.minutes()? - from.minutes()?),
        _ if from.zone.is_some() && to.zone.is_some() && from.zone != to.zone => None,
        _ => {
            let local = |m: &Moment| Some(m.minutes()? + i64::from(m.offset.unwrap_or(0)));
            Some(local(to)? - local(from)?)
        }
    }
}
