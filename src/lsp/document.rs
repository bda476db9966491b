//! An open document, and what is known of it.

use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use super::text::Text;
use super::uri;
use crate::baseline::Baseline;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Related, Severity};
use crate::fix::Fix;
use crate::linter::{self, Linter};
use crate::markdown::Span;
use crate::postmortem::{PostMortem, ReadOptions};

/// A document that the editor holds.
pub(super) struct Document {
    /// What the client counts its versions by.
    pub(super) version: i32,
    pub(super) text: Text,
    /// The absolute path; none for what is no file of this machine.
    pub(super) place: Option<PathBuf>,
    /// How it is judged as it stands; none since it was changed.
    pub(super) judged: Option<Rc<Judged>>,
    /// Whether the client has been told.
    pub(super) told: bool,
}

impl Document {
    pub(super) fn new(uri: &str, version: i32, text: String) -> Self {
        Self {
            version,
            text: Text::new(text),
            place: uri::to_path(uri),
            judged: None,
            told: false,
        }
    }

    /// What was known holds no more.
    pub(super) fn forget(&mut self) {
        self.judged = None;
        self.told = false;
    }
}

/// A document as it is read and judged.
pub(super) struct Judged {
    pub(super) post: PostMortem,
    /// Whether it is a post-mortem, which the editor cannot know.
    pub(super) wanted: bool,
    /// Whether it is one or, by its path, about to become one.
    pub(super) likely: bool,
    pub(super) findings: Vec<Found>,
    /// What can be mended though there is nothing to report, each with its rule.
    pub(super) tidy: Vec<(String, Fix)>,
    /// Why it could not be judged, or not in all.
    pub(super) errors: Vec<String>,
    pub(super) config: Arc<Config>,
    pub(super) options: ReadOptions,
    /// What judged it; none where that could not be had.
    pub(super) judge: Option<Judge>,
}

/// What judges documents of one configuration.
#[derive(Clone)]
pub(super) struct Judge {
    pub(super) linter: Arc<Linter>,
    /// The baseline, and the document's path in it.
    pub(super) baseline: Option<(Arc<Baseline>, String)>,
}

impl Judge {
    /// What becomes of the findings of the document.
    pub(super) fn against(&self) -> linter::Baseline<'_> {
        match &self.baseline {
            None => linter::Baseline::None,
            Some((baseline, path)) => linter::Baseline::Hides(baseline.of(path)),
        }
    }
}

/// A finding, apart from the rules that it came from.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) rule: String,
    pub(super) severity: Severity,
    /// With what it will become.
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) span: Span,
    pub(super) related: Vec<Related>,
    pub(super) fixes: Vec<Fix>,
    /// Of all the findings that were told as one.
    pub(super) fingerprints: Vec<String>,
}

impl Found {
    pub(super) fn of(post: &PostMortem, diagnostic: Diagnostic<'_>) -> Self {
        let message = crate::report::message(&diagnostic);
        let finding = diagnostic.finding;
        let end = finding.span.start + post.doc.source(finding.span).trim_end().len();
        Self {
            rule: diagnostic.rule.id.to_string(),
            severity: diagnostic.severity,
            message,
            help: finding.help,
            span: Span::new(finding.span.start, end),
            related: finding.related,
            fixes: finding.fixes,
            fingerprints: match diagnostic.members.is_empty() {
                true => vec![diagnostic.fingerprint],
                false => diagnostic.members,
            },
        }
    }

    /// Whether it is about some of these bytes, or about a place at their edge.
    pub(super) fn touches(&self, span: Span) -> bool {
        self.span.start <= span.end && span.start <= self.span.end
    }
}
