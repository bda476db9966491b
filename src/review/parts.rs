//! The parts of a document in its own order, each with what stands there and what the linter found.

use crate::diagnostic::{Diagnostic, Severity};
use crate::linter::Verdict;
use crate::postmortem::{PostMortem, SectionKind};
use crate::rules::{Group, title_place};

use super::stands::{self, Stand};

/// One part.
#[derive(Clone, Debug)]
pub struct Part {
    /// Which one; none for the document as a whole.
    pub kind: Option<SectionKind>,
    /// The heading of its first section, where there is one.
    pub heading: Option<String>,
    /// The line of that heading.
    pub line: Option<usize>,
    /// What stands: facts that were read.
    pub stands: Vec<Stand>,
    /// What is missing or wrong.
    pub findings: Vec<Told>,
}

/// A finding as it is told here: short.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its rule.
    pub rule: String,
    /// How loud it is at the status that the document is read for.
    pub severity: Severity,
    /// What it will become: "an error at final".
    pub note: Option<String>,
    /// Its line.
    pub line: usize,
    /// The lines of further places that belong to it.
    pub more: Vec<usize>,
    /// What is wrong.
    pub message: String,
    /// What the page of the rule asks.
    pub question: String,
    /// Names it over edits elsewhere in the file.
    pub fingerprint: String,
}

impl Told {
    pub(super) fn new(post: &PostMortem, diagnostic: &Diagnostic<'_>) -> Told {
        let line = |at: usize| post.doc.line(at);
        let finding = &diagnostic.finding;
        Told {
            rule: diagnostic.rule.id.to_string(),
            severity: diagnostic.severity,
            note: diagnostic.note.clone(),
            line: line(finding.span.start),
            more: finding
                .related
                .iter()
                .map(|place| line(place.span.start))
                .collect(),
            message: finding.message.clone(),
            question: diagnostic.rule.page.question.clone(),
            fingerprint: diagnostic.fingerprint.clone(),
        }
    }
}

/// In the order in which parts usually stand.
const USUAL: [SectionKind; 8] = [
    SectionKind::Summary,
    SectionKind::Impact,
    SectionKind::Timeline,
    SectionKind::Detection,
    SectionKind::Causes,
    SectionKind::Lessons,
    SectionKind::Actions,
    SectionKind::Evidence,
];

impl Part {
    /// The word of the JSON contract.
    pub fn word(&self) -> &'static str {
        self.kind.map_or("document", SectionKind::word)
    }

    fn new(post: &PostMortem, kind: Option<SectionKind>) -> Part {
        let section = kind.and_then(|kind| post.sections.first(kind));
        Part {
            kind,
            heading: section.map(|section| section.heading.clone()),
            line: section.map(|section| post.doc.line(section.heading_span.start)),
            stands: stands::of(post, kind),
            findings: Vec::new(),
        }
    }
}

/// The parts that there is something to say about: those that exist in the order of the document, what is absent where it
/// usually stands.
pub(super) fn read(post: &PostMortem, verdict: &Verdict<'_>) -> Vec<Part> {
    let mut parts: Vec<Part> = order(post)
        .into_iter()
        .map(|kind| Part::new(post, kind))
        .collect();
    for diagnostic in &verdict.diagnostics {
        let kind = part_of(post, diagnostic);
        if let Some(part) = parts.iter_mut().find(|part| part.kind == kind) {
            part.findings.push(Told::new(post, diagnostic));
        }
    }
    for part in &mut parts {
        // What stops the document first; otherwise as in the document.
        part.findings
            .sort_by_key(|told| (std::cmp::Reverse(told.severity), told.line));
    }
    parts.retain(|part| !part.stands.is_empty() || !part.findings.is_empty());
    parts
}

fn order(post: &PostMortem) -> Vec<Option<SectionKind>> {
    let place = |kind: SectionKind| post.sections.first(kind).map(|s| s.heading_span.start);
    let mut order: Vec<SectionKind> = USUAL.into_iter().filter(|k| place(*k).is_some()).collect();
    order.sort_by_key(|kind| place(*kind));
    for (at, kind) in USUAL.into_iter().enumerate() {
        if order.contains(&kind) {
            continue;
        }
        let before = USUAL.get(..at).unwrap_or_default();
        let behind = order.iter().rposition(|known| before.contains(known));
        order.insert(behind.map_or(0, |behind| behind + 1), kind);
    }
    std::iter::once(None)
        .chain(order.into_iter().map(Some))
        .collect()
}

/// The part that a finding is told in: that of its rule; what is not about one, where it stands.
fn part_of(post: &PostMortem, diagnostic: &Diagnostic<'_>) -> Option<SectionKind> {
    let span = diagnostic.finding.span;
    match diagnostic.rule.page.group {
        Group::Impact => Some(SectionKind::Impact),
        Group::Timeline => Some(SectionKind::Timeline),
        Group::Detection => Some(SectionKind::Detection),
        Group::Causes => Some(SectionKind::Causes),
        Group::Action | Group::Actions => Some(SectionKind::Actions),
        Group::Evidence => Some(SectionKind::Evidence),
        Group::Metadata if span == title_place(post) => None,
        Group::Metadata
        | Group::Language
        | Group::Safety
        | Group::History
        | Group::Repeats
        | Group::Silencers => {
            let kind = post.sections.kind_at(span.start);
            (kind != SectionKind::Other).then_some(kind)
        }
    }
}
