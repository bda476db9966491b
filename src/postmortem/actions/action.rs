//! What an action item is.

use super::candidate::Form;
use super::phrasing::Phrasing;
use super::role::Role;
use crate::markdown::Span;
use crate::postmortem::Fact;
use crate::worded::worded;

worded! {
    /// Who an action belongs to.
    #[derive(Default)]
    pub enum OwnerKind {
        /// One person.
        Person = "person",
        /// A team, role or mailbox.
        Team = "team",
        /// Several.
        Many = "many",
        /// Nobody.
        #[default]
        None = "none",
    }
}

worded! {
    /// What an action is for.
    #[derive(Default)]
    pub enum Type {
        /// Keeps the class of incident from happening.
        Prevent = "prevent",
        /// Notices it sooner.
        Detect = "detect",
        /// Limits its effect or speeds up recovery.
        Mitigate = "mitigate",
        /// Undoes this incident's damage or fixes only this instance.
        Repair = "repair",
        /// Finds out.
        Investigate = "investigate",
        /// Documentation, training, communication, policy.
        #[default]
        Process = "process",
    }
}

worded! {
    /// Whether it is done.
    #[derive(Default)]
    pub enum State {
        /// To do.
        #[default]
        Open = "open",
        /// Done.
        Done = "done",
        /// Decided against.
        Dropped = "dropped",
    }
}

worded! {
    /// How strongly it works.
    pub enum Strength {
        /// Removes the hazard or forces the safe way.
        Strong = "strong",
        /// Detects, limits or automates.
        Medium = "medium",
        /// Documentation, training, reminder.
        Weak = "weak",
    }
}

worded! {
    /// Whether a stranger could tell when it is done.
    pub enum Clarity {
        /// Yes.
        Specific = "specific",
        /// A direction, not a deliverable.
        Vague = "vague",
        /// Look into, consider, discuss, with no stated outcome.
        Exploratory = "exploratory",
        /// Asks people to be careful, remember, be trained.
        People = "people",
    }
}

worded! {
    /// Its size.
    pub enum Scope {
        /// Right.
        Ok = "ok",
        /// Only this very instance.
        Narrow = "narrow",
        /// A rewrite, redesign or replacement at large.
        Grand = "grand",
    }
}

/// An action item.
#[derive(Clone, Debug)]
pub struct Action {
    /// `A-7kq2`, where it is named.
    pub id: Option<Fact<String>>,
    /// Its text, markup removed, on one line.
    pub text: String,
    /// Where it stands: the first line of an item, the cell of a table, the heading.
    pub span: Span,
    /// All that belongs to it: the item with its sub-items, the row.
    pub extent: Span,
    /// Who is accountable, as written.
    pub owners: Vec<Fact<String>>,
    /// What sort of owner that is.
    pub owner_kind: OwnerKind,
    /// The due date, absolute.
    pub due: Option<Fact<jiff::civil::Date>>,
    /// The due date as written.
    pub due_text: Option<Fact<String>>,
    /// The ticket that tracks it: key, #number or URL.
    pub ticket: Option<Fact<String>>,
    /// Whether it is done.
    pub state: State,
    /// What says so (a ticked box, a struck text, a word); none where nothing does, or the tense alone.
    pub state_span: Option<Span>,
    /// The state that another of its marks gives it, and that mark; of a box, the beginning of the item.
    pub state_denied: Option<Fact<State>>,
    /// When it was done.
    pub done_on: Option<Fact<jiff::civil::Date>>,
    /// What shows that it was done.
    pub evidence: Option<Fact<String>>,
    /// Why it was dropped.
    pub reason: Option<Fact<String>>,
    /// Its priority as written.
    pub priority: Option<Fact<String>>,
    /// What it is for.
    pub kind: Type,
    /// Whether the document says so; else it is inferred.
    pub kind_stated: bool,
    /// How strongly it works.
    pub strength: Strength,
    /// Whether a stranger could tell when it is done.
    pub clarity: Clarity,
    /// Its size.
    pub scope: Scope,
    /// What else a reviewer would ask to be put differently.
    pub phrasing: Phrasing,
    /// What it answers: `C1`, `P2`.
    pub addresses: Vec<Fact<String>>,
    /// Whether it is written as whys writes it: a task with a line of facts below it.
    pub in_own_form: bool,
    /// The form in which it is written.
    pub form: Form,
    /// What columns and keys say of it, and where the value of each stands; of columns only those that say something.
    pub fields: Vec<(Role, Span)>,
}

impl Action {
    /// Whether it is still to do.
    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// Where one of its facts is shown: at its own place, or at the action where a heading states it for several.
    pub fn place(&self, fact: Span) -> Span {
        match self.extent.contains(fact) {
            true => fact,
            false => self.span,
        }
    }
}
