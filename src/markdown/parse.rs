//! From parser events to the arena of blocks, in one pass.

mod html_tables;
mod inlines;
mod leads;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::document::Piece;
use super::{
    Block, BlockId, BlockKind, Definition, Document, Inline, InlineKind, LineIndex, Span,
    bare_links, comments, front_matter,
};

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM);

impl Document {
    /// Parses a file's text. Never fails: every text is Markdown.
    pub fn parse(text: String) -> Self {
        let lines = LineIndex::new(&text);
        // A byte order mark hides front matter and the first heading from the parser, so it starts behind it.
        let shift = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let front = front_matter::locate(&text, shift);
        let body = front
            .filter(|block| block.closed)
            .map_or(shift, |block| block.span.end);
        let builder = Builder::read(&text, body);
        Self {
            lines,
            blocks: builder.blocks,
            plain: builder.plain,
            pieces: builder.pieces,
            inlines: builder.inlines,
            comments: builder.comments,
            definitions: builder.definitions,
            front,
            text,
        }
    }
}

/// What is being built while events come in.
struct Builder<'t> {
    text: &'t str,
    blocks: Vec<Block>,
    /// The blocks that are open, outermost first.
    open: Vec<u32>,
    plain: String,
    pieces: Vec<Piece>,
    inlines: Vec<Inline>,
    /// Indices of the inlines that are open.
    spans: Vec<usize>,
    /// Where the inlines of the open text block begin.
    leaf_inlines: usize,
    comments: Vec<super::Comment>,
    definitions: Vec<Definition>,
    images: usize,
}

impl<'t> Builder<'t> {
    fn read(text: &'t str, shift: usize) -> Self {
        let mut builder = Builder {
            text,
            blocks: Vec::with_capacity(text.len() / 60 + 4),
            open: Vec::new(),
            plain: String::with_capacity(text.len()),
            pieces: Vec::with_capacity(text.len() / 60 + 4),
            inlines: Vec::new(),
            spans: Vec::new(),
            leaf_inlines: 0,
            comments: Vec::new(),
            definitions: Vec::new(),
            images: 0,
        };
        let opened = leads::Opened::of(&text[shift..]);
        let place = |range: std::ops::Range<usize>| {
            let span = opened.back(Span::new(range.start, range.end));
            Span::new(span.start + shift, span.end + shift)
        };
        let mut events = Parser::new_ext(&opened.text, OPTIONS).into_offset_iter();
        for (event, range) in events.by_ref() {
            builder.event(event, place(range));
        }
        builder.definitions = definitions(&events, place);
        while !builder.open.is_empty() {
            builder.close();
        }
        builder
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => self.run(&text, span),
            Event::Code(code) => self.code(&code, span),
            Event::SoftBreak | Event::HardBreak => self.append("\n", span),
            Event::InlineHtml(html) => self.inline_html(&html, span),
            Event::TaskListMarker(ticked) => self.tick(ticked, span),
            Event::FootnoteReference(_) => self.mark(InlineKind::FootnoteReference, span),
            Event::Rule => {
                self.leave_tight_text(span.start);
                self.push(BlockKind::ThematicBreak, span);
                self.close();
            }
            Event::Html(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        let kind = match tag {
            Tag::Emphasis => return self.open_inline(InlineKind::Emphasis, span, ""),
            Tag::Strong => return self.open_inline(InlineKind::Strong, span, ""),
            Tag::Strikethrough => return self.open_inline(InlineKind::Strike, span, ""),
            Tag::Link { dest_url, .. } => {
                return self.open_inline(InlineKind::Link, span, &dest_url);
            }
            Tag::Image { dest_url, .. } => {
                self.open_inline(InlineKind::Image, span, &dest_url);
                self.images += 1;
                return;
            }
            Tag::Paragraph => BlockKind::Paragraph,
            Tag::Heading { level, .. } => BlockKind::Heading(level as u8),
            Tag::BlockQuote(_) => BlockKind::Quote,
            Tag::CodeBlock(_) => BlockKind::Code,
            Tag::HtmlBlock => BlockKind::Html,
            Tag::List(first) => BlockKind::List(first),
            Tag::Item => BlockKind::Item(None),
            Tag::FootnoteDefinition(_) => BlockKind::FootnoteDefinition,
            Tag::Table(_) => BlockKind::Table,
            Tag::TableHead => BlockKind::Row(true),
            Tag::TableRow => BlockKind::Row(false),
            Tag::TableCell => BlockKind::Cell,
            // Their options are not switched on.
            Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript => return,
        };
        self.leave_tight_text(span.start);
        self.push(kind, self.clamp_cell(kind, span));
        if kind == BlockKind::Html {
            let found = comments::html(self.text, span);
            self.comments.extend(found);
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                self.close_inline()
            }
            TagEnd::Image => {
                self.close_inline();
                self.images = self.images.saturating_sub(1);
            }
            TagEnd::MetadataBlock(_)
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell => self.close(),
            _ => {
                self.leave_tight_text(span.end);
                self.close();
                if tag == TagEnd::HtmlBlock {
                    self.html_tables(span);
                }
            }
        }
    }

    /// A cell that a row lacks is reported after the row's end: it belongs to the row.
    fn clamp_cell(&self, kind: BlockKind, span: Span) -> Span {
        match (kind, self.open.last()) {
            (BlockKind::Cell, Some(&row)) => {
                let row = self.blocks[row as usize].span;
                Span::new(
                    span.start.clamp(row.start, row.end),
                    span.end.clamp(row.start, row.end),
                )
            }
            _ => span,
        }
    }

    fn push(&mut self, kind: BlockKind, span: Span) {
        let parent = self.open.last().map(|&up| BlockId(up));
        self.open.push(self.blocks.len() as u32);
        let plain = Span::at(self.plain.len());
        let content = if kind == BlockKind::Code {
            Span::at(span.start)
        } else {
            span
        };
        self.blocks.push(Block {
            kind,
            span,
            content,
            parent,
            end: 0,
            plain,
        });
        self.leaf_inlines = self.inlines.len();
    }

    fn close(&mut self) {
        let Some(id) = self.open.pop() else { return };
        let end = self.blocks.len() as u32;
        let len = self.plain.len();
        let block = &mut self.blocks[id as usize];
        block.end = end;
        if !matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Cell
        ) {
            block.plain = Span::at(block.plain.start);
            return;
        }
        let leaf = Span::new(block.plain.start, len);
        block.plain = leaf;
        let span = block.span;
        // No markup reaches over the end of its block, whatever the input.
        self.spans.clear();
        self.images = 0;
        self.add_bare_links(leaf);
        if self.text[span.start..span.end].contains("{/*") {
            let found = comments::mdx(self.text, span);
            self.comments.extend(found);
        }
        self.pieces.push(Piece {
            plain: Span::new(len, len + 1),
            source: Span::at(span.end),
        });
        self.plain.push('\0');
    }

    fn add_bare_links(&mut self, leaf: Span) {
        let from = self.leaf_inlines.min(self.inlines.len());
        let found = bare_links::find(&self.plain, leaf, &self.inlines[from..]);
        for (plain, target) in found {
            let span = source_of(&self.pieces, plain);
            self.inlines.push(Inline {
                kind: InlineKind::BareLink,
                plain,
                span,
                target,
                alt: "".into(),
            });
        }
        self.inlines[from..].sort_by_key(|i| (i.plain.start, std::cmp::Reverse(i.plain.end)));
    }

    /// Ends the paragraph that was opened for the bare text of a tight list item.
    fn leave_tight_text(&mut self, at: usize) {
        if let Some(&last) = self.open.last() {
            let block = &mut self.blocks[last as usize];
            if block.kind == BlockKind::Paragraph {
                block.span.end = block.span.end.min(at).max(block.span.start);
                self.close();
            }
        }
    }

    /// Opens a paragraph for text that stands directly in an item (a tight list) or elsewhere without one.
    fn ensure_leaf(&mut self, span: Span) {
        let kind = self
            .open
            .last()
            .map(|&last| self.blocks[last as usize].kind);
        let leaf = matches!(
            kind,
            Some(BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Cell)
        );
        if !leaf {
            self.push(BlockKind::Paragraph, span);
        }
        if let Some(&last) = self.open.last() {
            let block = &mut self.blocks[last as usize];
            block.span.end = block.span.end.max(span.end);
        }
    }

    fn run(&mut self, text: &str, span: Span) {
        if let Some(&last) = self.open.last() {
            let block = &mut self.blocks[last as usize];
            match block.kind {
                BlockKind::Code => {
                    let start = if block.content.is_empty() {
                        span.start
                    } else {
                        block.content.start
                    };
                    block.content = Span::new(start, span.end);
                    return;
                }
                BlockKind::Html => return,
                _ => {}
            }
        }
        self.append(text, span);
    }

    /// Adds running text that came from `span`.
    fn append(&mut self, text: &str, span: Span) {
        if self.images > 0 {
            return self.append_alt(text);
        }
        self.ensure_leaf(span);
        let plain = Span::new(self.plain.len(), self.plain.len() + text.len());
        // NUL separates the texts of blocks; the parser already gives U+FFFD for it, this keeps it certain.
        match text.contains('\0') {
            true => self
                .plain
                .extend(text.chars().map(|c| if c == '\0' { ' ' } else { c })),
            false => self.plain.push_str(text),
        }
        let verbatim = self.text.get(span.start..span.end) == Some(text);
        if let Some(last) = self.pieces.last_mut().filter(|last| {
            verbatim
                && last.plain.len() == last.source.len()
                && last.source.end == span.start
                && last.plain.end == plain.start
        }) {
            last.plain.end = plain.end;
            last.source.end = span.end;
        } else {
            self.pieces.push(Piece {
                plain,
                source: span,
            });
        }
    }

    fn append_alt(&mut self, text: &str) {
        let image = self
            .spans
            .iter()
            .rev()
            .find(|&&i| self.inlines[i].kind == InlineKind::Image);
        if let Some(&image) = image {
            let alt = &mut self.inlines[image].alt;
            *alt = format!("{alt}{text}").into();
        }
    }
}

fn source_of(pieces: &[Piece], plain: Span) -> Span {
    let at = |offset: usize| {
        let i = pieces
            .partition_point(|p| p.plain.start <= offset)
            .saturating_sub(1);
        pieces.get(i).map_or(0, |p| {
            p.source.start + (offset - p.plain.start).min(p.source.len())
        })
    };
    Span::new(at(plain.start), at(plain.end.saturating_sub(1)) + 1)
}

fn definitions(
    events: &pulldown_cmark::OffsetIter<'_>,
    place: impl Fn(std::ops::Range<usize>) -> Span,
) -> Vec<Definition> {
    let mut found: Vec<Definition> = events
        .reference_definitions()
        .iter()
        .map(|(_, def)| Definition {
            target: def.dest.as_ref().into(),
            span: place(def.span.clone()),
        })
        .collect();
    found.sort_by_key(|d| d.span);
    found
}
