//! What a reviewer would ask to be put differently in an action, beside its clarity and size.

mod endless;
mod nameless;
mod second;
mod tells;

use super::clarity::Clarity;
use super::wording::Wording;
use crate::markdown::Span;

pub use endless::Endless;
pub use nameless::Lacks;
pub use tells::Tells;

/// How an action is put. In doubt there is nothing to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Phrasing {
    /// What it tells in place of a change.
    pub tells: Option<Tells>,
    /// Where a second action begins in it.
    pub second: Option<Span>,
    /// What it does not name: what is to be done, or with what.
    pub lacks: Option<Lacks>,
    /// Why nobody could tell that it is done.
    pub endless: Option<Endless>,
}

/// Judges how an action is put; `begun` when a label above it begins the sentence.
pub(super) fn of(wording: &Wording<'_>, clarity: Clarity, begun: bool) -> Phrasing {
    let specific = clarity == Clarity::Specific;
    let tells = tells::of(wording);
    let lacks = (specific && !begun && tells.is_none())
        .then(|| nameless::of(wording))
        .flatten();
    let told = tells.is_some() || lacks.is_some();
    Phrasing {
        tells,
        second: second::of(wording),
        lacks,
        endless: (specific && !told).then(|| endless::of(wording)).flatten(),
    }
}
