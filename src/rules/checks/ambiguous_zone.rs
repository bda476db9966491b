//! Zones by names that several have, or that are not in force on the day.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::phrases::Phrases;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span as Length, ToSpan};
use regex::Regex;

use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::postmortem::MilestoneKind;
use crate::postmortem::time::Moment;
use crate::rules::{Context, prose};
use crate::words::{self, exact};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    if cx.known.timezone.is_some() {
        return;
    }
    let mut told = BTreeSet::new();
    for (moment, span) in moments(cx) {
        let Some(name) = moment.zone.as_deref().filter(|name| is_abbreviation(name)) else {
            continue;
        };
        if told.contains(name) {
            continue;
        }
        if is_paired(cx, name) {
            told.insert(name.to_owned());
            continue;
        }
        let problem = ambiguous(cx, name).or_else(|| out_of_season(cx, name, moment.date?));
        if let Some((message, help)) = problem {
            let place = place_of_name(cx, name, span);
            out.report(place, message).help(help).subject(name);
            told.insert(name.to_owned());
        }
    }
}

/// The times of the incident with their places, in the order of the document.
fn moments<'a>(cx: &'a Context) -> Vec<(&'a Moment, Span)> {
    let entries = cx.post.entries();
    let milestones = MilestoneKind::ALL
        .into_iter()
        .filter_map(|kind| cx.post.milestones.get(kind));
    let milestones = milestones.map(|milestone| (&milestone.at, milestone.span));
    let mut all: Vec<_> = entries
        .map(|entry| (&entry.at, entry.time_span))
        .chain(milestones)
        .collect();
    all.sort_by_key(|(_, span)| *span);
    all
}

fn is_abbreviation(name: &str) -> bool {
    (3..=4).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase())
}

/// The columns of the line of a name in a list.
fn line(list: &str, name: &str) -> Option<Vec<&'static str>> {
    let name = name.to_lowercase();
    words::entries(list)
        .map(|line| line.split(" = ").collect::<Vec<_>>())
        .find(|columns| columns.first() == Some(&name.as_str()))
}

/// "PST/PDT": both names of one clock, whatever the season.
fn is_paired(cx: &Context, name: &str) -> bool {
    let text = cx.doc().running_text();
    let lower = name.to_lowercase();
    let lines = words::entries("seasonal-zones");
    let columns = lines.map(|line| line.split(" = ").collect::<Vec<_>>());
    let others = columns.filter_map(|columns| match columns[..] {
        [own, _, other] if own == lower => Some(other.to_uppercase()),
        [own, _, other] if other.eq_ignore_ascii_case(name) => Some(own.to_uppercase()),
        _ => None,
    });
    others.into_iter().any(|other| {
        [format!("{name}/{other}"), format!("{other}/{name}")]
            .iter()
            .any(|pair| stands_alone(text, pair))
    })
}

/// Whether a text holds a word that no letter, digit or slash runs into.
fn stands_alone(text: &str, word: &str) -> bool {
    let bounds = |c: char| !c.is_alphanumeric() && c != '/';
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at + word.len()..).unwrap_or_default();
        before.chars().next_back().is_none_or(bounds) && behind.chars().next().is_none_or(bounds)
    })
}

fn ambiguous(cx: &Context, name: &str) -> Option<(String, String)> {
    let columns = line("ambiguous-zones", name)?;
    let (meanings, places) = (columns.get(1)?, columns.get(2)?);
    let clear =
        has_offset(cx, name) || Phrases::new(places.split('|')).is_match(cx.doc().running_text());
    let help = match same_event(cx, name, meanings) {
        Some(help) => help,
        None => format!(
            "write the offset once, such as “{name}, {}”",
            meanings.split(' ').next().unwrap_or("UTC")
        ),
    };
    (!clear).then(|| (format!("`{name}` is {meanings}"), help))
}

/// Two times of one event, in the zone of that name and in one that is known, tell its offset, where all such pairs agree.
fn same_event(cx: &Context, name: &str, meanings: &str) -> Option<String> {
    /// How many minutes one event may be apart in two places.
    const NEAR: i64 = 3;
    let all = moments(cx);
    let local = |moment: &Moment| {
        let (date, time) = moment.date.zip(moment.time)?;
        let days = i64::from((date - Date::ZERO).get_days());
        Some(days * 1440 + i64::from(time.hour()) * 60 + i64::from(time.minute()))
    };
    let known = all.iter().filter_map(|(moment, span)| {
        let offset = i64::from(moment.offset?);
        let is_utc = offset == 0 && moment.zone.as_deref() != Some(name);
        Some((local(moment)?, *span)).filter(|_| is_utc)
    });
    let known: Vec<(i64, Span)> = known.take(2).collect();
    let offsets = meanings.split(", ").filter_map(|meaning| {
        let shown = meaning.split(' ').next()?;
        Some((shown, minutes_of(shown)?))
    });
    let mut fits = offsets.filter_map(|(shown, offset)| {
        let mut named = all
            .iter()
            .filter(|(moment, _)| moment.zone.as_deref() == Some(name));
        let (here, there) = named.find_map(|(moment, span)| {
            let utc = local(moment)? - offset;
            let mut known = known.iter();
            let (_, there) = known.find(|(at, _)| (at - utc).abs() <= NEAR)?;
            Some((*span, *there))
        })?;
        Some((shown, here, there))
    });
    let (Some((shown, here, there)), None) = (fits.next(), fits.next()) else {
        return None;
    };
    let said = |span: Span| {
        let text = cx.doc().source(span);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    Some(format!(
        "`{}` and `{}` seem to be one event: write “{name}, {shown}” once",
        said(here),
        said(there)
    ))
}

/// The minutes of `UTC+5:30`.
fn minutes_of(offset: &str) -> Option<i64> {
    let behind = offset.strip_prefix("UTC")?;
    let (sign, clock) = match behind.strip_prefix('-') {
        Some(clock) => (-1, clock),
        None => (1, behind.strip_prefix('+')?),
    };
    let (hours, minutes) = clock.split_once(':').unwrap_or((clock, "0"));
    Some(sign * (hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?))
}

/// How far an offset stands from a name, in bytes.
const BESIDE: usize = 40;

/// Whether an offset stands beside the name anywhere in the document.
fn has_offset(cx: &Context, name: &str) -> bool {
    static BEFORE: LazyLock<Option<Regex>> =
        LazyLock::new(|| exact(r"(?:UTC|GMT)\s?[+−-]\s?\d[\d:]*\W{0,4}$").ok());
    static BEHIND: LazyLock<Option<Regex>> =
        LazyLock::new(|| exact(r"^\W{0,4}(?:UTC|GMT)?\s?[+−-]\s?\d").ok());
    let (Some(before), Some(behind)) = (&*BEFORE, &*BEHIND) else {
        return false;
    };
    let text = cx.doc().running_text();
    text.match_indices(name).any(|(at, name)| {
        let (left, right) = (text.get(..at), text.get(at + name.len()..));
        let far = at.saturating_sub(BESIDE);
        let far = (far..=at).find(|far| text.is_char_boundary(*far));
        let left = far.and_then(|far| left?.get(far..));
        right.is_some_and(|right| behind.is_match(right))
            || left.is_some_and(|left| before.is_match(left))
    })
}

fn out_of_season(cx: &Context, name: &str, date: Date) -> Option<(String, String)> {
    let columns = line("seasonal-zones", name)?;
    let (place, other) = (columns.get(1)?, columns.get(2)?);
    let zone = TimeZone::get(place).ok()?;
    // Around the day of the change either may be meant.
    let days: [Length; 3] = [(-2).days(), 0.days(), 2.days()];
    let in_force = days.into_iter().any(|days| {
        date.checked_add(days)
            .is_ok_and(|day| is_in_force(&zone, name, day))
    });
    if in_force || has_offset(cx, name) {
        return None;
    }
    let city = place.rsplit('/').next()?.replace('_', " ");
    let help = format!(
        "write `{other}` if that is what the clock showed, or `{name}` and its offset if it was not moved; the offset alone is plainer still"
    );
    Some((
        format!("`{name}` is not in force on {date}: {city} has {other} then"),
        help,
    ))
}

fn is_in_force(zone: &TimeZone, name: &str, day: Date) -> bool {
    let Ok(noon) = day.at(12, 0, 0, 0).to_zoned(zone.clone()) else {
        return true;
    };
    let info = zone.to_offset_info(noon.timestamp());
    let german = match name {
        "MEZ" => "CET",
        "MESZ" => "CEST",
        other => other,
    };
    info.abbreviation() == german
}

/// The name in or behind the time; else its first place in the text.
fn place_of_name(cx: &Context, name: &str, time: Span) -> Span {
    let doc = cx.doc();
    let within = doc
        .source(time)
        .find(name)
        .map(|at| Span::new(time.start + at, time.start + at + name.len()));
    let anywhere = || {
        let word = Regex::new(&format!(r"(?-u:\b){name}(?-u:\b)")).ok()?;

        prose::find(doc, &word)
            .next()
            .map(|found| found.text.span())
    };
    within.or_else(anywhere).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::{minutes_of, stands_alone};

    #[test]
    fn an_offset_is_read_in_minutes() {
        let read = ["UTC+4", "UTC-2", "UTC+5:30", "GMT"].map(minutes_of);
        assert_eq!(read, [Some(240), Some(-120), Some(330), None]);
    }

    #[test]
    fn a_pair_of_zones_stands_alone() {
        assert!(stands_alone("09:02 PST/PDT, restarted", "PST/PDT"));
        assert!(!stands_alone("see a/PST/PDT", "PST/PDT") && !stands_alone("PST/PDTs", "PST/PDT"));
    }
}
