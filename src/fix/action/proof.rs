//! The proof that one action has the new fact, and nothing else has changed.

use super::view::View;
use super::{Change, escape, is_met, is_owner};
use crate::fix::{Edit, Fix, same_around};
use crate::markdown::Span;
use crate::postmortem::{Action, Role, State};

/// Whether `after` is `before` with the change and no other.
pub(super) fn holds(before: &View<'_>, after: &View<'_>, change: &Change) -> bool {
    let (Some(was), Some(is)) = (before.action(), after.action()) else {
        return false;
    };
    if before.post.actions.len() != after.post.actions.len()
        || !says(before, after, was, is, change)
    {
        return false;
    }
    let start = before.line(was.extent.start.min(was.span.start)).start;
    let around = Span::new(start, before.whole_line(last_byte(was)).end);
    let Some(edit) = difference(&before.text, &after.text, around.end) else {
        return false;
    };
    let fix = Fix::new("", vec![edit]).about(about(before.at, was, is, change));
    same_around(&before.post, &after.post, &fix, around)
}

fn last_byte(action: &Action) -> usize {
    action.extent.end.max(action.span.end).saturating_sub(1)
}

/// What differs, as one edit that begins at `limit` at the latest.
fn difference(before: &str, after: &str, limit: usize) -> Option<Edit> {
    let same = before
        .bytes()
        .zip(after.bytes())
        .take(limit)
        .take_while(|(a, b)| a == b);
    let mut start = same.count();
    while !before.is_char_boundary(start) || !after.is_char_boundary(start) {
        start -= 1;
    }
    let (rest, new) = (before.get(start..)?, after.get(start..)?);
    let same = rest
        .bytes()
        .rev()
        .zip(new.bytes().rev())
        .take_while(|(a, b)| a == b);
    let mut tail = same.count();
    while !rest.is_char_boundary(rest.len() - tail) || !new.is_char_boundary(new.len() - tail) {
        tail -= 1;
    }
    let span = Span::new(start, before.len() - tail);
    Some(Edit::new(span, new.get(..new.len() - tail)?))
}

/// The facts that may have changed.
fn about(at: usize, was: &Action, is: &Action, change: &Change) -> Vec<String> {
    let mut facts: Vec<&str> = match change {
        Change::Done { .. } | Change::Drop { .. } | Change::Reopen => {
            vec!["state", "done_on", "evidence", "reason"]
        }
        Change::Assign { .. } => vec!["owner", "owners", "owner_kind"],
        Change::Due { .. } => vec!["due", "due_text"],
    };
    if is_state(change) && is_ticket_told(was) {
        facts.push("ticket");
    }
    if is_reworded(was, is, change) {
        facts.push("text");
    }
    let mut about: Vec<String> = facts
        .iter()
        .map(|fact| format!("actions/{at}/{fact}"))
        .collect();
    // What shows it may be a link; that the others are the same is asked of the Markdown.
    if is_state(change) {
        about.push("ephemeral_links".to_owned());
    }
    about
}

/// Whether the state is what changes.
fn is_state(change: &Change) -> bool {
    matches!(
        change,
        Change::Done { .. } | Change::Drop { .. } | Change::Reopen
    )
}

/// Whether a ticket may come or go with what is told of the state: `Done in #12` names one.
fn is_ticket_told(was: &Action) -> bool {
    let told = [Role::State, Role::Done, Role::Dropped, Role::Evidence];
    was.ticket.as_ref().is_none_or(|ticket| {
        let mut fields = was.fields.iter();
        fields.any(|(role, span)| told.contains(role) && span.contains(ticket.span))
    })
}

/// Whether the words differ by nothing but what was replaced or taken away in them.
fn is_reworded(was: &Action, is: &Action, change: &Change) -> bool {
    let plain = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let (old, new) = (plain(&was.text), plain(&is.text));
    let replaced = |from: Option<&str>, to: &str| {
        let from = from.map(plain).filter(|from| !from.is_empty());
        from.is_some_and(|from| old.replacen(&from, &plain(to), 1) == new)
    };
    match change {
        Change::Assign { owner } => {
            replaced(was.owners.first().map(|one| one.value.as_str()), owner)
        }
        Change::Due { on, .. } => replaced(
            was.due_text.as_ref().map(|due| due.value.as_str()),
            &on.to_string(),
        ),
        // A mark of the state that stood among the words is gone.
        _ => was.state != State::Open && new.len() >= 4 && old.contains(&new),
    }
}

/// Whether the action says what it should.
fn says(before: &View<'_>, after: &View<'_>, was: &Action, is: &Action, change: &Change) -> bool {
    let is_read = match change {
        Change::Done { on, evidence, .. } => {
            let keeps = evidence.is_some()
                || was.evidence.is_none()
                || is.evidence.is_some()
                || was.state != State::Open;
            is.done_on.as_ref().is_some_and(|day| day.value == *on) && is.reason.is_none() && keeps
        }
        Change::Drop { .. } => is.done_on.is_none(),
        Change::Reopen => is.done_on.is_none() && is.reason.is_none(),
        Change::Assign { owner } => is_owner(is, owner),
        Change::Due { on, reason } => {
            let is_moved = was.due.as_ref().is_some_and(|due| due.value < *on);
            let moved = || after.fields(Role::Moved).count() > before.fields(Role::Moved).count();
            let note = || {
                let reason = reason.as_deref().unwrap_or_default();
                let mut notes = after.fields(Role::Moved).chain(after.fields(Role::Note));
                notes.any(|note| contains(after.source(note), reason))
            };
            (!is_moved || reason.is_none() || moved() || note()) && (reason.is_none() || note())
        }
    };
    is_read && is_met(is, change)
}

fn contains(source: &str, words: &str) -> bool {
    source.contains(&escape::written(words))
}
