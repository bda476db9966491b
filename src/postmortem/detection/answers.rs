//! Short answers to the question who noticed: a few words under a heading, and key facts ("Detected via: Grafana",
//! "Reported: 14:20 by the support desk", `reported_by: customer`).

use super::{DetectedBy, Detection, LISTS, Strictness, Told, classify, is_denied};
use crate::markdown::{FrontData, Text};
use crate::phrases::Phrases;
use crate::postmortem::labels::{self, Label};
use crate::postmortem::metadata::is_about_all;
use crate::postmortem::time::find_stamps;
use crate::postmortem::{Metadata, Sections};
use crate::words;

/// The words of a short answer.
const SHORT: usize = 14;

/// The words of somebody's name or office: "shift lead Oskar".
const NAME: usize = 4;

/// "Monitoring", "User report on the forum": a few words under the heading say enough.
pub(super) fn short(sentence: Text<'_>) -> Option<Detection> {
    bare(sentence.as_str()).map(|told| of(told, sentence))
}

/// What a key of the front matter says that is not ours: `reported_by: customer support`.
pub(super) fn in_front(metadata: &Metadata) -> Option<Detection> {
    metadata.keys.iter().find_map(|(key, value)| {
        let name = key.value.replace('_', " ");
        let (fact, value) = match &value.data {
            // `detection: {source: user report}`
            FrontData::Map(pairs) if name == "detection" => {
                let mut pairs = pairs.iter();
                let details = words::set("detection-details");
                let pair = pairs.find(|(key, _)| details.contains(key.value.as_str()))?;
                ("reported by", &pair.1)
            }
            _ if name == "detection" => ("reported by", value),
            _ => (labels::fact(&name)?, value),
        };
        let FrontData::Scalar(text, _) = &value.data else {
            return None;
        };
        let told = who(fact, text)?;
        Some(Detection {
            by: told.by,
            span: Some(value.span),
            is_plain: told.is_plain,
        })
    })
}

/// What a key fact of the body says.
pub(super) fn in_labels(labels: &[Label<'_>], sections: &Sections) -> Option<Detection> {
    let about = labels.iter().filter(|label| is_about_all(sections, label));
    let mut told = about.filter_map(|label| {
        let value = label.value()?;
        let asked = label
            .name
            .as_str()
            .trim_start()
            .to_lowercase()
            .starts_with("who ");
        let told = who(label.fact, value.as_str());
        let told = told.or_else(|| named(value.as_str()).filter(|_| asked));
        told.map(|told| of(told, value))
    });
    told.next()
}

fn of(told: Told, text: Text<'_>) -> Detection {
    Detection {
        by: told.by,
        span: Some(text.source(told.place)),
        is_plain: told.is_plain,
    }
}

/// Who noticed, by the value of a fact.
fn who(fact: &str, value: &str) -> Option<Told> {
    match fact {
        "detected by" => answer(value).or_else(|| named(value).filter(|_| is_of_a_person(value))),
        // Whoever is named there may have written the report.
        "reported by" => answer(value),
        "detected" => behind_time(value),
        _ => None,
    }
}

fn answer(value: &str) -> Option<Told> {
    let told = DetectedBy::parse(value.trim()).map(|by| Told {
        by,
        place: 0..value.len(),
        is_plain: true,
    });
    told.or_else(|| classify(value, Strictness::Section))
        .or_else(|| bare(value))
}

/// "14:20 by the support desk", "14:20 (Grafana alert)", "Discord, by a user, 14:02": who noticed, behind the time or before it.
fn behind_time(value: &str) -> Option<Told> {
    let times = find_stamps(value);
    let (first, last) = (times.first()?, times.last()?);
    let part = |from: usize, to: usize| {
        let words = value.get(from..to)?;
        let told = answer(words).filter(|_| words.split_whitespace().count() <= SHORT)?;
        let before = words.get(..told.place.end).unwrap_or_default();
        let by = before.split_whitespace().any(|word| word == "by");
        let few = words.split_whitespace().count() <= NAME;
        (by || few || told.by != DetectedBy::Employee).then(|| Told {
            place: from + told.place.start..from + told.place.end,
            ..told
        })
    };
    let before = || part(0, first.range.start);
    part(last.range.end, value.len())
        .or_else(before)
        .or_else(|| occasion(value, first.range.end))
}

/// "12:06 UTC, when Ines started an import and it hung": whoever it happened to is the first to know.
fn occasion(value: &str, from: usize) -> Option<Told> {
    let behind = value.get(from..)?;
    let at = behind.find("when ").filter(|at| *at <= NEAR_TIME)?;
    let clause = behind.get(at + "when ".len()..)?;
    let articles = ["a ", "an ", "the ", "one of our ", "our "];
    let subject = articles.iter().find_map(|one| clause.strip_prefix(one));
    let subject = subject.unwrap_or(clause);
    let by = match subject {
        _ if LISTS.outsiders.opens(subject) => DetectedBy::Customer,
        _ if LISTS.insiders.opens(subject) || is_of_a_person(subject) => DetectedBy::Employee,
        _ => return None,
    };
    let end = value.len() - clause.len();
    Some(Told {
        by,
        place: from + at..end,
        is_plain: false,
    })
}

/// So many bytes behind a time tell its zone.
const NEAR_TIME: usize = 24;

/// Whether a name is that of a person, and not of a tool: a given name, initials, a handle.
fn is_of_a_person(value: &str) -> bool {
    let first = value.split([' ', ',', '(', '/', '.']).next();
    let first = first.unwrap_or_default();
    let known = words::set("given-names").contains(first.to_lowercase().as_str());
    first.starts_with('@') || known
}

/// "Marta, from the #help channel": a name is that of somebody inside.
fn named(value: &str) -> Option<Told> {
    let name = value.trim_start_matches(['@', ' ']);
    let first = name.split([' ', ',', '(', '/']).next()?;
    let is_name = first.starts_with(char::is_uppercase) || value.starts_with('@');
    let is_nobody = words::set("nobody-names").contains(first.to_lowercase().as_str());
    let is_name = is_name && !is_nobody;
    let plain = is_name && first.len() > 1 && name.split_whitespace().count() <= SHORT;
    plain.then_some(Told {
        by: DetectedBy::Employee,
        place: 0..value.len(),
        is_plain: false,
    })
}

/// A few words that name who or what it was; of several, the first.
fn bare(text: &str) -> Option<Told> {
    if text.split_whitespace().count() > SHORT {
        return None;
    }
    let first = |(by, list): &(DetectedBy, &'static Phrases)| {
        let place = list.find(text).filter(|m| !is_denied(text, m.start()))?;
        Some((place.start(), *by, place.range()))
    };
    let found = LISTS.bare.iter().filter_map(first);
    let about_fix = |by: DetectedBy| by == DetectedBy::Employee && LISTS.later.is_match(text);
    let found: Vec<_> = found.filter(|(_, by, _)| !about_fix(*by)).collect();
    let is_plain = found.len() == 1;
    let (_, by, place) = found.into_iter().min_by_key(|(start, ..)| *start)?;
    Some(Told {
        by,
        place,
        is_plain,
    })
}
