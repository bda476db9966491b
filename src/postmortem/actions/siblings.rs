//! Items of one list that are all told in the past: "Added a guard", "Documented limits of the queue".

use super::action::{Action, State};
use super::candidate::Form;
use super::clause::{self, Mood};
use super::marks::is_filing;
use crate::postmortem::Sections;
use crate::words;

/// So many items tell what was done before one that could be read either way is read like them.
const FEWEST_DONE: usize = 2;

/// A participle may be a deed or an adjective ("Automated checks"): where all the other items of its section are deeds, it is one,
/// too.
pub(super) fn share_tense(actions: &mut [Action], sections: &Sections) {
    let place = |action: &Action| {
        let around = sections.around(action.span.start);
        around.map(|section| section.heading_span)
    };
    for run in actions.chunk_by_mut(|one, next| place(one) == place(next)) {
        let done = run.iter().filter(|one| one.state == State::Done).count();
        if done < run.len() && done >= FEWEST_DONE && run.iter().all(is_in_the_past) {
            run.iter_mut().for_each(|one| one.state = State::Done);
        }
    }
}

/// Whether an item is told in the past, by its tense alone.
fn is_in_the_past(action: &Action) -> bool {
    action.form == Form::Item
        && action.state != State::Dropped
        && action.state_span.is_none()
        && clause::of(&action.text).mood == Mood::Past
        && !is_filing(&action.text)
        && !words::phrases("still-going-on").is_match(&action.text)
}
