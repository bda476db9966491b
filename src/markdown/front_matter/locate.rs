//! Where front matter stands: between delimiter lines, from the very first line.
//!
//! Decided here and not by the Markdown parser, which takes `---` lines anywhere in the body for metadata and then
//! drops their text; the tests hold this against its verdict, and that of gray_matter, where front matter may stand.

use crate::markdown::Span;

/// The dialects of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontKind {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
}

impl FrontKind {
    /// The line that opens and closes it.
    pub fn delimiter(self) -> &'static str {
        match self {
            FrontKind::Yaml => "---",
            FrontKind::Toml => "+++",
        }
    }

    fn closes(self, line: &str) -> bool {
        line == self.delimiter() || self == FrontKind::Yaml && line == "..."
    }

    /// Whether a line opens a `key: value` (in TOML `key = value` or a table).
    fn is_key(self, line: &str) -> bool {
        let mark = if self == FrontKind::Yaml { ':' } else { '=' };
        if self == FrontKind::Toml && line.starts_with('[') || line.starts_with('{') {
            return true;
        }
        let Some((key, rest)) = line.split_once(mark) else {
            return false;
        };
        let key = key.trim_end().trim_matches(['"', '\'']);
        let named = |c: char| c.is_alphanumeric() || "_-. ".contains(c);
        let spaced = self == FrontKind::Toml || rest.is_empty() || rest.starts_with([' ', '\t']);
        spaced && !key.is_empty() && !key.starts_with([' ', '-', '.']) && key.chars().all(named)
    }
}

/// The front-matter block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrontBlock {
    /// Its dialect.
    pub kind: FrontKind,
    /// With the delimiter lines, without the last newline; only the first line when it never closes.
    pub span: Span,
    /// Between the delimiter lines.
    pub content: Span,
    /// Whether the closing line is there. If not, the text below the first line is body.
    pub closed: bool,
}

/// Finds front matter from byte `start` of `text` (behind a byte order mark).
///
/// A document that opens with a rule of dashes has none: a blank line below the dashes, or no `key:` at all, is text.
pub(crate) fn locate(text: &str, start: usize) -> Option<FrontBlock> {
    let body = text.get(start..)?;
    let mut lines = body.split_inclusive('\n');
    let first = lines.next()?;
    let kind = [FrontKind::Yaml, FrontKind::Toml]
        .into_iter()
        .find(|kind| bare(first) == kind.delimiter())?;
    let content = start + first.len();
    let mut at = content;
    let mut keys = 0;
    let mut markdown = Prose::default();
    for line in lines {
        let shown = bare(line);
        if at == content && shown.trim().is_empty() {
            return None;
        }
        if kind.closes(shown) {
            let span = Span::new(start, at + shown.len());
            let block = FrontBlock {
                kind,
                span,
                content: Span::new(content, at),
                closed: true,
            };
            return (keys > 0).then_some(block);
        }
        if markdown.sees(kind, shown) {
            break;
        }
        keys += usize::from(kind.is_key(shown));
        at += line.len();
    }
    let second = body.split_inclusive('\n').nth(1).map_or("", bare);
    let span = Span::new(start, start + bare(first).len());
    (keys > 0 && starts_keys(kind, second)).then_some(FrontBlock {
        kind,
        span,
        content: Span::at(content),
        closed: false,
    })
}

/// A line without its end and the blanks before it.
fn bare(line: &str) -> &str {
    line.trim_end_matches([' ', '\t', '\r', '\n'])
}

/// Whether a line is a `key:` as front matter has it: one word, so that a sentence with a colon below a rule of dashes
/// is not taken for front matter that never closes.
fn starts_keys(kind: FrontKind, line: &str) -> bool {
    kind.is_key(line)
        && line
            .split([':', '='])
            .next()
            .is_some_and(|key| !key.trim_end().contains(' ') && !key.is_empty())
}

/// Tells that front matter was left without its closing line and the body has begun: a heading between blank lines
/// (which could be a comment) and below it a line that neither YAML nor TOML has.
#[derive(Default)]
struct Prose {
    blank: bool,
    heading: bool,
    framed: bool,
}

impl Prose {
    fn sees(&mut self, kind: FrontKind, line: &str) -> bool {
        let blank = line.trim().is_empty();
        if blank {
            self.framed |= self.heading;
        }
        self.heading =
            self.blank && line.trim_start_matches('#').starts_with(' ') && line.starts_with('#');
        self.blank = blank;
        let plain = line.starts_with(|c: char| c.is_alphabetic()) && !kind.is_key(line);
        self.framed && plain
    }
}
