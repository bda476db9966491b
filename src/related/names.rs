//! Which other post-mortems a document names.

use std::ops::Range;

use crate::markdown::Document;
use crate::postmortem::{Metadata, file_stem};

/// What a document names in its front matter and by its links, in lower case: ids and the names of files.
pub(super) fn of(doc: &Document, metadata: &Metadata) -> Vec<String> {
    let stated = metadata.repeat_of.iter().chain(&metadata.related);
    let stated = stated.map(|fact| fact.value.as_str());
    let links = doc.inlines().iter().map(|inline| inline.target.as_ref());
    let defined = doc.definitions().iter().map(|one| one.target.as_ref());
    let targets = stated.chain(links).chain(defined);
    let mut names: Vec<String> = targets.flat_map(names_in).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The last part of a path or an address, and the one before it, which is the name where that is `README.md` and the like.
fn names_in(target: &str) -> impl Iterator<Item = String> + use<> {
    let path = target.split(['#', '?']).next().unwrap_or_default();
    let parts = path.rsplit('/').filter(|part| !part.is_empty()).take(2);
    let names: Vec<String> = parts
        .map(|part| file_stem(&decoded(part)).to_lowercase())
        .collect();
    names.into_iter().filter(|name| name.len() > 2)
}

/// The text without percent encoding.
fn decoded(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let hex = behind.get(..2).filter(|_| first == b'%');
        let hex = hex.and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &rest[3..];
            }
            None => {
                bytes.push(first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The names in lower case by which a text may mention a post-mortem of this id: the id, and the number with which it
/// begins (`PM2026-004 - Refunds`). A word that may stand in any text is none.
pub(super) fn telling(id: &str) -> impl Iterator<Item = String> {
    let id = id.to_lowercase();
    let number = id.split_whitespace().next().unwrap_or_default().to_owned();
    let tells = |name: &String| name.len() >= 5 && name.contains(|c: char| c.is_ascii_digit());
    let number = Some(number).filter(|number| *number != id);
    [Some(id), number].into_iter().flatten().filter(tells)
}

/// Whether a text in lower case names a post-mortem by its id, or by the number with which its id begins.
pub(crate) fn mentions(text: &str, id: &str) -> bool {
    telling(id).any(|name| {
        text.match_indices(&name)
            .any(|(at, _)| is_word(text, at..at + name.len()))
    })
}

/// Whether what stands at a range of a text is no part of a longer word.
pub(super) fn is_word(text: &str, range: Range<usize>) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = text.get(..range.start).unwrap_or_default();
    let behind = text.get(range.end..).unwrap_or_default();
    !is_part(before.chars().next_back()) && !is_part(behind.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_the_file_that_it_leads_to() {
        let named = |target: &str| names_in(target).collect::<Vec<_>>();
        assert_eq!(
            named("../2025/PM-004%20-%20Refunds.md#causes")[0],
            "pm-004 - refunds"
        );
        assert_eq!(
            named("https://larkspur.example/i/2025-11-02-checkout/README.md"),
            ["readme", "2025-11-02-checkout"]
        );
        assert_eq!(decoded("50%"), "50%");
    }

    #[test]
    fn a_number_is_a_name_as_a_word_only() {
        assert!(mentions(
            "as in pm2026-004 the pool",
            "PM2026-004 - Refunds"
        ));
        assert!(!mentions("as in pm2026-0041", "PM2026-004 - Refunds"));
        assert!(!mentions("checkout was slow", "checkout"));
    }
}
