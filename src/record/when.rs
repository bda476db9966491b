//! When it happened, as somebody types it.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::Clock;
use crate::postmortem::time::{Calendar, Place, Point, read_stamp};

/// How far clocks differ: so much later than now a time is still of today.
const DRIFT: SignedDuration = SignedDuration::from_mins(5);

/// The present.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The moment.
    pub at: Timestamp,
    /// What is later than this has not happened yet.
    latest: Timestamp,
}

impl Now {
    /// That of the clock, on another day where one is named.
    pub fn new(today: Option<Date>, clock: &Clock) -> Self {
        let at = Timestamp::now();
        let Some(day) = today else {
            let latest = at.checked_add(DRIFT).unwrap_or(at);
            return Self { at, latest };
        };
        let time = clock.local(at).time();
        let on_day = |time: Time| clock.moment(DateTime::from_parts(day, time));
        let at = on_day(time).unwrap_or(at);
        let latest = on_day(Time::MAX).unwrap_or(at);
        Self { at, latest }
    }
}

/// Reads a time such as `09:12`, `9:12 am CET` or `2026-03-14T09:12Z`, and nothing else.
pub fn at(text: &str) -> Result<Point, String> {
    let text = text.trim();
    let stamp = read_stamp(text, Place::Field)
        .filter(|(stamp, len)| *len == text.len() && stamp.until.is_none());
    let point = stamp.map(|(stamp, _)| stamp.from);
    let timed = point.filter(|point| point.clock.is_some_and(|clock| clock.time.is_some()));
    timed.ok_or_else(|| "write a time as 09:12, 09:12 CET or 2026-03-14T09:12Z".to_owned())
}

/// The moment of a point: on its own day or else the last one on which it was that time, in its own zone or else in that of
/// the timeline.
pub fn resolve(point: &Point, clock: &Clock, now: &Now) -> Result<Timestamp, String> {
    let zone = zone(point, clock, now)?;
    let today = now.latest.to_zoned(zone.clone()).date();
    let time = point
        .clock
        .and_then(|clock| clock.time)
        .ok_or("has no clock time")?;
    let on = |day: Date| {
        let zoned = zone.to_ambiguous_zoned(day.to_datetime(time)).compatible();
        zoned
            .map(|zoned| zoned.timestamp())
            .map_err(|_| "is no time that there is".to_owned())
    };
    if let Some(day) = &point.day {
        let calendar = Calendar {
            anchor: Some(today),
            month_first: None,
        };
        let date = calendar
            .date(day)
            .ok_or("may be two days; write the day as 2026-03-14")?;
        return on(date);
    }
    let at = on(today)?;
    match at > now.latest {
        true => on(today
            .checked_sub(1.day())
            .map_err(|_| "is no time that there is")?),
        false => Ok(at),
    }
}

/// The moments of points in the order in which they happened: the last one as above, each before it on the same day as
/// the one behind it, or on the day before where midnight lies between.
pub fn resolve_all(
    points: &[&Point],
    clock: &Clock,
    now: &Now,
) -> Result<Vec<Timestamp>, (usize, String)> {
    let mut moments: Vec<Timestamp> = Vec::with_capacity(points.len());
    for (number, point) in points.iter().enumerate().rev() {
        let of = |now: &Now| resolve(point, clock, now).map_err(|wrong| (number, wrong));
        let moment = match moments.last() {
            Some(next) if point.day.is_none() => {
                // Lines of one minute, or of clocks that differ, may stand in any order.
                let latest = next
                    .checked_add(SignedDuration::from_hours(12))
                    .unwrap_or(*next);
                of(&Now { at: latest, latest })?
            }
            _ => of(now)?,
        };
        moments.push(moment);
    }
    moments.reverse();
    Ok(moments)
}

fn zone(point: &Point, clock: &Clock, now: &Now) -> Result<TimeZone, String> {
    let Some(zone) = &point.zone else {
        return Ok(clock.zone.clone());
    };
    let date = point.day.and_then(|day| day.date());
    let date = date.unwrap_or_else(|| clock.local(now.latest).date());
    let time = point.clock.and_then(|clock| clock.time).unwrap_or_default();
    let offset = zone.offset(Some(date.to_datetime(time)));
    let offset = offset.and_then(|minutes| jiff::tz::Offset::from_seconds(minutes * 60).ok());
    let known = offset.map(TimeZone::fixed);
    known.ok_or_else(|| format!("`{}` may be several zones; write UTC or +01:00", zone.text))
}
