//! Headings of the follow-up over what was done while the incident lasted.

use super::action::State;
use super::clause::{self, Mood};
use super::region::Part;
use super::{Reader, marks, part, tokens, verb};
use crate::markdown::{BlockId, BlockKind};
use crate::words;

/// "Immediate actions (completed)" that tell in the first person what was done, or stand below "Resolution": the response, not
/// the follow-up.
pub(super) fn is_response(reader: &Reader<'_>, part: &Part<'_>) -> bool {
    let done = part
        .group
        .state
        .is_some_and(|(state, _)| state == State::Done);
    let heading = part
        .heading
        .as_str()
        .trim_start_matches(|c: char| !c.is_alphanumeric());
    if !words::phrases("response-openers").opens(heading) {
        return false;
    }
    let told = |id: BlockId| {
        let texts = std::iter::once(id).chain(reader.doc.descendants(id));
        texts.take(400).any(|id| {
            let text = reader.doc.block_text(id);
            text.as_str().split_inclusive(['.', '\n']).any(is_told)
        })
    };
    let taken = done
        || heading
            .trim_end_matches([' ', ':'])
            .to_lowercase()
            .ends_with(" taken");
    done && part.blocks.iter().any(|&b| told(b))
        || taken && are_deeds(reader, part)
        || part.in_response && (done || are_ticked(reader, part) || are_past(reader, part))
}

/// The items of the lists below a heading.
fn items(reader: &Reader<'_>, part: &Part<'_>) -> Vec<BlockId> {
    let doc = reader.doc;
    let blocks = part.blocks.iter();
    let lists = blocks.filter(|&&b| part::is_list(doc.kind(b)));
    lists.flat_map(|&list| doc.children(list)).collect()
}

/// Fewer items tell nothing of a list.
const FEWEST: usize = 2;

/// "✅ Rotated the keys", "✅ Verified the login": two of three items tell what ends an incident and changes nothing for the next.
fn are_deeds(reader: &Reader<'_>, part: &Part<'_>) -> bool {
    let (mut all, mut deeds) = (0, 0);
    for item in items(reader, part) {
        let text = reader.doc.block_text(item);
        let text = text.as_str();
        let words = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        all += 1;
        deeds += usize::from(words::phrases("response-deeds").opens(words));
    }
    all >= FEWEST && deeds * 3 >= all * 2
}

/// Whether every item of the lists below a heading tells what somebody did: "Restarted the broker".
fn are_past(reader: &Reader<'_>, part: &Part<'_>) -> bool {
    let items = items(reader, part);
    let past = |item: BlockId| {
        let text = reader.doc.block_text(item);
        let clause = clause::of(text.as_str());
        clause.mood == Mood::Past && !clause::is_adjective(text.as_str(), &clause)
    };
    !items.is_empty() && items.into_iter().all(past)
}

/// Whether every item of the lists below a heading has a tick, in a box or before its words.
fn are_ticked(reader: &Reader<'_>, part: &Part<'_>) -> bool {
    let doc = reader.doc;
    let items = items(reader, part);
    let ticked = |item: BlockId| {
        let marks = marks::of_marks(doc.block_text(item).trim());
        doc.kind(item) == BlockKind::Item(Some(true))
            || marks.is_some_and(|(state, _)| state == State::Done)
    };
    !items.is_empty() && items.into_iter().all(ticked)
}

/// "We moved the backfill …"
fn is_told(sentence: &str) -> bool {
    let mut words = tokens::of(sentence);
    let subject = words.next().is_some_and(|w| w.lower == "we");
    subject
        && words
            .next()
            .and_then(|w| verb::of(&w.lower))
            .is_some_and(|(_, form)| form == verb::Form::Past)
}
