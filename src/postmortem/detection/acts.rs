//! Timelines that tell what somebody did and what came of it, without saying who: "Try to open the page, and get an error".

use super::{DetectedBy, Detection, LISTS, sentences};
use crate::markdown::{Document, Text};
use crate::postmortem::{SectionKind, Sections};

/// So many sentences of a timeline are about its beginning.
const EARLY_SENTENCES: usize = 12;

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
