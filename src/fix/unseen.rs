//! Characters that are not seen and mean nothing, to be deleted from prose. In code and addresses they may be what was
//! meant to be shown.

use super::Edit;
use crate::markdown::{Document, InlineKind, Span};

/// A blank and a joiner without width, and the byte order mark that came along with a copied text.
const UNSEEN: [char; 3] = ['\u{200b}', '\u{2060}', '\u{feff}'];

/// Where a document has prose.
pub(crate) struct Prose<'d> {
    doc: &'d Document,
    /// Code, links, pictures and HTML, in order, none over another.
    other: Vec<Span>,
}

impl<'d> Prose<'d> {
    /// Looks for what is not prose.
    pub(crate) fn new(doc: &'d Document) -> Self {
        let is_other = |kind| {
            !matches!(
                kind,
                InlineKind::Strong | InlineKind::Emphasis | InlineKind::Strike
            )
        };
        let inlines = doc.inlines().iter();
        let mut spans: Vec<Span> = inlines
            .filter(|inline| is_other(inline.kind))
            .map(|inline| inline.span)
            .collect();
        spans.sort();
        let mut other: Vec<Span> = Vec::new();
        for span in spans {
            match other.last_mut().filter(|last| span.start < last.end) {
                Some(last) => *last = last.join(span),
                None => other.push(span),
            }
        }
        Self { doc, other }
    }

    /// The deletion of a character; none where it may be needed.
    pub(crate) fn deletion(&self, at: usize, c: char) -> Option<Edit> {
        let span = Span::new(at, at + c.len_utf8());
        let before = self.other.partition_point(|other| other.start <= at);
        let last = before.checked_sub(1).and_then(|last| self.other.get(last));
        let is_prose = !last.is_some_and(|other| other.covers(at))
            && self.doc.paragraph_around(span).is_some();
        (UNSEEN.contains(&c) && is_prose).then(|| Edit::new(span, ""))
    }
}

/// A text as it is read, without them.
pub(super) fn seen(text: &str) -> String {
    text.replace(UNSEEN, "")
}
