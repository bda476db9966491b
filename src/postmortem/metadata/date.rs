//! The day of the incident: stated, or in the title or the name of the file.

use jiff::ToSpan;
use jiff::civil::Date;

use super::body::is_about_all;
use super::{Fact, Metadata, NamedDays, front, title};
use crate::markdown::{BlockKind, Document, Span};
use crate::postmortem::labels::{self, Label};
use crate::postmortem::time::{self, Calendar, Place, Stamp};
use crate::postmortem::{SectionKind, Sections};
use crate::words;

/// How far into a document a day settles the year of others.
const HEAD: usize = 6000;

/// The day of the incident, and whether it surely is. Where it is said to have started goes before what the title says, that before the heading
/// of the timeline and the file's name, and a bare `date:` (often that of the document) comes last.
pub(super) fn read(
    doc: &Document,
    metadata: &Metadata,
    sections: &Sections,
    labels: &[Label<'_>],
    path: &str,
) -> Option<(Fact<String>, bool)> {
    let calendar = Calendar::new(None, doc.running_text());
    let key = |fact: &str| front_day(metadata, fact, |_| true);
    let label = |fact: &str| label_day(&calendar, sections, labels, fact);
    // `incident_date` says whose day it is, a bare `date` does not.
    let of_incident = || front_day(metadata, "date", |key| key != "date");
    let sure = key("started")
        .or_else(of_incident)
        .or_else(|| label("started"))
        .or_else(|| title_day(doc, metadata, &calendar))
        .or_else(|| timeline_day(doc, sections, &calendar))
        .or_else(|| file_day(path));
    let is_sure = sure.is_some();
    let found = sure
        .or_else(|| key("date").map(|date| day_told(doc, metadata, date)))
        .or_else(|| label("date"))
        .or_else(|| key("detected"))
        .or_else(|| label("detected"))
        .or_else(|| heading_day(doc, &calendar))?;
    Some((Fact::new(found.value.to_string(), found.span), is_sure))
}

/// The days that the names of a document name.
pub(super) fn named(doc: &Document, metadata: &Metadata, path: &str) -> NamedDays {
    let calendar = Calendar::new(None, doc.running_text());
    NamedDays {
        title: title_day(doc, metadata, &calendar).filter(|_| !has_range(doc, metadata)),
        file: file_day(path).map(|day| day.value),
        date: front_day(metadata, "date", |_| true),
    }
}

/// The calendar of a document: around the day of the incident, else the first day that it names in full.
pub(super) fn calendar(doc: &Document, metadata: &Metadata) -> Calendar {
    let text = doc.running_text();
    let calendar = Calendar::new(None, text);
    let stated = metadata
        .date
        .as_ref()
        .and_then(|date| date.value.parse().ok());
    let anchor = stated.or_else(|| {
        let end = (0..=HEAD.min(text.len()))
            .rev()
            .find(|&at| text.is_char_boundary(at));
        let head = text.get(..end.unwrap_or(0)).unwrap_or_default();
        let stamps = time::find_stamps(head);
        stamps.iter().find_map(|stamp| full_day(&calendar, stamp))
    });
    Calendar { anchor, ..calendar }
}

/// The day of a stamp that names its year.
fn full_day(calendar: &Calendar, stamp: &Stamp) -> Option<Date> {
    let day = stamp.from.day.filter(|day| day.year.is_some())?;
    calendar.date(&day)
}

/// The day behind the first key that names the fact in a way that counts.
fn front_day(metadata: &Metadata, fact: &str, counts: impl Fn(&str) -> bool) -> Option<Fact<Date>> {
    let keys = metadata.keys.iter().flat_map(front::nested);
    let named = |key: &str| labels::fact(&key.replace('_', " ")) == Some(fact) && counts(key);
    let (_, value) = keys.into_iter().find(|(key, _)| named(&key.value))?;
    let text = front::scalars(value).into_iter().next()?;
    let (stamp, _) = time::read_stamp(&text.value, Place::Field)?;
    Some(Fact::new(
        full_day(&Calendar::default(), &stamp)?,
        text.span,
    ))
}

fn label_day(
    calendar: &Calendar,
    sections: &Sections,
    labels: &[Label<'_>],
    fact: &str,
) -> Option<Fact<Date>> {
    let named = labels
        .iter()
        .filter(|label| label.fact == fact && is_about_all(sections, label));
    named
        .filter_map(|label| {
            let value = label.value()?;
            let (stamp, _) = time::read_stamp(value.as_str(), Place::Field)?;
            let place = value.source(stamp.range.clone());
            Some(Fact::new(full_day(calendar, &stamp)?, place))
        })
        .next()
}

fn title_day(doc: &Document, metadata: &Metadata, calendar: &Calendar) -> Option<Fact<Date>> {
    let title = title(doc, metadata)?;
    let found = time::find_stamps(&title.value);
    let date = found
        .iter()
        .filter(|stamp| !names_something_else(&title.value, stamp))
        .find_map(|stamp| full_day(calendar, stamp))?;
    Some(Fact::new(date, title.span))
}

/// The day before that of a page which tells of "last night's outage"; in our own form the date is that of the incident.
fn day_told(doc: &Document, metadata: &Metadata, page: Fact<Date>) -> Fact<Date> {
    if metadata.status.is_some() {
        return page;
    }
    if let Some(day) =
        title(doc, metadata).and_then(|title| day_shortly_before(&title.value, page.value))
    {
        return Fact::new(day, page.span);
    }
    let text = doc.running_text();
    let end = (0..=OPENING.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at));
    let opening = text.get(..end.unwrap_or(0)).unwrap_or_default();
    let mut sentences = opening.split(['.', '!', '?']);
    let before = sentences.any(|sentence| {
        words::phrases("day-before").is_match(sentence)
            && words::phrases("symptoms").is_match(sentence)
            && !words::phrases("day-before-not").is_match(sentence)
    });
    let day = page.value.yesterday().ok().filter(|_| before);
    Fact::new(day.unwrap_or(page.value), page.span)
}

/// The day without a year that a title names, where it is one of the weeks before that of the page: "the 14th of January outage".
fn day_shortly_before(title: &str, page: Date) -> Option<Date> {
    const WEEKS: i32 = 8;
    let calendar = Calendar {
        anchor: Some(page),
        ..Calendar::default()
    };
    let stamps = time::find_stamps(title);
    let stamp = stamps.iter().find(|stamp| stamp.until.is_none())?;
    let named = stamp
        .from
        .day
        .filter(|day| day.year.is_none() && day.month_day.is_some())?;
    let day = calendar.date(&named)?;
    let day = match day > page {
        true => day.checked_sub(1.year()).ok()?,
        false => day,
    };
    let days = day.until(page).ok()?.get_days();
    (0..=7 * WEEKS).contains(&days).then_some(day)
}

/// How far into a page it says that it tells of the day before.
const OPENING: usize = 1000;

/// "#### Downtime on March 3rd, 2019": the only heading that names a day, and what went wrong on it.
fn heading_day(doc: &Document, calendar: &Calendar) -> Option<Fact<Date>> {
    let headings = doc
        .blocks()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Heading(_)));
    let mut dated = headings.filter_map(|(id, _)| {
        let text = doc.block_text(id);
        let plain = text.as_str();
        let stamps = time::find_stamps(plain);
        let (day, stamp) = stamps
            .iter()
            .find_map(|stamp| Some((full_day(calendar, stamp)?, stamp)))?;
        let told =
            !names_something_else(plain, stamp) && words::phrases("symptoms").is_match(plain);
        told.then(|| Fact::new(day, text.source(stamp.range.clone())))
    });
    let only = dated.next()?;
    dated.next().is_none().then_some(only)
}

/// "## Timeline (UTC, 14 March 2026)": the only day that the heading of the first timeline names.
fn timeline_day(doc: &Document, sections: &Sections, calendar: &Calendar) -> Option<Fact<Date>> {
    let section = sections.first(SectionKind::Timeline)?;
    let text = doc.block_text(section.carrier);
    let stamps = time::find_stamps(text.as_str());
    let [stamp] = stamps.as_slice() else {
        return None;
    };
    let tells = section.is_all_of(text)
        && stamp.until.is_none()
        && !names_something_else(text.as_str(), stamp);
    let day = full_day(calendar, stamp).filter(|_| tells)?;
    Some(Fact::new(day, text.source(stamp.range.clone())))
}

/// Whether the title names several days ("10 to 14 March 2026").
fn has_range(doc: &Document, metadata: &Metadata) -> bool {
    let stamps = title(doc, metadata).map(|title| time::find_stamps(&title.value));
    stamps
        .is_some_and(|stamps| stamps.len() > 1 || stamps.iter().any(|stamp| stamp.until.is_some()))
}

/// "Since the release of 2025-11-03", "certificates before 2026-04-01".
pub(in crate::postmortem) fn names_something_else(title: &str, stamp: &Stamp) -> bool {
    let before = title.get(..stamp.range.start).unwrap_or_default();
    let before = before.trim_end().to_lowercase();
    [
        "since",
        "before",
        "until",
        "release of",
        "version",
        "release",
    ]
    .iter()
    .any(|word| before.ends_with(word))
}

/// `2026-03-14-checkout.md`, `20260314_checkout.md`, `14-Mar-2026.md`: any part of the path that is no folder of years.
fn file_day(path: &str) -> Option<Fact<Date>> {
    let mut parts = path.rsplit('/');
    let day = parts.next().and_then(name_day);
    let day = day.or_else(|| parts.next().and_then(name_day))?;
    Some(Fact::new(day, Span::at(0)))
}

/// The first full day in a name.
fn name_day(name: &str) -> Option<Date> {
    let starts = name
        .char_indices()
        .filter(|&(at, c)| {
            let before = name.get(..at).and_then(|s| s.chars().next_back());
            c.is_ascii_alphanumeric() && !before.is_some_and(char::is_alphanumeric)
        })
        .map(|(at, _)| at);
    let name = name.replace('_', "-");
    starts.filter_map(|at| name.get(at..)).find_map(|rest| {
        compact(rest).or_else(|| time::read_day(rest).and_then(|(day, _)| day.date()))
    })
}

/// `20260314`
fn compact(text: &str) -> Option<Date> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (year, month_day) = text.get(..8).filter(|_| digits == 8)?.split_at(4);
    let (month, day) = month_day.split_at(2);
    let year: i16 = year.parse().ok().filter(|y| (1990..2100).contains(y))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_names_of_files() {
        for (path, want) in [
            ("docs/2026-03-14-checkout.md", Some("2026-03-14")),
            ("docs/20260314_checkout.md", Some("2026-03-14")),
            ("docs/2026_03_14_checkout.md", Some("2026-03-14")),
            ("docs/checkout-14-Mar-2026.md", Some("2026-03-14")),
            ("docs/PM2026-005_-_checkout.md", None),
            ("2026-03-14/README.md", Some("2026-03-14")),
            ("2026/checkout.md", None),
            ("docs/03-04-2026.md", None),
            ("docs/1234567890.md", None),
        ] {
            let day = file_day(path).map(|d| d.value.to_string());
            assert_eq!(day.as_deref(), want, "{path}");
        }
    }
}
