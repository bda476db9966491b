//! The sentences that tell of the incident as a whole.

use std::ops::Range;

use super::Source;
use crate::markdown::{BlockKind, Text};
use crate::postmortem::{SectionKind, time};

/// How much text before the first section that is known may belong to the summary.
const PREAMBLE: usize = 6000;

/// The sentences of summary and impact, and of what stands before any other known section.
pub(super) fn read(source: Source<'_>) -> Vec<Text<'_>> {
    let mut all = Vec::new();
    let mut before = true;
    for (id, block) in source.doc.blocks() {
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Cell) {
            continue;
        }
        let told = match source.sections.kind_at(block.span.start) {
            SectionKind::Summary | SectionKind::Impact => true,
            SectionKind::Other => before && block.span.start < PREAMBLE,
            _ => {
                before = false;
                false
            }
        };
        if told {
            all.extend(split(source.doc.block_text(id)));
        }
    }
    all
}

/// The sentences of all other sections in which something may be told of the incident as a whole.
pub(super) fn elsewhere(source: Source<'_>) -> Vec<Text<'_>> {
    let blocks = source.doc.blocks().filter(|(_, block)| {
        let kind = source.sections.kind_at(block.span.start);
        let told = !matches!(
            kind,
            SectionKind::Summary
                | SectionKind::Impact
                | SectionKind::Actions
                | SectionKind::Lessons
                | SectionKind::Timeline
        );
        told && block.kind == BlockKind::Paragraph
    });
    blocks
        .flat_map(|(id, _)| split(source.doc.block_text(id)))
        .collect()
}

/// Longer than any sentence, in bytes. What has no full stop for longer is a list or a log; each of its times would be
/// read with all of it.
const LONGEST: usize = 2000;

/// The sentences of a text: divided at a full stop before a blank and a capital, and at blank lines.
pub(in crate::postmortem) fn split(text: Text<'_>) -> Vec<Text<'_>> {
    let source = text.as_str();
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in source.match_indices(['.', '!', '?']) {
        let behind = source.get(at + 1..).unwrap_or_default();
        let rest = behind.trim_start_matches([' ', '\n', '\u{a0}']);
        let blank = rest.len() < behind.len();
        let capital = rest
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        let short = source.get(..at).is_some_and(|text| ends_short(text, rest));
        if blank && capital && !short {
            bounded(&mut parts, text, start..at + 1);
            start = at + 1;
        }
    }
    bounded(&mut parts, text, start..source.len());
    parts.retain(|part| !part.is_blank());
    parts
}

/// Adds a sentence, in parts at a blank where it is longer than any.
fn bounded<'d>(parts: &mut Vec<Text<'d>>, text: Text<'d>, sentence: Range<usize>) {
    let (mut start, source) = (sentence.start, text.as_str());
    while sentence.end - start > LONGEST {
        let far = (start..=start + LONGEST).rev();
        let end = far
            .clone()
            .find(|&at| {
                source
                    .get(at..)
                    .is_some_and(|s| s.starts_with(char::is_whitespace))
            })
            .filter(|&at| at > start)
            .or_else(|| far.clone().find(|&at| source.is_char_boundary(at)));
        let Some(end) = end.filter(|&at| at > start) else {
            break;
        };
        parts.push(text.slice(start..end).trim());
        start = end;
    }
    parts.push(text.slice(start..sentence.end).trim());
}

/// Whether a full stop between these ends no sentence: "5 p.m. UTC", "Nov. 13", but "by 13 Nov. The rest".
fn ends_short(text: &str, rest: &str) -> bool {
    let word = text
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let month = rest.starts_with(|c: char| c.is_ascii_digit())
        && (3..=4).contains(&word.len())
        && time::read_day(&format!("{word} 1")).is_some();
    text.ends_with(".m") || text.ends_with("approx") || month
}
