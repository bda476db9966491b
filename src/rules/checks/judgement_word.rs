//! Verdicts: words that judge, and sentences that are nothing else.

use super::phrases;
use crate::diagnostic::{Findings, Severity};
use crate::markdown::BlockKind;
use crate::rules::Context;
use crate::rules::prose::{self, Found};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    phrases::check(cx, out);
    for found in prose::find(cx.doc(), cx.phrases("own-verdicts")) {
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

/// Whether the sentence tells, beside the verdict, what it is about: then there is no fact left to ask for.
fn tells_the_fact(found: &Found) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    words(found.sentence().as_str()) >= words(found.text.as_str()) + A_FACT
}

/// So many words tell a fact.
const A_FACT: usize = 6;
