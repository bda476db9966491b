//! What is wrong and where: a finding as a check makes it, a diagnostic when the linter has put its name to it.

use std::fmt;

use crate::markdown::Span;
use crate::rules::{Need, Rule};

/// How loud a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Info,
    /// To be looked at.
    Warning,
    /// To be solved before the post-mortem may have its status.
    Error,
}

impl Severity {
    /// All, the quietest first.
    pub const ALL: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];

    /// The word in every output and in the configuration.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity that a word names.
    pub fn parse(word: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|s| s.word() == word)
    }

    /// As in "an error at review".
    pub fn noun(self) -> &'static str {
        match self {
            Severity::Info => "an info",
            Severity::Warning => "a warning",
            Severity::Error => "an error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where, in the same file.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// What a check found: where and what. The linter adds which rule and how severe.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The bytes that are wrong; of what is absent, where it belongs.
    pub span: Span,
    /// What is wrong, naming the thing found.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// What is at `span`, where the message speaks of several places.
    pub label: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// What the fingerprint is made of, where the text at `span` tells too little or changes too often.
    pub subject: Option<String>,
    /// What is missing, for the line of what is not stated.
    pub names: Vec<String>,
    /// It is never louder than this, whatever the voice of its rule.
    pub at_most: Severity,
    /// Bytes that no output may show, in this finding's lines or in those of another.
    pub masks: Vec<Span>,
}

impl Finding {
    /// A finding with nothing but a place and a message.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            help: None,
            label: None,
            related: Vec::new(),
            subject: None,
            names: Vec::new(),
            at_most: Severity::Error,
            masks: Vec::new(),
        }
    }

    /// Says what to write instead.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place.
    pub fn related(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        let message = message.into();
        self.related.push(Related { span, message });
        self
    }

    /// Takes the fingerprint from `subject` instead of the text at the span.
    pub fn subject(&mut self, subject: impl Into<String>) -> &mut Self {
        self.subject = Some(subject.into());
        self
    }

    /// Names what is missing: `{names}` of the page's `not-stated`.
    pub fn names<I: IntoIterator<Item: Into<String>>>(&mut self, names: I) -> &mut Self {
        self.names.extend(names.into_iter().map(Into::into));
        self
    }

    /// Keeps bytes out of every line that is shown.
    pub fn mask(&mut self, span: Span) -> &mut Self {
        self.masks.push(span);
        self
    }

    /// Never louder than `severity`: for what is inferred and not stated.
    pub fn at_most(&mut self, severity: Severity) -> &mut Self {
        self.at_most = severity;
        self
    }
}

/// The findings of one rule in one document.
#[derive(Debug, Default)]
pub struct Findings {
    /// In the order in which the check came upon them.
    pub list: Vec<Finding>,
    /// Of how many, for `{of}` in messages; the open actions of the document when not set.
    pub of: Option<usize>,
    /// What could not be judged in this document for want of something.
    pub unchecked: Option<Need>,
}

impl Findings {
    /// Reports a place.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        let at = self.list.len();
        self.list.push(Finding::new(span, message));
        &mut self.list[at]
    }

    /// Says that the document was not judged, or not in all.
    pub fn cannot_check(&mut self, need: Need) {
        self.unchecked = Some(need);
    }
}

/// A finding with the rule and its voice.
#[derive(Clone, Debug)]
pub struct Diagnostic<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// How loud.
    pub severity: Severity,
    /// What it will become: "an error at review".
    pub note: Option<String>,
    /// What was found; of several that were gathered, the first with a message for all.
    pub finding: Finding,
    /// What is wrong with the first, when the message is for several.
    pub label: Option<String>,
    /// Names this finding over edits elsewhere in the file: see [`fingerprint`].
    pub fingerprint: String,
    /// The fingerprints of the findings that were gathered into this one, its own first; empty when it stands alone.
    pub members: Vec<String>,
}

/// The fingerprint of the `occurrence`th finding (from 0) of `rule` about `subject`: 16 hex digits that stay the same on
/// every platform, for every build, and when lines move.
pub fn fingerprint(rule: &str, subject: &str, occurrence: usize) -> String {
    let mut hash = Fnv::new();
    hash.write(rule.as_bytes());
    hash.write(&[0]);
    for word in subject.split_whitespace() {
        hash.write(word.to_lowercase().as_bytes());
        hash.write(b" ");
    }
    hash.write(&[0]);
    hash.write(occurrence.to_string().as_bytes());
    format!("{:016x}", hash.0)
}

/// FNV-1a, 64 bits: the standard library's hasher may change with any release, and fingerprints are kept in files.
pub(crate) struct Fnv(pub(crate) u64);

impl Fnv {
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_are_ordered() {
        assert!(Severity::Info < Severity::Warning && Severity::Warning < Severity::Error);
    }

    #[test]
    fn the_hash_is_the_published_one() {
        let mut hash = Fnv::new();
        hash.write(b"foobar");
        assert_eq!(hash.0, 0x8594_4171_f739_67e8);
    }

    #[test]
    fn fingerprints_ignore_case_and_blanks_and_tell_rule_text_and_occurrence_apart() {
        let one = fingerprint("human-error", "Operator  error\nagain", 0);
        assert_eq!(one, fingerprint("human-error", "operator error again", 0));
        assert_ne!(one, fingerprint("human-error", "operator error again", 1));
        assert_ne!(one, fingerprint("blamed-person", "operator error again", 0));
        assert_ne!(one, fingerprint("human-error", "operator error", 0));
        assert_eq!(one, "2017c29d562b9b27");
    }
}
