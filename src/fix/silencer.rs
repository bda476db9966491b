//! Taking a silencer away: one name of several, or the whole comment.

use super::Edit;
use crate::markdown::{Document, Span};

/// Takes the `at`th of the `names` out of a comment, or the comment out of the file when it is the only one: with its line
/// when it stands alone there, else with the blanks before it.
pub(crate) fn removal(doc: &Document, comment: Span, names: &[Span], at: usize) -> Option<Edit> {
    let name = names.get(at)?;
    let before = at.checked_sub(1).and_then(|before| names.get(before));
    let span = match (before, names.get(at + 1)) {
        (Some(before), _) => Span::new(before.end, name.end),
        (None, Some(next)) => Span::new(name.start, next.start),
        (None, None) => whole(doc, comment)?,
    };
    Some(Edit::new(span, ""))
}

fn whole(doc: &Document, comment: Span) -> Option<Span> {
    let (first, last) = (
        doc.line(comment.start),
        doc.line(comment.end.saturating_sub(1)),
    );
    let lines = doc.lines().span(first).join(doc.lines().span(last));
    let before = doc.source(Span::new(lines.start, comment.start));
    let behind = doc.source(Span::new(comment.end, lines.end));
    if before.trim().is_empty() && behind.trim().is_empty() {
        return alone(doc, lines, first, last);
    }
    Some(
        match behind.starts_with(char::is_whitespace) || behind.is_empty() {
            true => Span::new(lines.start + before.trim_end().len(), comment.end),
            false => comment,
        },
    )
}

/// The lines of a comment, with a blank one where two would be left. None where it is all that parts two paragraphs.
fn alone(doc: &Document, lines: Span, first: usize, last: usize) -> Option<Span> {
    let line = |number: usize| doc.lines().span(number);
    let is_blank = |number: usize| doc.source(line(number)).trim().is_empty();
    let ends = lines.end == doc.text().len();
    let below = !ends && is_blank(last + 1);
    let above = first == 1 || is_blank(first - 1);
    if above && below {
        return Some(lines.join(line(last + 1)));
    }
    let is_text = |number: usize| {
        let text = doc.source(line(number)).trim_start();
        text.starts_with(char::is_alphabetic)
    };
    if !above
        && !ends
        && is_text(first - 1)
        && is_text(last + 1)
        && doc.paragraph_around(lines).is_none()
        && !is_front(doc, lines)
    {
        return None;
    }
    if !ends || first == 1 {
        return Some(lines);
    }
    // The last line of the file: what ended the line before it stays as the file ended.
    let start = if above {
        line(first - 1).start
    } else {
        lines.start
    };
    if doc.source(lines).ends_with('\n') {
        return Some(Span::new(start, lines.end));
    }
    let kept = doc.source(Span::new(0, start));
    Some(Span::new(
        kept.trim_end_matches(['\n', '\r']).len(),
        lines.end,
    ))
}

fn is_front(doc: &Document, lines: Span) -> bool {
    let front = doc.front_block();
    front.is_some_and(|front| front.span.contains(lines))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::apply;

    const COMMENT: &str = "<!-- whys: allow human-error: quoted -->";

    fn without(text: &str) -> String {
        let doc = Document::parse(text.to_owned());
        let start = text.find("<!--").expect("a comment");
        let comment = Span::new(start, start + COMMENT.len());
        let name = Span::new(start + 17, start + 28);
        assert_eq!(doc.source(name), "human-error");
        let edit = removal(&doc, comment, &[name], 0).expect("an edit");
        apply(text, [&edit]).expect("a text")
    }

    #[test]
    fn nothing_of_a_comment_is_left() {
        for (before, after) in [
            ("a\n\n{}\nb\n", "a\n\nb\n"),
            ("a\r\n\r\n{}\r\nb\r\n", "a\r\n\r\nb\r\n"),
            ("a\n\n{}\n\nb\n", "a\n\nb\n"),
            ("{}\n\n# T\n", "# T\n"),
            ("a {}\nb\n", "a\nb\n"),
            ("| a | b | {}\n", "| a | b |\n"),
            ("a {} b\n", "a b\n"),
            ("a\n\n{}\n", "a\n"),
            ("a\n\n{}", "a"),
            ("a\r\n{}", "a"),
            ("- a\n  {}\n- b\n", "- a\n- b\n"),
            ("{}", ""),
        ] {
            assert_eq!(without(&before.replace("{}", COMMENT)), after, "{before:?}");
        }
    }

    #[test]
    fn one_name_goes_with_its_comma() {
        let text = "<!-- whys: allow one, two, three: reason -->";
        let names = ["one", "two", "three"].map(|name| {
            let start = text.find(name).expect("a name");
            Span::new(start, start + name.len())
        });
        let doc = Document::parse(text.to_owned());
        for (at, left) in ["two, three", "one, three", "one, two"].iter().enumerate() {
            let edit = removal(&doc, Span::new(0, text.len()), &names, at).expect("an edit");
            let after = apply(text, [&edit]).expect("a text");
            assert_eq!(after, format!("<!-- whys: allow {left}: reason -->"));
        }
    }
}
