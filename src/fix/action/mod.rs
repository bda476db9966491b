//! Changes of one action where it stands, in the form in which it is written.
//!
//! There are several ways to write a fact down ([`ways`]); the first is taken of which the text, read anew, has that fact
//! at that action and is otherwise what it was ([`proof`]). None is written unproven.

mod clear;
mod escape;
mod mark;
mod proof;
mod row;
mod view;
mod ways;

use jiff::civil::Date;

use crate::postmortem::{Action, Form, OwnerKind, ReadOptions, State};

use view::View;

/// What is to be said of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is done.
    Done {
        /// The day.
        on: Date,
        /// Whether that day was asked for: one that is done already keeps its own otherwise.
        is_day_meant: bool,
        /// What shows it.
        evidence: Option<String>,
    },
    /// It was decided against.
    Drop {
        /// The day.
        on: Date,
        /// Why.
        reason: String,
    },
    /// It is to do, as before.
    Reopen,
    /// It has another owner.
    Assign {
        /// Who.
        owner: String,
    },
    /// It is due on another day.
    Due {
        /// Which.
        on: Date,
        /// Why.
        reason: Option<String>,
    },
}

/// Why a change was not made, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What stands in the way.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// The text with the change made to its `at`th action; none where it is so already.
pub fn change(
    text: &str,
    options: &ReadOptions,
    at: usize,
    change: &Change,
) -> Result<Option<String>, Refusal> {
    refuse_words(change)?;
    let before = View::read(text.to_owned(), options, at);
    let Some(action) = before.action() else {
        return Err(Refusal::new(
            "the action is not there any more",
            "run whys again",
        ));
    };
    if before.post.hides(action.extent) {
        return Err(Refusal::new(
            "the action holds a secret",
            "remove the secret, then run this again",
        ));
    }
    if is_met(action, change) {
        return Ok(None);
    }
    let start = match change {
        Change::Done { .. } | Change::Drop { .. } | Change::Reopen => clear::cleared(&before),
        Change::Assign { .. } | Change::Due { .. } => None,
    };
    let start = start.as_ref().unwrap_or(&before);
    for changed in ways::all(start, change) {
        if changed == text {
            continue;
        }
        let after = View::read(changed, options, at);
        if proof::holds(&before, &after, change) {
            return Ok(Some(after.text));
        }
    }
    Err(refused(&before, action, change))
}

/// Whether it is said already.
fn is_met(action: &Action, change: &Change) -> bool {
    let agrees = |state| action.state == state && action.state_denied.is_none();
    match change {
        Change::Done {
            on,
            is_day_meant,
            evidence,
        } => {
            let day = action.done_on.as_ref().map(|day| day.value);
            let shown = evidence.as_ref().is_none_or(|text| {
                let known = action.evidence.as_ref();
                known.is_some_and(|known| escape::is_same(&known.value, text))
            });
            agrees(State::Done) && (!is_day_meant || day == Some(*on)) && shown
        }
        Change::Drop { reason, .. } => {
            let known = action.reason.as_ref();
            agrees(State::Dropped)
                && known.is_some_and(|known| escape::is_same(&known.value, reason))
        }
        Change::Reopen => agrees(State::Open),
        Change::Assign { owner } => is_owner(action, owner),
        Change::Due { on, .. } => action.due.as_ref().is_some_and(|due| due.value == *on),
    }
}

/// Whether somebody is the only one who is accountable.
fn is_owner(action: &Action, owner: &str) -> bool {
    let owners = &action.owners;
    let is_named = |one: &str| escape::is_same(one, owner.trim_start_matches('@'));
    owners.iter().any(|one| is_named(&one.value))
        && (owners.len() == 1 || action.owner_kind != OwnerKind::Many)
}

/// Words that could not be written so that they are read back.
fn refuse_words(change: &Change) -> Result<(), Refusal> {
    let (words, what) = match change {
        Change::Done { evidence, .. } => (evidence.as_deref(), "evidence"),
        Change::Drop { reason, .. } => (Some(reason.as_str()), "reason"),
        Change::Due { reason, .. } => (reason.as_deref(), "reason"),
        Change::Assign { owner } => (Some(owner.as_str()), "owner"),
        Change::Reopen => (None, ""),
    };
    let Some(words) = words else { return Ok(()) };
    if !words.contains(char::is_alphanumeric) {
        return Err(Refusal::new(
            &format!("the {what} says nothing"),
            "say it in words",
        ));
    }
    match crate::secrets::count(words) {
        0 => Ok(()),
        _ => Err(Refusal::new(
            &format!("the {what} holds a secret"),
            "say it without the secret",
        )),
    }
}

fn refused(view: &View<'_>, action: &Action, change: &Change) -> Refusal {
    let (what, by_hand) = match change {
        Change::Done { .. } => (
            "marked as done",
            "mark it by hand, with the day and what shows it",
        ),
        Change::Drop { .. } => ("marked as dropped", "mark it by hand, with the reason"),
        Change::Reopen => (
            "made open again",
            "take by hand away what says that it is closed",
        ),
        Change::Assign { .. } => (
            "given to one other owner",
            "name one person or team, or change the owner by hand",
        ),
        Change::Due {
            reason: Some(_), ..
        } => (
            "given another due date with a reason",
            "leave out --reason where there is no place for it, or change the date by hand",
        ),
        Change::Due { reason: None, .. } => ("given another due date", "change the date by hand"),
    };
    let form = match action.form {
        Form::Item => "this item",
        Form::Row => "this row",
        Form::Heading => "this heading",
        Form::Prose | Form::Outlook => "this text",
    };
    let message = format!(
        "{form} cannot be {what}: however that is written here, something else would be read differently"
    );
    // The first day of a document that states none is the day by which its times are read.
    let has_day = view.post.metadata.calendar.anchor.is_some();
    let writes_day = !matches!(change, Change::Assign { .. } | Change::Reopen);
    match writes_day && !has_day {
        true => Refusal::new(
            &message,
            "state the day of the incident first (`started:` in the front matter): the times of a document without one are read by the first day in it",
        ),
        false => Refusal::new(&message, by_hand),
    }
}

impl Refusal {
    fn new(message: &str, help: &str) -> Self {
        Self {
            message: message.to_owned(),
            help: help.to_owned(),
        }
    }
}
