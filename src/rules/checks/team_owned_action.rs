//! Actions that a team, a role or a mailbox owns.

use crate::diagnostic::Findings;
use crate::postmortem::{Clarity, OwnerKind};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    for action in cx
        .open_actions()
        .filter(|action| action.owner_kind == OwnerKind::Team)
    {
        let Some(owner) = action.owners.first() else {
            continue;
        };
        // "All developers should be able to merge": somebody else is to make it so.
        let behind = cx.doc().text().get(owner.span.end..action.span.end);
        if behind.is_some_and(|behind| cx.phrases("object-verbs").opens(behind.trim_start())) {
            continue;
        }
        // "Operators should read the policy again": those who are to be different are not those who answer for it, and
        // people-fixing-action asks for another action.
        let ought =
            behind.is_some_and(|behind| cx.phrases("duty-words").opens(behind.trim_start()));
        if action.clarity == Clarity::People && ought {
            continue;
        }
        out.report(
            owner.span,
            format!("`{}` owns this action, and nobody in it", owner.value),
        )
        .help("name the person who will say when it is done; the team may stand beside")
        .subject(action.text.as_str());
    }
}
