//! Summaries that nobody reads to the end.

use super::together;
use crate::diagnostic::Findings;
use crate::markdown::{BlockId, BlockKind, Document, Span, Text};
use crate::postmortem::{Section, SectionKind, normalise};
use crate::rules::{Context, prose, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let names = cx.phrases("summary-names");
    let is_one = |section: &&Section| {
        names
            .find(&normalise(&section.heading))
            .is_some_and(|name| name.as_str().len() == normalise(&section.heading).len())
    };
    for section in cx.post.sections.of(SectionKind::Summary).filter(is_one) {
        length(cx, section, out);
        sentences(cx, section, out);
    }
}

fn length(cx: &Context, section: &Section, out: &mut Findings) {
    let doc = cx.doc();
    let paragraphs = texts(cx, section).filter(|(block, _)| !is_listed(doc, *block));
    let count: usize = paragraphs
        .map(|(_, text)| {
            let sentences = prose::sentences(text.as_str()).filter_map(|at| text.as_str().get(at));
            sentences.filter(|sentence| !is_aside(sentence)).count()
        })
        .sum();
    let most = cx.settings().count("sentences");
    // One more or two are a matter of style.
    if count > most + most / 4 {
        out.report(section.heading_span, format!("the summary has {count} sentences"))
            .help(format!("keep what was seen, from when to when, by how many, and what ended it; {most} sentences hold that"))
            .subject("length");
    }
}

fn sentences(cx: &Context, section: &Section, out: &mut Findings) {
    let most = cx.settings().count("words");
    let mut places: Vec<(Span, String)> = Vec::new();
    let mut longest = 0;
    for (_, text) in texts(cx, section) {
        for range in prose::sentences(text.as_str()) {
            let sentence = text.slice(range);
            let words = words(sentence.as_str());
            if let Some(first) = sentence.lines().next().filter(|_| words > most) {
                let message = format!("{words} words from {}", quote::text(sentence.as_str()));
                places.push((first.span(), message));
                longest = longest.max(words);
            }
        }
    }
    // One that is a little longer is a matter of style.
    if places.len() < 2 && longest * 3 < most * 4 {
        return;
    }
    if let Some(finding) = together::report(out, places, |n| {
        format!("{n} sentences of the summary have more than {most} words")
    }) {
        finding
            .help("part them: one sentence, one fact")
            .subject("sentences");
    }
}

/// The paragraphs and items of a section.
fn texts<'a>(cx: &'a Context, section: &Section) -> impl Iterator<Item = (BlockId, Text<'a>)> {
    let doc = cx.doc();
    let texts = cx.post.sections.own_texts(doc, section).into_iter();
    texts
        .filter_map(move |text| Some((doc.block_at(text.plain().start)?, text)))
        .filter(move |(block, _)| {
            let foreign = |kind| {
                matches!(
                    kind,
                    BlockKind::Quote | BlockKind::Cell | BlockKind::Heading(_)
                )
            };
            !foreign(doc.kind(*block)) && !doc.ancestors(*block).any(|up| foreign(doc.kind(up)))
        })
}

fn is_listed(doc: &Document, block: BlockId) -> bool {
    doc.ancestors(block)
        .any(|up| matches!(doc.kind(up), BlockKind::Item(_)))
}

/// "(See the actions.)", "User impact:": no sentence of the story.
fn is_aside(sentence: &str) -> bool {
    sentence.starts_with('(') && sentence.ends_with(')') || sentence.ends_with(':')
}

/// The words of a sentence without what stands in brackets.
fn words(sentence: &str) -> usize {
    let mut depth = 0_usize;
    let outside = sentence.split_whitespace().filter(|word| {
        let opened = depth;
        depth = (depth + word.matches('(').count()).saturating_sub(word.matches(')').count());
        opened == 0 && !word.starts_with('(') && word.contains(char::is_alphanumeric)
    });
    outside.count()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn brackets_do_not_count() {
        assert_eq!(words("one two (three four, five) six – seven"), 4);
        assert_eq!(words("a lone ) bracket"), 3);
    }
}
