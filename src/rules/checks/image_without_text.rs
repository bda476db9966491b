//! Pictures with nothing that says what they show.

use std::sync::LazyLock;

use regex::Regex;

use super::together;
use crate::diagnostic::Findings;
use crate::fix::alt_text;
use crate::markdown::{BlockId, BlockKind, Document, InlineKind, Span};
use crate::postmortem::Picture;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let pictures = cx.post.evidence.pictures.iter();
    let bare = pictures.filter(|picture| !is_told(picture));
    let (told, untold): (Vec<_>, Vec<_>) = bare.partition(|picture| has_caption(cx, picture.span));
    let text_of = |picture: &&Picture| alt_text::of(cx.doc(), picture);
    // What a caption tells on the page, a search and a reader's voice look for in the picture's text.
    out.tidy.extend(told.iter().filter_map(text_of));
    let places = untold
        .iter()
        .map(|picture| (picture.span, message(picture)))
        .collect();
    if let Some(finding) = together::report(out, places, |n| {
        format!("{n} pictures have no text that says what they show")
    }) {
        finding
            .help("write what it shows; for a graph the metric, its unit, from when to when")
            .subject("pictures")
            .fix(untold.iter().filter_map(text_of));
    }
}

fn message(picture: &Picture) -> String {
    match picture.alt.trim() {
        "" => "this picture has no text that says what it shows".to_owned(),
        alt => format!("`{alt}` does not say what this picture shows"),
    }
}

fn is_told(picture: &Picture) -> bool {
    let alt = picture.alt.trim();
    picture.decoration || !alt.is_empty() && !says_nothing(alt)
}

/// A file name, or words that only say that it is a picture.
fn says_nothing(alt: &str) -> bool {
    static NOTHING: LazyLock<Regex> = LazyLock::new(|| {
        let kind = r"(?:image|img|picture|pic|photo|screen[ _-]?shot|screen[ _-]?grab|graph|chart|figure|untitled|alt[ _-]?text|undefined|grafik|bild)";
        let pattern = format!(
            r"(?i)^(?:{kind}[ _-]*(?:\(?\d+\)?)?|screen[ _-]?shot[ _-].*\d{{4}}.*\d.*|[\w.%()-]+\.(?:png|jpe?g|gif|svg|webp|bmp))$"
        );
        crate::words::exact(&pattern).expect("a pattern")
    });
    NOTHING.is_match(alt)
}

/// A line in italics or one that begins with "Figure", below the picture or behind it; a cell of a table, which has a header.
fn has_caption(cx: &Context, picture: Span) -> bool {
    let doc = cx.doc();
    let blocks: Vec<(BlockId, BlockKind, Span)> = doc
        .blocks()
        .map(|(id, block)| (id, block.kind, block.span))
        .collect();
    let Some(at) = blocks
        .iter()
        .rposition(|(_, _, span)| span.contains(picture))
    else {
        return false;
    };
    let (id, kind, span) = blocks[at];
    match kind {
        BlockKind::Cell => true,
        BlockKind::Html => doc.source(span).contains("<figcaption"),
        _ => {
            let behind = doc.block_text(id).trim();
            let own = !behind.is_blank() && is_caption(doc, id);
            let next = blocks
                .get(at + 1)
                .filter(|(_, kind, _)| *kind == BlockKind::Paragraph);
            let above = at.checked_sub(1).and_then(|above| blocks.get(above));
            let above = above.filter(|(_, kind, _)| *kind == BlockKind::Paragraph);
            own || next.is_some_and(|(next, _, _)| is_caption(doc, *next))
                || above.is_some_and(|(above, _, _)| names_picture(cx, *above))
        }
    }
}

/// A paragraph above that says in one phrase what the picture shows: "Files in the queue, by hour:". A sentence with a verb tells
/// the story and not the picture, and so does a word or two.
fn names_picture(cx: &Context, above: BlockId) -> bool {
    const FEWEST: usize = 4;
    const MOST: usize = 24;
    let text = cx.doc().block_text(above).trim().as_str();
    let Some(phrase) = text
        .strip_suffix(':')
        .filter(|text| text.len() <= MOST_BYTES)
    else {
        return false;
    };
    let phrase = without_brackets(phrase);
    let words = phrase.split_whitespace().count();
    (FEWEST..=MOST).contains(&words)
        && !phrase.contains(['.', ';', '!', '?'])
        && !cx.phrases("sentence-words").is_match(&phrase)
}

/// A longer text is no phrase.
const MOST_BYTES: usize = 250;

/// "Settings of the account (these are the same for all)" without what stands in brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

fn is_caption(doc: &Document, id: BlockId) -> bool {
    let text = doc.block_text(id).trim();
    let start = text
        .as_str()
        .trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins = ["Figure", "Fig.", "Fig ", "Abb."]
        .iter()
        .any(|word| start.starts_with(word));
    begins || text.lines().any(|line| line.is_all(InlineKind::Emphasis))
}

#[cfg(test)]
mod tests {
    use super::says_nothing;

    #[test]
    fn file_names_and_words_for_pictures_say_nothing() {
        for alt in [
            "image",
            "image (3)",
            "Screenshot 2026-03-14 at 10.12.33",
            "queue.png",
            "Untitled",
            "screen shot",
            "IMG_4",
        ] {
            assert!(says_nothing(alt), "{alt}");
        }
        for alt in [
            "Error rate",
            "Screenshot of the queue",
            "graph of errors, 08:50 to 10:10 UTC",
            "Queue",
        ] {
            assert!(!says_nothing(alt), "{alt}");
        }
    }
}
