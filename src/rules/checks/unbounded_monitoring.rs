//! Monitoring and alerts with no signal and no threshold.

use crate::diagnostic::Findings;
use crate::markdown::InlineKind;
use crate::postmortem::Action;
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    for action in cx.open_actions() {
        if let Some((missing, help)) = lack(cx, action) {
            let finding = out.report(action.span, format!("{} {missing}", quote::action(action)));
            finding.help(help);
            if missing == NO_THRESHOLD {
                finding.several("{n} of {of} open actions add monitoring without a threshold");
            }
        }
    }
}

/// What an action that watches something leaves open, and what to do about it.
pub(super) fn lack(cx: &Context, action: &Action) -> Option<(&'static str, &'static str)> {
    let found = cx.phrases("monitoring-words").find(&action.text)?;
    // Further on in the sentence it is what something else is for.
    if found.start() > 0 && !leads(&action.text[..found.start()]) {
        return None;
    }
    // "Add the log's address to alerts" changes what they say.
    let is_object = cx.phrases("monitoring-objects").is_match(found.as_str());
    if is_object
        || cx.phrases("monitoring-bounds").is_match(&action.text)
        || is_switched_on(cx, action)
        || has_number(&action.text)
        || links_or_compares(cx, action)
    {
        return None;
    }
    let signal = has_signal(cx, action);
    let is_view = cx.phrases("dashboard-words").is_match(found.as_str());
    match (signal, is_view) {
        // A dashboard wakes nobody.
        (true, true) => None,
        (false, true) => Some((
            "names no signal",
            "name the metrics that are on it, and who looks at it when",
        )),
        (true, false) => Some((
            NO_THRESHOLD,
            "name the value above which it speaks, for how long, and whom it wakes",
        )),
        (false, false) => Some((
            "has no signal and no threshold",
            "name the metric, the value above which it speaks, for how long, and whom it wakes",
        )),
    }
}

/// What is said of an action that names its signal.
const NO_THRESHOLD: &str = "has no threshold";

/// "Turn on metrics for the search cluster": what a product has is switched on, and done with that. An alert has a threshold
/// of its own wherever it comes from.
fn is_switched_on(cx: &Context, action: &Action) -> bool {
    cx.phrases("switched-on").opens(&action.text) && !cx.phrases("ringing").is_match(&action.text)
}

/// A metric, by its name or in code.
fn has_signal(cx: &Context, action: &Action) -> bool {
    let mut inlines = cx.doc().inlines().iter();
    cx.phrases("monitoring-signals").is_match(&action.text)
        || inlines.any(|i| i.kind == InlineKind::Code && action.span.contains(i.span))
}

/// Whether the words before the phrase only lead up to it: "We should", "[Hypha]", "Short term:".
fn leads(before: &str) -> bool {
    before.split_whitespace().count() <= 3
}

/// A number that is no part of a name (`s3`, `#12`, `PAY-812`) and no class of answers (`5xx`, `503s`).
fn has_number(text: &str) -> bool {
    let words = text.split(|c: char| c.is_whitespace() || "(),;:".contains(c));
    words
        .map(|w| w.trim_start_matches(['>', '<', '=', '~', '≥', '≤']))
        .any(|w| w.starts_with(|c: char| c.is_ascii_digit()) && !is_class_of_answers(w))
}

fn is_class_of_answers(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let class = word.strip_prefix(['4', '5']).unwrap_or_default();
    let code = class.strip_suffix('s').unwrap_or_default();
    class.starts_with("xx") || code.len() == 2 && code.bytes().all(|b| b.is_ascii_digit())
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
