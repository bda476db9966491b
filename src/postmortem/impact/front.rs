//! `impact:` of the front matter.

use super::lexicon::Noun;
use super::{Impact, ImpactFact, numbers};
use crate::markdown::{Document, FrontData, FrontValue};
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
