//! The words of an action's text.

use std::ops::Range;

/// One word in lower case and its place.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) lower: String,
    pub(super) at: Range<usize>,
    /// Whether punctuation that ends a clause stands between it and the word before.
    pub(super) breaks: bool,
}

/// All words of a text, without quotes and brackets around them.
pub(super) fn of(text: &str) -> impl Iterator<Item = Word> + '_ {
    let inside = |c: char| c.is_alphanumeric() || "-_'’/.@#".contains(c);
    let mut at = 0;
    let mut last_end = 0;
    std::iter::from_fn(move || {
        let start = at
            + text
                .get(at..)?
                .find(|c: char| c.is_alphanumeric() || c == '@' || c == '#')?;
        let rest = text.get(start..)?;
        let len = rest.find(|c: char| !inside(c)).unwrap_or(rest.len());
        let word = rest
            .get(..len)?
            .trim_end_matches(['.', '\'', '’', '-', '/', '_']);
        let word = if word.is_empty() {
            rest.get(..len)?
        } else {
            word
        };
        at = start + len;
        let gap = text.get(last_end..start).unwrap_or_default();
        let breaks = gap.contains([',', ';', ':', '(', '.', '!', '?', '\n', '–', '—']);
        last_end = start + word.len();
        Some(Word {
            lower: word.to_lowercase().replace('’', "'"),
            at: start..start + word.len(),
            breaks,
        })
    })
}

/// The last word of a text, in lower case. Only its end is looked at, since a text may be asked for many places.
pub(super) fn last(text: &str) -> Option<String> {
    let end = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let start = end.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let last = of(end.get(start..)?).last();
    last.map(|word| word.lower)
}
