//! Actions that are done, with neither the day nor anything that shows it.

use super::stems;
use crate::diagnostic::Findings;
use crate::postmortem::{Action, State, Tells, Type};
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
    // A step of the response, which its timeline tells.
    let responds = action.kind_stated && action.kind == Type::Mitigate;
    if responds || names_the_thing(action) || is_in_timeline(cx, action) {
        return true;
    }
    let telling = || cx.phrases("telling-people").find(&action.text);
    told || telling().is_some_and(|found| found.start() == 0)
}

/// `#incident-payments`: anybody can look whether it is there.
fn names_the_thing(action: &Action) -> bool {
    let mut words = action.text.split_whitespace();
    words.any(|word| {
        let name = word
            .trim_matches(|c: char| "()[],.".contains(c))
            .strip_prefix('#');
        name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
    })
}

/// How many words an entry shares with the action that it tells.
const SHARED: usize = 3;

/// Whether an entry with a day tells it.
fn is_in_timeline(cx: &Context, action: &Action) -> bool {
    let told = stems::of(cx, &action.text);
    let entries = cx
        .post
        .timeline
        .iter()
        .flat_map(|timeline| &timeline.entries);
    told.len() >= SHARED
        && entries
            .filter(|entry| entry.at.date.is_some())
            .any(|entry| stems::of(cx, &entry.text).intersection(&told).count() >= SHARED)
}
