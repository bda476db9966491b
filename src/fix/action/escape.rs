//! Words of the command line as text of one item or cell, and whether they are read back.

use crate::report::{as_markdown_text, visible};

/// The words on one line, in which nothing opens a tag, a comment, a link, a cell or another item. Addresses of the web
/// become links.
pub(super) fn written(text: &str) -> String {
    let words = text.split_whitespace().map(|word| {
        let is_address = ["http://", "https://"]
            .iter()
            .any(|start| word.starts_with(start));
        match is_address && !word.contains(['<', '>', '"', '`', '|', '\\']) {
            true => format!("<{}>", visible(word)),
            false => as_markdown_text(word).replace('{', "\\{"),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Whether what was read is what was to be written, apart from markup and the punctuation around it.
pub(super) fn is_same(read: &str, asked: &str) -> bool {
    plain(read) == plain(asked)
}

fn plain(text: &str) -> String {
    let text: String =
        visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).replace('`', "");
    text.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}
