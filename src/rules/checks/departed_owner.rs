//! Owners of open actions who seem to have left.

use jiff::ToSpan;
use jiff::civil::Date;

use super::names::{may_be, may_commit_as};
use crate::diagnostic::Findings;
use crate::markdown::Fact;
use crate::postmortem::OwnerKind;
use crate::rules::{Context, Need};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let days = cx.settings().count("days");
    let since = cx
        .today
        .checked_sub((days as i64).days())
        .unwrap_or(cx.today);
    for action in cx
        .open_actions()
        .filter(|a| a.owner_kind == OwnerKind::Person)
    {
        let Some(owner) = action.owners.first().filter(|owner| !is_listed(cx, owner)) else {
            continue;
        };
        let repository = cx.known.repository.as_ref();
        let by = |identity: &crate::git::Identity| may_commit_as(&owner.value, identity);
        let latest = repository.and_then(|r| r.latest_commit(&cx.post.path, &by));
        let Some(latest) = latest else {
            return out.cannot_check(Need::History);
        };
        if let Some(message) = departed(cx, owner, latest, since) {
            out.report(owner.span, message)
                .help("give it to somebody who has said yes to it; whoever is here and does not commit belongs under `[people]` in whys.toml")
                .subject(action.text.as_str());
        }
    }
}

/// Whether the configuration or CODEOWNERS knows them.
fn is_listed(cx: &Context, owner: &Fact<String>) -> bool {
    let known = &cx.known;
    let configured = known
        .people
        .iter()
        .chain(&known.members)
        .chain(&known.addresses);
    let is = |name: &String| may_be(&owner.value, name);
    let code_owners = || {
        let repository = known.repository.as_ref();
        let owners = repository
            .map(|r| r.code_owners(&cx.post.path))
            .unwrap_or_default();
        owners
            .into_iter()
            .filter(|owner| !owner.contains('/'))
            .any(|owner| is(&owner))
    };
    configured.into_iter().any(is) || code_owners()
}

/// Who never committed may well be somebody who does not write code: only a list of people tells that they are not here.
fn departed(
    cx: &Context,
    owner: &Fact<String>,
    latest: Option<Date>,
    since: Date,
) -> Option<String> {
    let name = &owner.value;
    match latest {
        Some(day) if day >= since => None,
        Some(day) => Some(format!(
            "`{name}` owns this action and has committed nothing since {day}"
        )),
        None if cx.known.people.is_empty() => None,
        None => Some(format!(
            "`{name}` owns this action, and nobody of that name is known here"
        )),
    }
}
