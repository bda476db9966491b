//! Who or what noticed is not stated.

use crate::diagnostic::Findings;
use crate::postmortem::{DetectedBy, SectionKind};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    if cx.post.detection.by != DetectedBy::Unknown {
        return;
    }
    out.report(cx.place_of(SectionKind::Detection), "how it was noticed, and by whom, is not stated")
        .help("write who or what was first: an alert, a synthetic test, a customer, a colleague, a vendor")
        .subject("detection");
}
