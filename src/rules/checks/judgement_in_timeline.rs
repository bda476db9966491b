//! Words of hindsight and of feeling in the entries of a timeline.

use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::postmortem::{SectionKind, Timeline};
use crate::rules::{Context, prose};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(timeline) = &cx.post.timeline else {
        return;
    };
    for found in prose::find(cx.doc(), cx.phrases("hindsight")) {
        let span = found.text.span();
        if is_of_an_entry(cx, timeline, span) {
            let said = found
                .text
                .as_str()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            out.report(
                span,
                format!("“{said}” was not known or felt at that minute"),
            )
            .help("tell what was seen and done, and move the rest to the causes or the lessons")
            .subject(found.sentence().as_str());
        }
    }
}

/// Whether it stands in an entry, or below one that is a heading or a row: what leads in the timeline is of no minute.
fn is_of_an_entry(cx: &Context, timeline: &Timeline, span: Span) -> bool {
    let entries = &timeline.entries;
    let above = entries.partition_point(|entry| entry.span.start <= span.start);
    let below = cx.post.sections.kind_at(span.start) == SectionKind::Timeline && above > 0;
    // What is told of a whole day may well tell its end.
    let entry = above.checked_sub(1).and_then(|at| entries.get(at));
    let is_of_a_minute = entry.is_some_and(|entry| entry.at.time.is_some());
    is_of_a_minute && (below || entries.iter().any(|entry| entry.span.contains(span)))
}
