//! Roles that nobody holds.

use super::ask_for;
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
    out.report(
        cx.title_place(),
        format!("nobody is named as {}", any_of(&told)),
    )
    .help(ask_for::people_under(cx, &open))
    .subject("")
    .names(told);
}

/// "author, moderator or bar raiser"
fn any_of(told: &[String]) -> String {
    match told {
        [rest @ .., last] if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => told.concat(),
    }
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
