//! The values that a key may have, as far as anybody knows.

use std::collections::BTreeSet;

use gen_lsp_types::CompletionItemKind;
use jiff::ToSpan;
use jiff::civil::Date;

use super::Candidate;
use crate::lsp::view::View;
use crate::postmortem::schema::{Key, KeyKind};
use crate::postmortem::{Fact, OwnerKind};

/// Days from today that a due date is offered for.
const DAYS: [(i32, &str); 4] = [
    (7, "in a week"),
    (14, "in two weeks"),
    (30, "in 30 days"),
    (90, "in 90 days"),
];

/// Of a key of the front matter.
pub(super) fn of_front(view: &View<'_>, key: &Key, offset: usize) -> Vec<Candidate> {
    let config = &view.judged.config;
    match key.name {
        "severity" if !config.severities.is_empty() => config
            .severities
            .iter()
            .map(|one| Candidate::value(&one.name))
            .collect(),
        "author" | "moderator" | "bar_raiser" | "incident_lead" | "reviewed_by" => {
            people(view, offset)
                .into_iter()
                .map(|name| Candidate::value(quoted(&name)))
                .collect()
        }
        "team" => {
            let mut teams: BTreeSet<String> =
                config.teams.iter().map(|team| team.name.clone()).collect();
            teams.extend(
                view.neighbours
                    .into_iter()
                    .flat_map(|others| others.teams.clone()),
            );
            teams
                .into_iter()
                .map(|team| Candidate::value(quoted(&team)))
                .collect()
        }
        "services" => {
            let services = view
                .neighbours
                .into_iter()
                .flat_map(|others| &others.services);
            services
                .map(|service| Candidate::value(quoted(service)))
                .collect()
        }
        "repeat_of" | "related" => earlier(view),
        _ if !key.values.is_empty() => key
            .values
            .iter()
            .map(|value| Candidate::value(*value))
            .collect(),
        _ => match key.kind {
            KeyKind::Day => vec![Candidate::value(view.today.to_string()).detail("today")],
            KeyKind::Count => ["none", "unknown"].map(Candidate::value).into(),
            _ => Vec::new(),
        },
    }
}

/// Of a fact of the action at a byte.
pub(super) fn of_action(view: &View<'_>, key: &Key, offset: usize) -> Vec<Candidate> {
    let day = |day: Date, detail: &str| Candidate::value(day.to_string()).detail(detail);
    match key.name {
        "owner" => {
            let people = people(view, offset)
                .into_iter()
                .filter(|name| !name.contains(' '));
            people
                .map(|name| Candidate::value(format!("@{name}")))
                .collect()
        }
        "due" => {
            let limit = limit(view).filter(|days| DAYS.iter().all(|(known, _)| known != days));
            let limit = limit.map(|days| (days, "the latest for this severity"));
            let days = DAYS.into_iter().chain(limit);
            let days = days.filter_map(|(days, told)| {
                Some(day(view.today.checked_add(days.days()).ok()?, told))
            });
            days.collect()
        }
        "addresses" => answerable(view),
        "done" | "dropped" => vec![day(view.today, "today")],
        "moved" => {
            let mut actions = view.judged.post.actions.iter();
            let action = actions
                .find(|action| action.extent.start <= offset && offset <= action.extent.end + 1);
            let due = action.and_then(|action| action.due.as_ref());
            due.map(|due| Candidate::value(format!("{} → ", due.value)))
                .into_iter()
                .collect()
        }
        _ => key
            .values
            .iter()
            .map(|value| Candidate::value(*value))
            .collect(),
    }
}

/// Within how many days actions are due for the severity of the document.
fn limit(view: &View<'_>) -> Option<i32> {
    let severity = view.judged.post.metadata.severity.as_ref()?;
    let mut known = view.judged.config.severities.iter();
    let known = known.find(|one| one.name.eq_ignore_ascii_case(&severity.value))?;
    i32::try_from(known.due_days?).ok()
}

/// Everybody whom the configuration, the document or another one names; not what is half written at the cursor.
fn people(view: &View<'_>, offset: usize) -> BTreeSet<String> {
    let config = &view.judged.config;
    let post = &view.judged.post;
    let metadata = &post.metadata;
    let roles = [
        &metadata.author,
        &metadata.moderator,
        &metadata.bar_raiser,
        &metadata.incident_lead,
    ];
    let owned = post.actions.iter();
    let owned = owned.filter(|action| action.owner_kind == OwnerKind::Person);
    let here = roles.into_iter().flatten().chain(&metadata.reviewed_by);
    let here = here.chain(owned.flat_map(|action| &action.owners));
    let is_half = |name: &Fact<String>| name.span.start <= offset && offset <= name.span.end;
    let here = here.filter(|name| !is_half(name)).map(|name| &name.value);
    let known = config.people.iter().map(|person| &person.name);
    let known = known.chain(config.teams.iter().flat_map(|team| &team.members));
    let others = view
        .neighbours
        .into_iter()
        .flat_map(|others| &others.people);
    let names = here
        .chain(known)
        .chain(others)
        .map(|name| name.trim_start_matches('@').to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

/// The post-mortems that came before this one, the latest first.
fn earlier(view: &View<'_>) -> Vec<Candidate> {
    let date = view
        .judged
        .post
        .metadata
        .date
        .as_ref()
        .map(|date| &date.value);
    let posts = view.neighbours.into_iter().flat_map(|others| &others.posts);
    let others = posts.filter(|post| Some(&post.place) != view.document.place.as_ref());
    let earlier = others.filter(|post| match (date, &post.date) {
        (Some(own), Some(its)) => its <= own,
        _ => true,
    });
    let candidates = earlier.map(|post| Candidate {
        detail: post.title.clone(),
        ..Candidate::new(quoted(&post.id), CompletionItemKind::File)
    });
    candidates.collect()
}

/// The causes and lessons that an action may answer.
fn answerable(view: &View<'_>) -> Vec<Candidate> {
    let post = &view.judged.post;
    let causes = post.causes.items.iter();
    let causes = causes.filter_map(|cause| Some((cause.id.as_ref()?, &cause.text)));
    let lessons = post
        .lessons
        .iter()
        .filter_map(|lesson| Some((lesson.id.as_ref()?, &lesson.text)));
    let items = causes.chain(lessons).map(|(id, text)| Candidate {
        detail: Some(text.clone()),
        ..Candidate::new(id, CompletionItemKind::Reference)
    });
    items.collect()
}

/// A value of YAML that is read as this very text.
fn quoted(text: &str) -> String {
    let is_plain = text.starts_with(char::is_alphanumeric)
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || " _./-".contains(c))
        && !text.chars().all(|c| c.is_ascii_digit() || c == '.');
    match is_plain {
        true => text.to_owned(),
        false => serde_json::Value::from(text).to_string(),
    }
}
