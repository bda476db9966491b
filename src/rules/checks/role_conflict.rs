//! One person in two roles that work against each other.

use super::same_person::{is_same, names};
use crate::diagnostic::Findings;
use crate::markdown::Fact;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let metadata = &cx.post.metadata;
    let critics = [
        ("moderator", &metadata.moderator),
        ("bar raiser", &metadata.bar_raiser),
    ];
    let involved = [
        ("the author", &metadata.author),
        ("the incident lead", &metadata.incident_lead),
    ];
    let everybody: Vec<&str> = critics
        .iter()
        .chain(&involved)
        .flat_map(|(_, fact)| fact.iter())
        .flat_map(names)
        .collect();
    for (role, critic) in critics {
        let Some(critic) = critic else { continue };
        let other = involved.iter().find(|(_, other)| {
            let others = other.iter().flat_map(names);
            others
                .into_iter()
                .any(|other| names(critic).any(|name| is_same(name, other, &everybody)))
        });
        if let Some((involved, Some(fact))) = other.map(|(what, fact)| (*what, fact.as_ref())) {
            report(role, critic, involved, fact, out);
        }
    }
}

fn report(
    role: &str,
    critic: &Fact<String>,
    involved: &str,
    fact: &Fact<String>,
    out: &mut Findings,
) {
    let several = fact.value.contains(',') && involved == "the author";
    let involved = if several {
        "one of the authors"
    } else {
        involved
    };
    out.report(critic.span, format!("the {role} is {involved}, too"))
        .help("ask somebody who had no part in the incident")
        .related(fact.span, format!("{involved} is named here"))
        .subject(role);
}
