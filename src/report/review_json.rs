//! The bar raiser's reading of one document for machines.

use serde_json::{Value, json};

use super::facts;
use crate::review::{Part, Question, Review, Row, Stop, Told};

/// The version of the contract; it only grows by additions.
const VERSION: u32 = 1;

/// One object, also when there is nothing in its lists:
///
/// ```json
/// {"version":1,"path":"…","kind":"postmortem|template|other","id":"…","title":"…","status":"draft",
///  "parts":[{"part":"document|summary|impact|timeline|detection|causes|lessons|actions|evidence",
///    "heading":"Impact","line":35,
///    "stands":[{"text":"1,240 customers","line":31}],
///    "findings":[{"rule":"vague-quantity","severity":"error|warning|info","note":"an error at final","line":39,
///      "lines":[39],"message":"…","question":"…","fingerprint":"…"}]}],
///  "stops":[{"status":"final","errors":[{"rule":"…", …}]}],
///  "questions":[{"about":"facts|ending|cause|barrier|known|unanswered|impact|detection|time|timeline|prevention|action|
///    workaround|luck|elsewhere","text":"…","lines":[12,40]}],
///  "actions":[{"line":89, …,"weak":["undated"]}],
///  "silenced":0}
/// ```
///
/// Lines are those of the file, from 1. `status` is null where the document has none and none is asked for; then `stops`
/// tells of `review` and of `final`, the latter without what already stops the former. `heading` and `line` of a part are
/// null where it has no section; `line` of what stands is null where it is counted over many places. Findings are told for
/// the last status of `stops`; `lines` holds all their places. An action has the keys of `whys inspect --format json`, and
/// `weak`: the rules that spoke of it, without the word "action". Questions stand in the order in which to ask them.
pub fn json(review: &Review<'_>) -> Value {
    let post = review.post;
    json!({
        "version": VERSION,
        "path": post.path,
        "kind": post.kind.word(),
        "id": post.id,
        "title": post.title.as_ref().map(|title| &title.value),
        "status": review.status.map(|status| status.word()),
        "parts": review.parts.iter().map(part).collect::<Vec<_>>(),
        "stops": review.stops.iter().map(stop).collect::<Vec<_>>(),
        "questions": review.questions.iter().map(question).collect::<Vec<_>>(),
        "actions": review.actions.iter().map(|row| action(review, row)).collect::<Vec<_>>(),
        "silenced": review.silenced,
    })
}

fn part(part: &Part) -> Value {
    let stands = part.stands.iter();
    json!({
        "part": part.word(),
        "heading": part.heading,
        "line": part.line,
        "stands": stands.map(|one| json!({ "text": one.text, "line": one.line })).collect::<Vec<_>>(),
        "findings": part.findings.iter().map(told).collect::<Vec<_>>(),
    })
}

fn told(told: &Told) -> Value {
    let mut lines = vec![told.line];
    lines.extend(&told.more);
    json!({
        "rule": told.rule,
        "severity": told.severity.word(),
        "note": told.note,
        "line": told.line,
        "lines": lines,
        "message": told.message,
        "question": told.question,
        "fingerprint": told.fingerprint,
    })
}

fn stop(stop: &Stop) -> Value {
    json!({
        "status": stop.status.word(),
        "errors": stop.errors.iter().map(told).collect::<Vec<_>>(),
    })
}

fn question(question: &Question) -> Value {
    json!({
        "about": question.topic.word(),
        "text": question.text,
        "lines": question.lines,
    })
}

fn action(review: &Review<'_>, row: &Row<'_>) -> Value {
    let mut action = facts::action(review.post, row.action);
    if let Some(keys) = action.as_object_mut() {
        keys.insert("weak".to_owned(), json!(row.weak));
    }
    action
}
