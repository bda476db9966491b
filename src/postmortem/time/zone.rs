//! Time zones: UTC, offsets, abbreviations by our own table, IANA names, cities.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::lex::{self, Read};
use super::names;

/// A zone as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// The words.
    pub text: String,
    /// What they mean.
    pub rule: ZoneRule,
}

/// What a zone means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZoneRule {
    /// Minutes east of UTC, the same in summer and winter.
    Fixed(i32),
    /// A zone whose offset depends on the date.
    Named(&'static str),
    /// An abbreviation of several zones.
    Ambiguous,
    /// A name that we do not know.
    Unknown,
}

impl Zone {
    /// Minutes east of UTC at a local time, where the text makes it plain.
    pub fn offset(&self, at: Option<DateTime>) -> Option<i32> {
        match &self.rule {
            ZoneRule::Fixed(minutes) => Some(*minutes),
            ZoneRule::Named(name) => {
                let zone = TimeZone::get(name).ok()?;
                let instant = zone.to_ambiguous_zoned(at?).compatible().ok()?;
                Some(instant.offset().seconds() / 60)
            }
            ZoneRule::Ambiguous | ZoneRule::Unknown => None,
        }
    }
}

static TABLE: LazyLock<HashMap<&str, ZoneRule>> = LazyLock::new(|| {
    let rule = |value: &'static str| match (value, signed(value)) {
        ("ambiguous", _) => ZoneRule::Ambiguous,
        (_, Some((minutes, _))) => ZoneRule::Fixed(minutes),
        (name, None) => ZoneRule::Named(name),
    };
    names::pairs("zones")
        .map(|(name, value)| (name, rule(value)))
        .collect()
});

/// The IANA names, and the cities in them.
static IANA: LazyLock<HashSet<String>> = LazyLock::new(|| {
    jiff::tz::db()
        .available()
        .map(|name| name.to_string())
        .collect()
});
static CITIES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let places = IANA
        .iter()
        .filter(|name| name.contains('/') && !name.starts_with("Etc/"));
    let mut cities: Vec<(String, &'static str)> = places
        .filter_map(|name| Some((name.rsplit('/').next()?.replace('_', " "), name.as_str())))
        .collect();
    cities.sort();
    cities.into_iter().collect()
});

/// Reads a zone at the start of `text`, brackets around it included.
pub fn read(text: &str) -> Read<Zone> {
    if let Some(inner) = text.strip_prefix(['(', '[']) {
        let blank = lex::blanks(inner);
        let (zone, len) = plain(inner.get(blank..)?)?;
        let tail = inner.get(blank + len..)?;
        let close = tail.find([')', ']', '\n']).filter(|&at| at <= 24)?;
        return Some((zone, 1 + blank + len + close + 1));
    }
    plain(text)
}

/// A zone right behind a clock time, where "Eastern" alone and "local time (EDT)" name one, too.
pub(super) fn behind_clock(text: &str) -> Read<Zone> {
    read(text).or_else(|| local(text)).or_else(|| alone(text))
}

/// `local time (EDT)`, `local time, CET`: what is local there.
fn local(text: &str) -> Read<Zone> {
    let rest = ["local time", "Local time", "local"]
        .iter()
        .find_map(|word| text.strip_prefix(word))?;
    let named = rest.trim_start_matches([' ', ',']);
    if named.len() == rest.len() {
        return None;
    }
    let (zone, len) = read(named)?;
    Some((zone, text.len() - named.len() + len))
}

/// "09:00 Pacific" before a mark or the end: "Pacific customers" are no zone.
fn alone(text: &str) -> Read<Zone> {
    let (word, len) = lex::letters(text)?;
    let names = ["Eastern", "Central", "Mountain", "Pacific"];
    let tail = text.get(len..)?.trim_start_matches(' ');
    let ends = !tail.starts_with(char::is_alphanumeric);
    let rule = TABLE.get(word.to_lowercase().as_str())?;
    (names.contains(&word) && ends).then(|| zone(text, len, rule.clone()))?
}

fn plain(text: &str) -> Read<Zone> {
    offset(text)
        .or_else(|| universal(text))
        .or_else(|| iana(text))
        .or_else(|| abbreviation(text))
        .or_else(|| city(text))
}

fn zone(text: &str, len: usize, rule: ZoneRule) -> Read<Zone> {
    let text = text.get(..len)?.to_owned();
    Some((Zone { text, rule }, len))
}

fn ends(text: &str) -> bool {
    !text.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// `+01:00`, `-0700`
fn offset(text: &str) -> Read<Zone> {
    let (minutes, len) = signed(text).filter(|&(_, len)| len >= 5)?;
    ends(text.get(len..)?).then(|| zone(text, len, ZoneRule::Fixed(minutes)))?
}

/// A sign, hours, and minutes if any.
fn signed(text: &str) -> Read<i32> {
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let mark = text.chars().next()?.len_utf8();
    let rest = text.get(mark..)?;
    let (hours, minutes, len) = match lex::digits(rest, 4) {
        Some((value, _)) => (value / 100, value % 100, 4),
        None => {
            let (hours, len) = lex::number(rest, 2)?;
            let tail = rest.get(len..)?.strip_prefix(':');
            match tail.and_then(|tail| lex::digits(tail, 2)) {
                Some((minutes, _)) => (hours, minutes, len + 3),
                None => (hours, 0, len),
            }
        }
    };
    (hours <= 14 && minutes < 60).then_some((sign * (hours * 60 + minutes) as i32, mark + len))
}

/// `Z`, `UTC`, `GMT`, `UTC+1`, `UTC +02:00`
fn universal(text: &str) -> Read<Zone> {
    if text.starts_with(['Z', 'z']) && ends(text.get(1..)?) {
        return text
            .starts_with('Z')
            .then(|| zone(text, 1, ZoneRule::Fixed(0)))?;
    }
    let name = text.get(..3)?;
    if !["utc", "gmt"].contains(&name.to_ascii_lowercase().as_str()) || !ends(text.get(3..)?) {
        return None;
    }
    let gap = usize::from(text.get(3..)?.starts_with(' '));
    match signed(text.get(3 + gap..)?) {
        Some((minutes, len)) if ends(text.get(3 + gap + len..)?) => {
            zone(text, 3 + gap + len, ZoneRule::Fixed(minutes))
        }
        _ => zone(text, 3, ZoneRule::Fixed(0)),
    }
}

/// `Europe/Berlin`
fn iana(text: &str) -> Read<Zone> {
    let len = text
        .find(|c: char| !c.is_ascii_alphanumeric() && !"/_".contains(c))
        .unwrap_or(text.len());
    let word = text.get(..len).filter(|word| word.contains('/'))?;
    let name = IANA.get(word)?;
    zone(text, len, ZoneRule::Named(name))
}

/// `CET`, `PT`, "Pacific time", "Central European Summer Time"
fn abbreviation(text: &str) -> Read<Zone> {
    let (word, len) = lex::letters(text)?;
    if word.bytes().all(|b| b.is_ascii_uppercase()) && (2..=5).contains(&len) {
        let rule = TABLE.get(word.to_ascii_lowercase().as_str())?;
        if !ends(text.get(len..)?) {
            return None;
        }
        let explained = (*rule == ZoneRule::Ambiguous).then(|| explanation(text.get(len..)?));
        return match explained.flatten() {
            Some((minutes, more)) => zone(text, len + more, ZoneRule::Fixed(minutes)),
            None => zone(text, len, rule.clone()),
        };
    }
    if !word.starts_with(char::is_uppercase) || len < 7 {
        return None;
    }
    let with_time = |names: usize| {
        let (name, end) = words(text, names)?;
        let rule = TABLE.get(name.to_lowercase().as_str())?;
        let kind = ["", " standard", " daylight", " summer"];
        let tail = text.get(end..)?.to_ascii_lowercase();
        let kind = kind
            .iter()
            .find(|k| tail.starts_with(&format!("{k} time")))?;
        zone(text, end + kind.len() + 5, rule.clone())
    };
    with_time(2).or_else(|| with_time(1))
}

/// ` (UTC+1)` behind an abbreviation of several zones says which one is meant.
fn explanation(text: &str) -> Read<i32> {
    let inner = text.trim_start_matches(' ').strip_prefix('(')?;
    let (found, len) = universal(inner)?;
    let close = inner.get(len..)?.starts_with(')');
    let ZoneRule::Fixed(minutes) = found.rule else {
        return None;
    };
    close.then_some((minutes, text.len() - inner.len() + len + 1))
}

/// The first words of a text and where they end.
fn words(text: &str, count: usize) -> Read<&str> {
    let end = text.match_indices(' ').nth(count - 1).map(|(at, _)| at)?;
    Some((text.get(..end)?, end))
}

/// A city by which a zone is named: "Zurich time", or before a mark that ends the time ("Denver - ").
fn city(text: &str) -> Read<Zone> {
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let named = |count: usize| {
        let end = text
            .match_indices(|c: char| !c.is_alphabetic())
            .nth(count - 1)
            .map_or(text.len(), |(at, _)| at);
        let name = CITIES.get(text.get(..end)?)?;
        let tail = text.get(end..)?;
        let time = tail
            .get(..5)
            .is_some_and(|s| s.eq_ignore_ascii_case(" time"));
        let mark = [" - ", " – ", " — ", ": ", ")", "]"]
            .iter()
            .any(|m| tail.starts_with(m));
        (time || mark).then(|| zone(text, end + if time { 5 } else { 0 }, ZoneRule::Named(name)))?
    };
    named(2).or_else(|| named(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_in_every_notation() {
        let summer = "2026-07-01T12:00".parse::<DateTime>().ok();
        for (text, want, minutes, rest) in [
            ("UTC - x", "UTC", Some(0), " - x"),
            ("utc", "utc", Some(0), ""),
            ("(UTC) x", "UTC", Some(0), " x"),
            ("(UTC+1, Zurich) x", "UTC+1", Some(60), " x"),
            ("Z x", "Z", Some(0), " x"),
            ("UTC+2: x", "UTC+2", Some(120), ": x"),
            ("GMT+5:30", "GMT+5:30", Some(330), ""),
            ("UTC -07:00", "UTC -07:00", Some(-420), ""),
            ("UTC - 5 things", "UTC", Some(0), " - 5 things"),
            ("+01:00 x", "+01:00", Some(60), " x"),
            ("-0700", "-0700", Some(-420), ""),
            ("CEST, x", "CEST", Some(120), ", x"),
            ("PT", "PT", Some(-420), ""),
            ("CST", "CST", None, ""),
            ("BST (UTC+1) x", "BST (UTC+1)", Some(60), " x"),
            ("Pacific Time", "Pacific Time", Some(-420), ""),
            (
                "Central European Summer Time x",
                "Central European Summer Time",
                Some(120),
                " x",
            ),
            ("US/Pacific", "US/Pacific", Some(-420), ""),
            ("Europe/Berlin)", "Europe/Berlin", Some(120), ")"),
            ("Denver - x", "Denver", Some(-360), " - x"),
            ("Zurich time x", "Zurich time", Some(120), " x"),
        ] {
            let (zone, len) = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(zone.text, want, "{text}");
            assert_eq!(zone.offset(summer), minutes, "{text}");
            assert_eq!(&text[len..], rest, "{text}");
        }
    }

    #[test]
    fn zones_behind_a_clock_time() {
        for (text, want) in [
            ("local time (EDT)", Some(("EDT", 16))),
            ("local time, CET.", Some(("CET", 15))),
            ("local time", None),
            ("Eastern (June 3)", Some(("Eastern", 7))),
            ("Pacific.", Some(("Pacific", 7))),
            ("Pacific customers", None),
            ("Central to the design", None),
        ] {
            let found = behind_clock(text);
            let found = found.as_ref().map(|(zone, len)| (zone.text.as_str(), *len));
            assert_eq!(found, want, "{text}");
        }
    }

    #[test]
    fn words_are_no_zones() {
        for text in [
            "Ana paged",
            "Denver restarted it",
            "AWS",
            "IT",
            "Zoe",
            "+1 from me",
            "-5 nodes",
            "et al",
            "pt",
            "Pacific ocean",
            "CI",
            "Utcha",
            "",
            "(see below)",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
