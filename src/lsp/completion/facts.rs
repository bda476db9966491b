//! The line of facts below an action: `owner: @kim, due: 2026-04-01, …`.

use super::{Candidate, Offer, before, values, word};
use crate::lsp::view::View;
use crate::postmortem::SectionKind;
use crate::postmortem::schema::{ACTION, Key};

/// What may be written in a line of facts; none elsewhere.
pub(super) fn at(view: &View<'_>, offset: usize) -> Option<Offer> {
    let (line, prefix) = before(view, offset);
    let written = prefix.trim_start();
    let indent = prefix.len() - written.len();
    let post = &view.judged.post;
    let is_among_actions = post.sections.is_in(line.start, SectionKind::Actions)
        || post
            .actions
            .iter()
            .any(|action| action.extent.covers(line.start));
    if indent == 0 || !is_among_actions {
        return None;
    }
    let facts = ["- ", "* ", "+ "]
        .iter()
        .find_map(|mark| written.strip_prefix(mark))
        .unwrap_or(written);
    if facts.starts_with('[') {
        return None;
    }
    let (key, value) = last_key(facts);
    let Some(key) = key else {
        let is_bullet = facts.len() < written.len();
        return (is_bullet && is_name(facts)).then(|| keys(view, facts, facts, offset));
    };
    match value.rsplit_once(',') {
        Some((_, partial)) if key.name != "addresses" => {
            let partial = partial.trim_start();
            is_name(partial).then(|| keys(view, facts, partial, offset))
        }
        Some((_, partial)) => Some(values(view, key, partial, offset)),
        None => Some(values(view, key, value, offset)),
    }
}

/// The last key of a line of facts, and what stands behind it.
fn last_key(facts: &str) -> (Option<&'static Key>, &str) {
    let found = ACTION.iter().filter_map(|key| {
        let at = facts.rfind(&format!("{}:", key.name))?;
        let before = facts.get(..at)?.trim_end();
        let is_key = before.is_empty() || before.ends_with([',', ';', '.', ')']);
        is_key.then_some((at, key))
    });
    match found.max_by_key(|(at, _)| *at) {
        Some((at, key)) => {
            let behind = facts.get(at + key.name.len() + 1..).unwrap_or_default();
            (Some(key), behind)
        }
        None => (None, facts),
    }
}

fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphabetic())
}

fn keys(view: &View<'_>, facts: &str, partial: &str, offset: usize) -> Offer {
    let free = ACTION
        .iter()
        .filter(|key| !facts.contains(&format!("{}:", key.name)));
    Offer {
        span: word(view, offset - partial.len(), offset),
        candidates: free
            .map(|key| Candidate::key(key, format!("{}: ", key.name)))
            .collect(),
    }
}

fn values(view: &View<'_>, key: &'static Key, partial: &str, offset: usize) -> Offer {
    let partial = partial.trim_start();
    Offer {
        span: word(view, offset - partial.len(), offset),
        candidates: values::of_action(view, key, offset),
    }
}
