//! The facts that a document states so plainly that its front matter may repeat them.

use crate::fix::set::Value;
use crate::markdown::{Fact, Span};
use crate::postmortem::schema::{self, Key, KeyKind};
use crate::postmortem::{DetectedBy, Milestone, MilestoneKind, PostMortem};

/// A fact that the body states and the front matter does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The key of the front matter.
    pub key: &'static str,
    /// What it says.
    pub value: Value,
    /// The bytes of the file that state it.
    pub span: Span,
}

/// A longer value is a sentence about the fact.
const MOST_WORDS: usize = 5;

/// Every fact of the body that may be repeated, in the order of the keys.
pub(super) fn read(post: &PostMortem) -> Vec<Stated> {
    let keys = schema::KEYS.iter();
    let found = keys.filter(|key| post.metadata.get(key.name).is_none());
    found.filter_map(|key| one(post, key)).collect()
}

fn one(post: &PostMortem, key: &Key) -> Option<Stated> {
    let meta = &post.metadata;
    let found = match key.name {
        "severity" => single(post, "severity", meta.severity.as_ref()),
        "team" => single(post, "team", meta.team.as_ref()),
        "trigger" => {
            single(post, "trigger", meta.trigger.as_ref()).and_then(|found| listed(key, found))
        }
        "author" => people(meta.author.as_ref()),
        "moderator" => people(meta.moderator.as_ref()),
        "bar_raiser" => people(meta.bar_raiser.as_ref()),
        "incident_lead" => people(meta.incident_lead.as_ref()),
        "services" => several(&meta.services),
        "reviewed_by" => several(&meta.reviewed_by),
        "detected_by" => detected_by(post),
        name => {
            let milestone = MilestoneKind::parse(name).filter(|_| key.kind == KeyKind::Time)?;
            moment(
                post.milestones
                    .get(milestone)
                    .filter(|_| post.says_outright(milestone))?,
            )
        }
    };
    let (value, span) = found?;
    let key = key.name;
    let stated = Stated { key, value, span };
    (stands_in_body(post, span) && !post.hides(span)).then_some(stated)
}

type Found = Option<(Value, Span)>;

/// What the front matter says under another key it says already.
fn stands_in_body(post: &PostMortem, span: Span) -> bool {
    let front = post.doc.front_block().map_or(0, |front| front.span.end);
    !span.is_empty() && span.start >= front
}

/// A value of a few words, unless the body states another one as well.
fn single(post: &PostMortem, name: &str, fact: Option<&Fact<String>>) -> Found {
    let fact = fact?;
    let mut all = post.metadata.body.iter().filter(|(fact, _)| *fact == name);
    let agreed = all.all(|(_, other)| other.value.eq_ignore_ascii_case(&fact.value));
    (agreed && is_name(&fact.value)).then(|| (Value::Text(fact.value.clone()), fact.span))
}

/// The value as the list of the key has it.
fn listed(key: &Key, (value, span): (Value, Span)) -> Found {
    let Value::Text(text) = value else {
        return None;
    };
    let spelt = text
        .trim_end_matches('.')
        .to_lowercase()
        .replace([' ', '_'], "-");
    let known = key.values.iter().find(|known| **known == spelt)?;
    Some((Value::Text((*known).to_owned()), span))
}

/// Names, all of them or none.
fn people(fact: Option<&Fact<String>>) -> Found {
    let fact = fact?;
    let names: Vec<String> = fact.value.split(", ").map(str::to_owned).collect();
    let fits = names
        .iter()
        .all(|name| is_name(name) && !name.contains(|c: char| c.is_ascii_digit() || c == '.'));
    fits.then(|| (of(names), fact.span))
}

fn several(facts: &[Fact<String>]) -> Found {
    let span = facts.iter().map(|fact| fact.span).reduce(Span::join)?;
    let fits = facts.iter().all(|fact| is_name(&fact.value));
    let values = facts.iter().map(|fact| fact.value.clone());
    fits.then(|| (Value::Texts(values.collect()), span))
}

fn of(mut values: Vec<String>) -> Value {
    match values.len() {
        1 => Value::Text(values.remove(0)),
        _ => Value::Texts(values),
    }
}

/// A few words on one line, with no mark that begins an explanation.
fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=MOST_WORDS).contains(&words)
        && !text.contains(['\n', ':', ';', '?', '!', '<', '>', '|', '{', '}'])
}

/// A moment, to the day or to the minute. What is rough stays rough where it stands, and a zone that may be two is left to
/// who knows which.
fn moment(milestone: &Milestone) -> Found {
    let at = &milestone.at;
    let plain = !at.about && at.zone.is_some() == at.offset.is_some();
    let value = at.iso().filter(|_| plain)?;
    Some((Value::Text(value), milestone.span))
}

fn detected_by(post: &PostMortem) -> Found {
    let detection = &post.detection;
    let plain = detection.is_plain && detection.by != DetectedBy::Unknown;
    let span = detection.span.filter(|_| plain)?;
    Some((Value::Text(detection.by.word().to_owned()), span))
}
