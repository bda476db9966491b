//! Open actions whose day has passed.

use crate::diagnostic::Findings;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    for action in cx.open_actions() {
        let Some(due) = action.due.as_ref().filter(|due| due.value < cx.today) else {
            continue;
        };
        out.report(
            action.place(due.span),
            format!("this was due on {} and is open", due.value),
        )
        .help("close it with what shows that it is done, move the day with a reason, or drop it with one")
        .subject(action.text.as_str());
    }
}
