//! Actions that are done, with neither the day nor anything that shows it.

use crate::diagnostic::Findings;
use crate::postmortem::State;
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    // What is told in the past tense alone is a story, and says more than a tick.
    let done = || {
        let all = cx.post.actions.iter();
        all.filter(|action| action.state == State::Done && action.state_span.is_some())
    };
    out.of = Some(done().count());
    for action in done().filter(|action| action.done_on.is_none() && action.evidence.is_none()) {
        out.report(
            action.span,
            format!("{} is done, with neither the day nor anything that shows it", quote::action(action)),
        )
        .help("add the day and what shows it: `done: 2026-03-26, a staged backlog paged in 4 min (#4711)`");
    }
}
