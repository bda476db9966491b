//! The words that the text and the Markdown of a review share; not yet escaped for either.

use crate::postmortem::{Action, SectionKind};
use crate::review::{Part, Review, Row, Stop, Told};

/// What stands in a cell that holds nothing.
const NOTHING: &str = "–";

/// The path, the status and what is silenced.
pub(super) fn head(review: &Review<'_>) -> String {
    let status = match review.status {
        Some(status) => format!("status {}", status.word()),
        None => "no status".to_owned(),
    };
    let silenced = match review.silenced {
        0 => String::new(),
        1 => ", 1 finding silenced".to_owned(),
        count => format!(", {count} findings silenced"),
    };
    format!(
        "{}, {status}{}{silenced}",
        review.post.path,
        stopped(review)
    )
}

/// "; 3 errors stop it from review, 2 more from final".
fn stopped(review: &Review<'_>) -> String {
    let mut told = String::new();
    for stop in review.stops.iter().filter(|stop| !stop.errors.is_empty()) {
        let status = stop.status.word();
        told += &match (told.is_empty(), stop.errors.len()) {
            (true, 1) => format!("; 1 error stops it from {status}"),
            (true, count) => format!("; {count} errors stop it from {status}"),
            (false, count) => format!(", {count} more from {status}"),
        };
    }
    told
}

/// The name of a part.
pub(super) fn part(part: &Part) -> &'static str {
    match part.kind {
        None | Some(SectionKind::Other) => "The document",
        Some(SectionKind::Summary) => "Summary",
        Some(SectionKind::Impact) => "Impact",
        Some(SectionKind::Timeline) => "Timeline",
        Some(SectionKind::Detection) => "Detection",
        Some(SectionKind::Causes) => "Causes",
        Some(SectionKind::Lessons) => "Lessons",
        Some(SectionKind::Actions) => "Actions",
        Some(SectionKind::Evidence) => "Evidence",
    }
}

/// Where a part is: its line, with its heading where that is another word.
pub(super) fn place(part: &Part) -> String {
    let (Some(line), Some(heading)) = (part.line, &part.heading) else {
        return match part.kind {
            Some(_) => "no section of its own".to_owned(),
            None => String::new(),
        };
    };
    let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    match heading.eq_ignore_ascii_case(self::part(part)) {
        true => format!("line {line}"),
        false => format!("line {line}, “{heading}”"),
    }
}

/// The facts of a part in one line.
pub(super) fn stands(part: &Part) -> String {
    let facts = part.stands.iter().map(|stand| match stand.line {
        Some(line) => format!("{} (line {line})", stand.text),
        None => stand.text.clone(),
    });
    facts.collect::<Vec<_>>().join(" · ")
}

/// A finding in one line.
pub(super) fn told(told: &Told) -> String {
    let note = told
        .note
        .as_ref()
        .map_or(String::new(), |note| format!(", {note}"));
    format!("{} ({}{note})", told.message, lines(told))
}

/// A rule and its lines.
pub(super) fn rule(told: &Told) -> String {
    format!("{} ({})", told.rule, lines(told))
}

/// The lines of a finding: "line 12", "lines 12, 14 and 5 more".
fn lines(told: &Told) -> String {
    const MOST: usize = 4;
    let mut lines = vec![told.line];
    lines.extend(told.more.iter().copied());
    lines.dedup();
    let shown: Vec<String> = lines.iter().take(MOST).map(usize::to_string).collect();
    let rest = match lines.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    match lines.len() {
        1 => format!("line {}", told.line),
        _ => format!("lines {}{rest}", shown.join(", ")),
    }
}

/// A heading, and the rules that stop the document there.
pub(super) fn stop(stop: &Stop) -> (String, String) {
    let heading = format!("What stops it from {}", stop.status.word());
    let errors: Vec<String> = stop.errors.iter().map(rule).collect();
    let text = match errors.is_empty() {
        true => "no error there".to_owned(),
        false => errors.join(", "),
    };
    (heading, text)
}

/// Line, text, owner, due date and type of an action.
pub(super) fn cells(row: &Row<'_>) -> [String; 5] {
    let action = row.action;
    let owners: Vec<&str> = action.owners.iter().map(|one| one.value.as_str()).collect();
    let or_nothing = |text: String| match text.is_empty() {
        true => NOTHING.to_owned(),
        false => text,
    };
    let kind = match action.kind_stated {
        true => action.kind.word().to_owned(),
        false => format!("{}?", action.kind.word()),
    };
    [
        row.line.to_string(),
        action.text.clone(),
        or_nothing(owners.join(", ")),
        or_nothing(due(action)),
        format!("{kind}, {}", action.strength.word()),
    ]
}

fn due(action: &Action) -> String {
    let date = action.due.as_ref().map(|due| due.value.to_string());
    let written = action.due_text.as_ref().map(|due| due.value.clone());
    date.or(written).unwrap_or_default()
}

/// Id, state and ticket of an action.
pub(super) fn aside(row: &Row<'_>) -> String {
    let action = row.action;
    let id = action.id.as_ref().map(|id| id.value.clone());
    let ticket = action.ticket.as_ref().map(|ticket| ticket.value.clone());
    let state = (!action.is_open()).then(|| action.state.word().to_owned());
    let known = [id, state, ticket].into_iter().flatten();
    known.collect::<Vec<_>>().join(" · ")
}

/// What is weak about an action.
pub(super) fn weak(row: &Row<'_>) -> String {
    match row.weak.is_empty() {
        true => String::new(),
        false => format!("weak: {}", row.weak.join(", ")),
    }
}
