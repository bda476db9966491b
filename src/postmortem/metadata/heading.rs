//! The text of a heading without what does not belong to it.

use crate::markdown::Text;

/// A heading that is underlined by the rule between the two sides of a conflict, without the marker that Git leaves above it.
pub(super) fn without_marker(text: Text<'_>) -> Text<'_> {
    let whole = text.as_str();
    match whole.split_once('\n') {
        Some((first, rest)) if first.starts_with("<<<<<<< ") => {
            text.slice(whole.len() - rest.len()..whole.len())
        }
        _ => text,
    }
}

/// A heading without the 32 hexadecimal digits that an exported page has behind its name.
pub(super) fn without_export_id(text: Text<'_>) -> Text<'_> {
    let whole = text.as_str();
    let name = whole
        .rsplit_once(' ')
        .filter(|(_, id)| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()));
    match name {
        Some((name, _)) if !name.trim().is_empty() => text.slice(0..name.len()).trim(),
        _ => text,
    }
}
