//! Open actions whose day has passed.

use crate::diagnostic::Findings;
use crate::postmortem::Action;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    for action in cx.open_actions() {
        let Some(due) = action.due.as_ref().filter(|due| due.value < cx.today) else {
            continue;
        };
        if is_appointment(cx, action) {
            continue;
        }
        out.report(
            action.place(due.span),
            format!("this was due on {} and is open", due.value),
        )
        .help("close it with what shows that it is done, move the day with a reason, or drop it with one")
        .subject(action.text.as_str());
    }
}

/// "Meet the vendor on Friday, 13 March", "10 to 11 am on 13 March": when people come together, and not until when something is
/// done.
fn is_appointment(cx: &Context, action: &Action) -> bool {
    let written = action.due_text.as_ref().map(|due| due.value.as_str());
    let before = written.and_then(|day| action.text.split_once(day));
    let before = before.map(|(before, _)| before.trim_end_matches([' ', ',']));
    before.is_some_and(|before| {
        let says = |list: &str| cx.phrases(list).closes(before);
        says("hours-of-day") || says("appointments")
    })
}
