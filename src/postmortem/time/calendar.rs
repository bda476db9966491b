//! What a document knows about its days: the year of those that name none, the order of `3/4/2026`.

use jiff::ToSpan;
use jiff::civil::Date;
use memchr::memchr_iter;

use super::day::{self, Day};
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

/// The order of the document's own unmistakable dates; none when there are none or they differ.
fn order(text: &str) -> Option<bool> {
    let mut found = None;
    for slash in memchr_iter(b'/', text.as_bytes()) {
        let start = text
            .get(slash.saturating_sub(2)..slash)
            .map_or(slash, |before| {
                slash - before.bytes().rev().take_while(u8::is_ascii_digit).count()
            });
        if start == slash || !lex::begins(text, start) {
            continue;
        }
        let Some((day, _)) = text.get(start..).and_then(day::read) else {
            continue;
        };
        if day.either || day.short {
            continue;
        }
        let Some((first, _)) = text.get(start..).and_then(|s| lex::number(s, 2)) else {
            continue;
        };
        let month_first = day
            .month_day
            .is_some_and(|(month, of_month)| month as u32 == first && of_month > 12);
        let day_first = day
            .month_day
            .is_some_and(|(_, of_month)| of_month as u32 == first && first > 12);
        if month_first == day_first {
            continue;
        }
        if found.is_some_and(|before| before != month_first) {
            return None;
        }
        found = Some(month_first);
    }
    found
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
}
