//! Actions without an absolute due date.

use crate::diagnostic::Findings;
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    for action in cx.open_actions().filter(|action| action.due.is_none()) {
        let (span, message) = match &action.due_text {
            Some(due) => (due.span, format!("`{}` is no date", due.value)),
            None => (
                action.span,
                format!("{} has no due date", quote::action(action)),
            ),
        };
        out.report(span, message)
            .help("write a day, such as `due: 2026-07-01`; beside a sprint or a quarter, the day on which it ends")
            .subject(action.text.as_str());
    }
}
