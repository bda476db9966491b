//! Causes and lessons that tell how one team was called in by another: "nothing paged us, the shop's on-call engineer called ours".

use super::{DetectedBy, Detection, LISTS, is_denied, sentences};
use crate::markdown::{BlockKind, Document};
use crate::postmortem::{SectionKind, Sections};

/// The first sentence among the causes and lessons that tells it.
pub(super) fn read(doc: &Document, sections: &Sections) -> Option<Detection> {
    let texts = doc
        .blocks()
        .filter(|(_, block)| block.kind == BlockKind::Paragraph)
        .map(|(id, _)| doc.block_text(id));
    let about = texts.filter(|text| {
        let kind = sections.kind_at(text.span().start);
        matches!(kind, SectionKind::Causes | SectionKind::Lessons)
    });
    about.flat_map(sentences).find_map(|sentence| {
        let said = LISTS.calls.find(sentence.as_str())?;
        let denied = is_denied(sentence.as_str(), said.start())
            || LISTS.denied_within.is_match(said.as_str());
        (!denied).then(|| Detection {
            by: DetectedBy::Employee,
            span: Some(sentence.source(said.range())),
            is_plain: false,
        })
    })
}
