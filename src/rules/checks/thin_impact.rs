//! "Impact on customers was negligible": an answer to how many, which is one where a reason stands beside it.

use crate::markdown::{BlockKind, Text};
use crate::postmortem::went_well;
use crate::rules::{Context, prose, quote};

use super::named_things;

/// What says that hardly anybody felt it.
pub(super) struct Thin<'d> {
    /// The words that say so.
    pub(super) words: Text<'d>,
    /// Whether the same paragraph goes on to say why.
    pub(super) explained: bool,
    /// Whether a line beside it says what was not affected: that is how they know.
    bounded: bool,
}

impl Thin<'_> {
    /// What is asked of it.
    pub(super) fn message(&self) -> String {
        let words = self.words.as_str();
        let asked = match words.contains(" or ") {
            true if self.bounded => "which of the two?",
            true => "which of the two, and how do you know?",
            false => "how do you know?",
        };
        format!("{}: {asked}", quote::text(words))
    }
}

/// What summary, impact and what went well say of it.
pub(super) fn of<'c>(cx: &'c Context) -> Option<Thin<'c>> {
    let doc = cx.doc();
    let texts = doc
        .blocks()
        .filter(|(_, block)| block.kind == BlockKind::Paragraph)
        .filter(|(_, block)| is_told(cx, block.span.start))
        .map(|(id, _)| doc.block_text(id));
    let mut thin = texts.filter_map(|text| {
        let found = cx.phrases("thin-impacts").find(text.as_str())?;
        let sentence = prose::sentence(text.as_str(), found.range());
        let behind = text.as_str().get(sentence.end..).unwrap_or_default();
        let said = text.as_str().get(sentence).unwrap_or_default();
        Some(Thin {
            words: text.slice(found.range()),
            explained: !behind.trim().is_empty() || cx.phrases("reason-links").is_match(said),
            bounded: false,
        })
    });
    let first = thin.next()?;
    let explained = first.explained || thin.any(|other| other.explained);
    let bounded = says_what_stood(cx, first.words.span().start);
    Some(Thin {
        explained,
        bounded,
        ..first
    })
}

/// Whether the section around a place says of anything that it was not affected.
fn says_what_stood(cx: &Context, at: usize) -> bool {
    let section = cx.post.sections.around(at);
    let texts = section.map(|section| cx.post.sections.own_texts(cx.doc(), section));
    let mut texts = texts.unwrap_or_default().into_iter();
    texts.any(|text| cx.phrases("unaffected-parts").is_match(text.as_str()))
}

/// Whether the impact is told at a place, or what went well.
fn is_told(cx: &Context, offset: usize) -> bool {
    let sections = &cx.post.sections;
    let is_well = || {
        let section = sections.around(offset);
        section.is_some_and(|section| went_well(sections, section))
    };
    named_things::tells_impact(sections, offset) || is_well()
}
