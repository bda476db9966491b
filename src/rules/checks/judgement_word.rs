//! Verdicts: words that judge, and sentences that are nothing else.

use super::phrases;
use crate::diagnostic::{Findings, Severity};
use crate::markdown::BlockKind;
use crate::rules::Context;
use crate::rules::prose::{self, Found};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let harmless = HARMLESS.map(|list| cx.phrases(list));
    for found in phrases::found(cx, cx.phrases("judgement-words"), &harmless) {
        let finding = phrases::report(cx, &found, out);
        if is_of_the_outcome(cx, &found) {
            finding
                .at_most(Severity::Info)
                .help("name what shall not happen again, in words that tell it");
        }
    }
    for found in prose::find(cx.doc(), cx.phrases("own-verdicts")) {
        let found = to_the_verdict(cx, found);
        let finding = phrases::report(cx, &found, out);
        finding.at_most(Severity::Info);
        if tells_the_fact(&found) {
            finding.help("drop the verdict, or tell why it looked right at the time");
        }
    }
    for found in prose::find(cx.doc(), cx.phrases("lone-verdicts")) {
        let heading = matches!(cx.doc().kind(found.block), BlockKind::Heading(_));
        let sentence = found.sentence();
        let said = sentence
            .as_str()
            .trim_matches(|c: char| !c.is_alphanumeric());
        // Alone in a cell or list item it is a value, as in "rating: poor".
        let follows = sentence.plain().start > cx.doc().block_text(found.block).plain().start;
        if !heading && follows && said == found.text.as_str() {
            phrases::report(cx, &found, out);
        }
    }
}

/// Longer phrases with a word that judges: where it does not, and where it is told as something else.
const HARMLESS: [&str; 3] = ["judgement-words-harmless", "lone-verdicts", "own-verdicts"];

/// Whether it is a verdict of the authors on what came of it, and on nobody: "keep this sort of mess from coming back".
fn is_of_the_outcome(cx: &Context, found: &Found) -> bool {
    cx.phrases("outcome-verdicts").is_match(found.text.as_str())
        && (cx.phrases("not-again").is_match(found.sentence().as_str())
            || found.is_within(cx.phrases("judged-events")))
}

/// The phrase up to the word that judges: what stands behind it there only shows whose verdict it is.
fn to_the_verdict<'d>(cx: &Context, found: Found<'d>) -> Found<'d> {
    let verdict = cx.phrases("verdict-words").find(found.text.as_str());
    match verdict {
        Some(verdict) => Found {
            text: found.text.slice(0..verdict.end()),
            ..found
        },
        None => found,
    }
}

/// Whether the sentence tells, beside the verdict, what it is about: then there is no fact left to ask for.
fn tells_the_fact(found: &Found) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    words(found.sentence().as_str()) >= words(found.text.as_str()) + A_FACT
}

/// So many words tell a fact.
const A_FACT: usize = 6;
