//! Two items that are one action: what is no longer to be done, and below it what is to be done instead.

use super::action::{Action, State};
use super::candidate::Form;
use crate::words;

/// "Do not send it to one person" / "Instead, use a list": the halves share their state, where only one of them tells it.
pub(super) fn share_states(actions: &mut [Action]) {
    for at in 1..actions.len() {
        let Some([first, second]) = actions.get_mut(at - 1..=at) else {
            continue;
        };
        let is_half = words::phrases("other-half").opens(&second.text)
            && first.form == Form::Item
            && second.form == Form::Item;
        if !is_half {
            continue;
        }
        match (first.state, second.state) {
            (State::Open, State::Done) if first.state_span.is_none() => close(first, second),
            (State::Done, State::Open) if second.state_span.is_none() => close(second, first),
            _ => {}
        }
    }
}

fn close(open: &mut Action, done: &Action) {
    open.state = done.state;
    open.state_span = done.state_span;
    open.done_on = done.done_on.clone();
    open.evidence = done.evidence.clone();
}
