//! The zone that a document states once: in a heading, a line beside the timeline, the header of a table.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::markdown::Document;
use crate::postmortem::Section;
use crate::postmortem::time::{self, Zone, ZoneRule};
use crate::words;

/// The words for times, and those that may stand between them and the zone.
static NOUNS: LazyLock<Vec<&str>> = LazyLock::new(|| words::entries("time-nouns").collect());
static FILLERS: LazyLock<&HashSet<&str>> = LazyLock::new(|| words::set("time-fillers"));

/// So many words may stand between.
const MOST_FILLERS: usize = 9;

/// The zone of a timeline section: in its heading, or in that of a section that holds it.
pub(super) fn of_section(doc: &Document, section: &Section) -> Option<Zone> {
    let heading = doc.source(doc.block(section.carrier).span);
    in_label(&section.heading).or_else(|| in_label(heading.lines().next().unwrap_or_default()))
}

/// The zone behind the first clock time that has one, wherever it stands, and whether all that have one agree on it.
pub(super) fn of_clocks(doc: &Document) -> Option<(Zone, bool)> {
    let stamps = time::find_stamps(doc.running_text()).into_iter();
    let mut zones = stamps
        .filter(|stamp| stamp.from.clock.is_some())
        .filter_map(|stamp| stamp.from.zone);
    let first = zones.next()?;
    let agreed = zones.all(|zone| zone.rule == first.rule);
    Some((first, agreed))
}

/// A zone named in a heading, a header cell or a label: "(UTC)", "in CET", "Pacific time".
pub(in crate::postmortem) fn in_label(text: &str) -> Option<Zone> {
    let addresses = Addresses::of(text);
    let starts = text.char_indices().filter(|&(at, c)| {
        let before = text.get(..at).and_then(|s| s.chars().next_back());
        let begins = !before.is_some_and(|c| c.is_alphanumeric() || "/_".contains(c));
        c.is_alphabetic() && begins && !addresses.hold(at)
    });
    starts
        .filter_map(|(at, _)| text.get(at..))
        .find_map(|rest| time::read_zone(rest).map(|(zone, _)| zone))
        .filter(|zone| zone.text != "Z")
        .or_else(|| in_sentence(text))
        .or_else(|| place(text.split_once('(')?.1))
}

/// A zone stated in a line beside the timeline: "All times in UTC", or the zone alone, "(UTC)", or that of an announcement.
pub(super) fn beside(text: &str) -> Option<Zone> {
    let alone = text.trim_matches(|c: char| " ()[]*_.:".contains(c));
    let only = time::read_zone(alone).filter(|&(_, len)| len == alone.len());
    only.map(|(zone, _)| zone)
        .or_else(|| in_sentence(text))
        .or_else(|| announced(text))
}

/// An announcement with more words tells a story.
const MOST_ANNOUNCING: usize = 8;

/// "Timeline, all CET:", "What happened (UTC):": the zone that ends the line above a list of times.
fn announced(text: &str) -> Option<Zone> {
    let line = text.trim().strip_suffix(':')?;
    let line = line.trim_end_matches([' ', '*', '_', ')', ']']);
    if line.split_whitespace().count() > MOST_ANNOUNCING {
        return None;
    }
    let starts = line
        .match_indices([' ', '(', '['])
        .map(|(at, mark)| at + mark.len());
    let mut ends = starts.filter_map(|at| {
        let rest = line.get(at..)?;
        time::read_zone(rest).filter(|&(_, len)| len == rest.len())
    });
    ends.next().map(|(zone, _)| zone)
}

/// A zone said of the times: "All times in UTC", "times are Pacific", "Time zone: Europe/Berlin".
pub(in crate::postmortem) fn in_sentence(text: &str) -> Option<Zone> {
    let addresses = Addresses::of(text);
    let mut at = 0;
    while let Some(start) = text.get(at..)?.find(char::is_alphabetic).map(|i| at + i) {
        let end = word_end(text, start);
        let word = text.get(start..end)?;
        if NOUNS.iter().any(|noun| noun.eq_ignore_ascii_case(word))
            && !addresses.hold(start)
            && let Some(zone) = behind(text.get(end..)?)
        {
            return Some(zone);
        }
        at = end;
    }
    None
}

/// The addresses in a text, in order: what a link to a graph asks for is the zone of whoever copied it.
struct Addresses(Vec<Range<usize>>);

impl Addresses {
    fn of(text: &str) -> Self {
        let mut all: Vec<Range<usize>> = Vec::new();
        for (at, sign) in text.match_indices("://") {
            // One that holds another is read once.
            if all.last().is_none_or(|last| last.end <= at) {
                let start = at + sign.len();
                let rest = text.get(start..).unwrap_or_default();
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                all.push(start..start + end);
            }
        }
        Self(all)
    }

    fn hold(&self, at: usize) -> bool {
        let before = self.0.partition_point(|address| address.end <= at);
        self.0
            .get(before)
            .is_some_and(|address| address.contains(&at))
    }
}

fn word_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(rest.len())
}

/// The zone behind a word for times, over the words that may stand between.
fn behind(text: &str) -> Option<Zone> {
    let mut rest = text;
    for _ in 0..MOST_FILLERS {
        rest = rest.trim_start_matches([' ', '\n', '*', '_', '`', '(', ':', '=', ',', '[']);
        if let Some((zone, _)) = time::read_zone(rest).filter(|(zone, _)| zone.text != "Z") {
            return Some(zone);
        }
        let end = word_end(rest, 0);
        let word = rest.get(..end)?;
        if !FILLERS.contains(word.to_ascii_lowercase().as_str()) {
            return place(rest);
        }
        rest = rest.get(end..)?;
    }
    None
}

/// A place or name that we do not know, where a zone is due: `UK/London`, "Acme time".
fn place(text: &str) -> Option<Zone> {
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || "/_".contains(c)))
        .unwrap_or(text.len());
    let word = text.get(..end)?;
    let known = time::read_zone(&format!("{word} time"));
    if let Some((zone, _)) = known {
        return Some(zone);
    }
    let (area, city) = word.split_once('/')?;
    let capital = |s: &str| s.starts_with(|c: char| c.is_ascii_uppercase());
    (capital(area) && capital(city)).then(|| Zone {
        text: word.to_owned(),
        rule: ZoneRule::Unknown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_in_an_address_is_that_of_a_graph() {
        let graph = "dropping to zero https://grafana.larkspur.example/d?width=9&tz=UTC%2B01%3A00";
        assert!(in_sentence(graph).is_none());
        assert!(in_sentence("see https://larkspur.example, all times in CET").is_some());
    }

    #[test]
    fn zones_stated_once() {
        for (text, want) in [
            ("All times in CET", Some("CET")),
            (
                "All times are in UTC, unless otherwise stated.",
                Some("UTC"),
            ),
            ("all times are UTC.", Some("UTC")),
            ("All times are be in UTC", Some("UTC")),
            ("(all times UTC-5)", Some("UTC-5")),
            ("and all times are in\nUTC.", Some("UTC")),
            ("All times were converted to UTC.", Some("UTC")),
            ("Times are given in Pacific time", Some("Pacific time")),
            ("times are Eastern", Some("Eastern time")),
            ("Timezone: Europe/Berlin", Some("Europe/Berlin")),
            ("Time zone is CEST", Some("CEST")),
            ("All times in XX/Nowhere", Some("XX/Nowhere")),
            (
                "All times below are local time in Berlin (UTC+1).",
                Some("Berlin time"),
            ),
            ("Several times in production", None),
            ("at that time IT was down", None),
            ("sometimes in AWS", None),
        ] {
            assert_eq!(in_sentence(text).map(|z| z.text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn zones_of_announcements() {
        for (text, want) in [
            ("Timeline, all CET:", Some("CET")),
            ("What happened (UTC+2):", Some("UTC+2")),
            ("Sequence of events in PDT:", Some("PDT")),
            ("The EST parser broke:", None),
            ("Sequence of events, in PDT", None),
            ("Owner: Pat", None),
        ] {
            assert_eq!(beside(text).map(|z| z.text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn zones_of_headings_and_headers() {
        for (text, want) in [
            ("Timeline (UTC)", Some("UTC")),
            ("Timeline in CEST", Some("CEST")),
            ("Date and Time in CET", Some("CET")),
            ("Time (ET)", Some("ET")),
            ("Time (Pacific)", Some("Pacific")),
            ("Timeline (see the log)", None),
            ("Timeline (all times UTC+1)", Some("UTC+1")),
            ("Timeline", None),
            ("What happened at AWS", None),
        ] {
            assert_eq!(in_label(text).map(|z| z.text).as_deref(), want, "{text}");
        }
    }
}
