//! Actions without an absolute due date.

use crate::diagnostic::Findings;
use crate::fix::{Edit, Fix, notation};
use crate::markdown::Fact;
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    out.tidy = notations(cx);
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

/// Due dates of our own form that have one meaning and another notation.
fn notations(cx: &Context) -> Vec<Fix> {
    let is_ours = cx.post.metadata.status.is_some();
    let actions = cx.post.actions.iter().enumerate();
    actions
        .filter(|(_, action)| is_ours && action.in_own_form)
        .filter_map(|(number, action)| {
            let fix = notation(cx, action.due_text.as_ref()?)?;
            Some(fix.about([format!("actions/{number}/due_text")]))
        })
        .collect()
}

fn notation(cx: &Context, due: &Fact<String>) -> Option<Fix> {
    let iso = notation::day(&due.value).filter(|_| cx.doc().source(due.span) == due.value)?;
    let what = format!("writes `{iso}`");
    Some(Fix::new(what, vec![Edit::new(due.span, iso)]))
}
