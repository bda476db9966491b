//! The keys of the front matter, ours and those of others where the meaning is plain.

use super::people;
use super::{Fact, Metadata, Status, Visibility};
use crate::markdown::{FrontData, FrontValue};
use crate::postmortem::labels;

/// Fills in what the keys say. Our own keys go before foreign ones of the same meaning.
pub(super) fn read(metadata: &mut Metadata) {
    let keys = std::mem::take(&mut metadata.keys);
    let named = |own: bool| {
        let facts = keys.iter().filter_map(move |(key, value)| {
            let fact = labels::fact(&spaced(&key.value))?;
            (own == (fact == key.value.replace('_', " "))).then_some((fact, value))
        });
        facts.collect::<Vec<_>>()
    };
    for (fact, value) in named(true).into_iter().chain(named(false)) {
        set(metadata, fact, value);
    }
    metadata.keys = keys;
}

/// A key, and those one level below it (`incident: {started: …}`).
pub(in crate::postmortem) fn nested(
    pair: &(Fact<String>, FrontValue),
) -> impl Iterator<Item = &(Fact<String>, FrontValue)> {
    let below = match &pair.1.data {
        FrontData::Map(pairs) => pairs.as_slice(),
        _ => &[],
    };
    std::iter::once(pair).chain(below)
}

/// `affectedSystems` and `affected_systems` as words.
fn spaced(key: &str) -> String {
    let mut words = String::with_capacity(key.len() + 4);
    let mut lower = false;
    for c in key.chars() {
        if lower && c.is_uppercase() {
            words.push(' ');
        }
        lower = c.is_lowercase();
        words.push(if c == '_' { ' ' } else { c });
    }
    words
}

fn set(metadata: &mut Metadata, fact: &str, value: &FrontValue) {
    let one = || scalars(value).into_iter().next();
    let keep = |slot: &mut Option<Fact<String>>, value: Option<Fact<String>>| {
        if slot.is_none() {
            *slot = value;
        }
    };
    let fill = |slot: &mut Vec<Fact<String>>| {
        if slot.is_empty() {
            *slot = scalars(value);
        }
    };
    match fact {
        "id" => keep(&mut metadata.id, one()),
        "title" => keep(&mut metadata.title, one()),
        "severity" => keep(&mut metadata.severity, one()),
        "team" => keep(&mut metadata.team, one()),
        "author" => keep(&mut metadata.author, people::join(scalars(value))),
        "moderator" => keep(&mut metadata.moderator, people::join(scalars(value))),
        "bar raiser" => keep(&mut metadata.bar_raiser, people::join(scalars(value))),
        "incident lead" => keep(&mut metadata.incident_lead, people::join(scalars(value))),
        "trigger" => keep(&mut metadata.trigger, one()),
        "repeat of" => keep(&mut metadata.repeat_of, one()),
        "presented on" => keep(&mut metadata.presented_on, one()),
        "services" => fill(&mut metadata.services),
        "causes" => fill(&mut metadata.cause_categories),
        "related" => fill(&mut metadata.related),
        "reviewed by" => fill(&mut metadata.reviewed_by),
        "status" => metadata.status = one().and_then(status),
        "visibility" if one().is_some_and(|v| v.value.eq_ignore_ascii_case("restricted")) => {
            metadata.visibility = Visibility::Restricted;
        }
        _ => {}
    }
}

fn status(word: Fact<String>) -> Option<Fact<Status>> {
    Some(Fact::new(Status::parse(&word.value)?, word.span))
}

/// The texts of a scalar or list of scalars; what states nothing is left out.
pub(super) fn scalars(value: &FrontValue) -> Vec<Fact<String>> {
    let values = match &value.data {
        FrontData::List(values) => values.as_slice(),
        _ => std::slice::from_ref(value),
    };
    let text = |value: &FrontValue| match &value.data {
        FrontData::Scalar(text, _) if !super::says_nothing(text) => {
            Some(Fact::new(text.trim().to_owned(), value.span))
        }
        _ => None,
    };
    values.iter().filter_map(text).collect()
}
