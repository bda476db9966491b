//! Points in time as people write them: day, clock time and zone in either order, and ranges of them.

use std::ops::Range;

use super::clock::{self, Clock, ClockForm};
use super::day::{self, Day};
use super::lex::{self, Read};
use super::range;
use super::zone::{self, Zone};

/// One point in time, as far as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// The day.
    pub day: Option<Day>,
    /// The clock time.
    pub clock: Option<Clock>,
    /// The zone.
    pub zone: Option<Zone>,
    /// Written as approximate.
    pub about: bool,
    /// Written as not known (`???`, `2026-03-??`): no day is carried over to it.
    pub unknown: bool,
}

/// A point or a range of time in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Where it stands.
    pub range: Range<usize>,
    /// The point, or where the range begins.
    pub from: Point,
    /// Where the range ends.
    pub until: Option<Point>,
}

impl Stamp {
    /// The day that it names, be it with its end alone: "09:02 to 10:30 on 14 March".
    pub fn day(&self) -> Option<Day> {
        self.from.day.or_else(|| self.until.as_ref()?.day)
    }
}

/// What may count as a clock time or a day where a stamp is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In prose: only forms that are nothing else.
    Prose,
    /// At the start of an entry: `9.02` too.
    Start,
    /// In a column or field of times: `0902` and `19/09` too.
    Field,
}

impl Place {
    fn takes_clock(self, clock: Clock, zoned: bool) -> bool {
        match clock.form {
            ClockForm::Plain | ClockForm::Meridiem => true,
            ClockForm::Dotted => self != Place::Prose || zoned,
            ClockForm::Bare => self == Place::Field || zoned,
        }
    }
}

/// Reads a point or range at the start of `text`.
pub fn read(text: &str, place: Place) -> Read<Stamp> {
    let opening = between(text);
    let lead = opening + about(text.get(opening..)?);
    let (mut from, len) = point(text.get(lead..)?, place)?;
    from.about = lead > opening;
    let mut end = lead + len;
    let mut until = None;
    let joined = is_between(text.get(..end)?);
    if let Some((mut to, more)) = range::end(text.get(end..)?, place, &from, joined) {
        if from.zone.is_none() {
            from.zone.clone_from(&to.zone);
        } else if to.zone.is_none() {
            to.zone.clone_from(&from.zone);
        }
        end += more;
        share_year(&mut from, &to);
        share_half(&mut from, &to, text.get(..end)?);
        until = Some(to);
    }
    end += uncertain(text.get(end..)?);
    let range = opening..end;
    Some((Stamp { range, from, until }, end))
}

/// The word that opens a range whose ends "and" joins.
const BETWEEN: &str = "between ";

/// "Between" at the start: its length.
fn between(text: &str) -> usize {
    match lex::opens_with(text, BETWEEN) {
        true => BETWEEN.len(),
        false => 0,
    }
}

/// Whether what was read up to the end of the first point opens a range: "between 09:02", "14 March, between 09:02".
fn is_between(read: &str) -> bool {
    let mut words = read.split_inclusive(' ');
    words.any(|word| lex::opens_with(word, BETWEEN))
}

/// "9:30 - 10:15 pm", "between 4:10 and 5:40 PM": the afternoon of the end is that of the beginning, unless it would be
/// behind the end then ("11:30 - 1:15 pm"). Behind an hour over twelve ("21:40 pm") pm says nothing.
fn share_half(from: &mut Point, to: &Point, written: &str) {
    let clocks = from.clock.as_mut().zip(to.clock);
    let Some((first, last)) = clocks.filter(|_| to.day.is_none()) else {
        return;
    };
    let halved = last.form == ClockForm::Meridiem && has_small_hour(written);
    let later = first
        .in_the_afternoon()
        .filter(|later| halved && last.time.is_some_and(|end| *later <= end));
    first.time = later.or(first.time);
}

/// Whether the last clock time of a range is written with an hour of twelve.
fn has_small_hour(written: &str) -> bool {
    let clock = written.trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = clock
        .rsplit(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
        .next();
    let hour = digits.and_then(|clock| clock.split([':', '.']).next());
    hour.is_some_and(|hour| hour.parse().is_ok_and(|hour: u32| hour <= 12))
}

/// "3 March until 5 March 2026": the year of the end is that of the beginning, unless the end is earlier in the year.
fn share_year(from: &mut Point, to: &Point) {
    let (Some(first), Some(last)) = (&mut from.day, to.day) else {
        return;
    };
    if first.year.is_none() && first.month_day.is_some() && !first.either && !last.either {
        let before = i16::from(first.month_day > last.month_day);
        first.year = last.year.map(|year| year - before);
    }
}

/// A question mark or "ish" behind a time.
fn uncertain(text: &str) -> usize {
    ["(?)", " (?)", "ish", "?"]
        .iter()
        .find(|mark| text.starts_with(**mark))
        .map_or(0, |mark| mark.len())
}

/// "~", "around", "approx." and the like at the start: its length.
pub(super) fn about(text: &str) -> usize {
    let marks = text.trim_start_matches(['~', '≈', '±']);
    let marks = text.len() - marks.len();
    if marks > 0 {
        return marks + lex::blanks(text.get(marks..).unwrap_or_default());
    }
    let words = [
        "about ",
        "approximately ",
        "approx. ",
        "approx ",
        "around ",
        "roughly ",
        "circa ",
        "ca. ",
        "c. ",
        "c.",
    ];
    words
        .iter()
        .find(|word| {
            text.get(..word.len())
                .is_some_and(|s| s.eq_ignore_ascii_case(word))
        })
        .map_or(0, |word| word.len())
}

/// A day with a clock time behind it, or a clock time with a day behind it, each with the zone.
pub(super) fn point(text: &str, place: Place) -> Read<Point> {
    if let Some(len) = unknown(text).filter(|_| place != Place::Prose) {
        let clock = Some(clock::UNKNOWN);
        let point = Point {
            clock,
            unknown: true,
            ..Point::default()
        };
        return Some((point, len));
    }
    match day::read(text).filter(|(day, _)| day.is_plain() || day.weekday.is_some() || day.short) {
        Some((day, len)) => day_first(text, day, len, place),
        None => clock_first(text, place),
    }
}

/// `???`, `2026-03-??`, `2026-??-?? HH:mm`: its length.
fn unknown(text: &str) -> Option<usize> {
    let marks = |text: &str| text.len() - text.trim_start_matches('?').len();
    let dashed = |text: &str| {
        let rest = text.strip_prefix('-')?;
        let len = lex::digits(rest, 2).map_or_else(|| marks(rest).min(2), |(_, len)| len);
        (len == 2).then_some(3)
    };
    let end = match marks(text) {
        0 => {
            lex::digits(text, 4)?;
            let month = dashed(text.get(4..)?)?;
            let day = dashed(text.get(4 + month..)?)?;
            let end = 4 + month + day;
            text.get(..end).filter(|day| day.ends_with("??"))?;
            let gap = lex::blanks(text.get(end..)?);
            end + clock::read(text.get(end + gap..)?).map_or(0, |(_, len)| gap + len)
        }
        len => (2..=5).contains(&len).then_some(len)?,
    };
    let ends = !text
        .get(end..)?
        .starts_with(|c: char| c.is_alphanumeric() || c == ':');
    ends.then_some(end)
}

fn day_first(text: &str, day: Day, len: usize, place: Place) -> Read<Point> {
    let rest = text.get(len..)?;
    let gap = to_clock(rest);
    let inner = about(rest.get(gap..)?);
    let iso = rest.starts_with('T');
    let place_of_clock = match day.short {
        true => Place::Start,
        false => place.at_least_start(),
    };
    let rest_of_it = rest.get(gap + inner..)?;
    let clock = zoned_clock(rest_of_it, place_of_clock, iso)
        .or_else(|| labelled_clock(rest_of_it).filter(|_| place != Place::Prose));
    let Some((clock, zone, more)) = clock else {
        let alone = day.is_plain()
            || place == Place::Field
            || day.weekday.is_some() && place == Place::Start;
        let zone = zone_behind(rest);
        let end = len + zone.as_ref().map_or(0, |(_, end)| *end);
        let point = Point {
            day: Some(day),
            zone: zone.map(|(zone, _)| zone),
            ..Point::default()
        };
        return alone.then_some((point, end));
    };
    let point = Point {
        day: Some(day),
        clock: Some(clock),
        zone,
        about: inner > 0,
        ..Point::default()
    };
    Some((point, len + gap + inner + more))
}

impl Place {
    /// Behind a day a dotted time is one.
    fn at_least_start(self) -> Place {
        if self == Place::Prose {
            Place::Start
        } else {
            self
        }
    }
}

/// Between a day and its clock time: `T`, blanks, commas, " - ", " at ", " @ ", " around ".
fn to_clock(text: &str) -> usize {
    if text.starts_with('T') {
        return 1;
    }
    let rest = text.trim_start_matches([' ', ',', '(', '|', '/', '_', '\u{a0}']);
    let rest = [
        "- ", "– ", "— ", "at ", "@ ", "@", "-", ": ", "on ", "from ", BETWEEN,
    ]
    .iter()
    .find(|mark| lex::opens_with(rest, mark))
    .and_then(|mark| rest.get(mark.len()..))
    .unwrap_or(rest);
    let rest = rest.trim_start_matches([' ', '\u{a0}']);
    text.len() - rest.len()
}

/// `2026-03-14 0902: …`: four digits between a day and a colon are no year.
fn labelled_clock(text: &str) -> Option<(Clock, Option<Zone>, usize)> {
    let behind = |end: usize| text.get(end..).unwrap_or_default();
    zoned_clock(text, Place::Field, false).filter(|(.., end)| behind(*end).starts_with(':'))
}

fn clock_first(text: &str, place: Place) -> Read<Point> {
    let (clock, zone, mut end) = zoned_clock(text, place, false)?;
    let mut point = Point {
        clock: Some(clock),
        zone,
        ..Point::default()
    };
    let rest = text.get(end..)?;
    let gap = to_day(rest);
    if let Some((day, len)) = rest
        .get(gap..)
        .and_then(day::read)
        .filter(|(d, _)| d.is_plain())
    {
        point.day = Some(day);
        end += gap + len;
        if point.zone.is_none()
            && let Some((zone, len)) = zone_behind(text.get(end..)?)
        {
            point.zone = Some(zone);
            end += len;
        }
    }
    Some((point, end))
}

/// Between a clock time and its day: blanks, a comma, "on", "of".
fn to_day(text: &str) -> usize {
    let rest = text.trim_start_matches([' ', ',', '(', '\u{a0}']);
    let rest = ["on the ", "on ", "of "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    text.len() - rest.len()
}

fn zoned_clock(text: &str, place: Place, iso: bool) -> Option<(Clock, Option<Zone>, usize)> {
    let (clock, len) = clock::read(text)?;
    // "09:00-10:00" is a range; behind seconds or in `T09:02-07:00` it is an offset.
    let written = text.get(..len)?;
    let exact = iso || written.matches([':', '.']).count() > 1;
    let rest = text.get(len..)?;
    let zone = zone_behind(rest).filter(|_| exact || !rest.starts_with(['-', '−']));
    if !place.takes_clock(clock, zone.is_some()) {
        return None;
    }
    let end = len + zone.as_ref().map_or(0, |(_, end)| *end);
    Some((clock, zone.map(|(zone, _)| zone), end))
}

/// A zone right behind, or after a blank.
fn zone_behind(text: &str) -> Read<Zone> {
    let gap = lex::blanks(text);
    if gap > 1 || gap > 0 && text.get(gap..)?.starts_with(['-', '−']) {
        return None;
    }
    let (zone, len) = zone::behind_clock(text.get(gap..)?)?;
    Some((zone, gap + len))
}

#[cfg(test)]
mod tests;
