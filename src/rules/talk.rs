//! Talks that a timeline quotes.

use super::Context;
use crate::postmortem::{SectionKind, is_initials};

/// Whether somebody says it in a talk that the timeline quotes ("10:12 RK I should have posted it"). What stands below an entry
/// belongs to the message.
pub(crate) fn is_quoted(cx: &Context, at: usize) -> bool {
    if cx.post.sections.kind_at(at) != SectionKind::Timeline {
        return false;
    }
    let timeline = cx.post.timeline.as_ref();
    let entry = timeline.and_then(|timeline| timeline.begun_at(at).last());
    let speaker = entry.and_then(|entry| entry.text.split_whitespace().next());
    speaker.is_some_and(|word| is_initials(word.trim_end_matches(':')))
}
