//! Markdown and front matter as blocks and text with byte spans: the only user of `pulldown_cmark` and `gray_matter`.

mod bare_links;
mod comments;
mod document;
mod front_matter;
mod inline;
mod lines;
mod parse;
mod span;
mod tag;
#[cfg(test)]
mod tests;
mod text;

pub use comments::Comment;
pub use document::{Block, BlockId, BlockKind, Definition, Document};
pub(crate) use front_matter::front_matter_in;
pub use front_matter::{
    FrontBlock, FrontData, FrontError, FrontKind, FrontMatter, FrontValue, front_matter_of,
};
pub use inline::{Inline, InlineKind};
pub(crate) use lines::end_of_line;
pub use lines::{LineIndex, Position};
pub use span::{Fact, Span};
pub(crate) use tag::Tag;
pub use text::Text;
