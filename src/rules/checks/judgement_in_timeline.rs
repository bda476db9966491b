//! Words of hindsight and of feeling in the entries of a timeline.

use crate::diagnostic::Findings;
use crate::postmortem::SectionKind;
use crate::rules::{Context, prose};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(timeline) = &cx.post.timeline else {
        return;
    };
    for found in prose::find(cx.doc(), cx.phrases("hindsight")) {
        let span = found.text.span();
        let below = cx.post.sections.kind_at(span.start) == SectionKind::Timeline;
        if below
            || timeline
                .entries
                .iter()
                .any(|entry| entry.span.contains(span))
        {
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
