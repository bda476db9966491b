//! Text of strangers made harmless for a terminal, a log or a file of reports.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with every character made visible that could move a cursor, change a colour, turn the direction of
/// writing, begin a new line, or be taken for a command by the log of a CI service (`##[…]`, `::…` at the start).
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, ' ')
}

/// The same for a line of a file, whose tabs are a part of it.
pub(super) fn visible_line(line: &str) -> Cow<'_, str> {
    shown(line, '\t')
}

fn shown(text: &str, tab: char) -> Cow<'_, str> {
    let is_active = |c: char| is_active(c) && !(c == '\t' && tab == '\t');
    let harmless = !text.chars().any(is_active) && !text.contains("##[") && !begins_command(text);
    if harmless {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    if begins_command(text) {
        safe.push(BREAK);
    }
    for c in text.chars() {
        match c {
            '[' if safe.ends_with("##") => safe.extend([BREAK, '[']),
            '\t' => safe.push(tab),
            c if is_active(c) => safe.push(picture(c)),
            c => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

/// The same JSON with everything escaped that a terminal or the log of a CI service would obey; line breaks, which
/// stand between values only, are kept.
pub fn harmless_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut from = 0;
    for (at, c) in json.char_indices() {
        let begins_command =
            c == '[' && json.get(..at).is_some_and(|before| before.ends_with("##"));
        if c == '\n' || !begins_command && !is_active(c) {
            continue;
        }
        out.push_str(json.get(from..at).unwrap_or_default());
        let _ = write!(out, "\\u{:04x}", u32::from(c));
        from = at + c.len_utf8();
    }
    out.push_str(json.get(from..).unwrap_or_default());
    out
}

/// Has no width, and parts what it stands between.
pub(super) const BREAK: char = '\u{200b}';

fn begins_command(text: &str) -> bool {
    text.trim_start().starts_with("::")
}

/// Whether a character does something else than being seen.
pub(super) fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{061c}'
        )
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
}

/// The picture of a control character (`␛` for escape), else the replacement character.
fn picture(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ => '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn escapes_and_directions_are_shown_and_not_done() {
        assert_eq!(visible("a\u{1b}[31mb\r\nc"), "a␛[31mb␍␊c");
        assert_eq!(visible("a\u{202e}b\u{9b}c"), "a\u{fffd}b\u{fffd}c");
    }

    #[test]
    fn commands_of_a_log_are_broken() {
        assert!(!visible("x ##[stop-commands]y").contains("##["));
        assert!(!visible(" ::error::y").trim_start().starts_with("::"));
    }

    #[test]
    fn ordinary_text_is_borrowed() {
        let text = "é 漢字 🚨 a::b [x]";
        assert!(matches!(visible(text), std::borrow::Cow::Borrowed(t) if t == text));
    }
}
