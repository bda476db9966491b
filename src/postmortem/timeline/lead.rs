//! The time at the start of an entry, and what is said behind it.

use std::sync::LazyLock;

use crate::markdown::Text;
use crate::postmortem::time::{self, Place, Stamp};
use crate::words;

/// An entry's time and its text.
#[derive(Clone, Debug)]
pub(super) struct Lead<'d> {
    /// The time; its range is that of `time`.
    pub(super) stamp: Stamp,
    /// The time as written.
    pub(super) time: Text<'d>,
    /// What stands behind it.
    pub(super) rest: Text<'d>,
    /// Whether only a heading that announces a timeline makes it one: behind "at", as prose begins, or in a column
    /// behind others.
    pub(super) loose: bool,
}

/// Marks that may stand before the time: brackets, bullets typed by hand, quotation marks, an icon.
const OPENING_BYTES: usize = 12;
/// Words that may stand before the time.
static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| words::entries("time-leads").collect());

/// What is numbered along a chain.
static POSITIONS: LazyLock<Vec<&str>> =
    LazyLock::new(|| words::entries("chain-positions").collect());

/// Reads the time at the start of a line, cell or heading.
pub(super) fn read(text: Text<'_>, place: Place) -> Option<Lead<'_>> {
    let text = text.trim();
    let source = text.as_str();
    let mut at = opening(source);
    at += position(source.get(at..)?);
    let open = at;
    for _ in 0..2 {
        let rest = source.get(at..)?;
        let word = WORDS.iter().find(|word| {
            rest.get(..word.len())
                .is_some_and(|s| s.eq_ignore_ascii_case(word))
                && rest.as_bytes().get(word.len()) == Some(&b' ')
        });
        at += word.map_or(0, |word| word.len() + 1);
    }
    let rest = source.get(at..)?;
    let (stamp, len) = relative(rest).or_else(|| stamp(rest, place))?;
    let end = at + len;
    let close = closing(source.get(end..)?);
    let from = at + stamp.range.start;
    Some(Lead {
        stamp,
        time: text.slice(from..end),
        rest: text.slice(end + close..source.len()).trim(),
        loose: from > open,
    })
}

/// "Detected: 09:12 an alert fires", "**Detection** (09:12 UTC): …": a short name, then the time, then what happened.
pub(super) fn named(text: Text<'_>) -> Option<Lead<'_>> {
    let text = text.trim();
    let source = text.as_str();
    let end = source.find(|c: char| c.is_ascii_digit() || c == '~')?;
    let name = source.get(..end)?;
    let words = name
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphabetic))
        .count();
    let marked = name
        .trim_end()
        .ends_with([':', '(', '[', '-', '–', '—', '@'])
        || name.trim_end().ends_with(" at");
    if !(1..=4).contains(&words) || !marked || name.contains(['.', '\n', ',']) {
        return None;
    }
    let lead = read(text.slice(end..source.len()), Place::Start)?;
    let clocked =
        lead.stamp.from.clock.is_some() && lead.rest.as_str().contains(char::is_alphabetic);
    clocked.then_some(lead)
}

/// A stamp; where only its form leaves a doubt (`0902`), what follows must set it apart.
fn stamp(text: &str, place: Place) -> Option<(Stamp, usize)> {
    if let Some(found) = time::read_stamp(text, place) {
        return Some(found);
    }
    let (stamp, len) = time::read_stamp(text, Place::Field)?;
    let digits: u32 = text.get(..4)?.parse().unwrap_or(0);
    let apart = [" - ", ": ", " – ", " — ", " | ", "\t", " -> "];
    let apart = text
        .get(len..)
        .is_some_and(|rest| apart.iter().any(|mark| rest.starts_with(mark)));
    (apart && !(1990..=2035).contains(&digits)).then_some((stamp, len))
}

/// "T+6 min", "T+1h 10", "T0", "T-3d": so long after a moment that only the document knows; the clock time is open.
fn relative(text: &str) -> Option<(Stamp, usize)> {
    let behind = text.strip_prefix('T')?;
    let signed = behind
        .trim_start_matches(' ')
        .trim_start_matches(['+', '-', '−', '–']);
    let sign = behind.len() - signed.len();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let length = signed.trim_start_matches(' ');
    let measured = time::read_duration(length).map_or_else(|| digits(length), |(_, len)| len);
    let rest = length.get(measured..)?;
    // "1h 10": the minutes of hours need no unit.
    let minutes = rest.strip_prefix(' ').map_or(0, digits);
    let minutes = if (1..=2).contains(&minutes) {
        minutes + 1
    } else {
        0
    };
    let rest = rest.get(minutes..)?;
    let ends = rest.is_empty() || rest.starts_with([' ', ':', ')', ']', '\t', '|']);
    let zero = length.starts_with('0') && measured == 1;
    // "T0 = 09:00" says which moment it is.
    let defined = rest.trim_start().starts_with('=');
    let counts = measured > 0 && ends && !defined && (sign > 0 || zero);
    let (stamp, _) = time::read_stamp("--:--", Place::Field).filter(|_| counts)?;
    let len = text.len() - rest.len();
    let range = 0..len;
    Some((Stamp { range, ..stamp }, len))
}

/// "epoch 243,117 / 15:14", "Block 1928 (03:09": the length of a place in a chain that stands before the time.
fn position(text: &str) -> usize {
    let Some(word) = POSITIONS.iter().find(|word| {
        text.get(..word.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(word))
    }) else {
        return 0;
    };
    let rest = text.get(word.len()..).unwrap_or_default();
    let number = rest.trim_start_matches([' ', '#']);
    let digits = number.trim_start_matches(|c: char| c.is_ascii_digit() || ",._".contains(c));
    let marks = digits.trim_start_matches([' ', '/', '(', '[', '|', ',', '@', '-', '–', '—']);
    let apart = digits.len() < number.len() && marks.len() < digits.len();
    match rest.starts_with([' ', '#']) && apart {
        true => text.len() - marks.len(),
        false => 0,
    }
}

/// The length of the marks before the time.
fn opening(text: &str) -> usize {
    let start = text
        .find(|c: char| c.is_alphanumeric() || c == '~' || c == '≈' || c == '-' || c == '?')
        .unwrap_or(text.len());
    let dashes = text.get(start..).unwrap_or_default();
    // "- 09:02": a bullet typed by hand; "--:--" is a time.
    let typed = if dashes.starts_with("- ") { 2 } else { 0 };
    if start + typed <= OPENING_BYTES {
        start + typed
    } else {
        0
    }
}

/// The length of the marks between the time and its text.
fn closing(text: &str) -> usize {
    text.len()
        - text
            .trim_start_matches(|c: char| " \u{a0}\t-–—:|)]}>→,.*;\"'`\n".contains(c))
            .len()
}

/// So many days an incident takes at most where they are counted.
const MOST_DAYS: i64 = 60;

/// "Day 2", alone on its line.
pub(super) fn day_number(text: &str) -> Option<i64> {
    let text = text.trim_matches(|c: char| " *_:#-–—".contains(c));
    let (word, number) = text.split_once(' ')?;
    let number: i64 = number.parse().ok()?;
    let counts = word.eq_ignore_ascii_case("day") && (1..=MOST_DAYS).contains(&number);
    counts.then_some(number)
}

/// "(+1 day) 00:15 …": what stands behind it, and the number of the day.
pub(super) fn days_later(text: Text<'_>) -> (Text<'_>, Option<i64>) {
    let source = text.as_str();
    let note = || {
        let (note, _) = source.trim_start().strip_prefix("(+")?.split_once(')')?;
        let number = note.trim_end_matches('s').trim_end_matches("day");
        let number: i64 = number.trim_end_matches([' ', 'd']).parse().ok()?;
        let len = source.len() - source.trim_start().len() + "(+)".len() + note.len();
        (1..MOST_DAYS)
            .contains(&number)
            .then_some((len, number + 1))
    };
    match note() {
        Some((len, number)) => (text.slice(len..source.len()), Some(number)),
        None => (text, None),
    }
}

/// Whether nothing but a note in brackets stands behind a day: it dates what follows.
pub(super) fn is_bare(rest: Text<'_>) -> bool {
    let text = rest.as_str().trim();
    let inner = text.trim_start_matches(['(', '[', '*', '_']);
    let note = inner.len() < text.len() && (text.ends_with([')', ']', '*', '_']));
    text.is_empty() || note || !text.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Document;

    fn lead(text: &str) -> Option<(String, String)> {
        let doc = Document::parse(text.to_owned());
        let (id, _) = doc.blocks().next()?;
        let lead = read(doc.block_text(id), Place::Start)?;
        Some((lead.time.as_str().to_owned(), lead.rest.as_str().to_owned()))
    }

    #[test]
    fn times_in_front_of_what_happened() {
        for (text, time, rest) in [
            ("09:02 alert", "09:02", "alert"),
            ("**09:02** - alert", "09:02", "alert"),
            ("`09:02`: alert", "09:02", "alert"),
            ("[09:02] alert", "09:02", "alert"),
            ("[14-03 09:02] alert", "14-03 09:02", "alert"),
            ("• 09:02 alert", "09:02", "alert"),
            (
                "At around 9:02 am, the alert",
                "around 9:02 am",
                "the alert",
            ),
            ("{{ 09:02 }} alert", "09:02", "alert"),
            ("Between 09:02 and 09.40 alert", "09:02 and 09.40", "alert"),
            (
                "2026-03-14 Between 09:02 and 9:40 PM: alert",
                "2026-03-14 Between 09:02 and 9:40 PM",
                "alert",
            ),
            ("epoch 2,117 / 09:02 – alert", "09:02", "alert"),
            ("Block 1928 (09:02): alert", "09:02", "alert"),
            ("0902 - alert", "0902", "alert"),
            ("9.02 alert", "9.02", "alert"),
            ("T+0: alert", "T+0", "alert"),
            ("T0 alert", "T0", "alert"),
            ("T+6 min: alert", "T+6 min", "alert"),
            ("T+1h 10: alert", "T+1h 10", "alert"),
            ("T-3d: alert", "T-3d", "alert"),
            (
                "**May 20th, 2026 at 18:46 (UTC)** alert",
                "May 20th, 2026 at 18:46 (UTC)",
                "alert",
            ),
            (
                "2026-03-14 - 09:02 UTC: alert",
                "2026-03-14 - 09:02 UTC",
                "alert",
            ),
        ] {
            assert_eq!(
                lead(text),
                Some((time.to_owned(), rest.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn text_without_a_time_in_front() {
        for text in [
            "the alert of 09:02",
            "4 nodes",
            "2019 - founded",
            "0902 nodes",
            "v9.02",
            "T-shirts are ordered",
            "T4 nodes are full",
            "Two nodes",
            "T0 = 09:00, the first lesson",
            "alert",
        ] {
            assert_eq!(lead(text), None, "{text}");
        }
    }
}
