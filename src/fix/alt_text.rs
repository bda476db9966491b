//! The text of a picture, taken from where the author has written it: its title, or the caption that stands beside it.

use std::sync::LazyLock;

use regex::Regex;

use super::{Edit, Fix};
use crate::markdown::{BlockId, BlockKind, Document, InlineKind, Span, Text};
use crate::postmortem::Picture;
use crate::report::as_markdown;
use crate::words;

/// The destination of a picture with its title.
static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r#"^\((?:<[^<>\n]*>|[^\s()<>]+)\s+(?:"([^"\\\n]+)"|'([^'\\\n]+)')\s*\)$"#)
});

/// The attributes of a picture in HTML.
static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| regex(r#"\s(alt|title)\s*=\s*"([^"\n]*)""#));

/// What a caption begins with when it is numbered.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(?:Figure|Fig\.?|Abb\.?|Abbildung)(?:\s*[0-9]+(?:\.[0-9]+)?)?\s*(?:[:.–—-]\s*|$)")
});

/// More of it is no caption.
const LONGEST: usize = 250;
/// Pictures and captions in turns, beyond which nobody counts which belong together.
const MOST: usize = 40;

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
}

/// Gives a picture whose text says nothing the one that its author has written elsewhere.
pub(crate) fn of(doc: &Document, picture: &Picture) -> Option<Fix> {
    let source = doc.source(picture.span);
    if source.starts_with('<') {
        return in_html(source, picture);
    }
    let open = format!("![{}]", picture.alt);
    let rest = source.strip_prefix(&open)?;
    if !rest.starts_with(['(', '[']) {
        return None;
    }
    let alt = Span::new(picture.span.start + 2, picture.span.start + open.len() - 1);
    let titled = TITLED.captures(rest).and_then(|found| {
        let title = found.get(1).or(found.get(2))?;
        let at = picture.span.start + open.len();
        let span = Span::new(at + title.start(), at + title.end());
        Some((title.as_str().to_owned(), span, "its title"))
    });
    let captioned = || caption(doc, picture.span).map(|(text, span)| (text, span, "its caption"));
    let (text, copied, place) = titled.or_else(captioned)?;
    let mut fix = Fix::new(
        format!("takes {place} as the picture's text"),
        vec![Edit::new(alt, says(&text)?)],
    );
    fix.copies = Some(copied);
    Some(fix)
}

/// `title="…"` of a picture in HTML, as it stands there, whatever it has of entities.
fn in_html(source: &str, picture: &Picture) -> Option<Fix> {
    let attribute = |name: &str| {
        let mut found = ATTRIBUTE.captures_iter(source);
        found
            .find(|found| found.get(1).is_some_and(|key| key.as_str() == name))
            .and_then(|found| found.get(2))
    };
    let title = attribute("title").filter(|title| says(title.as_str()).is_some())?;
    let edit = match attribute("alt") {
        Some(alt) => Edit::new(
            Span::new(
                picture.span.start + alt.start(),
                picture.span.start + alt.end(),
            ),
            title.as_str(),
        ),
        None if source.contains("alt") => return None,
        None => Edit::new(
            Span::at(picture.span.start + "<img".len()),
            format!(" alt=\"{}\"", title.as_str()),
        ),
    };
    let mut fix = Fix::new("takes its title as the picture's text", vec![edit]);
    fix.copies = Some(Span::new(
        picture.span.start + title.start(),
        picture.span.start + title.end(),
    ));
    Some(fix)
}

/// A text on one line that can stand in the brackets of a picture as it is; none when it hardly says anything.
fn says(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = line
        .split(' ')
        .filter(|word| word.contains(char::is_alphabetic));
    let fits = words.count() >= 2 && line.chars().count() <= LONGEST;
    (fits && as_markdown(&line) == line).then_some(line)
}

/// What stands among its neighbours.
enum Piece<'d> {
    Picture,
    Caption(Text<'d>),
    Other,
}

/// The caption in the picture's own paragraph; else the paragraph below it or above it, where pictures and captions take
/// turns so that it belongs to no other.
fn caption(doc: &Document, picture: Span) -> Option<(String, Span)> {
    let id = doc.block_from(doc.paragraph_around(picture)?.start)?;
    let block = doc.block(id);
    if block.kind != BlockKind::Paragraph {
        return None;
    }
    let text = match is_picture(doc, id) {
        true => beside(doc, id, block.parent)?,
        false => behind(doc, id, picture)?,
    };
    Some((bare(text), text.span()))
}

/// The words of a caption, without "Figure 1:".
fn bare(text: Text<'_>) -> String {
    let plain = text.as_str();
    let label = LABEL.find(plain).map_or(0, |label| label.end());
    plain.get(label..).unwrap_or_default().to_owned()
}

/// A caption on the next line of the picture's paragraph.
fn behind(doc: &Document, id: BlockId, picture: Span) -> Option<Text<'_>> {
    let block = doc.block(id).span;
    let text = doc.block_text(id).trim();
    let is_alone = doc
        .block_text(id)
        .inlines()
        .filter(|inline| inline.kind == InlineKind::Image)
        .count()
        == 1;
    let starts = doc.source(Span::new(block.start, picture.start)).is_empty();
    let rest = doc.source(Span::new(picture.end, block.end));
    let line = rest.trim_start_matches([' ', '\\', '\r']).starts_with('\n');
    (is_alone && starts && line && is_caption(text)).then_some(text)
}

fn beside(doc: &Document, id: BlockId, parent: Option<BlockId>) -> Option<Text<'_>> {
    let siblings: Vec<BlockId> = match parent {
        Some(parent) => doc.children(parent).collect(),
        None => doc.roots().collect(),
    };
    let at = siblings.iter().position(|sibling| *sibling == id)?;
    let is_part = |id: &&BlockId| !matches!(piece(doc, **id), Piece::Other);
    let (before, behind) = siblings.split_at(at);
    let before = before.iter().rev().take(MOST).take_while(is_part).count();
    let behind = behind.iter().take(MOST).take_while(is_part).count();
    let run = siblings.get(at - before..at + behind)?;
    let pieces: Vec<Piece> = run.iter().map(|id| piece(doc, *id)).collect();
    let is_picture = |piece: &Piece| matches!(piece, Piece::Picture);
    let takes_turns = pieces
        .windows(2)
        .all(|pair| is_picture(&pair[0]) != is_picture(&pair[1]));
    if !takes_turns || !pieces.len().is_multiple_of(2) || pieces.len() > MOST {
        return None;
    }
    let own = match pieces.first().is_some_and(is_picture) {
        true => before + 1,
        false => before.checked_sub(1)?,
    };
    match pieces.get(own)? {
        Piece::Caption(text) => Some(*text),
        _ => None,
    }
}

fn piece(doc: &Document, id: BlockId) -> Piece<'_> {
    let text = doc.block_text(id).trim();
    match doc.kind(id) {
        BlockKind::Paragraph if is_picture(doc, id) => Piece::Picture,
        BlockKind::Paragraph if is_caption(text) => Piece::Caption(text),
        _ => Piece::Other,
    }
}

/// Whether a paragraph is a picture and nothing else.
fn is_picture(doc: &Document, id: BlockId) -> bool {
    let text = doc.block_text(id);
    let source = doc.source(doc.block(id).span).trim();
    let mut pictures = text
        .inlines()
        .filter(|inline| inline.kind == InlineKind::Image);
    text.is_blank() && pictures.any(|picture| doc.source(picture.span) == source)
}

/// Whether a whole paragraph is a caption: numbered, or all in italics and not a remark.
fn is_caption(text: Text<'_>) -> bool {
    let plain = text.as_str();
    let words = bare(text).to_lowercase();
    let first = words
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())
        .unwrap_or_default();
    let is_remark = words::set("not-captions").contains(first)
        || words.ends_with([':', '?'])
        || words.starts_with(['(', '[']);
    let marked = LABEL.find(plain).is_some_and(|label| {
        label.as_str().contains(|c: char| c.is_ascii_digit()) || label.as_str().contains(':')
    });
    !is_remark && (marked || text.is_all(InlineKind::Emphasis))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::apply;

    /// The document with the text of its first picture, where there is a fix.
    fn fixed(text: &str) -> Option<String> {
        let post = crate::read(text.to_owned(), &crate::postmortem::ReadOptions::default());
        let picture = post.evidence.pictures.first()?;
        apply(text, &of(&post.doc, picture)?.edits)
    }

    const CAPTION: &str = "Errors of checkout, 08:50 to 10:10";

    #[test]
    fn titles_and_captions_become_texts() {
        for (before, after) in [
            ("![](a.png \"{}\")", "![{}](a.png \"{}\")"),
            ("![image](a.png '{}')", "![{}](a.png '{}')"),
            ("![](a.png)\n*{}*", "![{}](a.png)\n*{}*"),
            (
                "![](a.png)\n\n*{}*\n\nMore.",
                "![{}](a.png)\n\n*{}*\n\nMore.",
            ),
            (
                "![][g]\n\nFigure 2: {}\n\n[g]: a.png",
                "![{}][g]\n\nFigure 2: {}\n\n[g]: a.png",
            ),
            (
                "Text.\n\nFig. 1. {}\n\n![](a.png)",
                "Text.\n\nFig. 1. {}\n\n![{}](a.png)",
            ),
            (
                "![](a.png)\n\n*{}*\n\n![](b.png)\n\n*Queue of payments*",
                "![{}](a.png)\n\n*{}*\n\n![](b.png)\n\n*Queue of payments*",
            ),
            (
                "<img src=\"a.png\" title=\"{}\">",
                "<img alt=\"{}\" src=\"a.png\" title=\"{}\">",
            ),
            (
                "<img src=\"a.png\" alt=\"image\" title=\"{}\">",
                "<img src=\"a.png\" alt=\"{}\" title=\"{}\">",
            ),
        ] {
            let (before, after) = (before.replace("{}", CAPTION), after.replace("{}", CAPTION));
            assert_eq!(fixed(&before).as_deref(), Some(after.as_str()), "{before}");
        }
    }

    #[test]
    fn what_may_belong_elsewhere_or_say_something_else_is_left_alone() {
        for text in [
            "![](a.png)",
            "![](a.png \"a.png\")",
            "![](a.png \"[x] *y* z\")",
            "![](a.png)\n\nThe errors began at 09:02.",
            "![](a.png)\n\n*Note that this is the staging system*",
            "![](a.png)\n\n*Click to enlarge*",
            "![](a.png)\n\n*As the graph shows:*",
            "*Errors of checkout*\n\n![](a.png)\n\n*Queue of payments*",
            "![](a.png)\n\n![](b.png)\n\n*Queue of payments*",
            "![](a.png) ![](b.png)\n*Queue of payments*",
            "![](a.png) and *Queue of payments*",
            "![](a.png)\n\nFigures are in the table below",
            "![g]\n\n*Queue of payments*\n\n[g]: a.png",
            "<img src=\"a.png\" alt='image' title=\"Queue of payments\">",
        ] {
            assert_eq!(fixed(text), None, "{text}");
        }
    }
}
