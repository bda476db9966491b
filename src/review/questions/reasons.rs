//! The causes of a document in its own short words.

use super::LONG;
use crate::postmortem::{CauseForm, CauseItem, Causes, PostMortem};
use crate::rules::{prose, quote};
use crate::words;

/// The phrases by which prose gives a cause, the plainest first.
const REASONS: [&str; 3] = ["review-reasons", "review-results", "cause-symptom"];

/// The last end of an explanation that is not the end of the incident.
pub(super) fn last_leaf(causes: &Causes) -> Option<&CauseItem> {
    let endings = words::phrases("review-endings");
    let mut leaves = causes.items.iter().filter(|item| item.leaf).rev();
    let leads = |text: &str| text.trim_end().ends_with(':');
    let told = leaves
        .clone()
        .find(|item| !endings.is_match(&item.text) && !leads(&item.text));
    told.or_else(|| leaves.next())
}

/// A cause in quotation marks, and its line.
pub(super) struct Reason {
    /// With quotation marks.
    pub(super) quote: String,
    /// The line.
    pub(super) line: usize,
}

/// What a cause says: of prose the sentence with one of these phrases.
pub(super) fn telling(post: &PostMortem, item: &CauseItem, list: Option<&'static str>) -> Reason {
    let list = list.filter(|_| post.causes.form == CauseForm::Prose);
    let told = list.and_then(|list| reason(post, item, list, &["review-remedies", "review-slow"]));
    told.unwrap_or_else(|| {
        let text = item.text.trim_start_matches(['.', '…', '-', ' ']);
        Reason {
            quote: quote::around(text, 0..0, LONG),
            line: post.doc.line(item.span.start),
        }
    })
}

/// The last sentence of a paragraph with one of these phrases and none of those that tell of something else.
fn reason(
    post: &PostMortem,
    item: &CauseItem,
    list: &'static str,
    asides: &[&'static str],
) -> Option<Reason> {
    let text = item.text.as_str();
    let asides: Vec<_> = asides.iter().map(|list| words::phrases(list)).collect();
    let sentences: Vec<_> = prose::sentences(text).collect();
    sentences.into_iter().rev().find_map(|range| {
        let sentence = text.get(range)?;
        let found = words::phrases(list).find(sentence)?;
        let aside = asides.iter().any(|list| list.is_match(sentence));
        (!aside).then(|| Reason {
            quote: quote::around(sentence, found.range(), LONG),
            line: line_of(post, item, sentence),
        })
    })
}

/// The line on which a sentence of a cause begins: its text has lost its markup and its lines, so it is sought by its
/// beginning.
fn line_of(post: &PostMortem, item: &CauseItem, sentence: &str) -> usize {
    const BEGINNING: usize = 24;
    let end = sentence.char_indices().nth(BEGINNING);
    let beginning = sentence.get(..end.map_or(sentence.len(), |(at, _)| at));
    let found = post.doc.block_from(item.span.start).and_then(|block| {
        let text = post.doc.block_text(block);
        let at = text.as_str().replace('\n', " ").find(beginning?)?;
        Some(text.slice(at..text.as_str().len()).line())
    });
    found.unwrap_or_else(|| post.doc.line(item.span.start))
}

/// The last cause that the document gives. Of prose, the last sentence that gives a reason,
/// in whatever paragraph: how it began, not how it was ended or why that took long, and rather not what somebody did.
pub(super) fn last_cause(post: &PostMortem) -> Option<Reason> {
    let causes = &post.causes;
    let last = last_leaf(causes)?;
    if causes.form != CauseForm::Prose {
        return Some(telling(post, last, None));
    }
    let asides: [&[&'static str]; 2] = [
        &["review-remedies", "review-slow", "review-acts"],
        &["review-remedies", "review-slow"],
    ];
    asides.into_iter().find_map(|asides| {
        REASONS.iter().find_map(|list| {
            let mut items = causes.items.iter().rev();
            items.find_map(|item| reason(post, item, list, asides))
        })
    })
}

/// The cause that is most likely to be true elsewhere: the first factor of a list, else the last cause.
pub(super) fn main_cause(post: &PostMortem) -> Option<Reason> {
    let causes = &post.causes;
    let first = causes.items.iter().find(|item| item.leaf);
    match (causes.form, first) {
        (CauseForm::Factors, Some(first)) => Some(telling(post, first, None)),
        _ => last_cause(post),
    }
}
