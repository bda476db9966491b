//! The lists of words that several of these files ask: what a text says of the course of an incident.

use std::sync::LazyLock;

use crate::phrases::Phrases;
use crate::words;

/// What users or monitoring notice of an incident.
pub(super) static SYMPTOMS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("symptoms"));
/// It is said outright that it begins.
pub(super) static STARTS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("incident-starts"));
/// It is said outright that it is over.
pub(super) static ENDS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("incident-ends"));
/// Users are served again.
pub(super) static RECOVERED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("recovered"));
/// A fix is in place.
pub(super) static FIXED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("fixed"));
/// Ordinary work, which is not yet the incident.
pub(super) static CHANGES: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("changes"));
/// Somebody or something notices.
pub(super) static NOTICED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("noticed"));
/// Those outside are told of it.
pub(super) static OUTGOING: LazyLock<&Phrases> =
    LazyLock::new(|| words::phrases("outgoing-notices"));
