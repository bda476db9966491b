//! Timelines that stand under no heading of their own.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::lead::Lead;
use super::walk::{Mark, Walk};
use super::{Entry, assemble};
use crate::markdown::{BlockId, BlockKind, Document, Span};
use crate::phrases::Phrases;
use crate::postmortem::time::Zone;
use crate::postmortem::{Metadata, SectionKind, Sections};
use crate::words;

/// So few times in a row are no timeline.
const FEWEST: usize = 4;
/// So few where a sentence calls them one.
const FEWEST_ANNOUNCED: usize = 3;
/// A key fact has a name of so many words.
const MOST_NAME_WORDS: usize = 5;

static ANNOUNCEMENTS: LazyLock<&Phrases> =
    LazyLock::new(|| words::phrases("timeline-announcements"));

/// The longest run of entries in one list, table or run of headings, with what stands beside it.
pub(super) fn read(
    doc: &Document,
    sections: &Sections,
    metadata: &Metadata,
    zone: Option<&Zone>,
) -> Vec<Entry> {
    let mut walk = Walk::new(doc);
    let roots = doc.roots().filter(|&id| {
        let kind = sections.kind_at(doc.block(id).span.start);
        !matches!(kind, SectionKind::Actions | SectionKind::Lessons)
    });
    walk.blocks(roots);
    let mut marks = walk.marks;
    join_interrupted(doc, &mut marks);
    let announced = announced(doc, &marks);
    let Some((run, count)) = longest(&marks, &announced) else {
        return Vec::new();
    };
    let all_count = announced.contains(&run);
    if count < FEWEST && !(all_count && count >= FEWEST_ANNOUNCED) {
        return Vec::new();
    }
    marks.retain(|mark| match mark {
        Mark::Event { lead, block, .. } => *block == run && (all_count || counts(lead)),
        _ => true,
    });
    let mut entries = assemble::entries(marks, metadata, zone);
    // Where no heading bounds the timeline, anything may stand below an entry.
    for entry in &mut entries {
        entry.below.clear();
    }
    entries
}

/// Takes lists between which only output and pictures stand for one.
fn join_interrupted(doc: &Document, marks: &mut [Mark<'_>]) {
    let mut firsts: HashMap<BlockId, BlockId> = HashMap::new();
    let mut first = None;
    for root in doc.roots() {
        match doc.kind(root) {
            BlockKind::List(_) => {
                firsts.insert(root, *first.get_or_insert(root));
            }
            BlockKind::Code => {}
            BlockKind::Paragraph if is_picture(doc, root) => {}
            _ => first = None,
        }
    }
    for mark in marks {
        if let Mark::Event { block, .. } = mark {
            *block = firsts.get(block).copied().unwrap_or(*block);
        }
    }
}

/// Whether a paragraph is a picture and nothing else.
fn is_picture(doc: &Document, paragraph: BlockId) -> bool {
    let source = doc.source(doc.block(paragraph).span).trim();
    source.starts_with("![") && source.ends_with(')') && source.matches("](").count() == 1
}

/// The lists that a sentence right above them calls a timeline: any time counts there, and a mere day.
fn announced(doc: &Document, marks: &[Mark<'_>]) -> HashSet<BlockId> {
    let mut announced = HashSet::new();
    let mut above = None;
    for mark in marks {
        match mark {
            Mark::Plain {
                text, item: false, ..
            } => {
                let announces = ANNOUNCEMENTS.is_match(text.as_str());
                above = announces.then(|| text.span().end);
            }
            Mark::Event { block, span, .. } => {
                let gap = above.take().filter(|end| *end <= span.start);
                let between = gap.map(|end| doc.source(Span::new(end, span.start)));
                if between.is_some_and(is_blank) {
                    announced.insert(*block);
                }
            }
            _ => {}
        }
    }
    announced
}

/// Whether nothing but marks stands there: those of a list, a table, emphasis.
fn is_blank(between: &str) -> bool {
    !between.contains(char::is_alphanumeric)
}

/// The block with most entries, the first of several, and how many they are.
fn longest(marks: &[Mark<'_>], announced: &HashSet<BlockId>) -> Option<(BlockId, usize)> {
    let mut blocks: HashMap<BlockId, usize> = HashMap::new();
    for mark in marks {
        if let Mark::Event { lead, block, .. } = mark
            && (counts(lead) || announced.contains(block))
            && !names_fact(lead)
        {
            *blocks.entry(*block).or_default() += 1;
        }
    }
    blocks
        .into_iter()
        .max_by_key(|(block, count)| (*count, std::cmp::Reverse(*block)))
}

/// Whether a time is an entry's even without a heading that announces a timeline.
fn counts(lead: &Lead<'_>) -> bool {
    lead.stamp.from.clock.is_some() && !lead.loose
}

/// A short name before a time: a key fact.
fn names_fact(lead: &Lead<'_>) -> bool {
    lead.rest.plain().end <= lead.time.plain().start
        && lead.rest.as_str().split_whitespace().count() <= MOST_NAME_WORDS
}

/// Whether the entries are key facts, not a timeline.
pub(super) fn are_key_facts(entries: &[Entry]) -> bool {
    entries.iter().filter(|entry| is_key_fact(entry)).count() * 2 > entries.len()
}

/// So many bytes may close a row or an item behind its time.
const CLOSING: usize = 4;

/// "First detected: 09:12": a short name before a time.
fn is_key_fact(entry: &Entry) -> bool {
    entry.span.start < entry.time_span.start
        && entry.span.end <= entry.time_span.end + CLOSING
        && entry.text.split_whitespace().count() <= MOST_NAME_WORDS
}
