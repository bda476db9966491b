//! "Three things went wrong:" above a list of four.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::diagnostic::Findings;
use crate::markdown::{BlockId, BlockKind, Document, Text};
use crate::rules::{Context, quote};
use crate::words;

/// The words for the numbers that people announce lists with, and what they count.
static NUMBERS: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    words::entries("announced-numbers")
        .filter_map(|entry| entry.split_once('='))
        .filter_map(|(word, value)| Some((word, value.parse().ok()?)))
        .collect()
});

/// A list of another length than announced.
struct Mismatch<'d> {
    lead: Text<'d>,
    words: Text<'d>,
    announced: usize,
    list: BlockId,
    listed: usize,
}

/// Reports lists that are longer or shorter than the sentence that leads them in says.
pub(super) fn check(cx: &Context, out: &mut Findings) {
    let doc = cx.doc();
    let mut before = None;
    let mut open: HashMap<Option<BlockId>, Mismatch<'_>> = HashMap::new();
    let mut found = Vec::new();
    for (id, block) in doc.blocks() {
        let goes_on = matches!(block.kind, BlockKind::List(_) | BlockKind::Code);
        // What comes behind the list: a second list or an excerpt may hold the rest of it.
        found.extend(open.remove(&block.parent).filter(|_| !goes_on));
        if let Some(mismatch) = before.and_then(|lead| mismatch(cx, lead, id)) {
            open.insert(block.parent, mismatch);
        }
        before = Some(id);
    }
    found.extend(open.into_values());
    for mismatch in found {
        report(doc, &mismatch, out);
    }
}

fn report(doc: &Document, mismatch: &Mismatch<'_>, out: &mut Findings) {
    let (words, listed) = (mismatch.words, mismatch.listed);
    out.report(
        words.span(),
        format!(
            "{} are announced, and the list has {listed}",
            quote::text(words.as_str())
        ),
    )
    .help(match listed > mismatch.announced {
        true => "correct the number, or take one out",
        false => "correct the number, or add the item that is missing",
    })
    .related(doc.block(mismatch.list).span, format!("{listed} here"))
    .subject(mismatch.lead.as_str());
}

/// A paragraph that ends with a colon and announces another number of things than the list right below it has.
fn mismatch<'d>(cx: &'d Context, lead: BlockId, list: BlockId) -> Option<Mismatch<'d>> {
    let doc = cx.doc();
    let beside = doc.block(lead).parent == doc.block(list).parent;
    let is_pair =
        doc.kind(lead) == BlockKind::Paragraph && matches!(doc.kind(list), BlockKind::List(_));
    let text = doc.block_text(lead).trim();
    if !is_pair || !beside || !text.as_str().ends_with(':') {
        return None;
    }
    let listed = doc.children(list).count();
    let (words, announced) = announced(cx, text)?;
    (announced != listed).then_some(Mismatch {
        lead: text,
        words,
        announced,
        list,
        listed,
    })
}

/// "three main action items": the number and what is counted, in the last sentence of a lead.
fn announced<'d>(cx: &Context, lead: Text<'d>) -> Option<(Text<'d>, usize)> {
    let text = lead.as_str();
    let start = text.rfind(['.', '!', '?', '\n']).map_or(0, |at| at + 1);
    let sentence = lead.slice(start..text.len());
    let mut found = cx.phrases("announced-things").find_iter(sentence.as_str());
    let (first, more) = (found.next()?, found.next());
    if more.is_some() || cx.phrases("announced-not").is_match(sentence.as_str()) {
        return None;
    }
    let words = sentence.slice(first.range());
    let number = words.as_str().split(' ').next()?.to_lowercase();
    Some((words, *NUMBERS.get(number.as_str())?))
}
