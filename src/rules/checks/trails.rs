//! What happened to open actions over the commits: opened again, put off.

use crate::diagnostic::{Findings, Severity};
use crate::ledger::{Trail, When};
use crate::postmortem::{Action, State};
use crate::rules::{Context, Need, quote};

/// Actions that were done or dropped, and are open again.
pub(super) fn reopened(cx: &Context, out: &mut Findings) {
    for (action, trail) in of_open_actions(cx, out, |_| true) {
        let Some(again) = trail.reopened.last() else {
            continue;
        };
        // One that was added as done says nothing of when it was.
        let before = trail.states.iter().rev().nth(1);
        let what = match before {
            Some((State::Dropped, when)) => format!("dropped on {}", when.day),
            Some((_, when)) => format!("done on {}", when.day),
            None => "done".to_owned(),
        };
        let text = quote::action(action);
        let since = told(again);
        out.report(
            action.span,
            format!("{text} was {what} and is open again since {since}"),
        )
        .help("say in the action why it was not over: what came back, or what had been left")
        .subject(format!("{} {}", action.text, again.day));
    }
}

/// Actions whose due date was moved to a later day.
pub(super) fn slipped(cx: &Context, out: &mut Findings) {
    for (action, trail) in of_open_actions(cx, out, |action| action.due.is_some()) {
        let slips = trail.slips.as_slice();
        let (Some(due), [(first, ..), ..], [.., (_, _, last)]) = (&action.due, slips, slips) else {
            continue;
        };
        // Put off and taken back.
        if due.value <= *first {
            continue;
        }
        let text = quote::action(action);
        let when = told(last);
        let (how, at_most) = match slips.len() {
            1 => (format!("was put off on {when}"), Severity::Info),
            n => (
                format!("was put off {n} times, the last time on {when}"),
                Severity::Warning,
            ),
        };
        let message = format!("{text} was due on {first} and {how}");
        out.report(due.span, message)
            .help("do it, hand it to somebody who can, make it smaller, or drop it with the reason: `whys actions drop`")
            .subject(format!("{} {}", action.text, slips.len()))
            .at_most(at_most);
    }
}

/// The open actions that matter, each with what happened to it.
fn of_open_actions<'c>(
    cx: &Context<'c>,
    out: &mut Findings,
    matters: impl Fn(&Action) -> bool,
) -> Vec<(&'c Action, Trail)> {
    if !cx.open_actions().any(&matters) {
        return Vec::new();
    }
    let ledger = cx.known.ledger.as_ref();
    let Some(trails) = ledger.and_then(|ledger| ledger.trails(cx.post, cx.today)) else {
        out.cannot_check(Need::History);
        return Vec::new();
    };
    if trails.is_cut {
        out.cannot_check(Need::History);
    }
    let all = cx.post.actions.iter().zip(trails.of_actions);
    let open = all.filter(|(action, _)| action.is_open() && matters(action));
    open.filter_map(|(action, trail)| Some((action, trail?)))
        .collect()
}

/// "2026-04-01 (1a2b3c4d5e)".
fn told(when: &When) -> String {
    match when.commit {
        Some(commit) => format!("{} ({})", when.day, commit.short()),
        None => format!("{} (not committed yet)", when.day),
    }
}
