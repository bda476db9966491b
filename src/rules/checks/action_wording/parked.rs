//! Actions that are put aside by the line or heading above them: "Parking lot", "To think about".

use std::collections::{HashMap, HashSet};

use crate::markdown::{BlockId, BlockKind};
use crate::postmortem::Action;
use crate::rules::Context;

/// The lists of a document that hold what is put aside.
pub(super) struct Parked<'c, 'a> {
    cx: &'c Context<'a>,
    lists: HashSet<BlockId>,
}

impl<'c, 'a> Parked<'c, 'a> {
    /// Read once: a document may have thousands of lists, and of actions.
    pub(super) fn of(cx: &'c Context<'a>) -> Self {
        let doc = cx.doc();
        let mut above: HashMap<Option<BlockId>, BlockId> = HashMap::new();
        let mut lists = HashSet::new();
        for (id, block) in doc.blocks() {
            let label = above.insert(block.parent, id);
            let is_list = matches!(block.kind, BlockKind::List(_));
            let label = label.filter(|&label| is_list && doc.kind(label) == BlockKind::Paragraph);
            let parks = |label: BlockId| {
                let text = doc.block_text(label);
                let last = text.lines().last().map_or("", |line| line.as_str());
                last.split_whitespace().count() <= LONGEST && puts_aside(cx, last)
            };
            if label.is_some_and(parks) {
                lists.insert(id);
            }
        }
        Self { cx, lists }
    }

    /// Whether an action stands in such a list, or below a heading that puts aside what it heads.
    pub(super) fn holds(&self, action: &Action) -> bool {
        let doc = self.cx.doc();
        let in_list = || {
            let block = doc.block_from(action.span.start);
            block.is_some_and(|block| doc.ancestors(block).any(|up| self.lists.contains(&up)))
        };
        let heading = self.cx.post.sections.around(action.span.start);
        let is_short = |heading: &str| heading.split_whitespace().nth(LONGEST).is_none();
        heading.is_some_and(|section| {
            is_short(&section.heading) && puts_aside(self.cx, &section.heading)
        }) || !self.lists.is_empty() && in_list()
    }
}

/// Whether a label or one of its parts begins with what puts aside: "Parking lot", "Next steps (ideas)", "Kim - to think about". In
/// the middle of a part it is what an action is about: "Bring back the jobs on hold".
fn puts_aside(cx: &Context, label: &str) -> bool {
    let parts = label.split([':', ',', '/', '|', '(', '–', '—']);
    let mut parts = parts.flat_map(|part| part.split(" - "));
    parts.any(|part| {
        let opening = part.trim_start_matches(|c: char| !c.is_alphabetic());
        cx.phrases("parking-labels").opens(opening)
    })
}

/// More words above a list are a sentence, and no label.
const LONGEST: usize = 10;
