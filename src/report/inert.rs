//! Text for a report of which others make a page: of some as it stands, of some as Markdown or HTML.

use super::visible::{BREAK, visible};

/// The text on one line, in which nothing opens a tag or a link, names a person (`@kim`) or another issue (`#12`), in
/// Markdown as little as in HTML, and which reads the same as plain text.
pub(super) fn inert(text: &str) -> String {
    let text = visible(text);
    let mut safe = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        safe.push(c);
        let parted = match (c, rest.peek()) {
            (c, Some(&next)) if calls(before, c, next) => true,
            ('<', Some(next)) => !next.is_whitespace(),
            (']', Some(next)) => matches!(next, '(' | '[' | ':'),
            ('&', Some(next)) => next.is_alphanumeric() || *next == '#',
            _ => false,
        };
        if parted {
            safe.push(BREAK);
        }
        before = c;
    }
    safe
}

/// Whether a person is called by what begins with `c` (`@kim`), or another issue is told of this one (`#12`, `GH-12`).
pub(super) fn calls(before: char, c: char, next: char) -> bool {
    match c {
        '@' | '#' => next.is_alphanumeric(),
        '-' => before.eq_ignore_ascii_case(&'h') && next.is_ascii_digit(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn nothing_opens_and_nobody_is_called() {
        for (text, harmless) in [
            ("<b>", "<\u{200b}b>"),
            ("![a](https://e)", "![a]\u{200b}(https://e)"),
            ("[a][b] [c]: d", "[a]\u{200b}[b] [c]\u{200b}: d"),
            ("@kim, @org/team", "@\u{200b}kim, @\u{200b}org/team"),
            ("shop/web#12 GH-4", "shop/web#\u{200b}12 GH-\u{200b}4"),
            ("&lt;", "&\u{200b}lt;"),
            ("a\nb ##[x]", "a␊b ##\u{200b}[x]"),
        ] {
            assert_eq!(inert(text), harmless);
        }
    }

    #[test]
    fn ordinary_text_stays() {
        let text = "é 2 < 3 & 4, `a` [x] # 5 b@ -12";
        assert_eq!(inert(text), text);
    }
}
