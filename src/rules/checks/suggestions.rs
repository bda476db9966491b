//! Actions that stand among suggestions: "Possible improvements", "What we could do", "Recommendations".

use crate::postmortem::{Action, Section};
use crate::rules::Context;

/// The outermost heading over `action` that only offers something, in a document whose other actions are decided. Without
/// others the suggestions are the follow-up.
pub(super) fn heading<'a>(cx: &Context<'a>, action: &Action) -> Option<&'a str> {
    let others = cx.post.actions.iter();
    others
        .into_iter()
        .any(|other| over(cx, other).is_none())
        .then(|| over(cx, action))
        .flatten()
}

fn over<'a>(cx: &Context<'a>, action: &Action) -> Option<&'a str> {
    let sections = &cx.post.sections;
    let nearest = sections.around(action.span.start)?;
    let outwards = std::iter::once(nearest).chain(sections.above(nearest));
    outwards
        .map(|section: &Section| section.heading.as_str())
        .filter(|heading| cx.phrases("suggestion-headings").is_match(heading))
        .last()
}
