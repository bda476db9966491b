//! Actions that a team, a role or a mailbox owns.

use crate::diagnostic::Findings;
use crate::postmortem::OwnerKind;
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
        out.report(
            owner.span,
            format!("`{}` owns this action, and nobody in it", owner.value),
        )
        .help("name the person who will say when it is done; the team may stand beside")
        .subject(action.text.as_str());
    }
}
