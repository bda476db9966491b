//! The names of facts: the list `fact-names`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::postmortem::normalise;
use crate::words;

static FACTS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = words::entries("fact-names").filter_map(|line| line.split_once(" = "));
    lines
        .flat_map(|(names, fact)| names.split('|').map(move |name| (name, fact)))
        .collect()
});

/// A name with more words is a sentence.
const MAX_WORDS: usize = 6;
const MAX_BYTES: usize = 60;

/// The fact that a key, label, heading or cell names.
pub(in crate::postmortem) fn fact(name: &str) -> Option<&'static str> {
    let name = name.trim();
    if name.is_empty() || name.len() > MAX_BYTES || name.split_whitespace().count() > MAX_WORDS {
        return None;
    }
    let known = FACTS.get(normalise(name).as_str());
    known
        .or_else(|| FACTS.get(normalise(&spaced(name)?).as_str()))
        .copied()
}

/// "resolvedDate" as "resolved Date"; none where no capital stands behind a small letter.
fn spaced(name: &str) -> Option<String> {
    let mut found = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for c in name.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            found.push(' ');
        }
        found.push(c);
        before = c;
    }
    (found.len() > name.len()).then_some(found)
}

/// Whether a fact is a point in time: its name may stand right before one, with no mark between them.
pub(super) fn is_time(fact: &str) -> bool {
    ["started", "detected", "mitigated", "resolved", "date"].contains(&fact)
}
