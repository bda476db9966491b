//! Where comments stand and what a silencer among them acts on.

use crate::markdown::{BlockId, BlockKind, Document, FrontBlock, Span};

/// A comment of the body or of the front matter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Remark {
    /// With its markers.
    pub(super) span: Span,
    /// Between its markers.
    pub(super) inner: Span,
    /// Whether its end is there.
    pub(super) closed: bool,
    in_front: bool,
}

/// What a silencer acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// The whole document.
    File,
    /// What touches this line.
    Line(Span),
    /// What begins in this block.
    Block(Span),
}

impl Reach {
    /// Whether it acts on what is found at `span`.
    pub(super) fn holds(self, span: Span) -> bool {
        match self {
            Reach::File => true,
            Reach::Block(block) => block.covers(span.start),
            Reach::Line(line) => {
                line.covers(span.start) || span.start < line.start && line.start < span.end
            }
        }
    }

    /// As in "has nothing to say in this line".
    pub(super) fn place(self) -> &'static str {
        match self {
            Reach::File => "in this document",
            Reach::Line(_) => "in this line",
            Reach::Block(_) => "in the block below",
        }
    }
}

/// All comments, those of the front matter first.
pub(super) fn comments(doc: &Document) -> Vec<Remark> {
    let mut remarks = doc
        .front_block()
        .map(|front| in_front(doc, front))
        .unwrap_or_default();
    remarks.extend(doc.comments().iter().map(|comment| Remark {
        span: comment.span,
        inner: comment.inner,
        closed: comment.closed,
        in_front: false,
    }));
    remarks
}

/// The comments of front matter that speak to whys.
fn in_front(doc: &Document, front: FrontBlock) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for line in lines(doc, front.content) {
        let text = doc.source(line).trim_end();
        let Some(at) = text.find("# whys:") else {
            continue;
        };
        if text
            .get(..at)
            .is_some_and(|before| before.is_empty() || before.ends_with([' ', '\t']))
        {
            let end = line.start + text.len();
            remarks.push(Remark {
                span: Span::new(line.start + at, end),
                inner: Span::new(line.start + at + 1, end),
                closed: true,
                in_front: true,
            });
        }
    }
    remarks
}

/// The lines that begin inside `within`.
fn lines(doc: &Document, within: Span) -> impl Iterator<Item = Span> + '_ {
    let first = doc.line(within.start);
    (first..=doc.lines().count())
        .map(|number| doc.lines().span(number))
        .take_while(move |line| line.start < within.end)
}

/// What a silencer acts on: its own line, or the next block when it stands alone.
pub(super) fn of(doc: &Document, comment: &Remark) -> Reach {
    let line = line_of(doc, comment.span);
    match (is_alone(doc, comment, line), comment.in_front) {
        (false, _) => Reach::Line(
            doc.lines()
                .span(doc.line(comment.span.end.saturating_sub(1))),
        ),
        (true, true) => next_key(doc, comment.span),
        (true, false) => next_block(doc, comment.span),
    }
}

/// The whole lines that `span` touches.
fn line_of(doc: &Document, span: Span) -> Span {
    let first = doc.lines().span(doc.line(span.start));
    first.join(
        doc.lines()
            .span(doc.line(span.end.saturating_sub(1).max(span.start))),
    )
}

/// Whether there is nothing else on its lines but blanks and other comments.
fn is_alone(doc: &Document, comment: &Remark, line: Span) -> bool {
    let mut at = line.start;
    let mut rest = String::new();
    let on_line = comments_in(doc, line).filter(|_| !comment.in_front);
    for other in on_line.chain(comment.in_front.then_some(comment.span)) {
        rest.push_str(doc.source(Span::new(at, other.start)));
        at = other.end;
    }
    rest.push_str(doc.source(Span::new(at, line.end)));
    rest.trim().is_empty()
}

/// The next key of the front matter with what is indented below it.
fn next_key(doc: &Document, comment: Span) -> Reach {
    let front = doc
        .front_block()
        .map(|front| front.content)
        .unwrap_or_default();
    let below = Span::new(comment.end, front.end.max(comment.end));
    let mut reach: Option<Span> = None;
    for line in lines(doc, below).skip(1) {
        let text = doc.source(line);
        let goes_on = text.starts_with([' ', '\t', '-', '#']) || text.trim().is_empty();
        match reach {
            None if text.trim_start().starts_with('#') => {}
            None => reach = Some(line),
            Some(key) if goes_on => reach = Some(key.join(line)),
            Some(_) => break,
        }
    }
    Reach::Block(reach.unwrap_or(Span::at(comment.end)))
}

/// The rest of the block that the comment stands in, where text follows it there; else the next block. Of a list, its first
/// item: a silencer is for one thing.
fn next_block(doc: &Document, comment: Span) -> Reach {
    if let Some(paragraph) = doc.paragraph_around(comment) {
        let rest = Span::new(comment.end, paragraph.end);
        if !doc.source(rest).trim().is_empty() {
            return Reach::Block(rest);
        }
    }
    let mut next = doc.block_from(comment.end);
    while let Some(id) = next.filter(|id| !is_visible(doc, *id)) {
        next = doc.block_from(doc.block(id).span.end.max(doc.block(id).span.start + 1));
    }
    Reach::Block(match next.map(|id| (id, doc.block(id))) {
        Some((id, block)) => match block.kind {
            BlockKind::List(_) => doc
                .children(id)
                .next()
                .map_or(block.span, |item| doc.block(item).span),
            _ => block.span,
        },
        None => Span::at(doc.text().len()),
    })
}

/// Whether a block is more than comments.
fn is_visible(doc: &Document, id: BlockId) -> bool {
    let block = doc.block(id);
    block.kind != BlockKind::Html || comments_in(doc, block.span).next().is_none()
}

/// The comments of the body inside a span; they are in its order.
fn comments_in(doc: &Document, span: Span) -> impl Iterator<Item = Span> + '_ {
    let first = doc
        .comments()
        .partition_point(|comment| comment.span.start < span.start);
    let from = doc
        .comments()
        .get(first..)
        .unwrap_or_default()
        .iter()
        .map(|comment| comment.span);
    from.take_while(move |comment| comment.start < span.end)
        .filter(move |comment| span.contains(*comment))
}
