//! Verdicts: words that judge, and sentences that are nothing else.

use super::phrases;
use crate::diagnostic::{Findings, Severity};
use crate::markdown::BlockKind;
use crate::rules::{Context, prose};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    phrases::check(cx, out);
    for found in prose::find(cx.doc(), cx.phrases("own-verdicts")) {
        phrases::report(cx, &found, out).at_most(Severity::Info);
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
