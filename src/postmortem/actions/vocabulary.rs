//! What the words of a document tell of its names.

use std::collections::HashSet;

use crate::postmortem::Metadata;
use crate::words;

/// The words that a text uses in lower case.
pub(super) fn common(text: &str) -> HashSet<&str> {
    // `@kim` is a name in small letters.
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '@');
    words
        .filter(|w| w.starts_with(char::is_lowercase))
        .collect()
}

/// The words that a text uses as handles or with a capital within a sentence, in lower case.
pub(super) fn proper(text: &str) -> HashSet<String> {
    let mut within = false;
    let mut found = HashSet::new();
    for word in text.split_whitespace() {
        let kept = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '@');
        let handle = kept.strip_prefix('@');
        let capital = within && kept.starts_with(char::is_uppercase);
        if capital || handle.is_some() {
            found.insert(handle.unwrap_or(kept).to_lowercase());
        }
        within = word.ends_with(|c: char| c.is_lowercase() || c == ',');
    }
    found
}

/// The names of those that the document names as its authors and leaders.
pub(super) fn writers(metadata: &Metadata) -> HashSet<String> {
    let named = [
        &metadata.author,
        &metadata.moderator,
        &metadata.incident_lead,
    ];
    let mut found = HashSet::new();
    for name in named.into_iter().flatten() {
        for one in name
            .value
            .split([',', ';', '&', '/'])
            .flat_map(|part| part.split(" and "))
        {
            let one = one.trim().trim_start_matches('@').to_lowercase();
            let first = one.split_whitespace().next().unwrap_or_default();
            if first.len() > 1 && one.split_whitespace().count() <= 3 {
                found.insert(first.to_owned());
                found.insert(one);
            }
        }
    }
    found
}

/// The teams that the document names as its own.
pub(super) fn teams(metadata: &Metadata) -> HashSet<String> {
    let named = metadata
        .team
        .iter()
        .flat_map(|team| team.value.split([',', ';']));
    let names = named.map(|name| name.trim().to_lowercase());
    names.filter(|name| !name.is_empty()).collect()
}

/// The words that stand right before that of a system: "Manager" in "the Manager cluster".
pub(super) fn systems(text: &str) -> HashSet<&str> {
    let nouns = words::set("system-nouns");
    let apart = |c: char| !c.is_alphanumeric();
    let named = text.match_indices(' ').filter_map(|(at, _)| {
        let noun = text.get(at + 1..)?.split(apart).next()?;
        let name = text.get(..at)?.rsplit(apart).next()?;
        (nouns.contains(noun) && !name.is_empty()).then_some(name)
    });
    named.collect()
}
