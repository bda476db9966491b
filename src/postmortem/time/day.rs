//! Days: `2026-03-14`, `14th Mar 2026`, `March 14`, `14.3.2026`, `3/14/2026`, `2026-Mar-14`, Tuesday.

use jiff::civil::{Date, Weekday};

use super::lex::{self, Read};
use super::names;

/// A day as far as it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// The year, when written.
    pub year: Option<i16>,
    /// Month and day of the month, from 1; none for a bare day of the week.
    pub month_day: Option<(i8, i8)>,
    /// `3/4`: month and day may change places; the order as written, as if the month stood first.
    pub either: bool,
    /// The day of the week, when written.
    pub weekday: Option<Weekday>,
    /// "Sunday 19th": the day of the month beside that of the week, where no month is written.
    pub of_month: Option<i8>,
    /// Numbers only and no year (`19/09`, `12-05`): may be a fraction or a range.
    pub short: bool,
}

impl Day {
    fn of(year: Option<i16>, month: u32, day: u32) -> Option<Day> {
        // A leap year, so that 29 February stands without its year.
        Date::new(year.unwrap_or(2024), month as i8, day as i8).ok()?;
        Some(Day {
            year,
            month_day: Some((month as i8, day as i8)),
            ..Day::default()
        })
    }

    /// Whether it is a day wherever it stands.
    pub fn is_plain(&self) -> bool {
        self.month_day.is_some() && !self.short
    }

    /// The date, when it is written in full and in one possible order.
    pub fn date(&self) -> Option<Date> {
        let (month, day) = self.month_day.filter(|_| !self.either)?;
        Date::new(self.year?, month, day).ok()
    }
}

/// Reads a day at the start of `text`, with its day of the week.
pub fn read(text: &str) -> Read<Day> {
    let Some((weekday, len)) = names::weekday(text) else {
        return read_day(text);
    };
    let skip = lex_gap(text.get(len..)?);
    let rest = text.get(len + skip..)?;
    let named = |day: Day| Day {
        weekday: Some(weekday),
        ..day
    };
    match read_day(rest).or_else(|| numbered(rest)) {
        Some((day, more)) => Some((named(day), len + skip + more)),
        None => boundary(text.get(len..)?).then(|| (named(Day::default()), len)),
    }
}

/// "19th", behind a day of the week.
fn numbered(text: &str) -> Read<Day> {
    let (number, digits) = lex::number(text, 2)?;
    let suffix = ordinal(text.get(digits..)?);
    let end = digits + suffix;
    let day = Day {
        of_month: Some(number as i8),
        ..Day::default()
    };
    let counts = suffix > 0 && (1..=31).contains(&number) && boundary(text.get(end..)?);
    counts.then_some((day, end))
}

fn read_day(text: &str) -> Read<Day> {
    let found = match text.bytes().next()? {
        b'0'..=b'9' => year_first(text)
            .or_else(|| numeric(text))
            .or_else(|| day_month(text)),
        _ => month_day(text),
    }?;
    let rest = text.get(found.1..)?;
    // `2026-03-14T09:02Z` goes on with a time.
    let time = rest.starts_with('T') && rest.get(1..)?.starts_with(|c: char| c.is_ascii_digit());
    (time || boundary(rest) || is_second_day(text, rest)).then_some(found)
}

/// `2026-03-19/20`: an incident of two days.
fn is_second_day(text: &str, rest: &str) -> bool {
    let second = rest.strip_prefix('/').and_then(|rest| lex::digits(rest, 2));
    let behind = rest.get(3..).unwrap_or_default();
    let ends = !behind.starts_with(|c: char| c.is_alphanumeric() || "-/:.".contains(c));
    let dashed = text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    dashed && ends && second.is_some_and(|(day, _)| (1..=31).contains(&day))
}

/// Between a day of the week and the day: blanks, a comma, "the".
fn lex_gap(text: &str) -> usize {
    let rest = text.trim_start_matches([' ', ',', '\u{a0}']);
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let rest = rest.strip_prefix("- ").unwrap_or(rest);
    text.len() - rest.len()
}

/// Whether a day may end here: no letter or digit runs on, nor a fraction.
fn boundary(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some(c) if c.is_alphanumeric() || c == '_' => false,
        Some('.' | '/' | ':' | '-') => !chars.next().is_some_and(|c| c.is_ascii_digit()),
        _ => true,
    }
}

fn year(text: &str) -> Read<i16> {
    let (year, len) = lex::number(text, 4)?;
    (len == 4 && (1990..2100).contains(&year)).then_some((year as i16, len))
}

/// `20226-03-14`: a year with a digit too many tells none.
fn long_year(text: &str) -> Read<Option<i16>> {
    let (_, len) = lex::number(text, 5).filter(|&(_, len)| len == 5)?;
    (text.starts_with("20") || text.starts_with("22")).then_some((None, len))
}

/// `2026-03-14`, `2026/3/14`, `2026.03.14`, `2026-Mar-14`, `2026 March 14`
fn year_first(text: &str) -> Read<Day> {
    let (year, mut at) = year(text)
        .map(|(year, len)| (Some(year), len))
        .or_else(|| {
            long_year(text).filter(|(_, len)| text.get(*len..).is_some_and(|s| s.starts_with('-')))
        })?;
    let mark = text
        .get(at..)?
        .chars()
        .next()
        .filter(|c| "-/. \u{2010}\u{2011}".contains(*c))?;
    at += mark.len_utf8();
    let named = names::month(text.get(at..)?);
    let (month, len) = match named {
        Some((month, len)) => (month as u32, len),
        None if mark == ' ' => return None,
        None => lex::number(text.get(at..)?, 2)?,
    };
    at += len;
    let again = text.get(at..)?.chars().next()?;
    if again != mark {
        return None;
    }
    at += mark.len_utf8();
    let (day, len) = lex::number(text.get(at..)?, 2)?;
    Some((Day::of(year, month, day)?, at + len))
}

/// `14.3.2026`, `3/14/2026`, `14-03-2026`, `3/14/26`, `19/09`, `12-05`
fn numeric(text: &str) -> Read<Day> {
    let (first, mut at) = lex::number(text, 2)?;
    let mark = text
        .get(at..)?
        .chars()
        .next()
        .filter(|c| "-/.".contains(*c))?;
    let (second, len) = lex::number(text.get(at + 1..)?, 2)?;
    at += 1 + len;
    let tail = text.get(at..)?;
    // `5-26-21`: no month is 26, and no year goes before a month and a day of it.
    let two_digits = mark == '/' || mark == '-' && second > 12;
    let year = tail
        .strip_prefix(mark)
        .and_then(|rest| written_year(rest, two_digits));
    let dotted = year.is_none() && mark == '.' && before_clock(tail);
    if let Some((_, len)) = year {
        at += 1 + len;
    } else if dotted {
        at += 1;
    } else if mark == '.' || tail.starts_with(mark) {
        return None;
    }
    let short = year.is_none();
    let year = year.map(|(year, _)| year);
    let month_first = Day::of(year, first, second);
    let day_first = Day::of(year, second, first);
    // Dotted dates have the day first everywhere.
    let (day, either) = match (month_first, day_first) {
        (_, Some(day)) if mark == '.' => (day, false),
        (Some(day), Some(_)) => (day, first != second),
        (Some(day), None) | (None, Some(day)) if mark != '.' => (day, false),
        _ => return None,
    };
    Some((
        Day {
            either,
            short,
            ..day
        },
        at,
    ))
}

/// The full stop of `15.01. 06:50`: a day without its year, where a clock time follows.
fn before_clock(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('.') else {
        return false;
    };
    let rest = rest.trim_start_matches([' ', ',', '\u{a0}']);
    let minutes = lex::number(rest, 2).and_then(|(_, len)| rest.get(len..)?.strip_prefix(':'));
    minutes.is_some_and(|minutes| lex::digits(minutes, 2).is_some())
}

/// Four digits, or two where that can be nothing else.
fn written_year(text: &str, two_digits: bool) -> Read<i16> {
    year(text).or_else(|| {
        let (short, len) = lex::number(text, 2)?;
        (two_digits && len == 2).then_some((2000 + short as i16, 2))
    })
}

/// `14 March 2026`, `14th of Mar`, `14-Mar-2026`; of `14-15 March 2026` the first
fn day_month(text: &str) -> Read<Day> {
    let (day, digits) = lex::number(text, 2)?;
    let mut at = digits + ordinal(text.get(digits..)?);
    at += last_day(text.get(at..)?, day);
    at += separator(text.get(at..)?)?;
    let (month, len) = names::month(text.get(at..)?)?;
    at += len;
    let (year, len) = following_year(text.get(at..)?);
    Some((Day::of(year, month as u32, day)?, at + len))
}

/// `March 14`, `Mar 14th, 2026`, `March-14-2026`; of `March 14-15, 2026` the first
fn month_day(text: &str) -> Read<Day> {
    let (month, mut at) = names::month(text)?;
    at += separator(text.get(at..)?)?;
    let (day, len) = lex::number(text.get(at..)?, 2)?;
    at += len;
    at += ordinal(text.get(at..)?);
    at += last_day(text.get(at..)?, day);
    if text.get(at..)?.starts_with(':') && lex::digits(text.get(at + 1..)?, 2).is_some() {
        return None; // "March 14:02": a clock time
    }
    let (year, len) = following_year(text.get(at..)?);
    Some((Day::of(year, month as u32, day)?, at + len))
}

/// `-15` behind the 14th: the last day of several, and how long it is written.
fn last_day(text: &str, first: u32) -> usize {
    let Some(rest) = text.strip_prefix(['-', '–', '\u{2011}']) else {
        return 0;
    };
    let Some((last, len)) = lex::number(rest, 2) else {
        return 0;
    };
    let len = len + ordinal(rest.get(len..).unwrap_or_default());
    let behind = rest.get(len..).unwrap_or_default();
    // A day more, and no clock time, longer number or further part of a date.
    let ends = !behind.starts_with(|c: char| c.is_alphanumeric() || "-–:/.".contains(c));
    match (first + 1..=31).contains(&last) && ends {
        true => text.len() - behind.len(),
        false => 0,
    }
}

fn ordinal(text: &str) -> usize {
    let suffix = text.get(..2).map(str::to_ascii_lowercase);
    let known = suffix.is_some_and(|s| ["st", "nd", "rd", "th"].contains(&s.as_str()));
    if known { 2 } else { 0 }
}

/// Between day and month: blanks, a hyphen, a slash, a comma, a full stop, "of".
fn separator(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches([' ', '-', '/', ',', '.', '\u{a0}']);
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    let len = text.len() - rest.len();
    (0..=5).contains(&len).then_some(len)
}

/// A year behind month and day, with what joins it; a clock time such as `2036 UTC` is none.
fn following_year(text: &str) -> (Option<i16>, usize) {
    let rest = text.trim_start_matches([' ', ',', '-', '/', '\u{a0}']);
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    let gap = text.len() - rest.len();
    let found = year(rest).filter(|&(_, len)| {
        let after = rest.get(len..).unwrap_or_default();
        let clock =
            after.starts_with(':') && lex::digits(after.get(1..).unwrap_or_default(), 2).is_some();
        let hours = [" UTC", " GMT", "Z", " hrs", "hrs", "h"]
            .iter()
            .any(|z| after.starts_with(z));
        !clock && !hours
    });
    match found {
        Some((year, len)) if (1..=3).contains(&gap) => (Some(year), gap + len),
        _ => {
            let behind = rest.strip_prefix(['\'', '’']).unwrap_or_default();
            match lex::digits(behind, 2) {
                Some((short, digits)) if gap > 0 => {
                    let mark = rest.len() - behind.len();
                    (Some(2000 + short as i16), gap + mark + digits)
                }
                _ => (None, 0),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(day: Day) -> String {
        let weekday = day.weekday.map(|w| format!("{w:?} ")).unwrap_or_default();
        let (month, date) = day.month_day.unwrap_or_default();
        let year = day.year.map_or("????".to_owned(), |y| y.to_string());
        let mark = if day.either { "?" } else { "" };
        format!("{weekday}{year}-{month:02}-{date:02}{mark}")
    }

    #[test]
    fn days_in_every_notation() {
        for (text, want, rest) in [
            ("2026-03-14 x", "2026-03-14", " x"),
            ("2026-03-14T09:02Z", "2026-03-14", "T09:02Z"),
            ("2026/3/14", "2026-03-14", ""),
            ("20226-03-14 x", "????-03-14", " x"),
            ("2026-Mar-14", "2026-03-14", ""),
            ("2026 March 14", "2026-03-14", ""),
            ("14 March 2026 - x", "2026-03-14", " - x"),
            ("6th Nov 2025 - x", "2025-11-06", " - x"),
            ("14th of March, 2026", "2026-03-14", ""),
            ("14-Mar-2026", "2026-03-14", ""),
            ("19. April, 11:00", "????-04-19", ", 11:00"),
            ("20-Sept-2023", "2023-09-20", ""),
            ("March 14", "????-03-14", ""),
            ("March 14th, 2026, 09:02", "2026-03-14", ", 09:02"),
            ("Mar. 14 2026", "2026-03-14", ""),
            ("April-13-2023", "2023-04-13", ""),
            ("Jan 30 2022", "2022-01-30", ""),
            ("Feb 7 1506 UTC", "????-02-07", " 1506 UTC"),
            ("Feb 7 2036 UTC", "????-02-07", " 2036 UTC"),
            ("May 5: x", "????-05-05", ": x"),
            ("27.10.2022", "2022-10-27", ""),
            ("3.4.2022", "2022-04-03", ""),
            ("15.01. 06:50 x", "????-01-15", " 06:50 x"),
            ("10/20/2022", "2022-10-20", ""),
            ("20/10/2022", "2022-10-20", ""),
            ("3/4/2022", "2022-03-04?", ""),
            ("4/4/2022", "2022-04-04", ""),
            ("10/20/22", "2022-10-20", ""),
            ("10-20-22", "2022-10-20", ""),
            ("2026\u{2011}03\u{2011}14 x", "2026-03-14", " x"),
            ("March 14-15, 2026", "2026-03-14", ""),
            ("14–16 March 2026: x", "2026-03-14", ": x"),
            ("14th-16th March 2026", "2026-03-14", ""),
            ("19/09 x", "????-09-19", " x"),
            (
                "Wednesday 20th September 2023, x",
                "Wednesday 2023-09-20",
                ", x",
            ),
            ("Wed, Feb 12, x", "Wednesday ????-02-12", ", x"),
            ("Tuesday: x", "Tuesday ????-00-00", ": x"),
        ] {
            let (day, len) = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(shown(day), want, "{text}");
            assert_eq!(&text[len..], rest, "{text}");
        }
    }

    #[test]
    fn numbers_and_words_are_no_days() {
        for text in [
            "2026-13-01",
            "2026-02-30",
            "1.2.3",
            "10.0.0.1",
            "12.05",
            "v2026",
            "may be",
            "March of",
            "marching 5",
            "2026",
            "March 2026",
            "sun 5 rays",
            "3.14",
            "31/31/2022",
            "1/2/3/4",
            "10-11-12",
            "20-10-22",
            "may 500",
            "",
        ] {
            let found = read(text).filter(|(day, _)| day.is_plain());
            assert_eq!(found, None, "{text}");
        }
    }
}
