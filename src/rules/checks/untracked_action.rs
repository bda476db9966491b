//! Actions that the tracker does not know; silent until a tracker is configured.

use crate::diagnostic::Findings;
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    if cx.known.tracker.is_none() {
        return;
    }
    for action in cx.open_actions().filter(|action| action.ticket.is_none()) {
        out.report(
            action.span,
            format!("{} has no ticket", quote::action(action)),
        )
        .help("add its key or link, such as `ticket: PAY-812`");
    }
}
