//! From marks to nested sections.

use super::marks::{self, BOLD_LEVEL, Form, Mark};
use super::names::Named;
use super::{Kinds, Section, SectionKind, Sections, normalise};
use crate::markdown::{BlockId, BlockKind, Document};
use crate::words;

/// How deep bullets and rows begin.
const BULLET_LEVEL: u8 = BOLD_LEVEL + 2;

/// Reads the sections of a document; `own` headings are about what they are said to be.
pub(in crate::postmortem) fn read(doc: &Document, own: &[(String, SectionKind)]) -> Sections {
    let mut reader = Reader {
        doc,
        own,
        sections: Sections::default(),
        open: Vec::new(),
        only_list: false,
        bare_bullet: None,
    };
    let title = title(doc);
    for root in doc.roots() {
        reader.block(root, title);
    }
    super::states::name(&mut reader.sections.all);
    reader.sections
}

struct Reader<'d> {
    doc: &'d Document,
    /// Headings of the organisation, normalised, each with its kind.
    own: &'d [(String, SectionKind)],
    sections: Sections,
    /// The sections that hold the next block, outermost first.
    open: Vec<usize>,
    /// Whether the innermost one holds nothing but a list directly below it.
    only_list: bool,
    /// A bullet at the end of its list that names a section and holds nothing: what follows belongs to it.
    bare_bullet: Option<usize>,
}

impl Reader<'_> {
    fn block(&mut self, root: BlockId, title: Option<BlockId>) {
        let mut marks = marks::of_block(self.doc, root);
        for mark in marks.iter_mut().filter(|mark| mark.form == Form::Heading) {
            mark.named = self.own(&mark.heading).or(mark.named);
        }
        marks.retain(|mark| !mark.loose || self.may_open(mark));
        if title == Some(root) {
            marks.iter_mut().for_each(|m| m.named = None);
        }
        let is_list = matches!(self.doc.kind(root), BlockKind::List(_));
        if self.only_list && !is_list {
            self.open.pop();
            self.only_list = false;
        }
        if let Some(first) = marks.first()
            && self.begins_block(first)
        {
            self.close_for(first);
        }
        if !marks.is_empty() || self.bare_bullet.is_some() && self.has_bullets(root) {
            self.bare_bullet = None;
        }
        self.hold(root);
        if self.only_list {
            self.open.pop();
            self.only_list = false;
        }
        for mark in marks {
            self.close_for(&mark);
            self.begin(mark, title == Some(root));
        }
        match self.doc.kind(root) {
            BlockKind::List(_) => self.bullets(root),
            BlockKind::Table => self.rows(root),
            _ => {}
        }
    }

    /// What the organisation says that a heading is about.
    fn own(&self, heading: &str) -> Option<Named> {
        if self.own.is_empty() {
            return None;
        }
        let name = normalise(heading);
        let (_, kind) = self.own.iter().find(|(own, _)| *own == name)?;
        Some(Named::exact(*kind))
    }

    /// Whether a line that may be a sentence opens a section here: where no heading has said what all of it is about, and
    /// not as a further question of what it stands in.
    fn may_open(&self, mark: &Mark) -> bool {
        use SectionKind::{Other, Summary};
        let kind = mark.named.map_or(Other, |named| named.kinds.main());
        let mut around = self.open.iter().map(|&i| &self.sections.all[i]);
        around.clone().all(|section| {
            section.level >= BOLD_LEVEL || matches!(section.ruled_by, Other | Summary)
        }) && around
            .next_back()
            .is_none_or(|section| section.ruled_by != kind)
    }

    /// Whether nothing of the block stands before the mark.
    fn begins_block(&self, mark: &Mark) -> bool {
        let text = self.doc.block_text(mark.carrier).trim();
        // The signs of a wiki's heading stand before its name.
        let signs = if mark.level < BOLD_LEVEL { 7 } else { 0 };
        mark.heading_span.start <= text.span().start + signs || mark.form == Form::Heading
    }

    /// Adds a block to the open sections.
    fn hold(&mut self, block: BlockId) {
        let end = self.doc.block(block).span.end;
        for &i in self.open.iter().chain(&self.bare_bullet) {
            let section = &mut self.sections.all[i];
            section.content.push(block);
            section.span.end = section.span.end.max(end);
        }
    }

    /// Closes the sections that end where `mark` stands.
    fn close_for(&mut self, mark: &Mark) {
        if mark.form == Form::End {
            let label = |i: &usize| {
                let s = &self.sections.all[*i];
                s.level == BOLD_LEVEL && s.inline.is_some()
            };
            if self.open.last().is_some_and(label) {
                self.open.pop();
            }
            return;
        }
        let level = self.level(mark);
        let all = &self.sections.all;
        let keep = self
            .open
            .iter()
            .take_while(|&&i| all[i].level < level)
            .count();
        self.open.truncate(keep);
    }

    /// A bold line of no kind stands inside a bold line's actions, timeline or lessons: a group.
    fn level(&self, mark: &Mark) -> u8 {
        let group = mark.level == BOLD_LEVEL
            && mark.named.is_none()
            && self.open.iter().any(|&i| {
                let s = &self.sections.all[i];
                let grouped = [
                    SectionKind::Actions,
                    SectionKind::Timeline,
                    SectionKind::Lessons,
                ];
                s.level == BOLD_LEVEL && grouped.contains(&s.kind)
            });
        if group { BOLD_LEVEL + 1 } else { mark.level }
    }

    fn begin(&mut self, mark: Mark, is_title: bool) {
        if mark.form == Form::End {
            return;
        }
        self.only_list = mark.form == Form::Plain;
        let parent = self.open.last().copied();
        let level = self.level(&mark);
        if is_title {
            self.sections.title = Some(self.sections.all.len());
        }
        self.open.push(self.sections.all.len());
        let mut section = self.section(mark, parent);
        section.level = level;
        self.sections.all.push(section);
    }

    fn section(&self, mark: Mark, parent: Option<usize>) -> Section {
        let above = parent.map_or(SectionKind::Other, |up| self.sections.all[up].ruled_by);
        let exact = mark.named.is_some_and(|n| n.exact);
        let kinds = mark
            .named
            .map(|n| n.kinds)
            .filter(|kinds| stands_inside(kinds.main(), above, exact))
            .filter(|_| !(above == SectionKind::Causes && is_problem(&mark)))
            .unwrap_or_else(|| SectionKind::Other.into());
        let known_other = mark
            .named
            .is_some_and(|n| n.kinds.main() == SectionKind::Other);
        Section {
            kind: kinds.main(),
            kinds,
            ruled_by: ruled_by(kinds, above, known_other),
            heading: mark.heading,
            heading_span: mark.heading_span,
            carrier: mark.carrier,
            span: mark.span,
            level: mark.level,
            parent,
            inline: mark.inline,
            content: Vec::new(),
        }
    }

    /// Bullets that carry sections (`- **Impact**: …`), at any depth of a list.
    fn bullets(&mut self, list: BlockId) {
        let doc = self.doc;
        let mut around: Vec<(usize, usize)> = Vec::new(); // end of the item, its section
        for item in doc.descendants(list) {
            if !matches!(doc.kind(item), BlockKind::Item(_)) {
                continue;
            }
            let span = doc.block(item).span;
            around.retain(|(end, _)| span.start < *end);
            let level = BULLET_LEVEL.saturating_add(around.len().min(200) as u8);
            let Some(mark) = marks::of_item(doc, item, level) else {
                self.other_bullet(item, level);
                continue;
            };
            let parent = around.last().map(|(_, i)| *i).or(self.open.last().copied());
            let mut section = self.section(mark, parent);
            if section.kind == SectionKind::Other {
                continue;
            }
            section.content = doc.children(item).skip(1).collect();
            section.span.end = section.span.end.max(span.end);
            let is_last = doc.children(list).last() == Some(item);
            self.bare_bullet = (is_last && section.is_bare()).then_some(self.sections.all.len());
            around.push((span.end, self.sections.all.len()));
            self.sections.all.push(section);
        }
    }

    /// Keeps a bullet with a known name that is none of ours: "- **Resolution**: …".
    fn other_bullet(&mut self, item: BlockId, level: u8) {
        let doc = self.doc;
        let Some(mark) = marks::of_other_item(doc, item, level) else {
            return;
        };
        let mut section = self.section(mark, None);
        section.content = doc.children(item).skip(1).collect();
        section.span.end = section.span.end.max(doc.block(item).span.end);
        self.sections.bullets.push(section);
    }

    /// Whether any bullet of a list carries a section.
    fn has_bullets(&self, list: BlockId) -> bool {
        let doc = self.doc;
        let mut marks = doc
            .descendants(list)
            .filter(|&item| matches!(doc.kind(item), BlockKind::Item(_)))
            .filter_map(|item| marks::of_item(doc, item, BULLET_LEVEL));
        marks.any(|mark| {
            mark.named
                .is_some_and(|n| n.kinds.main() != SectionKind::Other)
        })
    }

    /// Rows that carry sections (`| **Impact** | … |`).
    fn rows(&mut self, table: BlockId) {
        let doc = self.doc;
        let parent = self.open.last().copied();
        for row in doc.children(table) {
            if doc.kind(row) != BlockKind::Row(false) {
                continue;
            }
            let Some(mark) = marks::of_row(doc, row, BULLET_LEVEL) else {
                continue;
            };
            let section = self.section(mark, parent);
            if section.kind != SectionKind::Other {
                self.sections.all.push(section);
            }
        }
    }
}

/// Whether a name keeps its kind inside a section ruled by `above`: the groups of actions, the phases of a timeline and
/// the topics of lessons are often called like sections.
fn stands_inside(kind: SectionKind, above: SectionKind, exact: bool) -> bool {
    use SectionKind::{Actions, Causes, Detection, Impact, Lessons, Timeline};
    match above {
        Actions => !matches!(kind, Impact | Detection | Causes),
        Timeline => exact,
        Lessons => kind != Detection,
        _ => true,
    }
}

/// Whether a label says what is to be explained: "Problem: mails were late" above the whys is no summary.
fn is_problem(mark: &Mark) -> bool {
    let is_label = mark.form != Form::Heading;
    is_label && words::set("problem-labels").contains(normalise(&mark.heading).as_str())
}

/// What rules a section: its own kind, else what rules the one around it, unless its name says that it is none of ours.
fn ruled_by(kinds: Kinds, above: SectionKind, known_other: bool) -> SectionKind {
    match kinds.main() {
        SectionKind::Other if known_other => SectionKind::Other,
        SectionKind::Other => above,
        kind => kind,
    }
}

/// The heading that is the document's title: the first one, unless it is the name of a section like those beside it.
fn title(doc: &Document) -> Option<BlockId> {
    let headings: Vec<(BlockId, u8)> = doc
        .roots()
        .filter_map(|id| match doc.kind(id) {
            BlockKind::Heading(level) => Some((id, level)),
            _ => None,
        })
        .collect();
    let &(first, level) = headings.first()?;
    let alone = headings.iter().filter(|(_, l)| *l == level).count() == 1;
    let highest = headings.iter().all(|(_, l)| *l >= level);
    let name = doc.block_text(first).as_str();
    let exact = super::names::of(name).is_some_and(|n| n.exact);
    // Behind an introduction the name of a section is one.
    let introduced = doc
        .roots()
        .take_while(|id| *id != first)
        .any(|id| matches!(doc.kind(id), BlockKind::Paragraph));
    let is_title = match (level, exact) {
        (_, true) if introduced => false,
        (1, false) => true,
        (_, false) => alone && highest,
        (_, true) => alone && highest && telling(doc, &headings) >= 2,
    };
    is_title.then_some(first)
}

/// How many kinds of sections the headings behind the first one name.
fn telling(doc: &Document, headings: &[(BlockId, u8)]) -> usize {
    let behind = headings.iter().skip(1);
    let mut kinds: Vec<SectionKind> = behind
        .map(|(id, _)| SectionKind::of(doc.block_text(*id).as_str()))
        .filter(|kind| *kind != SectionKind::Other)
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len()
}
