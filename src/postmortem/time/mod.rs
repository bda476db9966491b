//! Days, clock times, zones and durations as people write them.

mod calendar;
mod clock;
mod day;
mod duration;
mod find;
mod lex;
mod names;
mod range;
mod stamp;
mod zone;

use jiff::civil::{Date, Time};

pub use calendar::{Calendar, days_between};
pub use clock::{Clock, ClockForm};
pub use day::{Day, read as read_day};
pub use duration::{Duration, find as find_durations, in_hours, in_words, read as read_duration};
pub use find::find as find_stamps;
pub use stamp::{Place, Point, Stamp, read as read_stamp};
pub use zone::{Zone, ZoneRule, read as read_zone};

/// A moment as far as the text makes it plain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub date: Option<Date>,
    /// The clock time, local to the zone.
    pub time: Option<Time>,
    /// Minutes east of UTC, only where the text makes it plain.
    pub offset: Option<i32>,
    /// The zone as written.
    pub zone: Option<String>,
    /// Written as approximate (`~12:00`).
    pub about: bool,
}

impl Moment {
    /// A point on a known day; its zone is the one written, else `zone`.
    pub fn new(point: &Point, date: Option<Date>, zone: Option<&Zone>) -> Self {
        let time = point.clock.and_then(|clock| clock.time);
        let zone = point
            .zone
            .as_ref()
            .or(zone)
            .filter(|_| point.clock.is_some());
        let at = date.zip(time).map(|(date, time)| date.to_datetime(time));
        Moment {
            date,
            time,
            offset: zone.and_then(|zone| zone.offset(at)),
            zone: zone.map(|zone| zone.text.clone()),
            about: point.about,
        }
    }

    /// Takes a zone for a clock time that names none.
    pub(super) fn set_zone(&mut self, zone: &Zone) {
        if self.zone.is_some() || self.time.is_none() {
            return;
        }
        let at = self
            .date
            .zip(self.time)
            .map(|(date, time)| date.to_datetime(time));
        self.offset = zone.offset(at);
        self.zone = Some(zone.text.clone());
    }

    /// The same time on another day: what a zone with summer time is worth depends on it.
    pub fn on(mut self, date: Option<Date>) -> Self {
        let at = date
            .zip(self.time)
            .map(|(date, time)| date.to_datetime(time));
        let zone = self.zone.as_deref().and_then(zone::behind_clock);
        let offset = zone.and_then(|(zone, _)| zone.offset(at));
        self.offset = offset.or(self.offset);
        self.date = date;
        self
    }

    /// As the JSON contract writes it: `2026-03-14T09:12Z`, `2026-03-14T09:12`, `2026-03-14`; none without a day.
    pub fn iso(&self) -> Option<String> {
        let date = self.date?;
        let Some(time) = self.time else {
            return Some(date.to_string());
        };
        let clock = format!("{date}T{:02}:{:02}", time.hour(), time.minute());
        Some(match self.offset {
            None => clock,
            Some(0) => format!("{clock}Z"),
            Some(m) => format!(
                "{clock}{}{:02}:{:02}",
                if m < 0 { '-' } else { '+' },
                m.abs() / 60,
                m.abs() % 60
            ),
        })
    }

    /// Minutes since the year 0 for comparing: in UTC when the offset is plain, else local; none without day and time.
    pub fn minutes(&self) -> Option<i64> {
        let (date, time) = (self.date?, self.time?);
        let days =
            i64::from(date.duration_since(Date::constant(2000, 1, 1)).as_hours() as i32) / 24;
        let local = days * 1440 + i64::from(time.hour()) * 60 + i64::from(time.minute());
        Some(local - i64::from(self.offset.unwrap_or(0)))
    }
}
