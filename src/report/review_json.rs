//! The bar raiser's reading of one document for machines: the contract of `whys review --format json`. It only grows.

use schemars::JsonSchema;
use serde::Serialize;

use super::facts::Action;
use super::{Version, harmless_json};
use crate::diagnostic::Severity;
use crate::postmortem::{Kind, Status};
use crate::review::{self, Row, Topic};

/// The reading of one post-mortem. Lines are those of the file, from 1.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Review<'a> {
    version: Version<1>,
    /// The path as given.
    path: &'a str,
    /// What the document is.
    kind: Kind,
    /// The key `id` of the front matter, else the file name without its endings.
    id: &'a str,
    /// Of the front matter, else the first heading.
    title: Option<&'a str>,
    /// The status that is asked for, else its own; null for a document that has none.
    status: Option<Status>,
    /// Section by section, in the order of the document.
    parts: Vec<Part<'a>>,
    /// What stops it from the status that comes next; without a status, from review and from final.
    stops: Vec<Stop<'a>>,
    /// What to ask in the meeting, the most important first.
    questions: Vec<Question<'a>>,
    /// The actions as whys reads them.
    actions: Vec<Listed<'a>>,
    /// How many findings were silenced by comments.
    silenced: usize,
}

/// A part of the document.
#[derive(Debug, Serialize, JsonSchema)]
struct Part<'a> {
    /// `document` for it as a whole, else the kind of its section.
    part: &'static str,
    /// The heading of its first section; null where it has none.
    heading: Option<&'a str>,
    /// The line of that heading.
    line: Option<usize>,
    /// Facts that were read.
    stands: Vec<Stand<'a>>,
    /// What is missing or wrong for the last status of `stops`.
    findings: Vec<Told<'a>>,
}

/// A fact in a few words.
#[derive(Debug, Serialize, JsonSchema)]
struct Stand<'a> {
    /// The fact.
    text: &'a str,
    /// Its line; null where it is counted over many places.
    line: Option<usize>,
}

/// A finding.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
struct Told<'a> {
    /// Which rule found it.
    rule: &'a str,
    /// How grave it is.
    severity: Severity,
    /// What it will become: "an error at final".
    note: Option<&'a str>,
    /// Where it begins.
    line: usize,
    /// That line, and those of other places that belong to it.
    lines: Vec<usize>,
    /// What is wrong.
    message: &'a str,
    /// What a bar raiser asks.
    question: &'a str,
    /// The same as long as rule and text are the same, wherever the lines move.
    fingerprint: &'a str,
}

/// A status that it cannot have yet.
#[derive(Debug, Serialize, JsonSchema)]
struct Stop<'a> {
    /// The status.
    status: Status,
    /// The errors there, without those that an earlier one of the list has.
    errors: Vec<Told<'a>>,
}

/// A question for the meeting.
#[derive(Debug, Serialize, JsonSchema)]
struct Question<'a> {
    /// What it is about.
    about: Topic,
    /// Its words.
    text: &'a str,
    /// The lines that give rise to it.
    lines: &'a [usize],
}

/// An action, with the fields that `whys inspect` gives it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ReviewedAction")]
struct Listed<'a> {
    /// The rules that spoke of it, without the word "action".
    weak: &'a [String],
    #[serde(flatten)]
    facts: Action<'a>,
}

/// One object.
pub fn json(review: &review::Review<'_>) -> String {
    let object = serde_json::to_string_pretty(&Review::of(review)).unwrap_or_default();
    format!("{}\n", harmless_json(&object))
}

impl<'a> Review<'a> {
    fn of(review: &'a review::Review<'_>) -> Self {
        let post = review.post;
        let action = |row: &'a Row<'_>| Listed {
            weak: &row.weak,
            facts: Action::of(&post.doc, row.action),
        };
        Review {
            version: Version,
            path: &post.path,
            kind: post.kind,
            id: &post.id,
            title: post.title.as_ref().map(|title| title.value.as_str()),
            status: review.status,
            parts: review.parts.iter().map(Part::of).collect(),
            stops: review.stops.iter().map(Stop::of).collect(),
            questions: review.questions.iter().map(Question::of).collect(),
            actions: review.actions.iter().map(action).collect(),
            silenced: review.silenced,
        }
    }
}

impl<'a> Part<'a> {
    fn of(part: &'a review::Part) -> Self {
        let stand = |stand: &'a review::Stand| Stand {
            text: &stand.text,
            line: stand.line,
        };
        Part {
            part: part.word(),
            heading: part.heading.as_deref(),
            line: part.line,
            stands: part.stands.iter().map(stand).collect(),
            findings: part.findings.iter().map(Told::of).collect(),
        }
    }
}

impl<'a> Told<'a> {
    fn of(told: &'a review::Told) -> Self {
        Told {
            rule: &told.rule,
            severity: told.severity,
            note: told.note.as_deref(),
            line: told.line,
            lines: std::iter::once(told.line)
                .chain(told.more.iter().copied())
                .collect(),
            message: &told.message,
            question: &told.question,
            fingerprint: &told.fingerprint,
        }
    }
}

impl<'a> Stop<'a> {
    fn of(stop: &'a review::Stop) -> Self {
        Stop {
            status: stop.status,
            errors: stop.errors.iter().map(Told::of).collect(),
        }
    }
}

impl<'a> Question<'a> {
    fn of(question: &'a review::Question) -> Self {
        Question {
            about: question.topic,
            text: &question.text,
            lines: &question.lines,
        }
    }
}
