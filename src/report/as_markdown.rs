//! Text of strangers as text of Markdown.

use super::inert::calls;
use super::visible::{BREAK, visible};

/// The text on one line, in which nothing opens a tag, a link, code, emphasis, an entity or a cell of a table, and
/// nobody is called (`@kim`) where it becomes a comment.
pub fn as_markdown(text: &str) -> String {
    escaped(text, true)
}

/// The same for a document, where nobody is called: `@kim` and `#12` stay what they are.
pub fn as_markdown_text(text: &str) -> String {
    escaped(text, false)
}

fn escaped(text: &str, parts_calls: bool) -> String {
    let text = visible(text);
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let in_word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
        let special = match c {
            // `ledger_db` stays readable: there it means nothing.
            '_' => !(in_word(Some(&before)) && in_word(rest.peek())),
            c => "\\`*<[]|~&$".contains(c),
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(c);
        if parts_calls && rest.peek().is_some_and(|&next| calls(before, c, next)) {
            escaped.push(BREAK);
        }
        before = c;
    }
    escaped
}

/// A text as code within a line: nothing in it is read as Markdown.
pub fn as_code(text: &str) -> String {
    let text = visible(text);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let mark = "`".repeat(longest + 1);
    match longest {
        0 => format!("{mark}{text}{mark}"),
        // One blank on both sides does not belong to the code.
        _ => format!("{mark} {text} {mark}"),
    }
}

/// What stands before the paths in links: an address with a slash at its end; nothing where they lead to files beside.
pub(crate) fn links_base(address: Option<&str>) -> String {
    let slashed = |address: &str| format!("{}/", address.trim_end_matches('/'));
    address.map(slashed).unwrap_or_default()
}

/// A path as the target of a link.
pub(crate) fn link_target(path: &str) -> String {
    let mut target = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' | b'~' => {
                target.push(char::from(byte));
            }
            byte => target.push_str(&format!("%{byte:02X}")),
        }
    }
    target
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_ends_where_it_ends() {
        assert_eq!(as_code("a  <b> | *c*"), "`a <b> | *c*`");
        assert_eq!(as_code("``x` and `"), "``` ``x` and ` ```");
        assert_eq!(as_code("a\nb\u{202e}"), "`a␊b\u{fffd}`");
    }

    #[test]
    fn a_title_stays_text() {
        assert_eq!(
            as_markdown("`a` <b> [c](d) *e*"),
            r"\`a\` \<b> \[c\](d) \*e\*"
        );
        assert_eq!(as_markdown("a|b ledger_db _x_"), r"a\|b ledger_db \_x\_");
        assert_eq!(as_markdown("a\nb"), "a␊b");
        assert_eq!(as_markdown("@kim #12"), "@\u{200b}kim #\u{200b}12");
    }

    #[test]
    fn a_target_has_no_brackets() {
        assert_eq!(link_target("a b/(c).md"), "a%20b/%28c%29.md");
    }
}
