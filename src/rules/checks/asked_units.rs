//! In what a sentence on the impact is counted: failed launches, minutes of waiting.

use crate::markdown::{BlockKind, Span};
use crate::postmortem::SectionKind;
use crate::rules::Context;
use crate::words;

/// What failed, in the plural, by the words that raise the question or by what people tried to do in their sentence.
pub(super) fn of_failures(cx: &Context, asking: &str, sentence: &str) -> &'static str {
    let mut asked = asking.split(|c: char| !c.is_alphanumeric() && c != '-');
    asked
        .find_map(unit)
        .or_else(|| {
            let tried = cx.phrases("attempts").find(sentence)?;
            let verb = sentence.get(tried.end()..)?.split_whitespace().next()?;
            unit(verb.trim_matches(|c: char| !c.is_alphanumeric()))
        })
        .unwrap_or("requests")
}

/// The unit of a word.
fn unit(word: &str) -> Option<&'static str> {
    let mut units = words::entries("impact-asked-units").filter_map(|entry| entry.split_once('='));
    units
        .find(|(name, _)| name.eq_ignore_ascii_case(word))
        .map(|(_, unit)| unit)
}

/// Whether the sentence tells of waiting.
pub(super) fn is_of_waiting(cx: &Context, sentence: &str) -> bool {
    cx.phrases("impact-waits").is_match(sentence)
}

/// Whether a row of a table tells how long what was slow took: "Longest block time" beside "23s" answers "slower block times".
pub(super) fn is_timed_in_a_row(cx: &Context, slow: &str) -> bool {
    let things: Vec<String> = slow
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| word.len() > 2 && !words::set("slow-words").contains(word.as_str()))
        .map(|word| word.trim_end_matches('s').to_owned())
        .collect();
    let doc = cx.doc();
    let mut rows = doc
        .blocks()
        .filter(|(_, block)| block.kind == BlockKind::Row(false));
    !things.is_empty()
        && rows.any(|(id, _)| {
            let mut cells = doc.children(id).map(|cell| doc.block_text(cell));
            let name = cells.next().map(|name| name.as_str().to_lowercase());
            let named = name.is_some_and(|name| things.iter().all(|thing| name.contains(thing)));
            named && cells.any(|cell| is_time(cell.as_str()))
        })
}

/// "23s", "1.5 min": a number with a unit of time.
fn is_time(cell: &str) -> bool {
    let cell = cell
        .trim()
        .trim_start_matches(['~', '<', '>', '≈'])
        .trim_start();
    let unit = cell.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    unit.len() < cell.len() && words::set("impact-time-units").contains(unit.trim())
}

/// "A small amount of errors", "some logins failed": the vague words of a sentence that raises the question, where what failed
/// follows in their clause, and its unit if it has one of its own.
pub(super) fn vague_before<'t>(
    cx: &Context,
    sentence: &'t str,
) -> Option<(&'t str, Option<&'static str>)> {
    const REACH: usize = 6;
    let mut found = cx.phrases("vague-quantities").find_iter(sentence);
    found.find_map(|found| {
        let behind = sentence.get(found.end()..)?;
        let clause = behind.split([',', ';', ':', '(']).next()?;
        let mut near = clause.split_whitespace().take(REACH);
        let unit = near.find_map(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphabetic());
            let own = unit(word).filter(|unit| unit.eq_ignore_ascii_case(word));
            let is_error = || cx.phrases("error-nouns").is_whole(word);
            (own.is_some() || is_error()).then_some(own)
        })?;
        let words = sentence.get(found.range())?;
        Some((words.trim_end_matches(" of"), unit))
    })
}

/// "Several times the usual": what summary and impact have in place of how slow it was.
pub(super) fn slow_measure<'c>(cx: &'c Context) -> Option<&'c str> {
    let doc = cx.doc();
    let told = |kind| matches!(kind, SectionKind::Impact | SectionKind::Summary);
    let found = cx.phrases("slow-measures").find_iter(doc.running_text());
    let mut found = found.filter(|found| {
        let place = doc.source_span(Span::new(found.start(), found.end()));
        told(cx.post.sections.kind_at(place.start))
    });
    found.next().map(|found| found.as_str())
}

/// Whether a clause tells how long anybody waited, wherever it stands, be it roughly: "builds did not start for hours". What is
/// to be done tells of the future.
pub(super) fn is_wait_told(cx: &Context) -> bool {
    let doc = cx.doc();
    let mut texts = doc
        .blocks()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Paragraph | BlockKind::Cell))
        .filter(|(_, block)| cx.post.sections.kind_at(block.span.start) != SectionKind::Actions)
        .map(|(id, _)| doc.block_text(id).as_str());
    texts.any(|text| {
        let mut clauses = text.split([',', ';', ':', '.', '(', ')', '–', '—']);
        clauses.any(|clause| {
            cx.phrases("waited-for").is_match(clause) && cx.phrases("wait-lengths").is_match(clause)
        })
    })
}
