//! Actions that are done, with neither the day nor anything that shows it.

use crate::diagnostic::Findings;
use crate::postmortem::{Action, State, Tells};
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let done = || {
        let all = cx.post.actions.iter();
        all.filter(|action| is_marked(action) && !says_enough(cx, action))
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

/// Whether a mark of its own says that it is done: a heading "Completed" parts a story, and what the past tense tells is one.
fn is_marked(action: &Action) -> bool {
    let own = |mark| action.extent.contains(mark);
    action.state == State::Done && action.state_span.is_some_and(own)
}

/// Whether it tells what was done, or was to tell somebody something: that can only be ticked.
fn says_enough(cx: &Context, action: &Action) -> bool {
    let told = action.phrasing.tells == Some(Tells::Past);
    let telling = || cx.phrases("telling-people").find(&action.text);
    told || telling().is_some_and(|found| found.start() == 0)
}
