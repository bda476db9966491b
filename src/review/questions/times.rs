//! The times of an incident on one line: milestones and entries.

use crate::markdown::Span;
use crate::postmortem::time::Moment;
use crate::postmortem::{Entry, Milestone, MilestoneKind, PostMortem};
use crate::review::stands::shown;
use crate::rules::checks::instants;

/// A moment of the incident.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point<'p> {
    /// Minutes on the line.
    pub(super) minutes: i64,
    /// As it is written.
    pub(super) at: &'p Moment,
    /// Its line in the file.
    pub(super) line: usize,
}

impl Point<'_> {
    /// As people write it; with the day where `other` is on another one.
    pub(super) fn shown(&self, other: &Point<'_>) -> String {
        shown(self.at, self.at.date != other.at.date)
    }
}

/// The times of a document.
pub(super) struct Times<'p> {
    post: &'p PostMortem,
    /// The entries with their minutes, in the order of time.
    pub(super) entries: Vec<(Point<'p>, &'p Entry)>,
    /// Whether all times are in UTC; else they are compared as they stand.
    in_utc: bool,
}

impl<'p> Times<'p> {
    pub(super) fn of(post: &'p PostMortem) -> Times<'p> {
        let timeline = post.entries();
        let milestones = MilestoneKind::ALL
            .into_iter()
            .filter_map(|kind| post.milestones.get(kind));
        let mut moments = timeline
            .clone()
            .map(|entry| &entry.at)
            .chain(milestones.map(|milestone| &milestone.at))
            .filter(|at| at.time.is_some());
        let in_utc = moments.all(|at| at.offset.is_some());
        let mut times = Times {
            post,
            entries: Vec::new(),
            in_utc,
        };
        let minutes = instants::of(timeline.clone());
        let mut entries: Vec<(Point<'p>, &Entry)> = minutes
            .into_iter()
            .zip(timeline)
            .filter_map(|(minutes, entry)| {
                let minutes = times.minutes(&entry.at).or(minutes)?;
                Some((times.point(minutes, &entry.at, entry.time_span), entry))
            })
            .collect();
        entries.sort_by_key(|(point, _)| point.minutes);
        times.entries = entries;
        times
    }

    /// When a milestone was: by the entry that tells it, else by its own day.
    pub(super) fn milestone(&self, kind: MilestoneKind) -> Option<Point<'p>> {
        let milestone: &'p Milestone = self.post.milestones.get(kind)?;
        let told = self
            .entries
            .iter()
            .find(|(_, entry)| entry.time_span.join(entry.span).contains(milestone.span));
        let minutes = self
            .minutes(&milestone.at)
            .or(told.map(|(point, _)| point.minutes))?;
        Some(self.point(minutes, &milestone.at, milestone.span))
    }

    /// When users were served again, else when it was closed.
    pub(super) fn end(&self) -> Option<Point<'p>> {
        self.milestone(MilestoneKind::Mitigated)
            .or_else(|| self.milestone(MilestoneKind::Resolved))
    }

    /// The longest stretch between two entries within `from` and `to`, these included.
    pub(super) fn longest_within(
        &self,
        from: Point<'p>,
        to: Point<'p>,
    ) -> Option<(Point<'p>, Point<'p>)> {
        let within = self.entries.iter().map(|(point, _)| *point);
        let within = within.filter(|point| (from.minutes..=to.minutes).contains(&point.minutes));
        let mut points: Vec<Point<'p>> = std::iter::once(from).chain(within).chain([to]).collect();
        points.sort_by_key(|point| point.minutes);
        let pairs = points.iter().zip(points.iter().skip(1));
        pairs
            .map(|(a, b)| (*a, *b))
            .max_by_key(|(a, b)| b.minutes - a.minutes)
    }

    fn minutes(&self, at: &Moment) -> Option<i64> {
        let utc = at.minutes()?;
        Some(match self.in_utc {
            true => utc,
            false => utc + i64::from(at.offset.unwrap_or(0)),
        })
    }

    fn point(&self, minutes: i64, at: &'p Moment, span: Span) -> Point<'p> {
        Point {
            minutes,
            at,
            line: self.post.doc.line(span.start),
        }
    }
}
