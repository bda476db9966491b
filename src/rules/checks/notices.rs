//! Notices of a status page, which are no post-mortems: what they leave out is asked for more quietly.

use crate::postmortem::SectionKind;
use crate::rules::{Context, prose};

/// Whether the document is a short notice of a status page rather than a post-mortem: few words, and no section that tells of
/// causes, actions or a timeline.
pub(super) fn is_notice(cx: &Context) -> bool {
    let asked = [
        SectionKind::Timeline,
        SectionKind::Causes,
        SectionKind::Actions,
        SectionKind::Detection,
        SectionKind::Impact,
        SectionKind::Lessons,
    ];
    let words = cx.doc().text().split_whitespace();
    words.take(MOST_OF_NOTICE + 1).count() <= MOST_OF_NOTICE
        && !asked
            .iter()
            .any(|kind| cx.post.sections.of(*kind).next().is_some())
}

/// Whether it is a notice that was written while the work was going on ("we are restoring …", "we will post updates"): it was
/// meant for those who waited, and nobody looked back yet.
pub(super) fn is_running_notice(cx: &Context) -> bool {
    is_notice(cx)
        && prose::find(cx.doc(), cx.phrases("running-notices"))
            .next()
            .is_some()
}

/// So many words a notice has.
const MOST_OF_NOTICE: usize = 250;
