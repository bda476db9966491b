//! How the entries of a timeline write their time, so that a new one is written likewise.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::DateTime;
use regex::{Captures, Regex};

use super::Clock;
use crate::postmortem::Entry;

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
}

static DATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b\d{4}-\d{2}-\d{2}"));
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<hour>\d{1,2})(?P<sign>[:.])(?P<minute>\d{2})(?P<second>:\d{2})?(?:(?P<gap> ?)(?P<half>[AaPp][Mm]))?",
    )
});

/// What may part a time from its text.
const PARTING: &str = " \t-–—:|→>,;";

/// The beginnings that a new entry may have, the one most like that of the entry beside it first: the time and what parts it
/// from the text. Later ones say more, for where less is not read as this moment.
pub(super) fn leads(
    beside: Option<&Entry>,
    before: &str,
    time: &str,
    behind: &str,
    clock: &Clock,
    at: Timestamp,
) -> Vec<String> {
    let mut frames: Vec<(&str, String)> = frame(before, behind).into_iter().collect();
    frames.extend([("", " ".to_owned()), ("", " – ".to_owned())]);
    frames.dedup();
    let times = times(beside, time, clock, at);
    let lead = |(time, (open, close)): (&String, &(&str, String))| format!("{open}{time}{close}");
    let all = times
        .iter()
        .flat_map(|time| frames.iter().map(move |frame| (time, frame)));
    all.map(lead).collect()
}

/// The marks around the time of the entry beside, and what parts it from its text.
fn frame<'s>(before: &'s str, behind: &str) -> Option<(&'s str, String)> {
    let close = match before {
        "" => "",
        "**" | "__" | "*" | "_" | "`" => before,
        "[" => "]",
        "(" => ")",
        "**[" => "]**",
        "**`" => "`**",
        _ => return None,
    };
    let inner = behind.len() - behind.trim_start_matches([':', '.']).len();
    let inner = if close.is_empty() { 0 } else { inner };
    let rest = behind.get(inner..)?.strip_prefix(close)?;
    let parting = rest.len() - rest.trim_start_matches(|c| PARTING.contains(c)).len();
    let end = behind.len() - rest.len() + parting;
    let closing = behind.get(..end)?.to_owned();
    (parting > 0).then_some((before, closing))
}

/// The ways in which the time may be written.
pub(super) fn times(
    beside: Option<&Entry>,
    written: &str,
    clock: &Clock,
    at: Timestamp,
) -> Vec<String> {
    let local = clock.local(at);
    let zone = beside.and_then(|entry| entry.at.zone.as_deref());
    let mut times: Vec<String> = Vec::new();
    if !clock.named {
        times.extend(like(written, zone, local).filter(|time| CLOCK.is_match(time)));
    }
    let zoned = |time: String| {
        if clock.named {
            format!("{time} UTC")
        } else {
            time
        }
    };
    times.push(zoned(local.strftime("%H:%M").to_string()));
    times.push(zoned(local.strftime("%Y-%m-%d %H:%M").to_string()));
    times.push(clock.iso(at));
    times.dedup();
    times
}

/// The day and the clock time as another one is written; none where that has more to it.
pub(super) fn like(written: &str, zone: Option<&str>, at: DateTime) -> Option<String> {
    let without_date = DATE.replace_all(written, "");
    let clocks = CLOCK.find_iter(&without_date).count();
    let rest = CLOCK.replace_all(&without_date, "").into_owned();
    let rest = zone.map_or(rest.clone(), |zone| rest.replacen(zone, "", 1));
    let is_all = rest.chars().all(|c| " ,TZ()*_`".contains(c));
    let dates = DATE.find_iter(written).count();
    if !is_all || clocks > 1 || dates > 1 || clocks + dates == 0 {
        return None;
    }
    // A mark keeps the day apart while the clock is written, so that neither is taken for the other.
    let marked = DATE.replace_all(written, "\u{1}");
    let timed = CLOCK.replace_all(&marked, |old: &Captures<'_>| clock_like(old, at));
    Some(timed.replace('\u{1}', &at.date().to_string()))
}

fn clock_like(old: &Captures<'_>, at: DateTime) -> String {
    let part = |name: &str| old.name(name).map_or("", |part| part.as_str());
    let half = part("half");
    let hour = match half {
        "" => at.hour(),
        _ => (at.hour() + 11) % 12 + 1,
    };
    let hour = match part("hour").len() {
        1 => hour.to_string(),
        _ => format!("{hour:02}"),
    };
    let second = match part("second") {
        "" => String::new(),
        _ => format!(":{:02}", at.second()),
    };
    let half = match (half.chars().next(), at.hour() < 12) {
        (None, _) => "",
        (Some(c), true) if c.is_uppercase() => "AM",
        (Some(c), false) if c.is_uppercase() => "PM",
        (_, true) => "am",
        (_, false) => "pm",
    };
    format!(
        "{hour}{}{:02}{second}{}{half}",
        part("sign"),
        at.minute(),
        part("gap")
    )
}
