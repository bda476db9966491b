//! A Markdown file as an arena of blocks in document order.

use super::{Comment, FrontBlock, Inline, LineIndex, Position, Span, Text};

/// The number of a block: its place in document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockId(pub(super) u32);

/// The kinds of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of a level from 1 to 6; has text.
    Heading(u8),
    /// A paragraph, also the text of a tight list item; has text.
    Paragraph,
    /// A paragraph that was set aside ([`Document::set_aside`]): the help of a form; has text.
    Help,
    /// A list; its children are items. The first number of an ordered one.
    List(Option<u64>),
    /// A list item; `Some` for a task, true when ticked. Its children are blocks.
    Item(Option<bool>),
    /// A table; its children are rows.
    Table,
    /// A row; true for the header. Its children are cells.
    Row(bool),
    /// A cell; has text.
    Cell,
    /// A code block; [`Block::content`] is the code without its fence.
    Code,
    /// A block of raw HTML.
    Html,
    /// A quotation; its children are blocks.
    Quote,
    /// `---`
    ThematicBreak,
    /// `[^1]: …`; its children are blocks.
    FootnoteDefinition,
}

/// One block.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes of the file.
    pub span: Span,
    /// The code inside a code block without the fences; the whole block otherwise.
    pub content: Span,
    /// The block that holds it.
    pub parent: Option<BlockId>,
    pub(super) end: u32,
    pub(super) plain: Span,
}

/// A link reference definition, `[label]: target`.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Where it leads.
    pub target: Box<str>,
    /// Its bytes of the file.
    pub span: Span,
}

/// A parsed Markdown file. Made by [`Document::parse`]; nothing else looks at Markdown syntax.
#[derive(Debug)]
pub struct Document {
    pub(super) text: String,
    pub(super) lines: LineIndex,
    pub(super) blocks: Vec<Block>,
    pub(super) plain: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) inlines: Vec<Inline>,
    pub(super) comments: Vec<Comment>,
    pub(super) definitions: Vec<Definition>,
    pub(super) front: Option<FrontBlock>,
}

/// A run of running text and the bytes it came from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) plain: Span,
    pub(super) source: Span,
}

impl Piece {
    fn is_verbatim(&self) -> bool {
        self.plain.len() == self.source.len()
    }
}

impl Document {
    /// The file's text as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of `span` as text; empty when out of range.
    pub fn source(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The line index.
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// The line of a byte, from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.lines.line(offset)
    }

    /// Line and column of a byte.
    pub fn position(&self, offset: usize) -> Position {
        self.lines.position(&self.text, offset)
    }

    /// The front-matter block, when there is one.
    pub fn front_block(&self) -> Option<FrontBlock> {
        self.front
    }

    /// HTML and MDX comments, in order.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// Link reference definitions, in order.
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// All blocks in document order (a parent before its children).
    pub fn blocks(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        self.blocks
            .iter()
            .enumerate()
            .map(|(i, b)| (BlockId(i as u32), b))
    }

    /// The blocks that no other block holds.
    pub fn roots(&self) -> Children<'_> {
        Children {
            doc: self,
            next: 0,
            end: self.blocks.len() as u32,
        }
    }

    /// The first block that begins at this byte or behind it.
    pub fn block_from(&self, offset: usize) -> Option<BlockId> {
        let at = self.blocks.partition_point(|b| b.span.start < offset);
        (at < self.blocks.len()).then_some(BlockId(at as u32))
    }

    /// The paragraph that holds all of `span`.
    pub fn paragraph_around(&self, span: Span) -> Option<Span> {
        let end = self.blocks.partition_point(|b| b.span.start <= span.start);
        let near = self.blocks.get(..end)?.iter().rev().take(64);
        let paragraphs = near.filter(|b| b.kind == BlockKind::Paragraph);
        paragraphs.map(|b| b.span).find(|b| b.contains(span))
    }

    /// Sets a paragraph aside: whoever looks for paragraphs does not find it.
    pub fn set_aside(&mut self, id: BlockId) {
        if let Some(block) = self.blocks.get_mut(id.0 as usize)
            && block.kind == BlockKind::Paragraph
        {
            block.kind = BlockKind::Help;
        }
    }

    /// One block.
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0 as usize]
    }

    /// The kind of a block.
    pub fn kind(&self, id: BlockId) -> BlockKind {
        self.block(id).kind
    }

    /// The blocks directly inside.
    pub fn children(&self, id: BlockId) -> Children<'_> {
        Children {
            doc: self,
            next: id.0 + 1,
            end: self.block(id).end,
        }
    }

    /// All blocks inside, in document order.
    pub fn descendants(&self, id: BlockId) -> impl Iterator<Item = BlockId> + use<> {
        (id.0 + 1..self.block(id).end).map(BlockId)
    }

    /// The blocks that hold it, nearest first.
    pub fn ancestors(&self, id: BlockId) -> impl Iterator<Item = BlockId> + '_ {
        std::iter::successors(self.block(id).parent, |&up| self.block(up).parent)
    }

    /// The running text of a heading, paragraph or cell; for an item that of its first paragraph; else empty.
    pub fn block_text(&self, id: BlockId) -> Text<'_> {
        let block = match self.kind(id) {
            BlockKind::Item(_) => match self.children(id).next() {
                Some(first) if self.kind(first) == BlockKind::Paragraph => self.block(first),
                _ => return Text::new(self, 0, 0),
            },
            _ => self.block(id),
        };
        Text::new(self, block.plain.start, block.plain.end)
    }

    /// The running text of the whole document: the texts of all headings, paragraphs and cells, a NUL after each.
    pub fn running_text(&self) -> &str {
        &self.plain
    }

    /// A piece of the running text of the whole document.
    pub fn text_at(&self, plain: Span) -> Text<'_> {
        Text::new(self, plain.start, plain.end)
    }

    /// The block whose text holds this place of the running text.
    pub fn block_at(&self, plain: usize) -> Option<BlockId> {
        let found = self
            .blocks
            .partition_point(|b| b.plain.start <= plain)
            .checked_sub(1)?;
        // Containers carry the place where they open, so the leaf is the last one that starts there.
        (0..=found)
            .rev()
            .take(64)
            .find(|&i| self.blocks[i].plain.covers(plain))
            .map(|i| BlockId(i as u32))
    }

    /// The bytes of the file from which a piece of the running text came.
    pub fn source_span(&self, plain: Span) -> Span {
        let start = self.source_offset(plain.start, false);
        match plain.is_empty() {
            true => Span::at(start),
            false => Span::new(start, self.source_offset(plain.end - 1, true)),
        }
    }

    /// Maps an offset of the running text; with `after`, to the end of the character that starts there.
    fn source_offset(&self, plain: usize, after: bool) -> usize {
        let at = self
            .pieces
            .partition_point(|p| p.plain.start <= plain)
            .saturating_sub(1);
        let Some(piece) = self.pieces.get(at) else {
            return 0;
        };
        let inside = plain
            .saturating_sub(piece.plain.start)
            .min(piece.plain.len());
        match (piece.is_verbatim(), after) {
            (true, false) => piece.source.start + inside,
            (true, true) => (piece.source.start + inside + 1).min(piece.source.end),
            (false, false) if inside == piece.plain.len() => piece.source.end,
            (false, false) => piece.source.start,
            (false, true) => piece.source.end,
        }
    }

    /// All inline markup of the document, by where it starts in the running text.
    pub fn inlines(&self) -> &[Inline] {
        &self.inlines
    }

    /// The inline markup that begins within `span` of the file.
    pub fn inlines_within(&self, span: Span) -> impl Iterator<Item = &Inline> {
        let first = self.inlines.partition_point(|i| i.span.start < span.start);
        let rest = self.inlines.get(first..).unwrap_or_default();
        rest.iter().take_while(move |i| i.span.start < span.end)
    }

    /// The inline markup of the blocks that `plain` touches.
    pub(super) fn inlines_near(&self, plain: Span) -> &[Inline] {
        let block = self.block_at(plain.start).map(|id| self.block(id).plain);
        let from = block.map_or(plain.start, |b| b.start);
        let first = self.inlines.partition_point(|i| i.plain.start < from);
        let last = self.inlines.partition_point(|i| i.plain.start <= plain.end);
        self.inlines.get(first..last).unwrap_or_default()
    }
}

/// The blocks directly inside one block.
pub struct Children<'d> {
    doc: &'d Document,
    next: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = BlockId;

    fn next(&mut self) -> Option<BlockId> {
        (self.next < self.end).then(|| {
            let id = BlockId(self.next);
            self.next = self.doc.block(id).end.max(self.next + 1);
            id
        })
    }
}
