//! Exclamation marks in a row, words in capitals and emoji where it is told what happened and why.

use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::Findings;
use crate::markdown::{BlockKind, Span};
use crate::postmortem::SectionKind;
use crate::rules::Context;
use crate::rules::prose::{self, Found};
use crate::words;

/// The sections of the analysis. A timeline may quote what was shouted, an action is none of it.
const ANALYSIS: [SectionKind; 5] = [
    SectionKind::Summary,
    SectionKind::Impact,
    SectionKind::Detection,
    SectionKind::Causes,
    SectionKind::Lessons,
];

/// So many words in capitals in a row are a sentence in capitals, when so many of them are small words.
const RUN: usize = 3;
const SMALL: usize = 2;

static MARKS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"!{2,}|\?+!+|!+\?+").unwrap_or_else(|_| words::never()));

static CAPITALS: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"(?-u:\b)[A-Z][A-Z’']+(?: [A-Z][A-Z’']*)*(?-u:\b)";
    Regex::new(words).unwrap_or_else(|_| words::never())
});

static EMOJI: LazyLock<Regex> = LazyLock::new(|| {
    let all = words::entries("loud-marks").collect::<Vec<_>>().join("|");
    words::regex(&all).unwrap_or_else(|_| words::never())
});

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let mut places: Vec<(Span, String)> = Vec::new();
    let mut told = |found: Found, what: &str| {
        let text = found.text.as_str();
        places.push((found.text.span(), format!("`{text}` {what}")));
    };
    for found in analysis(cx, &MARKS).filter(|found| ends_a_sentence(found)) {
        told(found, "raises the voice");
    }
    for found in analysis(cx, &CAPITALS).filter_map(|found| shouted(&found)) {
        told(found, "is shouted");
    }
    for found in analysis(cx, &EMOJI).filter(|found| !opens(found)) {
        told(found, "tells a feeling");
    }
    places.sort();
    for (span, message) in places {
        out.report(span, message)
            .help("say it once and calmly; the number that makes it grave is louder");
    }
}

/// What a pattern finds in the analysis, outside headings.
fn analysis<'c>(
    cx: &'c Context<'_>,
    pattern: &'static LazyLock<Regex>,
) -> impl Iterator<Item = Found<'c>> {
    prose::find(cx.doc(), &**pattern).filter(|found| {
        let kind = cx.post.sections.kind_at(found.text.span().start);
        ANALYSIS.contains(&kind) && !matches!(cx.doc().kind(found.block), BlockKind::Heading(_))
    })
}

/// A word before the marks and none joined to them behind: `!!flag` and `a !== b` are code.
fn ends_a_sentence(found: &Found) -> bool {
    let (before, behind) = around(found);
    let word = before.trim_end_matches([')', '"', '”', '’', '*', ' ']);
    let ends = behind.trim_start_matches([')', '"', '”', '’', '*']);
    word.ends_with(char::is_alphanumeric)
        && (ends.is_empty() || ends.starts_with(char::is_whitespace))
}

/// The part in capitals that is a word of the list, or all of it when it is a sentence.
fn shouted<'d>(found: &Found<'d>) -> Option<Found<'d>> {
    let text = found.text.as_str();
    let words: Vec<&str> = text.split(' ').collect();
    let is_small =
        |word: &&&str| words::set("small-shouted-words").contains(word.to_lowercase().as_str());
    if words.len() >= RUN && words.iter().filter(is_small).count() >= SMALL {
        return Some(*found);
    }
    let loud = words::phrases("shouted-words");
    let word = loud.find_iter(text).next()?;
    let text = found.text.slice(word.range());
    Some(Found { text, ..*found })
}

/// Whether it stands where a mark of a list stands.
fn opens(found: &Found) -> bool {
    let (before, _) = around(found);
    !before.contains(char::is_alphanumeric)
}

fn around<'d>(found: &Found<'d>) -> (&'d str, &'d str) {
    let (text, range) = (found.around.as_str(), found.range());
    (
        text.get(..range.start).unwrap_or_default(),
        text.get(range.end..).unwrap_or_default(),
    )
}
