//! Durations: `4h 27m`, two hours and 10 minutes, `90 min`, 1.5 hours, half an hour.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::lex::{self, Read};
use super::names;
use crate::phrases::Expression;
use crate::words;

/// A duration as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Duration {
    /// How long, in seconds.
    pub seconds: i64,
    /// Said to be approximate, or a round word such as "half an hour".
    pub about: bool,
    /// Said to be a bound ("less than", "up to", "over"): not the length itself.
    pub bound: bool,
}

impl Duration {
    /// In minutes, rounded.
    pub fn minutes(self) -> i64 {
        (self.seconds + 30).div_euclid(60)
    }
}

/// A length of time as messages tell it: `56 min`, `2 h 10 min`, from two days on `3 days 2 h`.
pub fn in_words(minutes: i64) -> String {
    const DAYS: i64 = 48;
    match (minutes / 60, minutes % 60) {
        (hours, _) if hours >= DAYS && hours % 24 == 0 => format!("{} days", hours / 24),
        (hours, _) if hours >= DAYS => format!("{} days {} h", hours / 24, hours % 24),
        _ => in_hours(minutes),
    }
}

/// A length of time in hours and minutes, however long, for texts that count in hours: `53 h 36 min`.
pub fn in_hours(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

static UNITS: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| table("time-units"));
static NUMBERS: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| table("counting-words"));
static ABOUT: LazyLock<Expression> = LazyLock::new(|| words::composed("about-before"));
static BOUND: LazyLock<Expression> = LazyLock::new(|| words::composed("bound-before"));

fn table(list: &'static str) -> HashMap<&'static str, f64> {
    names::pairs(list)
        .filter_map(|(name, value)| Some((name, value.parse().ok()?)))
        .collect()
}

/// Reads a duration at the start of `text`: without the words before it.
pub fn read(text: &str) -> Read<Duration> {
    let mut seconds = 0.0;
    let mut about = false;
    let mut end = 0;
    let mut last = f64::INFINITY;
    while let Some((part, len)) = part(text.get(end..)?, end > 0) {
        // Units only get smaller: "2 hours 3 days" is two durations.
        if part.unit >= last {
            break;
        }
        seconds += part.count * part.unit;
        about |= part.round;
        last = part.unit;
        end += len;
        let joint = joint(text.get(end..)?);
        match self::part(text.get(end + joint..)?, true) {
            Some((next, _)) if next.unit < last => end += joint,
            _ => break,
        }
    }
    if end == 0 || seconds <= 0.0 {
        return None;
    }
    if let Some((minutes, len)) = bare_minutes(text.get(..end)?, text.get(end..)?) {
        seconds += f64::from(minutes) * 60.0;
        end += len;
    }
    if let Some(len) = and_a_half(text.get(end..)?) {
        seconds += last / 2.0;
        about = true;
        end += len;
    }
    // A run of digits before a unit is no length, and its seconds may not fit.
    if seconds > LONGEST {
        return None;
    }
    let duration = Duration {
        seconds: seconds.round() as i64,
        about,
        bound: false,
    };
    Some((duration, end))
}

/// `5h20`: the minutes right behind the letter of the hours need no unit.
fn bare_minutes(hours: &str, behind: &str) -> Read<u32> {
    let lettered = hours.ends_with('h') && hours.as_bytes().iter().rev().nth(1)?.is_ascii_digit();
    let (minutes, len) = lex::digits(behind, 2).filter(|(minutes, _)| lettered && *minutes < 60)?;
    let ends = !behind
        .get(len..)?
        .starts_with(|c: char| c.is_alphanumeric() || c == '.' || c == '_');
    ends.then_some((minutes, len))
}

/// The seconds of a hundred years: no incident takes longer.
const LONGEST: f64 = 100.0 * 365.0 * 86_400.0;

/// A number and its unit.
struct Part {
    count: f64,
    unit: f64,
    round: bool,
}

/// One number with its unit; `more` when others stand before it.
fn part(text: &str, more: bool) -> Read<Part> {
    let (count, round, mut at) = count(text)?;
    let gap = lex::blanks(text.get(at..)?);
    let hyphen = usize::from(gap == 0 && text.get(at..)?.starts_with('-'));
    at += gap + hyphen;
    let (word, len) = lex::letters(text.get(at..)?)?;
    let unit = *UNITS.get(word.to_lowercase().as_str())?;
    // One letter is a unit next to its number, or where a unit is due: "4h 27m", "2 h 10 m", not "4 m".
    let apart = gap > 0 && !more && word != "h";
    if len == 1 && (apart || word.starts_with(char::is_uppercase)) {
        return None;
    }
    at += len;
    // "0417 hrs" is a time of day.
    let short = len <= 3 && word.starts_with('h');
    let clock = lex::digits(text, 4).filter(|_| text.starts_with('0') || short);
    if clock.is_some_and(|(time, _)| text.starts_with('0') || time < 2400 && time % 100 < 60) {
        return None;
    }
    let after = text.get(at..)?;
    if after.starts_with('_') || len == 1 && after.starts_with('/') {
        return None;
    }
    Some((Part { count, unit, round }, at))
}

/// `4`, `1.5`, `1,200`, "two", "an", "half an", "one and a half", "twenty-four", "twenty four"
fn count(text: &str) -> Option<(f64, bool, usize)> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let len = text
            .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
            .unwrap_or(text.len());
        let number = text.get(..len)?.replace(',', "");
        return Some((number.parse().ok()?, false, len));
    }
    let (word, len) = lex::letters(text)?;
    let lower = word.to_lowercase();
    let value = *NUMBERS.get(lower.as_str())?;
    let rest = text.get(len..)?;
    if value == 0.5 {
        let article = ["-an-", " an ", " a ", "-a-"]
            .iter()
            .find(|a| rest.starts_with(**a));
        return Some((0.5, true, len + article.map_or(0, |a| a.len())));
    }
    if value >= 20.0
        && rest.starts_with(['-', ' '])
        && let Some((ones, more)) = lex::letters(rest.get(1..)?)
    {
        let ones = NUMBERS
            .get(ones.to_lowercase().as_str())
            .filter(|n| **n < 10.0);
        // "twenty five-minute outages"
        let counts = rest.starts_with(' ') && rest.get(1 + more..)?.starts_with('-');
        if let Some(ones) = ones.filter(|_| !counts) {
            return Some((value + ones, false, len + 1 + more));
        }
    }
    let half = [" and a half", " and half"]
        .iter()
        .find(|h| rest.starts_with(**h));
    match half {
        Some(half) => Some((value + 0.5, true, len + half.len())),
        None => Some((value, lower == "a" || lower == "an", len)),
    }
}

/// Between the parts of one duration: blanks, a comma, "and".
fn joint(text: &str) -> usize {
    let rest = text.trim_start_matches([' ', ',', '\n', '\u{a0}']);
    let rest = rest.strip_prefix("and ").unwrap_or(rest);
    let rest = rest.strip_prefix("& ").unwrap_or(rest);
    text.len() - rest.len()
}

fn and_a_half(text: &str) -> Option<usize> {
    [" and a half", " and half"]
        .iter()
        .find(|half| text.starts_with(**half))
        .map(|half| half.len())
}

/// Every duration of a text, with its place.
pub fn find(text: &str) -> Vec<(Range<usize>, Duration)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = next_word(text, at) {
        at = next;
        let Some((duration, len)) = text.get(at..).and_then(read) else {
            at += text.get(at..).map_or(1, word_len);
            continue;
        };
        let before = text.get(..at).unwrap_or_default();
        let duration = Duration {
            about: duration.about || ABOUT.closes(tail(before)),
            bound: BOUND.closes(tail(before)),
            ..duration
        };
        found.push((at..at + len, duration));
        at += len;
    }
    found
}

/// The last words of a text: enough for what may stand before a duration.
fn tail(text: &str) -> &str {
    let from = text.len().saturating_sub(32);
    let from = (from..=text.len()).find(|&at| text.is_char_boundary(at));
    text.get(from.unwrap_or(text.len())..).unwrap_or_default()
}

/// The next place at or behind `at` where a word begins.
fn next_word(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    rest.char_indices()
        .find(|&(i, c)| c.is_alphanumeric() && lex::begins(text, at + i))
        .map(|(i, _)| at + i)
}

fn word_len(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len())
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_in_every_notation() {
        for (text, minutes, rest) in [
            ("4h 27m", 267, ""),
            ("4h27m", 267, ""),
            ("2 h 10 m", 130, ""),
            ("2 h 10 min", 130, ""),
            ("0h 37m x", 37, " x"),
            ("24h40m", 1480, ""),
            ("5h20", 320, ""),
            ("1h05.", 60, "05."),
            ("2h90", 120, "90"),
            ("two hours and 10 minutes", 130, ""),
            ("2 hours, 10 minutes.", 130, "."),
            ("90 min", 90, ""),
            ("90-minute outage", 90, " outage"),
            ("1.5 hours", 90, ""),
            ("half an hour", 30, ""),
            ("an hour", 60, ""),
            ("an hour and a half", 90, ""),
            ("two and a half hours", 150, ""),
            ("1,200 minutes", 1200, ""),
            ("3 days 4 hours", 4560, ""),
            ("4 minutes 58s", 5, ""),
            ("thirty-five minutes", 35, ""),
            ("twenty-four-hour", 1440, ""),
            ("1 day, 3 hours and 5 minutes", 1625, ""),
            ("10 minutes and 2 hours", 10, " and 2 hours"),
        ] {
            let (duration, len) = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(duration.minutes(), minutes, "{text}");
            assert_eq!(&text[len..], rest, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_durations() {
        for text in [
            "10 customers",
            "4 m",
            "500M",
            "3 S",
            "10:30",
            "m",
            "hours",
            "a customer",
            "0 minutes",
            "5 m/s",
            "0417 hrs",
            "1415hrs",
            "888888888888888888888888831 minutes",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_stands_before_makes_it_approximate_or_a_bound() {
        let one = |text: &str| {
            find(text)
                .into_iter()
                .map(|(_, d)| (d.minutes(), d.about, d.bound))
                .collect::<Vec<_>>()
        };
        assert_eq!(one("down for about 2 hours"), [(120, true, false)]);
        assert_eq!(one("Duration: ~90 min"), [(90, true, false)]);
        assert_eq!(one("less than an hour"), [(60, true, true)]);
        assert_eq!(
            one("it took 5 minutes, then 3 hours"),
            [(5, false, false), (180, false, false)]
        );
        assert_eq!(one("version 2.5h, x4h"), [(150, false, false)]);
    }

    #[test]
    fn lengths_are_told_in_hours_and_minutes() {
        assert_eq!(
            [56, 120, 130, 2880, 3803].map(in_words),
            ["56 min", "2 h", "2 h 10 min", "2 days", "2 days 15 h"]
        );
    }
}
