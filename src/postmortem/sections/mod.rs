//! Sections: by heading of any level, bold line, label, bullet, plain line or row of a table.

mod label;
mod marks;
mod names;
mod read;
mod states;
#[cfg(test)]
mod tests;

use crate::markdown::{BlockId, BlockKind, Document, Span, Text};
use crate::worded::worded;
use crate::words;

pub(super) use names::is_name;
pub use names::normalise;
pub(super) use read::read;

worded! {
    /// What a section is about.
    #[derive(Default, Hash, PartialOrd, Ord)]
    #[allow(missing_docs)]
    pub enum SectionKind {
        Summary = "summary",
        Impact = "impact",
        Timeline = "timeline",
        Detection = "detection",
        Causes = "causes",
        Lessons = "lessons",
        Actions = "actions",
        Evidence = "evidence",
        #[default]
        Other = "other",
    }
}

impl SectionKind {
    /// The kind that a heading names, the first one where it names several; `Other` when it names none.
    pub fn of(heading: &str) -> SectionKind {
        names::of(heading).map_or(SectionKind::Other, |named| named.kinds.main())
    }
}

/// The kinds that one heading names ("Root cause and next steps").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    main: SectionKind,
    set: u16,
}

impl Kinds {
    /// The first one; `Other` when there is none.
    pub fn main(self) -> SectionKind {
        self.main
    }

    /// Whether it is among them.
    pub fn has(self, kind: SectionKind) -> bool {
        match kind {
            SectionKind::Other => self.main == kind,
            _ => self.set & (1 << kind as u16) != 0,
        }
    }

    fn add(&mut self, kind: SectionKind) {
        if self.main == SectionKind::Other {
            self.main = kind;
        }
        if kind != SectionKind::Other {
            self.set |= 1 << kind as u16;
        }
    }
}

impl From<SectionKind> for Kinds {
    fn from(kind: SectionKind) -> Self {
        let mut kinds = Kinds::default();
        kinds.add(kind);
        kinds
    }
}

/// One section.
#[derive(Clone, Debug)]
pub struct Section {
    /// What it is about; the first kind where the heading names several.
    pub kind: SectionKind,
    /// All kinds that the heading names.
    pub kinds: Kinds,
    /// The kind that rules what stands in it: its own, else that of the nearest section around it that has one. A group
    /// heading inside Actions is `Other` and ruled by Actions.
    pub ruled_by: SectionKind,
    /// Its heading, markup removed.
    pub heading: String,
    /// The heading's text in the file.
    pub heading_span: Span,
    /// The block that carries the heading: a heading, a paragraph (bold line, label, plain line), an item (bullet), a
    /// row of a table, or HTML.
    pub carrier: BlockId,
    /// Heading and content, with the sections inside.
    pub span: Span,
    /// How deep it stands: 1 to 6 for headings, deeper for bold lines, labels, bullets and rows.
    pub level: u8,
    /// The section that holds it: an index into [`Sections::all`].
    pub parent: Option<usize>,
    /// Text behind a label on the same line (`**Impact**: …`), in the document's running text.
    pub inline: Option<Span>,
    /// The blocks below the heading, up to the next section of the same or a higher level; those of sections inside
    /// are among them.
    pub content: Vec<BlockId>,
}

/// All sections in document order.
#[derive(Clone, Debug, Default)]
pub struct Sections {
    /// In document order, a section before those inside it.
    pub all: Vec<Section>,
    /// The heading that is the document's title, of kind `Other` whatever it says: an index into `all`.
    pub title: Option<usize>,
    /// Bullets with the name of a section that is none of ours (`- **Resolution**: …`). They hold what they hold, and neither
    /// open nor close any of `all`.
    pub bullets: Vec<Section>,
}

impl Sections {
    /// The sections that have a kind (among others) and lie in no other section that has it.
    pub fn of(&self, kind: SectionKind) -> impl Iterator<Item = &Section> {
        self.all
            .iter()
            .filter(move |s| s.is(kind) && !self.above(s).any(|up| up.is(kind)))
    }

    /// The first section of a kind.
    pub fn first(&self, kind: SectionKind) -> Option<&Section> {
        self.of(kind).next()
    }

    /// The sections that hold `section`, nearest first.
    pub fn above<'s>(&'s self, section: &'s Section) -> impl Iterator<Item = &'s Section> {
        let up = |i: usize| self.all.get(i);
        std::iter::successors(section.parent.and_then(up), move |s| s.parent.and_then(up))
    }

    /// The innermost section around a byte of the file.
    pub fn around(&self, offset: usize) -> Option<&Section> {
        let behind = self.all.partition_point(|s| s.span.start <= offset);
        let last = self.all.get(behind.checked_sub(1)?)?;
        // Those that ended before are its brothers, or brothers of what holds it.
        std::iter::once(last)
            .chain(self.above(last))
            .find(|s| s.span.covers(offset))
    }

    /// Whether a byte of the file lies in a section of a kind, at any depth.
    pub fn is_in(&self, offset: usize, kind: SectionKind) -> bool {
        self.around(offset)
            .is_some_and(|s| s.is(kind) || self.above(s).any(|up| up.is(kind)))
    }

    /// The kind that rules a byte of the file: that of the innermost section around it that has one.
    pub fn kind_at(&self, offset: usize) -> SectionKind {
        self.around(offset)
            .map_or(SectionKind::Other, |s| s.ruled_by)
    }

    /// The texts of a section without those that a section of another kind inside it rules.
    pub fn own_texts<'d>(&self, doc: &'d Document, section: &Section) -> Vec<Text<'d>> {
        let foreign = self.foreign(section);
        let mut texts = section.texts(doc);
        texts.retain(|text| !covered(&foreign, text.span().start));
        texts
    }

    /// The blocks directly below a section's heading without those that a section of another kind inside it rules.
    pub fn own_content<'s>(
        &'s self,
        doc: &'s Document,
        section: &'s Section,
    ) -> impl Iterator<Item = BlockId> + 's {
        let foreign = self.foreign(section);
        let blocks = section.content.iter().copied();
        blocks.filter(move |&id| !covered(&foreign, doc.block(id).span.start))
    }

    /// The sections inside a section, at any depth.
    pub fn inside<'s>(&'s self, section: &'s Section) -> impl Iterator<Item = &'s Section> + 's {
        let first = self
            .all
            .partition_point(|s| s.span.start <= section.span.start);
        let rest = self.all.get(first..).unwrap_or_default();
        rest.iter().take_while(|s| s.span.start < section.span.end)
    }

    /// The spans of sections inside `section` that are about something else, in order, none inside another.
    fn foreign(&self, section: &Section) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for inner in self.inside(section) {
            let other = inner.kind != SectionKind::Other && !section.is(inner.kind);
            let new = spans.last().is_none_or(|last| last.end <= inner.span.start);
            if other && new {
                spans.push(inner.span);
            }
        }
        spans
    }
}

/// Whether one of `spans`, which are in order and apart, covers a byte.
pub(super) fn covered(spans: &[Span], offset: usize) -> bool {
    let behind = spans.partition_point(|s| s.start <= offset);
    let last = behind.checked_sub(1).and_then(|i| spans.get(i));
    last.is_some_and(|s| s.covers(offset))
}

impl Section {
    /// Whether its heading names this kind (among others).
    pub fn is(&self, kind: SectionKind) -> bool {
        self.kinds.has(kind)
    }

    /// Whether its heading, normalised, is an entry of a word list.
    pub(crate) fn is_called(&self, list: &'static str) -> bool {
        words::set(list).contains(normalise(&self.heading).as_str())
    }

    /// The texts of the section in order: the rest of the label's line, then headings, paragraphs, items and cells.
    pub fn texts<'d>(&self, doc: &'d Document) -> Vec<Text<'d>> {
        let mut texts: Vec<Text<'d>> = self
            .inline
            .map(|span| doc.text_at(span))
            .into_iter()
            .collect();
        for &block in &self.content {
            let inside = std::iter::once(block).chain(doc.descendants(block));
            let leaves =
                inside.filter(|&id| !matches!(doc.kind(id), BlockKind::Item(_) | BlockKind::Help));
            texts.extend(
                leaves
                    .map(|id| doc.block_text(id))
                    .filter(|text| !text.is_blank()),
            );
        }
        texts
    }

    /// Whether the block that carries the heading holds nothing else: no text behind a label.
    pub(super) fn is_all_of(&self, carrier: Text<'_>) -> bool {
        self.inline.is_none() && self.heading_span.contains(carrier.trim().span())
    }

    /// Whether nothing stands under the heading.
    pub fn is_bare(&self) -> bool {
        self.inline.is_none() && self.content.is_empty()
    }
}
