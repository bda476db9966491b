//! Lists outside of the follow-up whose items say that they are follow-ups all the same.

use super::candidate::Candidate;
use super::clause::{self, Mood};
use super::group::Group;
use super::{Reader, list};
use crate::markdown::{BlockId, BlockKind, Document, InlineKind};
use crate::words;

/// With fewer items nothing can be told of a list.
const FEWEST: usize = 3;
const FEWEST_LABELS: usize = 2;

/// Reads a list under "Supporting information", "Notes" whose items are orders and questions: what was left over for later.
/// Steps are numbered.
pub(super) fn leftovers<'d>(reader: &Reader<'d>, block: BlockId, out: &mut Vec<Candidate<'d>>) {
    let is_numbered = matches!(reader.doc.kind(block), BlockKind::List(Some(_)));
    if is_numbered || !reader.is_below(block, "leftover-headings") {
        return;
    }
    let from = out.len();
    list::read(reader, block, &Group::default(), out);
    let items = out.get(from..).unwrap_or_default();
    let orders = items.iter().filter(|item| is_order(item)).count();
    let all = items.iter().all(|item| is_order(item) || is_question(item));
    if items.len() < FEWEST || !all || orders * 3 < items.len() * 2 {
        out.truncate(from);
    }
}

/// An order that is no link and leads nowhere: "Link to the pull request".
fn is_order(item: &Candidate<'_>) -> bool {
    let clause = clause::of(item.text.as_str());
    let verb = clause.verb.map_or("", |(base, _)| base);
    let put_so = clause.is_order() || clause.mood == Mood::Future;
    put_so
        && !words::set("orders-to-readers").contains(verb)
        && item
            .text
            .links()
            .all(|link| item.text.place(link).start > 0)
}

fn is_question(item: &Candidate<'_>) -> bool {
    let first = item.text.as_str().split_inclusive(['?', '.']).next();
    first.is_some_and(|first| first.ends_with('?'))
}

/// Whether a list under "Resolution" tells what was changed for good: each item has a name in bold, one of a thing that lasts.
pub(super) fn is_lasting(reader: &Reader<'_>, block: BlockId) -> bool {
    let doc = reader.doc;
    if !reader.is_below(block, "response-headings") {
        return false;
    }
    let labels: Vec<Option<&str>> = doc.children(block).map(|item| label(doc, item)).collect();
    let lasts = |label: &&str| words::phrases("lasting-labels").is_match(label);
    labels.len() >= FEWEST_LABELS
        && labels.iter().all(Option::is_some)
        && labels.iter().flatten().any(lasts)
}

/// "**Settings (the fix):** …": the name in bold that begins an item, with its colon.
fn label(doc: &Document, item: BlockId) -> Option<&str> {
    let text = doc.block_text(item);
    let start = text.plain().start;
    let mut marks = text.inlines();
    let bold = marks.find(|i| i.kind == InlineKind::Strong && i.plain.start == start)?;
    let place = text.place(bold);
    let behind = text.as_str().get(place.end..)?;
    let label = text.as_str().get(place)?;
    let apart = label.trim_end().ends_with(':') || behind.trim_start().starts_with(':');
    (apart && !behind.trim().is_empty()).then_some(label)
}
