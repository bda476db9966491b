//! A text with the action that is changed, and where its parts stand in the bytes.

use crate::fix::{Edit, apply};
use crate::markdown::{BlockId, BlockKind, Span, end_of_line};
use crate::postmortem::{Action, PostMortem, ReadOptions, Role};

/// A text as it is read, and one of its actions.
pub(super) struct View<'o> {
    /// As it is in the file.
    pub(super) text: String,
    pub(super) post: PostMortem,
    options: &'o ReadOptions,
    pub(super) at: usize,
}

impl<'o> View<'o> {
    pub(super) fn read(text: String, options: &'o ReadOptions, at: usize) -> Self {
        Self {
            post: crate::read(text.clone(), options),
            text,
            options,
            at,
        }
    }

    pub(super) fn action(&self) -> Option<&Action> {
        self.post.actions.get(self.at)
    }

    /// The text with edits, which are put in order.
    pub(super) fn with(&self, mut edits: Vec<Edit>) -> Option<String> {
        edits.sort_by_key(|edit| edit.span);
        apply(&self.text, &edits)
    }

    /// The same with the edits made.
    pub(super) fn edited(&self, edits: Vec<Edit>) -> Option<View<'o>> {
        let text = self.with(edits)?;
        (text != self.text).then(|| View::read(text, self.options, self.at))
    }

    pub(super) fn source(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The line around a byte, without its end.
    pub(super) fn line(&self, at: usize) -> Span {
        let before = self.text.get(..at).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let rest = self.text.get(at..).unwrap_or_default();
        let end = at + rest.find('\n').unwrap_or(rest.len());
        let line = self.text.get(start..end).unwrap_or_default();
        Span::new(start, start + line.trim_end_matches('\r').len())
    }

    /// The line around a byte with its end.
    pub(super) fn whole_line(&self, at: usize) -> Span {
        let line = self.line(at);
        let rest = self.text.get(line.end..).unwrap_or_default();
        let end = if rest.starts_with("\r\n") {
            2
        } else {
            usize::from(rest.starts_with('\n'))
        };
        Span::new(line.start, line.end + end)
    }

    /// How its lines end.
    pub(super) fn line_end(&self) -> &'static str {
        end_of_line(&self.text)
    }

    /// A span with the markup that opens or closes within it, or right at its ends.
    pub(super) fn with_markup(&self, span: Span) -> Span {
        let mut whole = span;
        let line = self.line(span.start);
        for inline in self
            .post
            .doc
            .inlines_within(Span::new(line.start, span.end.max(line.end)))
        {
            let inner = inline.span;
            let touches = inner.start < whole.end && whole.start < inner.end;
            // Markup that holds more than the value belongs to what is around it.
            let holds_more = inner.start + 4 < span.start && inner.contains(span);
            if touches && !holds_more && !whole.contains(inner) {
                whole = whole.join(inner);
            }
        }
        whole
    }

    /// Where the words of the action end, with the markup around them.
    pub(super) fn words_end(&self) -> Option<usize> {
        let action = self.action()?;
        let mut end = action.span.end;
        for inline in self
            .post
            .doc
            .inlines_within(Span::new(self.line(action.span.start).start, end))
        {
            if inline.span.start < end && inline.span.end > end {
                end = inline.span.end;
            }
        }
        Some(end)
    }

    /// The fields of a role.
    pub(super) fn fields(&self, role: Role) -> impl Iterator<Item = Span> + '_ {
        let fields = self.action().into_iter().flat_map(|action| &action.fields);
        fields
            .filter(move |(of, _)| *of == role)
            .map(|(_, span)| *span)
    }

    /// The block of a kind that begins where the action does.
    pub(super) fn block(&self, is: impl Fn(BlockKind) -> bool) -> Option<BlockId> {
        let action = self.action()?;
        let blocks = self.post.doc.blocks();
        let mut blocks =
            blocks.filter(|(_, block)| is(block.kind) && block.span.start <= action.span.start);
        let mut found = None;
        for (id, block) in blocks.by_ref() {
            if block.span.end >= action.span.end {
                found = Some(id);
            }
        }
        found
    }

    /// The box of its item, `[ ]` or `[x]`: the sign in it.
    pub(super) fn tick(&self) -> Option<Span> {
        let action = self.action()?;
        let item = self.block(|kind| matches!(kind, BlockKind::Item(Some(_))))?;
        let start = self.post.doc.block(item).span.start;
        if start != action.extent.start {
            return None;
        }
        let head = self.text.get(start..action.span.start)?;
        let open = head.find('[')?;
        let sign = head.get(open + 1..)?.chars().next()?;
        let rest = head.get(open + 1 + sign.len_utf8()..)?;
        (rest.starts_with(']') && [' ', 'x', 'X'].contains(&sign))
            .then(|| Span::new(start + open + 1, start + open + 1 + sign.len_utf8()))
    }

    /// The edit that ticks its box or takes the tick away; none where there is no box or nothing to do.
    pub(super) fn ticked(&self, tick: bool) -> Option<Edit> {
        let span = self.tick()?;
        let is_ticked = self.source(span) != " ";
        (is_ticked != tick).then(|| Edit::new(span, if tick { "x" } else { " " }))
    }
}
