//! `impact:` of the front matter.

use super::judge::{self, Place};
use super::lexicon::{self, Noun};
use super::numbers::{self, Sort};
use super::{Impact, ImpactFact, Quantity};
use crate::markdown::{BlockKind, Document, FrontData, FrontValue, Span};
use crate::postmortem::{Fact, Metadata};

/// The facts of `impact:`, and whether one of them is a number (or a plain `none`) that is no time.
pub(super) fn read(doc: &Document, metadata: &Metadata) -> Impact {
    let mut impact = Impact::default();
    let Some(value) = metadata.get("impact") else {
        return impact;
    };
    match &value.data {
        FrontData::Map(pairs) => {
            for (key, value) in pairs {
                impact.facts.extend(fact(doc, key, value));
            }
        }
        FrontData::Scalar(text, _) => {
            impact.quantified = tells_a_number(text);
            impact.facts.push(ImpactFact {
                key: "impact".to_owned(),
                value: text.clone(),
                span: value.span,
            });
        }
        FrontData::List(_) | FrontData::Null => {}
    }
    impact.quantified |= impact.facts.iter().any(is_number);
    impact
}

fn fact(doc: &Document, key: &Fact<String>, value: &FrontValue) -> Option<ImpactFact> {
    let text = match &value.data {
        FrontData::Scalar(text, _) => text.clone(),
        FrontData::List(_) | FrontData::Map(_) => doc.source(value.span).to_owned(),
        FrontData::Null => return None,
    };
    Some(ImpactFact {
        key: key.value.clone(),
        value: text,
        span: value.span,
    })
}

/// Keys that explain the others.
const REMARKS: [&str; 4] = ["basis", "note", "source", "severity"];

fn is_number(fact: &ImpactFact) -> bool {
    let key = fact.key.to_lowercase();
    let time = ["duration", "minutes", "hours"]
        .iter()
        .any(|t| key.contains(t));
    let value = fact.value.trim();
    let said = value.eq_ignore_ascii_case("none")
        || value
            .split_whitespace()
            .any(|word| numbers::number(word).is_some());
    said && !time && !REMARKS.contains(&key.as_str()) && key != "impact"
}

/// `impact: 1,200 customers could not pay`
fn tells_a_number(text: &str) -> bool {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|w| {
            w.trim_matches(|c: char| !c.is_alphanumeric() && c != '%')
                .to_lowercase()
        })
        .collect();
    words.iter().enumerate().any(|(i, word)| {
        let behind = words.iter().skip(i + 1).take(4);
        numbers::number(word).is_some() && behind.into_iter().any(|w| Noun::of(w).is_some())
    })
}

/// The numbers of keys that name what was hit: `affected_users: about 1,200`.
pub(super) fn named(metadata: &Metadata) -> Vec<Quantity> {
    let number = |value: &str| {
        let mut words = value.split_whitespace();
        let rough = |word: &str| lexicon::LISTS.roughly.contains(word.trim_end_matches('.'));
        let first = words.find(|word| !rough(word))?;
        let number = numbers::number(first.trim_end_matches([',', '.', ';']))?;
        let is_time = number.sort == Sort::Time
            || words
                .next()
                .is_some_and(|word| lexicon::LISTS.time.contains(word));
        (!is_time).then_some(number)
    };
    let keys = metadata.keys.iter().filter_map(|(key, value)| {
        let FrontData::Scalar(text, _) = &value.data else {
            return None;
        };
        let name = key.value.replace(['_', '-'], " ");
        let metric = lexicon::metric_of_name(&name)?;
        let number = number(&text.to_lowercase())?;
        Some(Quantity {
            text: text.clone(),
            span: value.span,
            value: number.value,
            unit: String::new(),
            metric,
            suffers: false,
        })
    });
    keys.collect()
}

/// Keys whose text says in a sentence what happened.
const DESCRIPTIONS: [&str; 4] = ["description", "summary", "subtitle", "excerpt"];

/// Keys whose text says what was hit.
const EFFECTS: [&str; 12] = [
    "impact",
    "affected",
    "impacted",
    "scope",
    "damage",
    "blast_radius",
    "customer_impact",
    "user_impact",
    "business_impact",
    "hit",
    "lost",
    "loss",
];

/// The numbers of the description: "A day of losing 3,000 orders".
pub(super) fn described(doc: &Document, metadata: &Metadata) -> Vec<Quantity> {
    let texts = DESCRIPTIONS.iter().map(|key| (key, Place::Summary));
    let effects = EFFECTS.iter().map(|key| (key, Place::Impact));
    let values = texts
        .chain(effects)
        .filter_map(|(key, place)| Some((metadata.get(key)?, place)));
    values
        .flat_map(|(value, place)| numbers_of(doc, value, place))
        .collect()
}

fn numbers_of(doc: &Document, value: &FrontValue, place: Place) -> Vec<Quantity> {
    let FrontData::Scalar(text, _) = &value.data else {
        return Vec::new();
    };
    if !numbers::may_hold_number(text) {
        return Vec::new();
    }
    let read = Document::parse(text.clone());
    let paragraphs = read
        .blocks()
        .filter(|(_, block)| block.kind == BlockKind::Paragraph)
        .map(|(id, _)| read.block_text(id));
    let sentences = paragraphs.flat_map(numbers::sentences);
    let found =
        sentences.flat_map(|sentence| judge::sentence(&numbers::words_of(&read, sentence), place));
    found
        .map(|quantity| Quantity {
            span: place_of(doc, value.span, &quantity.text),
            ..quantity
        })
        .collect()
}

/// Where the words of a value stand; the whole value where it is written in another way.
fn place_of(doc: &Document, value: Span, words: &str) -> Span {
    match doc.source(value).find(words) {
        Some(at) => Span::new(value.start + at, value.start + at + words.len()),
        None => value,
    }
}
