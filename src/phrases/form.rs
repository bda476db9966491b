//! The expressions that lists of words stand for. The build script makes automata of them.

use super::begin::spaced;
use super::guard::guarded;

/// An entry of a list of phrases, looked for at the beginning of a word.
pub(crate) fn phrase(entry: &str) -> String {
    format!(r"(?i-u:\b(?:{})\b)", guarded(&spaced(entry)))
}

/// A text that holds one of the entries, within a word, too. Asked from its beginning.
pub(crate) fn within(entries: &[&str]) -> String {
    format!("(?i-u:(?su:.)*?(?:{}))", guarded(&entries.join("|")))
}

/// A text that is one of the entries as a whole.
pub(crate) fn whole(entries: &[&str]) -> String {
    format!("(?i-u:^(?:{})$)", guarded(&entries.join("|")))
}
