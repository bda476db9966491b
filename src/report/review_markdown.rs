//! The bar raiser's reading of one document for a page or a comment.

use std::fmt::Write;

use super::{as_markdown, review_words};
use crate::diagnostic::Severity;
use crate::review::{Part, Review, Row};

/// The page.
pub fn text(review: &Review<'_>) -> String {
    let post = review.post;
    let title = post
        .title
        .as_ref()
        .map_or(post.id.as_str(), |title| title.value.as_str());
    let mut out = format!("## Review: {}\n\n", one_line(title));
    let _ = writeln!(out, "{}", one_line(&review_words::head(review)));
    for part in &review.parts {
        section(&mut out, part);
    }
    for stop in &review.stops {
        let (heading, text) = review_words::stop(stop);
        let _ = writeln!(out, "\n### {heading}\n\n{}", one_line(&text));
    }
    out.push_str("\n### Questions for the meeting\n\n");
    for (at, question) in review.questions.iter().enumerate() {
        let _ = writeln!(out, "{}. {}", at + 1, one_line(&question.text));
    }
    actions(&mut out, &review.actions);
    out
}

fn section(out: &mut String, part: &Part) {
    let place = review_words::place(part);
    let place = match place.is_empty() {
        true => String::new(),
        false => format!(" ({})", one_line(&place)),
    };
    let _ = writeln!(out, "\n### {}{place}\n", review_words::part(part));
    if !part.stands.is_empty() {
        let _ = writeln!(out, "- stands: {}", one_line(&review_words::stands(part)));
    }
    for told in &part.findings {
        let severity = match told.severity {
            Severity::Error => "**error**",
            severity => severity.word(),
        };
        let message = one_line(&review_words::told(told));
        let _ = writeln!(out, "- {severity}: {message}, `{}`", told.rule);
    }
}

fn actions(out: &mut String, rows: &[Row<'_>]) {
    if rows.is_empty() {
        return;
    }
    out.push_str("\n### The actions as whys reads them\n\n");
    out.push_str("| line | action | owner | due | type | weak |\n");
    out.push_str("| --: | --- | --- | --- | --- | --- |\n");
    for row in rows {
        let [line, text, owner, due, kind] = review_words::cells(row).map(|cell| one_line(&cell));
        let aside = one_line(&review_words::aside(row));
        let aside = match aside.is_empty() {
            true => aside,
            false => format!(" ({aside})"),
        };
        let weak = one_line(&row.weak.join(", "));
        let _ = writeln!(
            out,
            "| {line} | {text}{aside} | {owner} | {due} | {kind} | {weak} |"
        );
    }
}

/// On one line, and nothing in it is markup.
fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    as_markdown(&line)
}
