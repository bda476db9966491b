//! The impact and the detection of `whys inspect`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use serde_json::Number;

use super::line;
use crate::postmortem::{self, DetectedBy, Metric, PostMortem, Whom};
use crate::report::number;

/// What users felt.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Impact<'a> {
    /// Whether a number other than a duration tells it.
    quantified: bool,
    /// The keys below `impact` in the front matter.
    #[serde(serialize_with = "in_order")]
    #[schemars(with = "BTreeMap<String, Figure>")]
    facts: Vec<(&'a str, Figure<'a>)>,
    /// The numbers of the text.
    numbers: Vec<Quantity<'a>>,
    /// Whom it reached, where that is told without a number.
    reach: Option<Reach<'a>>,
}

/// Whom it reached, in words.
#[derive(Debug, Serialize, JsonSchema)]
struct Reach<'a> {
    /// Everybody or nobody.
    who: Whom,
    /// Where it stands.
    line: usize,
    /// The words that tell it.
    text: &'a str,
}

/// What a key below `impact` states.
#[derive(Debug, Serialize, JsonSchema)]
struct Figure<'a> {
    /// A number, else the text as written.
    value: NumberOrText<'a>,
    /// Where it stands.
    line: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
enum NumberOrText<'a> {
    Number(Number),
    Text(&'a str),
}

/// A number with its unit.
#[derive(Debug, Serialize, JsonSchema)]
struct Quantity<'a> {
    /// Where it stands.
    line: usize,
    /// Number and unit as written.
    text: &'a str,
    /// The number; null where words name none.
    value: Option<Number>,
    /// The unit as written.
    unit: &'a str,
    /// What it counts.
    metric: Metric,
}

/// How the incident was noticed.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Detection {
    /// By whom or what.
    by: DetectedBy,
    /// Where that is told.
    line: Option<usize>,
}

impl<'a> Impact<'a> {
    pub(super) fn of(post: &'a PostMortem) -> Self {
        let impact = &post.impact;
        let facts = impact.facts.iter();
        let facts = facts.map(|fact| (fact.key.as_str(), Figure::of(post, fact)));
        let numbers = impact.numbers.iter().map(|quantity| Quantity {
            line: line(post, quantity.span),
            text: &quantity.text,
            value: quantity.value.and_then(number),
            unit: &quantity.unit,
            metric: quantity.metric,
        });
        Self {
            quantified: impact.quantified,
            facts: facts.collect(),
            numbers: numbers.collect(),
            reach: impact.reach.as_ref().map(|reach| Reach {
                who: reach.who,
                line: line(post, reach.span),
                text: &reach.text,
            }),
        }
    }
}

impl<'a> Figure<'a> {
    fn of(post: &PostMortem, fact: &'a postmortem::ImpactFact) -> Self {
        let parsed = fact.value.parse().ok().and_then(number);
        Self {
            value: parsed.map_or(NumberOrText::Text(&fact.value), NumberOrText::Number),
            line: line(post, fact.span),
        }
    }
}

impl Detection {
    pub(super) fn of(post: &PostMortem) -> Self {
        Self {
            by: post.detection.by,
            line: post.detection.span.map(|span| line(post, span)),
        }
    }
}

/// An object with its keys in the order of the document.
fn in_order<S: Serializer>(facts: &[(&str, Figure<'_>)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(facts.iter().map(|(key, figure)| (key, figure)))
}
