//! Due dates that cannot be meant: before the incident, or later than the team's own limit for its severity.

use super::{incident_day, severities};
use crate::diagnostic::Findings;
use crate::postmortem::time::days_between;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some((incident, first)) = incident_day::of(cx) else {
        return;
    };
    let limit = limit(cx);
    for action in cx.open_actions() {
        let Some(due) = &action.due else { continue };
        let days = days_between(incident, due.value);
        let (message, help) = match &limit {
            _ if due.value < first => (
                format!("due on {}, before the incident of {incident}", due.value),
                "correct the day, or tick the action when it was done before".to_owned(),
            ),
            Some((severity, limit)) if days > i64::from(*limit) => (
                format!("due {days} days after a {severity}, whose actions are due within {limit}"),
                "name a first step that is due sooner, or say why it has to wait".to_owned(),
            ),
            _ => continue,
        };
        out.report(action.place(due.span), message)
            .help(help)
            .subject(action.text.as_str());
    }
}

/// The incident severity, and within how many days its actions are due.
fn limit(cx: &Context) -> Option<(String, u32)> {
    let stated = &cx.post.metadata.severity.as_ref()?.value;
    let known = cx
        .known
        .severities
        .iter()
        .find(|(name, _)| severities::is_same(name, stated))?;
    Some((known.0.clone(), known.1?))
}
