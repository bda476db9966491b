//! What a change does to a post-mortem that is final: its story told otherwise, its severity lowered.

use std::collections::HashMap;
use std::sync::Arc;

use super::severities;
use crate::diagnostic::Findings;
use crate::markdown::{Document, FrontData, Span};
use crate::postmortem::{Action, Followed, Metadata, SectionKind, Sections, Status};
use crate::rules::{Before, Context, Need};

/// A story that is told otherwise.
pub(super) fn rewritten(cx: &Context, out: &mut Findings) {
    let Some(status) = &cx.post.metadata.status else {
        return;
    };
    if status.value != Status::Final {
        return;
    }
    let Some(was) = final_before(cx, out) else {
        return;
    };
    let post = cx.post;
    let before = words(&was.doc, &was.outline.sections, &was.actions);
    let now = words(&post.doc, &post.sections, &post.actions);
    let (gone, new) = (without(&before, &now), without(&now, &before));
    let changed = gone.len() + new.len();
    let tells = |word: &&String| word.contains(|c: char| c.is_ascii_digit());
    let figure = gone.iter().chain(&new).any(tells);
    if changed == 0 || changed < cx.settings().count("words") && !figure {
        return;
    }
    let n = |n: usize| match n {
        1 => "1 word".to_owned(),
        n => format!("{n} words"),
    };
    let message = format!(
        "the story of a final post-mortem was changed ({} out, {} in), and nothing under `amended` says why",
        n(gone.len()),
        n(new.len())
    );
    let subject: Vec<&str> = gone.iter().chain(&new).map(|word| word.as_str()).collect();
    out.report(status.span, message)
        .help(format!("add `amended: [\"{}: what was changed, and why\"]` to the front matter, or take it back to review while it is rewritten", cx.today))
        .subject(subject.join(" "));
}

/// An incident that is said to have been less grave.
pub(super) fn lowered(cx: &Context, out: &mut Findings) {
    let Some(severity) = &cx.post.metadata.severity else {
        return;
    };
    let Some(was) = final_before(cx, out) else {
        return;
    };
    let before = was.outline.metadata.severity.as_ref();
    let Some(before) = before.map(|severity| severity.value.as_str()) else {
        return;
    };
    let order = severities::order(cx);
    let rank = |severity: &str| severities::rank(&order, severity);
    if let (Some(then), Some(now)) = (rank(before), rank(&severity.value))
        && then < now
    {
        let now = &severity.value;
        out.report(
            severity.span,
            format!("{before} when the post-mortem was final, and {now} now"),
        )
        .help(
            "say under `amended` why, with the numbers that show it, or leave it as it was agreed",
        )
        .subject(format!("{before} {now}"));
    }
}

/// The document as it was in the base, where it was final there, is otherwise now, and says nothing more under `amended`.
fn final_before(cx: &Context, out: &mut Findings) -> Option<Arc<Followed>> {
    let ledger = cx.known.ledger.as_ref();
    match ledger.and_then(|ledger| ledger.before(cx.post)) {
        None => {
            out.cannot_check(Need::History);
            None
        }
        Some(Before::New | Before::Same) => None,
        Some(Before::Was(was)) => {
            let metadata = &was.outline.metadata;
            let status = metadata.status.as_ref().map(|status| status.value);
            let is_told = notes(&cx.post.metadata) > notes(metadata);
            (status == Some(Status::Final) && !is_told).then_some(was)
        }
    }
}

/// How much is said of changes to a final one.
fn notes(metadata: &Metadata) -> usize {
    let amended = metadata.get("amended");
    match amended.map(|value| &value.data) {
        None | Some(FrontData::Null) => 0,
        Some(FrontData::List(all)) => all.len(),
        Some(_) => 1,
    }
}

/// How often each word stands in the story: all that is no action and no front matter.
fn words(doc: &Document, sections: &Sections, actions: &[Action]) -> HashMap<String, usize> {
    let lists = sections
        .all
        .iter()
        .filter(|section| section.ruled_by == SectionKind::Actions);
    let mut left_out: Vec<Span> = lists.map(|section| section.span).collect();
    left_out.extend(actions.iter().map(|action| action.extent));
    let mut found = HashMap::new();
    let mut at = 0;
    for piece in doc.running_text().split('\0') {
        let text = doc.text_at(Span::new(at, at + piece.len()));
        at += piece.len() + 1;
        if text.is_blank() || left_out.iter().any(|span| span.contains(text.span())) {
            continue;
        }
        for word in text.as_str().split_whitespace() {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            if !word.is_empty() {
                *found.entry(word.to_lowercase()).or_default() += 1;
            }
        }
    }
    found
}

/// The words of one that the other has not, or not so often, in their order.
fn without<'w>(one: &'w HashMap<String, usize>, other: &HashMap<String, usize>) -> Vec<&'w String> {
    let more = one.iter().flat_map(|(word, n)| {
        let more = n.saturating_sub(other.get(word).copied().unwrap_or(0));
        std::iter::repeat_n(word, more)
    });
    let mut more: Vec<&String> = more.collect();
    more.sort_unstable();
    more
}
