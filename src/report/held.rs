//! JSON of many findings: written one by one, held until the frame around them is known.

use std::io::{self, Write};

use serde::Serialize;

use super::visible::harmless_json;

/// Adds an object on a line of its own, with a comma behind it.
pub(super) fn push(held: &mut String, object: &impl Serialize) {
    let object = serde_json::to_string(object).unwrap_or_default();
    held.push_str(&harmless_json(&object));
    held.push_str(",\n");
}

/// Writes `frame` with what was held in place of its empty list `key`.
pub(super) fn framed(
    out: &mut dyn Write,
    frame: &impl Serialize,
    key: &str,
    held: &str,
) -> io::Result<()> {
    let frame = harmless_json(&serde_json::to_string(frame)?);
    // In a string its quotes would be escaped, so it is the list.
    let empty = format!("\"{key}\":[]");
    let (before, after) = frame.split_once(&empty).unwrap_or((&frame, ""));
    write!(out, "{before}\"{key}\":")?;
    list(out, held)?;
    writeln!(out, "{after}")
}

/// Writes what was held as a list.
pub(super) fn list(out: &mut dyn Write, held: &str) -> io::Result<()> {
    match held.trim_end_matches(",\n") {
        "" => write!(out, "[]"),
        objects => write!(out, "[\n{objects}\n]"),
    }
}
