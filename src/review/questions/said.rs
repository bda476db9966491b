//! Sentences in which a document says something of a sort, by the phrases of a list.

use std::ops::Range;

use super::{LONG, SHORT};
use crate::markdown::{BlockKind, Text};
use crate::postmortem::{PostMortem, SectionKind};
use crate::rules::{prose, quote};
use crate::words;

/// A sentence with the phrase in it.
#[derive(Clone, Debug)]
pub(super) struct Said<'d> {
    /// The sentence.
    pub(super) sentence: Text<'d>,
    /// The phrase in it.
    pub(super) phrase: Range<usize>,
    /// The part of the document.
    pub(super) part: SectionKind,
}

impl Said<'_> {
    /// The words around the phrase.
    pub(super) fn quote(&self) -> String {
        self.quoted(LONG)
    }

    fn quoted(&self, most: usize) -> String {
        let text = self.sentence.as_str();
        let lead = text.len() - text.trim_start_matches(['.', '…', '-', '*', ' ']).len();
        let from = lead.min(self.phrase.start);
        let text = text.get(from..).unwrap_or(text);
        quote::around(text, self.phrase.start - from..self.phrase.end - from, most)
    }

    /// The words around the phrase without quotation marks.
    pub(super) fn plain(&self) -> String {
        self.quote().trim_matches(['“', '”']).to_owned()
    }

    /// Fewer words around the phrase.
    pub(super) fn short(&self) -> String {
        self.quoted(SHORT)
    }

    /// The phrase itself.
    pub(super) fn phrase(&self) -> &str {
        self.sentence
            .as_str()
            .get(self.phrase.clone())
            .unwrap_or_default()
    }

    /// The line on which the phrase stands.
    pub(super) fn line(&self) -> usize {
        self.sentence.slice(self.phrase.clone()).line()
    }

    /// Where it stands in the file.
    pub(super) fn at(&self) -> usize {
        self.sentence.slice(self.phrase.clone()).span().start
    }
}

/// The sentences with a phrase of `list` in one of `parts`, each once, in the order of the document; no questions, no
/// headings, and none of the actions unless their part is asked for.
pub(super) fn said<'d>(
    post: &'d PostMortem,
    list: &'static str,
    parts: &[SectionKind],
) -> Vec<Said<'d>> {
    let mut all: Vec<Said<'d>> = Vec::new();
    for found in prose::find(&post.doc, words::phrases(list)) {
        let sentence = found.sentence();
        let part = post.sections.kind_at(found.text.span().start);
        let again = all
            .last()
            .is_some_and(|last| last.sentence.plain() == sentence.plain());
        let asked = sentence.as_str().trim_end().ends_with('?');
        let heading = matches!(post.doc.kind(found.block), BlockKind::Heading(_));
        let names = heading && part != SectionKind::Timeline;
        if again || asked || names || !parts.contains(&part) {
            continue;
        }
        let at = found.text.span().start;
        let of_action = post.actions.iter().any(|action| action.extent.covers(at));
        if of_action && !parts.contains(&SectionKind::Actions) {
            continue;
        }
        let start = found
            .text
            .plain()
            .start
            .saturating_sub(sentence.plain().start);
        let phrase = start..start + found.text.as_str().len();
        all.push(Said {
            sentence,
            phrase,
            part,
        });
    }
    all
}
