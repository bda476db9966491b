//! Facts that a post-mortem is sorted and found by.

use crate::diagnostic::Findings;
use crate::postmortem::{PostMortem, Status};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let asked = [Status::Draft, Status::Review, Status::Final]
        .into_iter()
        .filter(|status| cx.asks(*status));
    let asked = asked.flat_map(|status| cx.settings().list(status.word()));
    let missing: Vec<&str> = asked
        .map(String::as_str)
        .filter(|name| !is_stated(cx.post, name))
        .collect();
    if missing.is_empty() {
        return;
    }
    let keys: Vec<String> = missing.iter().map(|name| format!("`{name}:`")).collect();
    out.report(
        cx.title_place(),
        format!("not stated: {}", missing.join(", ")),
    )
    .help(format!("add {} to the front matter", keys.join(", ")))
    .subject("")
    .names(missing);
}

fn is_stated(post: &PostMortem, name: &str) -> bool {
    let metadata = &post.metadata;
    match name {
        "title" => post.title.is_some(),
        "severity" => metadata.severity.is_some(),
        "team" => metadata.team.is_some(),
        "services" => !metadata.services.is_empty(),
        "trigger" => metadata.trigger.is_some(),
        "causes" => !metadata.cause_categories.is_empty(),
        "date" => metadata.date.is_some(),
        _ => metadata.get(name).is_some(),
    }
}
