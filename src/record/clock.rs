//! The zone in which a timeline tells its times.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use crate::postmortem::time::{Moment, Zone, ZoneRule, read_zone};
use crate::postmortem::{Entry, Story};

/// The zone in which new entries are written.
#[derive(Clone, Debug)]
pub struct Clock {
    /// The zone.
    pub zone: TimeZone,
    /// Whether each entry has to name it, since nothing else does or nobody can tell what is meant.
    pub named: bool,
    /// Whether anything says which zone it is.
    pub is_stated: bool,
}

impl Clock {
    /// That of a timeline: what it states, else its last entry, else the configuration, else UTC.
    pub(super) fn of(story: &Story, configured: Option<&str>) -> Self {
        if let Some(zone) = &story.zone {
            return Self::stated(zone);
        }
        let timeline = story.timeline.as_ref();
        let entries = timeline
            .map(|timeline| timeline.entries.as_slice())
            .unwrap_or_default();
        let written = entries
            .iter()
            .rev()
            .find_map(|entry| entry.at.zone.as_deref());
        if let Some((zone, _)) = written.and_then(read_zone) {
            return Self::stated(&zone);
        }
        let configured = configured.and_then(|name| TimeZone::get(name).ok());
        let is_stated = configured.is_some();
        Self {
            zone: configured.unwrap_or(TimeZone::UTC),
            named: !is_stated && entries.is_empty(),
            is_stated,
        }
    }

    fn stated(zone: &Zone) -> Self {
        let known = match &zone.rule {
            ZoneRule::Fixed(0) => Some(TimeZone::UTC),
            ZoneRule::Fixed(minutes) => {
                Offset::from_seconds(minutes * 60).ok().map(TimeZone::fixed)
            }
            ZoneRule::Named(name) => TimeZone::get(name).ok(),
            ZoneRule::Ambiguous | ZoneRule::Unknown => None,
        };
        let named = known.is_none();
        Self {
            zone: known.unwrap_or(TimeZone::UTC),
            named,
            is_stated: true,
        }
    }

    /// Day and clock time there.
    pub fn local(&self, at: Timestamp) -> DateTime {
        at.to_zoned(self.zone.clone()).datetime()
    }

    /// The moment of a day and clock time there.
    pub fn moment(&self, at: DateTime) -> Option<Timestamp> {
        let zoned = self.zone.to_ambiguous_zoned(at).compatible().ok()?;
        Some(zoned.timestamp())
    }

    /// As front matter has it: with `Z` or the offset.
    pub fn iso(&self, at: Timestamp) -> String {
        let zoned = at.to_zoned(self.zone.clone());
        let offset = zoned.offset().seconds() / 60;
        let local = zoned.strftime("%Y-%m-%dT%H:%M");
        match offset {
            0 => format!("{local}Z"),
            offset => {
                let sign = if offset < 0 { '-' } else { '+' };
                format!(
                    "{local}{sign}{:02}:{:02}",
                    offset.abs() / 60,
                    offset.abs() % 60
                )
            }
        }
    }

    /// The moment of an entry, where day and time are known.
    pub(super) fn of_entry(&self, entry: &Entry) -> Option<Timestamp> {
        let Moment {
            date, time, offset, ..
        } = &entry.at;
        let local = (*date)?.to_datetime((*time)?);
        match offset {
            Some(minutes) => {
                let zone = TimeZone::fixed(Offset::from_seconds(minutes * 60).ok()?);
                Some(
                    zone.to_ambiguous_zoned(local)
                        .compatible()
                        .ok()?
                        .timestamp(),
                )
            }
            None => self.moment(local),
        }
    }
}
