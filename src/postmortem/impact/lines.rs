//! The sentences of a text, and lines that are sentences of their own.

use crate::markdown::Text;
use crate::words;

/// The sentences of a text: up to a full stop, question or exclamation mark with a blank behind it, or to the end of a line with
/// a line of key and value below it.
pub(super) fn sentences(text: Text<'_>) -> Vec<Text<'_>> {
    let source = text.as_str();
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = source.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let blank = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        let shortened = || {
            let word = source.get(start..at).unwrap_or_default();
            let word = word
                .rsplit(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap_or_default();
            words::set("abbreviated-before-numbers").contains(word.to_lowercase().as_str())
        };
        let is_stop = matches!(c, '.' | '!' | '?') && blank && !shortened();
        let is_fact = || source.get(at + 1..).is_some_and(opens_with_key);
        if is_stop || c == '\n' && is_fact() {
            found.push(text.slice(start..at + 1));
            start = at + 1;
        }
    }
    found.push(text.slice(start..source.len()));
    found.retain(|sentence| !sentence.is_blank());
    found
}

/// Whether a text opens with "Validators affected: 61": a few words that begin like a name, and a colon.
pub(in crate::postmortem) fn opens_with_key(text: &str) -> bool {
    const KEY: usize = 40;
    const WORDS: usize = 5;
    let line = text.trim_start_matches([' ', '*', '_', '-']);
    let Some((at, _)) = line.char_indices().take(KEY).find(|(_, c)| *c == ':') else {
        return false;
    };
    let (key, value) = line.split_at(at);
    let value = value.trim_start_matches([':', '*', '_']);
    // A clock has no blank behind the colon, and the rest of a sentence begins with a small letter or goes on after a comma.
    let is_name = key.starts_with(char::is_alphabetic) && !key.contains([',', '.', '\n', ';', '?']);
    let few = key.split_whitespace().count() <= WORDS;
    is_name && few && value.starts_with([' ', '\n'])
}
