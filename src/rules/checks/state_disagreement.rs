//! Actions whose marks contradict each other, or that were done before there was a reason.

use super::incident_day;
use crate::diagnostic::Findings;
use crate::markdown::{InlineKind, Span};
use crate::postmortem::{Action, Fact, State};
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let incident = incident_day::of(cx);
    out.of = Some(cx.post.actions.len());
    for action in &cx.post.actions {
        let early = action.done_on.as_ref().zip(incident);
        let early = early.filter(|(done, (_, first))| done.value < *first);
        let denied = action.state_denied.as_ref();
        if let Some(other) = denied.filter(|other| !is_passing(cx, other)) {
            let mark = action.state_span.unwrap_or(action.span);
            let message = format!(
                "this action is {} {}, and {} {}",
                action.state.word(),
                by(cx, action, mark),
                other.value.word(),
                by(cx, action, other.span),
            );
            let place = match other.span.is_empty() {
                true => action.span,
                false => action.place(other.span),
            };
            out.report(place, message)
                .help("make both say the same; an action that nobody will do is dropped with a reason")
                .subject(action.text.as_str());
        } else if let Some((done, (day, _))) = early {
            let message = format!("done on {}, before the incident of {day}", done.value);
            out.report(action.place(done.span), message)
                .help("correct the day; what was there before the incident did not come of it")
                .subject(action.text.as_str());
        }
    }
}

/// "Moved to the new cluster, started on 2 May": a word that a done action may hold as well.
fn is_passing(cx: &Context, mark: &Fact<State>) -> bool {
    let words = cx.doc().source(mark.span);
    mark.value == State::Open && cx.phrases("passing-states").is_match(words)
}

/// What says so: words, or what is there for all of the text: a box, a line through it.
fn by(cx: &Context, action: &Action, mark: Span) -> String {
    let mut inlines = cx.doc().inlines_within(action.extent);
    let mut struck = || inlines.any(|i| i.kind == InlineKind::Strike && i.span.contains(mark));
    match mark {
        mark if mark == action.span && struck() => "by the line through it".to_owned(),
        mark if mark == action.span || mark.is_empty() => "by its box".to_owned(),
        _ => format!("by {}", quote::text(cx.doc().source(mark))),
    }
}
