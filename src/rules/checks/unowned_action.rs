//! Open actions that nobody is named for.

use crate::diagnostic::Findings;
use crate::postmortem::OwnerKind;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    for action in cx
        .open_actions()
        .filter(|action| action.owner_kind == OwnerKind::None)
        // "I am going to limit the threads": whoever writes it answers for it.
        .filter(|action| !cx.phrases("own-deeds").opens(&action.text))
    {
        let is_tracked = action.ticket.as_ref();
        let is_tracked = is_tracked.is_some_and(|ticket| action.extent.contains(ticket.span));
        let help = match is_tracked {
            true => "no owner here; if the issue has one, copy the name: `owner: @name`",
            false => "name the one person who answers for it: `owner: @name`",
        };
        out.report(action.span, "this action has no owner")
            .help(help);
    }
}
