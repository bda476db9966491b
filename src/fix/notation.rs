//! Days, times and numbers in the notation of the front matter, where only one can be meant.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::postmortem::time::{self, ClockForm, Place, Point, Zone, ZoneRule};

/// Times that are in a notation for machines already.
static ISO: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})$",
    )
});

/// Days in numbers with the year last.
static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:^|[^0-9:./-])([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{2,4})(?:$|[^0-9])")
});

/// UTC, GMT and offsets: the same at any time of the year, wherever it is read.
static PLAIN_ZONE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(?:Z|(?i-u:UTC|GMT)(?: ?[+−-][0-9]{1,2}(?::?[0-9]{2})?)?|[+−-][0-9]{2}:?[0-9]{2})$")
});

/// Numbers of things in groups of three digits.
static GROUPS: LazyLock<Regex> = LazyLock::new(|| regex(r"^[1-9][0-9]{0,2}(?:[,_'][0-9]{3})+$"));

/// Seconds with a fraction.
static FRACTION: LazyLock<Regex> = LazyLock::new(|| regex(r"[:.][0-9]{2}[.:][0-9]{2}[.,][0-9]"));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
}

/// A day as `2026-03-14`; none when it is written so, or when the year or the order of numbers is a guess.
pub(crate) fn day(text: &str) -> Option<String> {
    let iso = date(text)?.to_string();
    (iso != text).then_some(iso)
}

/// A time as `2026-03-14T09:02Z`, or its day where no clock time stands; none when it is written so, or when anything of it
/// is a guess.
pub(crate) fn moment(text: &str) -> Option<String> {
    if ISO.is_match(text) {
        return None;
    }
    day(text).or_else(|| clock(text))
}

/// A number of things without its separators.
pub(crate) fn count(text: &str) -> Option<String> {
    let mut signs = text.chars().filter(|c| !c.is_ascii_digit());
    let first = signs.next()?;
    (signs.all(|c| c == first) && GROUPS.is_match(text))
        .then(|| text.chars().filter(char::is_ascii_digit).collect())
}

/// A day that is all of a text, certain in every part.
fn date(text: &str) -> Option<Date> {
    let (day, len) = time::read_day(text)?;
    (len == text.len()).then(|| certain(text, &day))?
}

/// The date of a day when its year stands there and its numbers have one order only.
fn certain(text: &str, day: &time::Day) -> Option<Date> {
    let date = day.date()?;
    let is_plain = match NUMBERS.captures(text) {
        None => true,
        Some(found) => {
            let part = |at| found.get(at).map_or("", |part| part.as_str());
            let number = |at: usize| part(at).parse().unwrap_or(0);
            let (first, second): (u8, u8) = (number(1), number(2));
            part(3).len() == 4 && (first > 12 || second > 12 || first == second)
        }
    };
    let year = text.contains(&format!("{:04}", date.year()));
    let weekday = day.weekday.is_none_or(|weekday| weekday == date.weekday());
    (is_plain && year && weekday).then_some(date)
}

fn clock(text: &str) -> Option<String> {
    let (stamp, len) = time::read_stamp(text, Place::Field)?;
    let Point {
        day, clock, zone, ..
    } = &stamp.from;
    let date = certain(text, day.as_ref()?)?;
    let zone = zone.as_ref().filter(|zone| is_plain(text, zone))?;
    let ZoneRule::Fixed(offset) = zone.rule else {
        return None;
    };
    let clock = clock.filter(|clock| clock.is_plain())?;
    let time = clock.time?;
    let is_whole = len == text.len() && stamp.until.is_none() && says_no_more(text);
    // 12 am is midnight to some and noon to others.
    let twelve = clock.form == ClockForm::Meridiem && time.hour() % 12 == 0;
    if !is_whole || twelve || FRACTION.is_match(text) {
        return None;
    }
    let seconds = match time.second() {
        0 => String::new(),
        seconds => format!(":{seconds:02}"),
    };
    let (hour, minute) = (time.hour(), time.minute());
    let iso = format!("{date}T{hour:02}:{minute:02}{seconds}{}", offset_of(offset));
    (iso != text).then_some(iso)
}

/// Whether a text has nothing but names of days and months, numbers and what joins them: no "about", no "midnight".
fn says_no_more(text: &str) -> bool {
    let joins = [
        "at", "on", "of", "the", "utc", "gmt", "t", "z", "am", "pm", "a", "p", "m", "st", "nd",
        "rd", "th",
    ];
    let names = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon",
        "tue", "wed", "thu", "fri", "sat", "sun",
    ];
    let lower = text.to_lowercase();
    let mut words = lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    let is_known =
        |word: &str| joins.contains(&word) || names.iter().any(|name| word.starts_with(name));
    words.all(is_known) && !text.contains(['~', '≈', '±', '?', '<', '>'])
}

/// Whether a zone is an offset, and nothing else stands in brackets beside it.
fn is_plain(text: &str, zone: &Zone) -> bool {
    let name = &zone.text;
    let bare = !text.contains(['(', '['])
        || text.contains(&format!("({name})"))
        || text.contains(&format!("[{name}]"));
    PLAIN_ZONE.is_match(name) && bare
}

fn offset_of(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    match minutes.abs() {
        0 => "Z".to_owned(),
        minutes => format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_one_meaning() {
        for (text, want) in [
            ("2026-03-14 9:02 UTC", "2026-03-14T09:02Z"),
            ("2026-03-14 09:02:30Z", "2026-03-14T09:02:30Z"),
            ("2026-03-14T09:02+0100", "2026-03-14T09:02+01:00"),
            ("2026-03-14 09:02 (UTC)", "2026-03-14T09:02Z"),
            ("14 March 2026, 09:02 GMT+2", "2026-03-14T09:02+02:00"),
            ("March 14, 2026 at 9:02 pm UTC", "2026-03-14T21:02Z"),
            ("Saturday, 14 March 2026 09:02 UTC", "2026-03-14T09:02Z"),
            ("09:02 UTC on 14 March 2026", "2026-03-14T09:02Z"),
            ("14/3/2026 09:02 UTC", "2026-03-14T09:02Z"),
            ("4/4/2026 09:02 UTC-7", "2026-04-04T09:02-07:00"),
            ("14 March 2026", "2026-03-14"),
            ("2026/3/14", "2026-03-14"),
        ] {
            assert_eq!(moment(text).as_deref(), Some(want), "{text}");
            assert_eq!(moment(want), None, "{want}");
        }
    }

    #[test]
    fn times_with_a_guess_in_them_stay() {
        for text in [
            "03/04/2026 09:02 UTC",
            "3.4.2026 09:02 UTC",
            "14/03/26 09:02 UTC",
            "10/20/26",
            "03/04/2026",
            "14 March 09:02 UTC",
            "14 March",
            "Friday 14 March 2026",
            "Friday, 14 March 2026 09:02 UTC",
            "2026-03-14 09:02",
            "2026-03-14 09:02 CET",
            "2026-03-14 09:02 BST",
            "2026-03-14 09:02 Europe/Berlin",
            "2026-03-14 09:02 (UTC+1, Zurich)",
            "2026-03-14 12:00 am UTC",
            "2026-03-14 midnight UTC",
            "2026-03-14 from 09:02 UTC",
            "2026-03-14 around 09:02 UTC",
            "~2026-03-14 09:02 UTC",
            "2026-03-14 ~09:02 UTC",
            "2026-03-14 09:02 UTC?",
            "2026-03-14 09:02 - 09:40 UTC",
            "2026-03-14 09:02:30.250 UTC",
            "2026-03-14 09.02 UTC",
            "2026-03-14 09:02 UTC, after the deployment",
            "2026-03-14T09:02:00.000Z",
            "2026-03-14T09:02:00Z",
            "unknown",
            "",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_in_groups_of_three() {
        for (text, want) in [
            ("1,240", "1240"),
            ("48_200", "48200"),
            ("1'234'567", "1234567"),
        ] {
            assert_eq!(count(text).as_deref(), Some(want), "{text}");
        }
        for text in [
            "1240",
            "1.240",
            "1,24",
            "1,240_000",
            "~1,240",
            "0,240",
            "about 1,240",
        ] {
            assert_eq!(count(text), None, "{text}");
        }
    }
}
