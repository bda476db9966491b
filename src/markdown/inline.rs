//! What stands inside running text: emphasis, code, links, pictures.

use super::Span;

/// The kinds of inline markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// `**strong**`
    Strong,
    /// `*emphasis*`
    Emphasis,
    /// `~~struck~~`
    Strike,
    /// `` `code` ``
    Code,
    /// A link of any notation, except the next.
    Link,
    /// A URL written bare in the text.
    BareLink,
    /// A picture; its alt text is not part of the running text.
    Image,
    /// A raw HTML tag or comment; it has no running text.
    Html,
    /// `[^1]`
    FootnoteReference,
}

/// One piece of inline markup of a block.
#[derive(Clone, Debug)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Where its text stands in the document's running text (see [`super::Document::running_text`]).
    pub plain: Span,
    /// The bytes of the file, markers included.
    pub span: Span,
    /// Where a link or picture leads; empty for the others.
    pub target: Box<str>,
    /// The alt text of a picture; empty for the others.
    pub alt: Box<str>,
}

impl Inline {
    /// Whether it is a link of any notation.
    pub fn is_link(&self) -> bool {
        matches!(self.kind, InlineKind::Link | InlineKind::BareLink)
    }
}
