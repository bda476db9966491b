//! Facts of the front-matter sort that the body states in labelled lines and tables of key facts.

use super::{Fact, Metadata, people};
use crate::markdown::Text;
use crate::postmortem::labels::Label;
use crate::postmortem::{SectionKind, Sections};

/// A longer value is a sentence about the fact, not the fact.
const MAX_WORD: usize = 60;

/// Fills in what the front matter left open, from the first label of each fact, and notes what the body states.
pub(super) fn read(metadata: &mut Metadata, sections: &Sections, labels: &[Label<'_>]) {
    for label in labels.iter().filter(|label| is_about_all(sections, label)) {
        let one = || label.value().and_then(word);
        metadata.body.extend(one().map(|value| (label.fact, value)));
        let names = || people::join(label.values.iter().filter_map(|v| word(*v)).collect());
        match label.fact {
            "severity" => keep(&mut metadata.severity, one),
            "team" => keep(&mut metadata.team, one),
            "author" => keep(&mut metadata.author, names),
            "moderator" => keep(&mut metadata.moderator, names),
            "bar raiser" => keep(&mut metadata.bar_raiser, names),
            "incident lead" => keep(&mut metadata.incident_lead, names),
            "trigger" => keep(&mut metadata.trigger, || label.value().and_then(sentence)),
            "services" if metadata.services.is_empty() => {
                metadata.services = label.values.iter().flat_map(|v| items(*v)).collect();
            }
            "reviewed by" if metadata.reviewed_by.is_empty() => {
                metadata.reviewed_by = label.values.iter().flat_map(|v| items(*v)).collect();
            }
            _ => {}
        }
    }
}

/// Whether a label speaks of the whole incident: not of an action, a lesson or an entry of the timeline.
pub(in crate::postmortem) fn is_about_all(sections: &Sections, label: &Label<'_>) -> bool {
    let kind = sections.kind_at(label.name.span().start);
    !label.is_of_meeting(sections)
        && !matches!(
            kind,
            SectionKind::Actions | SectionKind::Lessons | SectionKind::Timeline
        )
}

fn keep(slot: &mut Option<Fact<String>>, value: impl FnOnce() -> Option<Fact<String>>) {
    if slot.is_none() {
        *slot = value();
    }
}

fn word(text: Text<'_>) -> Option<Fact<String>> {
    sentence(text).filter(|fact| fact.value.len() <= MAX_WORD)
}

/// The first line of a value.
fn sentence(text: Text<'_>) -> Option<Fact<String>> {
    let line = text.lines().next()?.trim();
    let stated = !super::says_nothing(line.as_str());
    stated.then(|| Fact::new(line.as_str().to_owned(), line.span()))
}

/// The parts of a list in one line.
fn items(text: Text<'_>) -> Vec<Fact<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in text.as_str().split([',', ';', '\n']) {
        let piece = text.slice(at..at + part.len()).trim();
        at += part.len() + 1;
        found.extend(word(piece));
    }
    found
}
