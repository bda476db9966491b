//! Keys, tokens and passwords in the raw text, found before anything else looks at it, so that nothing can print them.

mod patterns;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Fnv, fingerprint};
use crate::markdown::Span;

/// A secret that stands in a document. Its text is nowhere in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// Where.
    pub span: Span,
    /// "GitHub token", "password".
    pub kind: String,
    /// Names the value over edits around it and in other documents; `[secrets] allow` takes it.
    pub fingerprint: String,
    /// What the fingerprint is made of.
    pub(crate) subject: String,
    /// The bytes that are hidden.
    pub(crate) hidden: Span,
}

/// A secret with the bytes that have to be hidden, which for a private key are those behind the mark.
struct Hit {
    kind: String,
    span: Span,
    hide: Span,
}

/// Finds the secrets of a text and hides them: their bytes become signs of the same length, so that every position
/// holds. Line breaks stay.
pub(crate) fn hide(text: String) -> (String, Vec<Secret>) {
    let hits = patterns::find(&text);
    if hits.is_empty() {
        return (text, Vec::new());
    }
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for hit in &hits {
        let (start, end) = (hit.hide.start.max(at), hit.hide.end.max(at));
        masked.push_str(text.get(at..start).unwrap_or_default());
        masked.extend(text.get(start..end).unwrap_or_default().chars().map(mask));
        at = end;
    }
    masked.push_str(text.get(at..).unwrap_or_default());
    let secrets = hits.into_iter().map(|hit| secret(&text, hit)).collect();
    (masked, secrets)
}

/// How many secrets a text holds.
pub(crate) fn count(text: &str) -> usize {
    patterns::find(text).len()
}

/// A sign of as many bytes.
pub(crate) fn mask(c: char) -> char {
    match c.len_utf8() {
        _ if c == '\n' || c == '\r' => c,
        1 => 'X',
        2 => '×',
        3 => '█',
        _ => '🔒',
    }
}

/// What a fingerprint may know of a value that is not to be shown: its length and eight bits of its hash. Enough to tell
/// an allowed value from the next one, and too little to find it by guessing.
pub(crate) fn subject(kind: &str, value: &str) -> String {
    let mut hash = Fnv::new();
    hash.write(value.as_bytes());
    let bits = (hash.0 ^ (hash.0 >> 32)) & 0xff;
    format!("{kind} {} {bits:02x}", value.len())
}

fn secret(text: &str, hit: Hit) -> Secret {
    let value = text.get(hit.hide.start..hit.hide.end).unwrap_or_default();
    let subject = subject(&hit.kind, value);
    Secret {
        span: hit.span,
        kind: hit.kind,
        fingerprint: fingerprint("secret", &subject, 0),
        subject,
        hidden: hit.hide,
    }
}
