//! What a document knows about its days: the year of those that name none, the order of `3/4/2026`.

use std::collections::HashSet;

use jiff::ToSpan;
use jiff::civil::Date;
use memchr::memchr2_iter;

use super::day::{self, Day};
use super::find;
use super::lex;

/// The day of the incident and the order of numbers in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// A day that the document is about.
    pub anchor: Option<Date>,
    /// Whether `3/4` means 4 March; none when nothing settles it.
    pub month_first: Option<bool>,
}

impl Calendar {
    /// A calendar around `anchor`, with the order of numbers that `text` uses where it is plain.
    pub fn new(anchor: Option<Date>, text: &str) -> Self {
        Self {
            anchor,
            month_first: order(text),
        }
    }

    /// The date of a day; none where the year or the order of its numbers would be a guess.
    pub fn date(&self, day: &Day) -> Option<Date> {
        self.date_near(day, None)
    }

    /// The date of a day, where the one before it in the text is known.
    pub fn date_near(&self, day: &Day, before: Option<Date>) -> Option<Date> {
        let near = before.or(self.anchor);
        let Some((month, of_month)) = day.month_day else {
            if let Some(of_month) = day.of_month {
                return numbered_weekday(near?, day, of_month);
            }
            return match before {
                Some(before) => next_weekday(before, day),
                None => nearest_weekday(self.anchor?, day),
            };
        };
        let dates = |month: i8, of_month: i8| match day.year {
            Some(year) => Date::new(year, month, of_month).ok(),
            None => nearest_year(near?, month, of_month),
        };
        let date = dates(month, of_month);
        if !day.either {
            return date;
        }
        let swapped = dates(of_month, month);
        match self.month_first {
            Some(true) => date,
            Some(false) => swapped,
            None => settled(date, swapped, day, near),
        }
    }
}

/// The day of the week at or behind a day, within a week.
fn next_weekday(near: Date, day: &Day) -> Option<Date> {
    let ahead = near.weekday().until(day.weekday?);
    near.checked_add(i64::from(ahead).days()).ok()
}

/// The day of the week that is nearest to a day.
fn nearest_weekday(near: Date, day: &Day) -> Option<Date> {
    let ahead = i64::from(near.weekday().until(day.weekday?));
    let days = if ahead > 3 { ahead - 7 } else { ahead };
    near.checked_add(days.days()).ok()
}

/// "Sunday 19th": in the month of a day or one beside it, where the day of the week fits.
fn numbered_weekday(near: Date, day: &Day, of_month: i8) -> Option<Date> {
    let first = near.first_of_month();
    let dates = [-1, 0, 1].into_iter().filter_map(|months: i64| {
        let month = first.checked_add(months.months()).ok()?;
        Date::new(month.year(), month.month(), of_month).ok()
    });
    dates
        .filter(|date| Some(date.weekday()) == day.weekday)
        .min_by_key(|date| distance(*date, near))
}

/// The date of this month and day that is nearest to `near`, less than half a year away.
fn nearest_year(near: Date, month: i8, day: i8) -> Option<Date> {
    let years = [near.year() - 1, near.year(), near.year() + 1];
    let dates = years
        .into_iter()
        .filter_map(|year| Date::new(year, month, day).ok());
    dates
        .min_by_key(|date| distance(*date, near))
        .filter(|date| distance(*date, near) <= 183)
}

fn distance(a: Date, b: Date) -> i64 {
    days_between(a, b).abs()
}

/// The days from one day to another, below zero where that is before it.
pub fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// One of two orders that the day of the week, or the day of the incident, makes plain.
fn settled(a: Option<Date>, b: Option<Date>, day: &Day, near: Option<Date>) -> Option<Date> {
    let (a, b) = (a?, b?);
    if let Some(weekday) = day.weekday {
        return match (a.weekday() == weekday, b.weekday() == weekday) {
            (true, false) => Some(a),
            (false, true) => Some(b),
            _ => None,
        };
    }
    let near = near?;
    match (distance(a, near) <= 3, distance(b, near) <= 3) {
        (true, false) if distance(b, near) > 14 => Some(a),
        (false, true) if distance(a, near) > 14 => Some(b),
        _ => None,
    }
}

/// So many days whose numbers may change places are compared with those that are written out.
const MOST_DOUBTFUL: usize = 64;

/// The order of the document's own unmistakable dates, else that in which its doubtful ones are days that it also writes
/// out; none when there are none or they differ.
fn order(text: &str) -> Option<bool> {
    let (mut found, mut doubtful) = (None, Vec::new());
    for mark in memchr2_iter(b'/', b'-', text.as_bytes()) {
        let Some((day, first)) = numbers(text, mark) else {
            continue;
        };
        if day.either && doubtful.len() < MOST_DOUBTFUL {
            doubtful.push(day);
        }
        let Some(month_first) = is_month_first(&day, first) else {
            continue;
        };
        if found.is_some_and(|before| before != month_first) {
            return None;
        }
        found = Some(month_first);
    }
    found.or_else(|| written_out(text, &doubtful))
}

/// The day in numbers, and the first of them, of which one byte is the first mark.
fn numbers(text: &str, mark: usize) -> Option<(Day, u32)> {
    let before = text.get(mark.saturating_sub(2)..mark)?;
    let start = mark - before.bytes().rev().take_while(u8::is_ascii_digit).count();
    if start == mark || !lex::begins(text, start) {
        return None;
    }
    // "14-15 March" and "14-Mar-2026" write their month out.
    let second = text.get(mark + 1..)?;
    let (_, len) = lex::number(second, 2)?;
    if second.as_bytes().get(len) != text.as_bytes().get(mark) {
        return None;
    }
    let (day, _) = text.get(start..).and_then(day::read)?;
    let (first, _) = text.get(start..).and_then(|s| lex::number(s, 2))?;
    (!day.short).then_some((day, first))
}

fn is_month_first(day: &Day, first: u32) -> Option<bool> {
    let (month, of_month) = day.month_day.filter(|_| !day.either)?;
    let month_first = month as u32 == first && of_month > 12;
    let day_first = of_month as u32 == first && first > 12;
    (month_first != day_first).then_some(month_first)
}

/// Which order makes days of doubtful ones that the text also writes out: "08/01/2026 … since 8 January 2026".
fn written_out(text: &str, doubtful: &[Day]) -> Option<bool> {
    if doubtful.is_empty() {
        return None;
    }
    let stamps = find::find(text);
    let written: HashSet<Date> = stamps.iter().filter_map(|s| s.from.day?.date()).collect();
    let fits = |month_first: bool| {
        let mut dates = doubtful.iter().filter_map(|day| {
            let (month, of_month) = day.month_day?;
            match month_first {
                true => Date::new(day.year?, month, of_month).ok(),
                false => Date::new(day.year?, of_month, month).ok(),
            }
        });
        dates.any(|date| written.contains(&date))
    };
    match (fits(true), fits(false)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(calendar: Calendar, text: &str) -> Option<String> {
        let (day, _) = day::read(text)?;
        Some(calendar.date(&day)?.to_string())
    }

    fn around(anchor: &str, text: &str) -> Calendar {
        Calendar::new(anchor.parse().ok(), text)
    }

    #[test]
    fn the_year_comes_from_the_incident() {
        let calendar = around("2026-01-03", "");
        assert_eq!(date(calendar, "Dec 30").as_deref(), Some("2025-12-30"));
        assert_eq!(date(calendar, "Jan 5").as_deref(), Some("2026-01-05"));
        assert_eq!(date(Calendar::default(), "Jan 5"), None);
        assert_eq!(
            date(Calendar::default(), "Jan 5, 2026").as_deref(),
            Some("2026-01-05")
        );
        assert_eq!(date(calendar, "Monday").as_deref(), Some("2026-01-05"));
        assert_eq!(date(calendar, "Friday").as_deref(), Some("2026-01-02"));
    }

    #[test]
    fn the_order_of_numbers_is_never_guessed() {
        let silent = around("2026-07-20", "");
        assert_eq!(date(silent, "3/4/2026"), None);
        assert_eq!(
            date(around("2026-07-20", "on 3/14/2026"), "3/4/2026").as_deref(),
            Some("2026-03-04")
        );
        assert_eq!(
            date(around("2026-07-20", "on 14/3/2026"), "3/4/2026").as_deref(),
            Some("2026-04-03")
        );
        assert_eq!(
            date(around("2026-07-20", "14/3/2026 and 3/14/2026"), "3/4/2026"),
            None
        );
        assert_eq!(
            date(around("2026-04-03", ""), "3/4/2026").as_deref(),
            Some("2026-04-03")
        );
        assert_eq!(
            date(silent, "Friday 3/4/2026").as_deref(),
            Some("2026-04-03")
        );
        assert_eq!(date(silent, "4/4/2026").as_deref(), Some("2026-04-04"));
    }

    #[test]
    fn the_order_of_numbers_is_that_of_other_days_of_the_document() {
        for (text, read) in [
            ("on 14-03-2026", Some("2026-04-03")),
            ("on 03-14-2026", Some("2026-03-04")),
            ("3/4/2026: expired, on 3 April 2026", Some("2026-04-03")),
            (
                "04-03-2026 10:00 expired, on April 3rd, 2026",
                Some("2026-03-04"),
            ),
            (
                "04-03-2026 10:00 expired, on March 4th, 2026",
                Some("2026-04-03"),
            ),
            ("14-15 March 2026", None),
            ("14-Mar-2026", None),
            ("3/4/2026, 4 March 2026, 3 April 2026", None),
        ] {
            let calendar = around("2026-07-20", text);
            assert_eq!(date(calendar, "3/4/2026").as_deref(), read, "{text}");
        }
    }

    #[test]
    fn a_day_of_the_month_beside_that_of_the_week_needs_no_month() {
        let calendar = around("2026-03-15", "");
        assert_eq!(date(calendar, "Sunday 15th").as_deref(), Some("2026-03-15"));
        assert_eq!(
            date(calendar, "Monday the 2nd").as_deref(),
            Some("2026-03-02")
        );
        assert_eq!(
            date(calendar, "Tuesday, 31st").as_deref(),
            Some("2026-03-31")
        );
        assert_eq!(date(calendar, "Monday 15th"), None);
    }
}
