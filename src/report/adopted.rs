//! The keys that a document gets, each with the line that states it.

use std::fmt::Write;

use super::totals::amount;
use super::visible::visible_line;
use crate::adopt::Stated;
use crate::fix::set::Value;
use crate::postmortem::PostMortem;

/// So many characters of a line are shown.
const LONGEST: usize = 100;

/// One line for each key: the key, its value, where it is stated and what stands there.
pub fn adopted(post: &PostMortem, added: &[Stated]) -> String {
    let keys: Vec<String> = added.iter().map(key).collect();
    let width = keys
        .iter()
        .map(|key| key.chars().count())
        .max()
        .unwrap_or(0);
    let mut out = String::new();
    for (fact, key) in added.iter().zip(&keys) {
        let line = post.doc.line(fact.span.start);
        let stands = post.doc.source(post.doc.lines().span(line)).trim();
        let _ = writeln!(
            out,
            "{:width$}  <- {}:{line}: {}",
            visible_line(key),
            visible_line(&post.path),
            visible_line(&shortened(stands))
        );
    }
    out
}

fn key(fact: &Stated) -> String {
    match &fact.value {
        Value::Text(text) | Value::Number(text) => format!("{}: {text}", fact.key),
        Value::Texts(texts) => format!("{}: [{}]", fact.key, texts.join(", ")),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// "3 of 5 documents got 12 keys".
pub fn adopted_summary(changed: usize, of: usize, keys: usize, diff: bool) -> String {
    let verb = if diff { "would get" } else { "got" };
    let (documents, keys) = (
        amount(of, "document", "documents"),
        amount(keys, "key", "keys"),
    );
    format!("{changed} of {documents} {verb} {keys}")
}
