//! Monitoring and alerts with no signal and no threshold.

use crate::diagnostic::Findings;
use crate::markdown::InlineKind;
use crate::postmortem::Action;
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let watching = cx.phrases("monitoring-words");
    let bounds = cx.phrases("monitoring-bounds");
    for action in cx.open_actions() {
        let Some(found) = watching.find(&action.text) else {
            continue;
        };
        // Further on in the sentence it is what something else is for.
        if found.start() > 0 && !leads(&action.text[..found.start()]) {
            continue;
        }
        if bounds.is_match(&action.text)
            || has_number(&action.text)
            || links_or_compares(cx, action)
        {
            continue;
        }
        out.report(
            action.span,
            format!("{} has no signal and no threshold", quote::action(action)),
        )
        .help("name the metric, the value above which it speaks, for how long, and whom it wakes");
    }
}

/// Whether the words before the phrase only lead up to it: "We should", "[Hypha]", "Short term:".
fn leads(before: &str) -> bool {
    before.split_whitespace().count() <= 3
}

/// A number that is no part of a name (`s3`, `#12`, `PAY-812`).
fn has_number(text: &str) -> bool {
    let words = text.split(|c: char| c.is_whitespace() || "(),;:".contains(c));
    words
        .map(|w| w.trim_start_matches(['>', '<', '=', '~', '≥', '≤']))
        .any(|w| w.starts_with(|c: char| c.is_ascii_digit()))
}

/// A link to what was written, or a comparison.
fn links_or_compares(cx: &Context, action: &Action) -> bool {
    let text = cx.doc().source(action.extent);
    let compares = ['>', '<', '≥', '≤']
        .iter()
        .any(|sign| text.contains(&format!(" {sign} ")));
    let mut inlines = cx
        .doc()
        .inlines()
        .iter()
        .filter(|i| action.extent.contains(i.span));
    compares || inlines.any(|i| matches!(i.kind, InlineKind::Link | InlineKind::BareLink))
}
