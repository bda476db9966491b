//! Timelines that tell what somebody did and what came of it, without saying who: "Try to open the page, and get an error"; and accounts
//! of a detection that tell what went wrong in the course of one's own work.

use super::{DetectedBy, Detection, LISTS, Strictness, classify, sentences};
use crate::markdown::{BlockKind, Document, Text};
use crate::postmortem::{SectionKind, Sections, Timeline};
use crate::words;

/// So many sentences of a timeline are about its beginning.
const EARLY_SENTENCES: usize = 12;

/// So many lines are looked at for what no entry tells.
const UNTIMED_LINES: usize = 30;

/// Who noticed, by a row or an item of the timeline that has no time that can be read and is no entry: "User reported that
/// sign-in is broken". What the team finds there may be anything.
pub(super) fn untimed(
    doc: &Document,
    sections: &Sections,
    timeline: Option<&Timeline>,
) -> Option<Detection> {
    let lines = doc.blocks().filter(|(_, block)| {
        let at = block.span.start;
        let is_line = matches!(block.kind, BlockKind::Cell | BlockKind::Item(_));
        is_line && sections.kind_at(at) == SectionKind::Timeline
    });
    let lines = lines.map(|(id, _)| doc.block_text(id)).filter(|text| {
        let at = text.span().start;
        let entry = timeline.and_then(|timeline| timeline.entry_at(at));
        entry.is_none()
    });
    lines.take(UNTIMED_LINES).find_map(|line| {
        let sentence = sentences(line).into_iter().next()?;
        let told = classify(sentence.as_str(), Strictness::Entry)?;
        (told.by != DetectedBy::Employee && told.is_plain).then(|| Detection {
            by: told.by,
            span: Some(sentence.source(told.place)),
            is_plain: true,
        })
    })
}

/// The first act of ours in the sections that tell the story of the day by which something was found to be broken. Whoever mends it
/// knows already.
pub(super) fn first(doc: &Document, sections: &Sections) -> Option<Detection> {
    let texts = sections
        .of(SectionKind::Timeline)
        .flat_map(|section| section.texts(doc));
    let tells = |sentence: &Text<'_>| {
        // A time may stand before it.
        let said = sentence.as_str();
        let said = said.trim_start_matches(|c: char| !c.is_alphabetic());
        LISTS.own_acts.opens(said) && !LISTS.repairs.is_match(said)
    };
    let sentence = texts
        .flat_map(sentences)
        .filter(|sentence| !sentence.as_str().trim().is_empty())
        .take(EARLY_SENTENCES)
        .find(tells)?;
    Some(Detection {
        by: DetectedBy::Employee,
        span: Some(sentence.trim().span()),
        is_plain: false,
    })
}

/// "During the upgrade the new nodes did not start": within an account of the detection, whoever did the work saw it.
pub(super) fn at_work(sentence: Text<'_>) -> Option<Detection> {
    let said = sentence.as_str();
    let work = LISTS.own_work.find(said)?;
    let behind = said.get(work.end()..)?;
    let by_others = LISTS.outsiders.is_match(work.as_str());
    let is_denied = words::phrases("undone-deeds").is_match(said.get(..work.start())?);
    let is_told = !by_others && !is_denied && LISTS.work_failures.is_match(behind);
    is_told.then(|| Detection {
        by: DetectedBy::Employee,
        span: Some(sentence.trim().span()),
        is_plain: false,
    })
}
