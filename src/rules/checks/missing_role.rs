//! Roles that nobody holds.

use crate::diagnostic::Findings;
use crate::postmortem::Metadata;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let roles = cx.settings().list("roles").iter().map(String::as_str);
    let open: Vec<&str> = roles
        .filter(|role| !is_held(&cx.post.metadata, role))
        .collect();
    if open.is_empty() {
        return;
    }
    let told: Vec<String> = open.iter().map(|role| role.replace('_', " ")).collect();
    let keys: Vec<String> = open.iter().map(|role| format!("`{role}:`")).collect();
    out.report(
        cx.title_place(),
        format!("nobody is named as {}", told.join(", ")),
    )
    .help(format!("add {} to the front matter", keys.join(", ")))
    .subject("")
    .names(told);
}

fn is_held(metadata: &Metadata, role: &str) -> bool {
    match role {
        "author" => metadata.author.is_some(),
        "moderator" => metadata.moderator.is_some(),
        "bar_raiser" => metadata.bar_raiser.is_some(),
        "incident_lead" => metadata.incident_lead.is_some(),
        _ => metadata.get(role).is_some(),
    }
}
