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
        out.report(action.span, "this action has no owner")
            .help("name the one person who answers for it: `owner: @name`");
    }
}
