//! A place in the document that may be an action, before its facts are read.

use super::group::Group;
use super::role::Role;
use crate::markdown::{Span, Text};

/// What may be an action.
pub(super) struct Candidate<'d> {
    /// The words that say what is to be done.
    pub(super) text: Text<'d>,
    /// All that belongs to it.
    pub(super) extent: Span,
    /// The state of its box.
    pub(super) ticked: Option<bool>,
    /// What is said of it by column or by key.
    pub(super) stated: Vec<Stated<'d>>,
    /// Further text that belongs to it: sub-items, further paragraphs.
    pub(super) notes: Vec<Text<'d>>,
    /// What stands above it.
    pub(super) group: Group,
    /// The form it is written in.
    pub(super) form: Form,
    /// Whether it is a task with a line of facts below it.
    pub(super) in_own_form: bool,
}

/// A fact with its role: a cell below a known column, or `owner: …`.
#[derive(Clone, Copy)]
pub(super) struct Stated<'d> {
    pub(super) role: Role,
    pub(super) value: Text<'d>,
}

/// The forms in which an action is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
    /// A heading, with its facts below.
    Heading,
    /// A paragraph, or one of its lines.
    Prose,
    /// Prose under "Moving forward": the action where there is no other, else a conclusion.
    Outlook,
}

impl<'d> Candidate<'d> {
    /// What a column or key says, first one that is not blank.
    pub(super) fn stated(&self, role: Role) -> Option<Text<'d>> {
        self.all_stated(role).find(|text| !text.is_blank())
    }

    /// All that columns and keys of a role say.
    pub(super) fn all_stated(&self, role: Role) -> impl Iterator<Item = Text<'d>> + '_ {
        let of_role = self.stated.iter().filter(move |s| s.role == role);
        of_role.map(|s| s.value.trim())
    }
}
