//! Who or what noticed is not stated.

use crate::diagnostic::Findings;
use crate::postmortem::{DetectedBy, SectionKind};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    if cx.post.detection.by != DetectedBy::Unknown {
        return;
    }
    let message = match is_notice(cx) {
        true => "this short text does not tell how it was noticed",
        false => "how it was noticed, and by whom, is not stated",
    };
    out.report(cx.place_of(SectionKind::Detection), message)
        .help("write who or what was first: an alert, a synthetic test, a customer, a colleague, a vendor")
        .subject("detection");
}

/// Whether the document is a short notice of a status page rather than a post-mortem: few words, and no section that tells of
/// causes, actions or a timeline.
fn is_notice(cx: &Context) -> bool {
    let asked = [
        SectionKind::Timeline,
        SectionKind::Causes,
        SectionKind::Actions,
        SectionKind::Detection,
        SectionKind::Impact,
    ];
    let words = cx.doc().text().split_whitespace();
    words.take(MOST_OF_NOTICE + 1).count() <= MOST_OF_NOTICE
        && !asked
            .iter()
            .any(|kind| cx.post.sections.of(*kind).next().is_some())
}

/// So many words a notice has.
const MOST_OF_NOTICE: usize = 250;
