//! When it was noticed, as the section about detection tells it.

use std::sync::LazyLock;

use super::prose::dated;
use super::{MilestoneKind, Milestones, Source, sentences};
use crate::markdown::{BlockKind, Text};
use crate::phrases::Phrases;
use crate::postmortem::SectionKind;
use crate::postmortem::time::{self, Stamp};
use crate::words;

/// What was not, or would have been.
static DENIED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("noticed-denied"));
/// What was so before anybody noticed.
static EARLIER: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("noticed-earlier"));

/// The only time of the first sentence there that names one.
pub(super) fn in_sections(source: Source<'_>, found: &mut Milestones) {
    if found.detected.is_some() {
        return;
    }
    let blocks = source.doc.blocks().filter(|(_, block)| {
        let kind = source.sections.kind_at(block.span.start);
        kind == SectionKind::Detection && block.kind == BlockKind::Paragraph
    });
    let mut timed = blocks
        .flat_map(|(id, _)| sentences::split(source.doc.block_text(id)))
        .filter_map(|sentence| {
            let stamps = time::find_stamps(sentence.as_str());
            let clock = stamps.iter().any(|stamp| stamp.from.clock.is_some());
            clock.then_some((sentence, stamps))
        });
    let Some((sentence, stamps)) = timed.next() else {
        return;
    };
    let Some(stamp) = only_time(sentence, &stamps) else {
        return;
    };
    let mut at = dated(source, &stamp.from, &stamps);
    found.set_zone(&mut at);
    let begun = found.started.as_ref().and_then(|start| start.at.minutes());
    if begun
        .zip(at.minutes())
        .is_none_or(|(start, at)| at >= start)
    {
        let span = sentence.source(stamp.range.clone());
        found.keep(MilestoneKind::Detected, at, span, false);
    }
}

/// The one clock time of a sentence that tells what happened then.
fn only_time<'s>(sentence: Text<'_>, stamps: &'s [Stamp]) -> Option<&'s Stamp> {
    let text = sentence.as_str();
    let mut clocks = stamps.iter().filter(|stamp| stamp.from.clock.is_some());
    let one = clocks.next().filter(|stamp| stamp.until.is_none())?;
    let before = text.get(..one.range.start)?;
    let counts =
        clocks.next().is_none() && !DENIED.is_match(text) && !EARLIER.closes(before.trim_end());
    counts.then_some(one)
}
