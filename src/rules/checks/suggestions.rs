//! Actions that stand among suggestions: "Possible improvements", "What we could do", "Recommendations".

use crate::postmortem::{Action, Section};
use crate::rules::Context;

/// The suggestions of a document whose other actions are decided. Without others they are the follow-up, and none.
#[derive(Clone, Copy)]
pub(super) struct Suggestions<'c, 'a> {
    cx: &'c Context<'a>,
    stand_beside: bool,
}

impl<'c, 'a> Suggestions<'c, 'a> {
    pub(super) fn of(cx: &'c Context<'a>) -> Self {
        let mut actions = cx.post.actions.iter();
        Self {
            cx,
            stand_beside: actions.any(|action| over(cx, action).is_none()),
        }
    }

    /// The outermost heading over `action` that only offers something.
    pub(super) fn heading(self, action: &Action) -> Option<&'a str> {
        self.stand_beside.then(|| over(self.cx, action)).flatten()
    }
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
