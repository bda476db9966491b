//! No causal analysis of any form.

use crate::diagnostic::Findings;
use crate::postmortem::{CauseForm, SectionKind};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let elsewhere = cx.phrases("report-elsewhere");
    if cx.post.causes.form != CauseForm::None || elsewhere.is_match(cx.doc().running_text()) {
        return;
    }
    out.report(cx.place_of(SectionKind::Causes), "the post-mortem does not say why it happened")
        .help("write what made it possible: whys, contributing factors or a paragraph; where it is unknown, what was ruled out")
        .subject("causes");
}
