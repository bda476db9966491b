//! Text of a template that stands where a value is due.

use std::sync::LazyLock;

use crate::markdown::Text;
use crate::phrases::{Gated, Matcher, Phrases};
use crate::words;

/// A whole value, heading or item of this form is a placeholder.
static WHOLE: LazyLock<Matcher> = LazyLock::new(|| words::whole("placeholders"));

/// These open a value that is still to come, or stand in brackets: in capitals, as a note to oneself.
static MARK: LazyLock<Gated> = LazyLock::new(|| words::gated("placeholder-mark"));

/// How many bytes stand in brackets before a note that somebody is still to put something there, and behind it.
const NOTE: (usize, usize) = (60, 80);

static NOTES: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("placeholder-notes"));

/// Whether a text is a placeholder as a whole.
pub(crate) fn is_whole(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ':', '!']).trim();
    !text.is_empty() && (WHOLE.is_match(text) || is_instruction(text))
}

/// The mark that opens a text or stands in brackets in it, or a note in brackets.
pub(crate) fn mark(text: &str) -> Option<std::ops::Range<usize>> {
    let found = MARK.find(text).map(|found| found.range());
    found.or_else(|| note(text)).map(|found| {
        let shown = text.get(found.clone()).unwrap_or_default();
        found.start..found.start + shown.trim_end_matches([' ', ':', ',', '.', '-', '!']).len()
    })
}

/// A note in brackets that somebody is still to put something there: "[Kim to fill in the numbers]".
fn note(text: &str) -> Option<std::ops::Range<usize>> {
    let mut brackets = text.match_indices(['(', ')', '[', ']']).peekable();
    while let Some((open, bracket)) = brackets.next() {
        let Some((close, ")" | "]")) = brackets.peek() else {
            continue;
        };
        let inner = text.get(open + 1..*close).unwrap_or_default();
        let is_note = matches!(bracket, "(" | "[")
            && inner.len() < 2 * (NOTE.0 + NOTE.1)
            && NOTES
                .find_iter(inner)
                .any(|note| note.start() <= NOTE.0 && inner.len() - note.end() <= NOTE.1);
        if is_note {
            return Some(open..close + 1);
        }
    }
    None
}

/// Whether a text fills its place with a placeholder: as a whole, or opened by a mark.
pub(crate) fn fills(text: Text<'_>) -> bool {
    let text = text.as_str().trim();
    is_whole(text) || mark(text).is_some_and(|mark| mark.start == 0)
}

/// Words in angle or double curly brackets, which ask for a value: no element of HTML, no markup of a site generator.
pub(crate) fn is_instruction(text: &str) -> bool {
    let text = text.trim();
    let inner = text
        .strip_prefix('<')
        .and_then(|text| text.strip_suffix('>'));
    if let Some(inner) = inner {
        let name = inner
            .split(|c: char| c.is_whitespace())
            .next()
            .unwrap_or_default();
        let plain = !inner.starts_with("http")
            && !inner.contains(['<', '>', '=', '/', '@', '!', '\n'])
            && inner.contains(|c: char| c.is_alphabetic());
        return plain
            && !inner.contains("::")
            && !words::set("html-elements").contains(name.to_lowercase().as_str());
    }
    let inner = text
        .strip_prefix("{{")
        .and_then(|text| text.strip_suffix("}}"));
    inner.is_some_and(|inner| {
        !inner.contains(['.', '<', '%', '|', '"', '{', '}', '(', '=', '#', '/'])
            && inner.contains(|c: char| c.is_alphabetic())
    })
}
