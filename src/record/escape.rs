//! What somebody typed or pasted as the text of one entry.

use std::sync::LazyLock;

use regex::Regex;

use crate::report::as_markdown;

/// What stays as it is: code between single marks, and addresses of the web.
static KEPT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"`[^`]+`|https?://[^\s<>"`|\\]+"#)
        .unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
});

/// The text on one line of Markdown: code in backticks stays code, addresses become links, and of the rest nothing opens a
/// tag, a comment, a link, a cell or another entry.
pub fn entry_text(text: &str) -> String {
    let text = one_line(text);
    let mut written = String::with_capacity(text.len() + 8);
    let mut at = 0;
    for kept in KEPT.find_iter(&text) {
        written.push_str(&plain(text.get(at..kept.start()).unwrap_or_default()));
        at = kept.end();
        let kept = kept.as_str();
        if kept.starts_with('`') {
            written.push_str(&crate::report::visible(kept).replace('|', "\\|"));
            continue;
        }
        let address =
            kept.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', ']', '*', '_']);
        written.push_str(&format!("<{}>", crate::report::visible(address)));
        written.push_str(&plain(kept.get(address.len()..).unwrap_or_default()));
    }
    written.push_str(&plain(text.get(at..).unwrap_or_default()));
    // At the end of a heading it would close it.
    match written.strip_suffix('#') {
        Some(rest) => format!("{rest}\\#"),
        None => written,
    }
}

/// The text as the description of a picture.
pub fn alt_text(text: &str) -> String {
    plain(&one_line(text).replace('`', ""))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Braces hold code in MDX and in the templates of site generators.
fn plain(text: &str) -> String {
    as_markdown(text).replace('{', "\\{")
}
