//! The names of facts: the list `fact-names`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::postmortem::normalise;
use crate::words;

static FACTS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = words::entries("fact-names").filter_map(|line| line.split_once(" = "));
    lines
        .flat_map(|(names, fact)| names.split('|').map(move |name| (name, fact)))
        .collect()
});

/// A name with more words is a sentence.
const MAX_WORDS: usize = 8;
const MAX_BYTES: usize = 60;

/// The fact that a key, label, heading or cell names.
pub(in crate::postmortem) fn fact(name: &str) -> Option<&'static str> {
    let name = name.trim();
    if name.is_empty() || name.len() > MAX_BYTES || name.split_whitespace().count() > MAX_WORDS {
        return None;
    }
    let known = |name: &str| FACTS.get(name).copied().or_else(|| composed(name));
    known(&normalise(name)).or_else(|| known(&normalise(&spaced(name)?)))
}

static WORDS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = words::entries("fact-name-words").filter_map(|line| line.split_once(" = "));
    lines
        .flat_map(|(names, kind)| names.split('|').map(move |name| (name, kind)))
        .collect()
});

/// What each word of a name means; none where one is unknown, or the name begins as a sentence does.
fn kinds(name: &str) -> Option<Vec<&'static str>> {
    let sentence = ["at ", "on ", "in "];
    if sentence.iter().any(|word| name.starts_with(word)) {
        return None;
    }
    let kinds = name.split(' ').map(|word| WORDS.get(word).copied());
    kinds.collect()
}

/// Whether what a word means is a fact by itself.
fn is_told(kind: &&'static str) -> bool {
    !["date", "event", "event-of", "filler"].contains(kind)
}

/// The milestone of "Detection", "Resolution", which are facts only right before a time.
pub(super) fn fact_of_time(name: &str) -> Option<&'static str> {
    let name = normalise(name);
    let kinds = kinds(&name)?;
    let mut told = kinds.iter().copied().filter(is_told);
    let milestone = told.next().filter(|kind| is_time(kind));
    milestone.filter(|_| told.next().is_none())
}

/// The fact of a name that is made of known words: "date of disruption", "outage first noticed at", "failure ended". A word for
/// a milestone alone is the name of a section, and needs what went wrong, or a word for times, beside it.
fn composed(name: &str) -> Option<&'static str> {
    let kinds = kinds(name)?;
    let has = |kind: &str| kinds.contains(&kind);
    let mut told = kinds.iter().copied().filter(is_told);
    let Some(first) = told.next() else {
        return (has("date") && has("event")).then_some("date");
    };
    // "Disruption from": elsewhere "from" and "to" join words.
    let edge = match first {
        "edge-started" => Some("started"),
        "edge-resolved" => Some("resolved"),
        _ => None,
    };
    let alone = told.next().is_none();
    if let Some(edge) = edge {
        let last = kinds.last() == Some(&first);
        return (alone && last && has("event")).then_some(edge);
    }
    // "End customer impact" is whom it hurt.
    let of_whom = name.starts_with("end user") || name.starts_with("end customer");
    let beside = has("event") || has("date") && first != "duration";
    (alone && beside && !of_whom).then_some(first)
}

/// "resolvedDate" as "resolved Date"; none where no capital stands behind a small letter.
fn spaced(name: &str) -> Option<String> {
    let mut found = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for c in name.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            found.push(' ');
        }
        found.push(c);
        before = c;
    }
    (found.len() > name.len()).then_some(found)
}

/// Whether a fact is a point in time: its name may stand right before one, with no mark between them.
pub(super) fn is_time(fact: &str) -> bool {
    ["started", "detected", "mitigated", "resolved", "date"].contains(&fact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_made_of_known_words() {
        for (name, want) in [
            ("Date of disruption", Some("date")),
            ("Disruption window", Some("date")),
            ("Disruption from", Some("started")),
            ("Disruption to", Some("resolved")),
            ("Outage first noticed at", Some("detected")),
            ("When was it noticed", Some("detected")),
            ("When did the disruption begin", Some("started")),
            ("Date/time identified", Some("detected")),
            ("Time of closure", Some("resolved")),
            ("failure_ended_at", Some("resolved")),
            ("breachDiscovered", Some("detected")),
            ("Duration of the interruption", Some("duration")),
            ("Date service was restored", Some("mitigated")),
            // What the words do not say, or say of something else.
            ("Resolution", None),
            ("Detection", None),
            ("Impact", None),
            ("Service impact", None),
            ("End user impact", None),
            ("Time to first detection", None),
            ("Resolved issues", None),
            ("Date of report", None),
            ("From problem to resolution", None),
            ("Maintenance window", None),
        ] {
            assert_eq!(fact(&name.replace('_', " ")), want, "{name}");
        }
    }
}
