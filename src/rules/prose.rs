//! Words of the author: running text without code, links and quotations.

use std::ops::Range;

use crate::phrases::{Finder, Phrases};
use crate::postmortem::time;

use crate::markdown::{BlockId, BlockKind, Document, InlineKind, Span, Text};

/// A phrase found in prose.
#[derive(Clone, Copy)]
pub(crate) struct Found<'d> {
    /// The phrase.
    pub(crate) text: Text<'d>,
    /// The text of its block, as far as it is near: a block may hold megabytes, and is asked for every phrase in it.
    pub(crate) around: Text<'d>,
    /// Its block.
    pub(crate) block: BlockId,
}

impl<'d> Found<'d> {
    /// Where it stands in the text around it.
    pub(crate) fn range(&self) -> Range<usize> {
        let start = self.text.plain().start - self.around.plain().start;
        start..start + self.text.as_str().len()
    }

    /// Whether it is a part of one of `phrases`.
    pub(crate) fn is_within(&self, phrases: &Phrases) -> bool {
        let range = self.range();
        let mut parts = phrases.find_iter(self.around.as_str());
        parts.any(|part| part.start() <= range.start && range.end <= part.end())
    }

    /// The sentence that it stands in.
    pub(crate) fn sentence(&self) -> Text<'d> {
        self.around
            .slice(sentence(self.around.as_str(), self.range()))
    }

    /// The sentence behind its own, in the same block.
    pub(crate) fn next_sentence(&self) -> &'d str {
        let end = self.sentence().plain().end - self.around.plain().start;
        let rest = self.around.as_str().get(end..).unwrap_or_default();
        let first = sentences(rest).next();
        first.and_then(|range| rest.get(range)).unwrap_or_default()
    }
}

/// Every match of `phrases` in the prose of a document, in order.
pub(crate) fn find<'d, F: Finder>(
    doc: &'d Document,
    phrases: &'d F,
) -> impl Iterator<Item = Found<'d>> {
    phrases.ranges(doc.running_text()).filter_map(|found| {
        let block = doc.block_at(found.start)?;
        let text = doc.text_at(Span::new(found.start, found.end));
        let around = near(doc, doc.block_text(block), text.plain());
        let found = Found {
            text,
            around,
            block,
        };
        is_prose(doc, &found).then_some(found)
    })
}

/// What stands behind the label of a text ("Cause: we suspect …"), where the label ends before `at`; the text itself where there is
/// none.
pub(crate) fn behind_label(text: &str, at: usize) -> &str {
    let Some((label, rest)) = text.split_once(':') else {
        return text;
    };
    let said = rest.trim_start();
    let is_label = label.split_whitespace().count() <= LONGEST_LABEL
        && rest.starts_with(char::is_whitespace)
        && text.len() - said.len() <= at;
    match is_label {
        true => said,
        false => text,
    }
}

/// More words before a colon are a part of the sentence.
const LONGEST_LABEL: usize = 3;

/// How far the text around a phrase reaches, in bytes: further than any sentence.
const NEAR: usize = 600;

/// The part of a block's text around `phrase`.
fn near<'d>(doc: &'d Document, block: Text<'d>, phrase: Span) -> Text<'d> {
    let whole = block.plain();
    let text = doc.running_text();
    let start = phrase.start.saturating_sub(NEAR).max(whole.start);
    let end = phrase.end.saturating_add(NEAR).min(whole.end);
    let start = boundary(text, start)
        .unwrap_or(phrase.start)
        .min(phrase.start);
    doc.text_at(Span::new(start, boundary(text, end).unwrap_or(whole.end)))
}

/// The first place from `at` on where a character begins or the text ends.
pub(crate) fn boundary(text: &str, at: usize) -> Option<usize> {
    (at..=text.len()).find(|&at| text.is_char_boundary(at))
}

/// Whether the author says it, rather than a program, an address or somebody who is quoted.
fn is_prose(doc: &Document, found: &Found) -> bool {
    let (phrase, around) = (found.text.plain(), found.around.plain());
    let inlines = doc.inlines();
    let first = inlines.partition_point(|inline| inline.plain.start < around.start);
    let last = inlines.partition_point(|inline| inline.plain.start < phrase.end);
    let mut foreign = inlines
        .get(first..last)
        .unwrap_or_default()
        .iter()
        .filter(|inline| {
            matches!(
                inline.kind,
                InlineKind::Code | InlineKind::Link | InlineKind::BareLink
            )
        });
    !foreign.any(|inline| phrase.start < inline.plain.end)
        && !is_quoted(found.around.as_str(), found.range())
        && !doc
            .ancestors(found.block)
            .any(|up| doc.kind(up) == BlockKind::Quote)
}

/// Whether quotation marks open before the range and close behind it.
pub(crate) fn is_quoted(text: &str, range: Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let straight = before.matches('"').count() % 2 == 1 && after.contains('"');
    let last = |open: char, close: &[char]| match (before.rfind(open), before.rfind(close)) {
        (Some(opened), Some(closed)) => opened > closed,
        (opened, _) => opened.is_some(),
    };
    let curly = last('“', &['”']) && after.contains('”');
    let low = last('„', &['“', '”']) && after.contains(['“', '”']);
    let angled = last('«', &['»']) && after.contains('»');
    straight || curly || low || angled
}

/// The sentence of `text` around `range`: up to a full stop, question or exclamation mark with a blank behind it, or an
/// empty line.
pub(crate) fn sentence(text: &str, range: Range<usize>) -> Range<usize> {
    // A paragraph may hold any number of sentences.
    let from = boundary(text, range.start.saturating_sub(NEAR)).unwrap_or(range.start);
    let before = text.get(from..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let start = from + ends(before).last().unwrap_or(0);
    let lead = text.get(start..).unwrap_or_default();
    let start = start + (lead.len() - lead.trim_start().len());
    let end = ends(after).next().map_or(text.len(), |end| range.end + end);
    start.min(range.start)..end
}

/// The sentences of `text`, without blanks around them.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    ends(text).chain([text.len()]).filter_map(move |end| {
        let sentence = text.get(start..end)?;
        let from = start + (sentence.len() - sentence.trim_start().len());
        start = end;
        let range = from..from + sentence.trim().len();
        (!range.is_empty()).then_some(range)
    })
}

/// Where sentences end in `text`: behind their last sign. What goes on in lower case was an abbreviation.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(['.', '!', '?'])
        .filter_map(|(at, sign)| {
            let end = at + sign.len();
            let rest = text.get(end..)?;
            let closed = rest.trim_start_matches([')', '"', '”', '’', ']', '*']);
            let next = closed.trim_start();
            let parted = closed.len() > next.len() || closed.is_empty();
            let before = text.get(..at)?;
            // "INSERT .. ON CONFLICT", "On 17. November".
            let is_sign = !before.ends_with(|c: char| c == '.' || c.is_whitespace());
            let goes_on = next.starts_with(char::is_lowercase) || is_day(text, at);
            (parted && is_sign && !goes_on).then_some(end)
        })
}

/// Whether the full stop at `at` is that of a day: "On 17. November".
fn is_day(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let number = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let day = text.get(number..).filter(|_| number < at);
    day.and_then(time::read_day)
        .is_some_and(|(_, len)| number + len > at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_its_full_stop_and_not_at_an_abbreviation_or_a_version() {
        let text = "First one. At 10 a.m. we saw v1.2.3, e.g. in prod. Last";
        let at = text.find("saw").expect("there");
        assert_eq!(
            &text[sentence(text, at..at + 3)],
            "At 10 a.m. we saw v1.2.3, e.g. in prod."
        );
        let text = "On 17. November `INSERT .. ON CONFLICT` failed. It took 5. Then it went.";
        assert_eq!(sentences(text).count(), 3);
    }

    #[test]
    fn a_label_is_no_part_of_what_is_said() {
        let end = |text: &str| behind_label(text, text.len()).to_owned();
        assert_eq!(end("Root cause: a full disk"), "a full disk");
        assert_eq!(end("a full disk"), "a full disk");
        assert_eq!(end("It was full at 10:40"), "It was full at 10:40");
        let long = "What we know by now: the disk was full";
        assert_eq!(end(long), long);
        let hedge = "Probably: a full disk";
        assert_eq!(behind_label(hedge, 0), hedge);
    }

    #[test]
    fn quotations_of_all_sorts_are_seen() {
        for text in [
            "she said \"fat finger\" twice",
            "“fat finger”",
            "„fat finger“",
            "«fat finger»",
        ] {
            let at = text.find("fat").expect("there");
            assert!(is_quoted(text, at..at + 10), "{text}");
        }
        let text = "the \"alert\" was a fat finger";
        let at = text.find("fat").expect("there");
        assert!(!is_quoted(text, at..at + 10));
    }
}
