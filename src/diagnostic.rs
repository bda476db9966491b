//! What is wrong and where: a finding as a check makes it, a diagnostic when the linter has put its name to it.

use std::fmt;

use crate::fix::Fix;
use crate::markdown::Span;
use crate::rules::{Need, Rule};
use crate::worded::worded;

worded! {
    /// How loud a finding is.
    #[derive(Hash, PartialOrd, Ord)]
    pub enum Severity {
        /// Good to know.
        Info = "info",
        /// To be looked at.
        Warning = "warning",
        /// To be solved before the post-mortem may have its status.
        Error = "error",
    }
}

impl Severity {
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
    /// How several such are told, where all of them say it, in place of what the page says.
    pub several: Option<&'static str>,
    /// It is another place of what is reported already, and not counted for `{n}`.
    pub again: bool,
    /// It is never louder than this, whatever the voice of its rule.
    pub at_most: Severity,
    /// What mends it without changing what the document means; of several places, those that have one.
    pub fixes: Vec<Fix>,
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
            several: None,
            again: false,
            at_most: Severity::Error,
            fixes: Vec::new(),
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

    /// Says how several such are told, with `{n}` and `{of}`.
    pub fn several(&mut self, several: &'static str) -> &mut Self {
        self.several = Some(several);
        self
    }

    /// Says that it is another place of what is reported already.
    pub fn again(&mut self) -> &mut Self {
        self.again = true;
        self
    }

    /// Says what mends it, where that is certain.
    pub fn fix(&mut self, fix: impl IntoIterator<Item = Fix>) -> &mut Self {
        self.fixes.extend(fix);
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

/// Why a rule cannot be decided: one of its settings is wrong, which sometimes shows on a document only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The setting.
    pub setting: String,
    /// Where in its text, in bytes.
    pub at: usize,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl Failure {
    /// A failure at the beginning of a setting.
    pub fn new(setting: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            setting: setting.into(),
            at: 0,
            message: message.into(),
            help: None,
        }
    }

    /// Says where in the text of the setting.
    #[must_use]
    pub fn at(mut self, at: usize) -> Self {
        self.at = at;
        self
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
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
    /// Why there are none, though nobody looked.
    pub failure: Option<Failure>,
    /// What is read as it stands, so that there is nothing to report, and has a notation that is the usual one.
    pub tidy: Vec<Fix>,
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
