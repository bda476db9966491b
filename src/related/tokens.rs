//! The words of a text that tell what it is about.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::words;

/// Words that carry no meaning of their own, and the names of people, who work on outages of all sorts.
static SMALL: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lists = ["small-words", "function-words", "given-names"].into_iter();
    let entries = lists.flat_map(words::entries);
    entries.flat_map(|entry| entry.split('|')).collect()
});

/// Words of fewer letters are articles, units and initials.
const SHORTEST: usize = 3;

/// The words of a text as written. Addresses, times and other numbers are none, but the codes with which HTTP answers are.
pub(super) fn of(text: &str) -> impl Iterator<Item = &str> {
    let chunks = text.split_whitespace().filter(|c| !c.contains("://"));
    let words = chunks.flat_map(|chunk| chunk.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| is_word(word))
}

fn is_word(word: &str) -> bool {
    let first = word.chars().next().unwrap_or(' ');
    match first.is_alphabetic() {
        true => word.chars().count() >= SHORTEST,
        false => is_http_error(word),
    }
}

/// `503`: whoever looks for its like types it.
fn is_http_error(word: &str) -> bool {
    word.len() == 3
        && word
            .parse()
            .is_ok_and(|code: u16| (400..600).contains(&code))
}

/// The words of handles (`@ana`) in a text, in lower case: chat logs and lists name their owners without the sign, too.
pub(super) fn handles(text: &str) -> impl Iterator<Item = String> {
    let behind = text.split('@').skip(1);
    let handles = behind.map(|rest| {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    });
    handles.flat_map(of).map(str::to_lowercase)
}

/// Whether a word in lower case says nothing by itself.
pub(super) fn is_small(word: &str) -> bool {
    SMALL.contains(word)
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_and_addresses_are_no_words() {
        let text = "On 2026-03-14 at 09:02 all 14 pods of EKS answered 503 (https://larkspur.example/a), v2 was up.";
        let found: Vec<&str> = super::of(text).collect();
        assert_eq!(found, ["all", "pods", "EKS", "answered", "503", "was"]);
    }
}
