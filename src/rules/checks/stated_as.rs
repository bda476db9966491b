//! How the document itself calls a milestone.

use crate::markdown::Span;
use crate::postmortem::MilestoneKind;
use crate::rules::Context;

/// More words before a time are a sentence.
const LONGEST: usize = 4;

/// "First detected": the words of the label that stands before a time on its line.
fn label<'d>(cx: &Context<'d>, time: Span) -> Option<&'d str> {
    let before = cx.doc().text().get(..time.start)?;
    // A line may hold megabytes, and a label is short.
    let from = before
        .char_indices()
        .rev()
        .nth(NEAR)
        .map_or(0, |(at, _)| at);
    of_line(before.get(from..)?.rsplit('\n').next()?)
}

/// The label that is all that stands on a line before a time.
fn of_line(line: &str) -> Option<&str> {
    // "It began at 09:12" is a sentence.
    let is_marked = line.trim_start().starts_with(['-', '*', '+', '|', '•'])
        || line.trim_end().ends_with([':', '|', '*']);
    let label = line.trim_matches(|c: char| !c.is_alphanumeric());
    let words = label.split_whitespace().count();
    let plain = label
        .chars()
        .all(|c| c.is_alphabetic() || c == ' ' || c == '-');
    (is_marked && plain && (1..=LONGEST).contains(&words)).then_some(label)
}

/// So many characters before a time are looked at.
const NEAR: usize = 80;

/// A milestone in the words of the document, else in ours.
pub(super) fn name(cx: &Context, kind: MilestoneKind) -> String {
    let milestone = cx.post.milestones.get(kind);
    match milestone.and_then(|m| label(cx, m.span)) {
        Some(label) => format!("`{label}`"),
        None => kind.word().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_marked_as_one() {
        for (line, want) in [
            ("  - First detected: ", Some("First detected")),
            ("| **Detected** | `", Some("Detected")),
            ("**Incident from:** ", Some("Incident from")),
            ("It began at ", None),
            ("- 2026-03-14 ", None),
            ("- After the second and the third restart ", None),
        ] {
            assert_eq!(of_line(line), want, "{line}");
        }
    }
}
