//! Somebody who is named as the one from whom the news came: "the first sign came from Ines".

use super::{DetectedBy, Detection, LISTS, sentences};
use crate::markdown::{BlockKind, Document, Text};
use crate::postmortem::{SectionKind, Sections};
use crate::words;

/// The first sentence that names whom it came from, where the detection, the summary or the lessons are told. A given name alone is
/// that of somebody inside.
pub(super) fn read(doc: &Document, sections: &Sections) -> Option<Detection> {
    let texts = doc
        .blocks()
        .filter(|(_, block)| block.kind == BlockKind::Paragraph)
        .map(|(id, _)| doc.block_text(id));
    let about = texts.filter(|text| {
        matches!(
            sections.kind_at(text.span().start),
            SectionKind::Detection
                | SectionKind::Summary
                | SectionKind::Lessons
                | SectionKind::Other
        )
    });
    about.flat_map(sentences).find_map(named)
}

fn named(sentence: Text<'_>) -> Option<Detection> {
    let text = sentence.as_str();
    let said = LISTS.came_from.find(text)?;
    let behind = text.get(said.end()..)?.trim_start_matches([' ', '@']);
    let name = behind.split(|c: char| !c.is_alphanumeric()).next()?;
    let known = words::set("given-names").contains(name.to_lowercase().as_str());
    (known && name.starts_with(char::is_uppercase)).then(|| Detection {
        by: DetectedBy::Employee,
        span: Some(sentence.source(said.range())),
        is_plain: false,
    })
}
