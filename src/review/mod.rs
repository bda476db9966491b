//! The bar raiser's reading of one document: what stands, what is missing, what stops it from its next status, what to
//! ask in the meeting, the actions.
//!
//! What is wrong is the linter's to say; the questions are also those that no rule may decide.

mod actions;
mod parts;
mod questions;
mod stands;
mod stops;

use crate::linter::Linter;
use crate::postmortem::{PostMortem, Status};
use crate::rules::PageError;

pub use actions::Row;
pub use parts::{Part, Told};
pub use questions::{Question, Topic};
pub use stands::Stand;
pub use stops::Stop;

/// What there is to say about one document before its meeting.
pub struct Review<'p> {
    /// The document.
    pub post: &'p PostMortem,
    /// Its status: the one asked for, else its own.
    pub status: Option<Status>,
    /// Section by section, in the order of the document.
    pub parts: Vec<Part>,
    /// What stops it from the status that comes next; without a status, from review and from final.
    pub stops: Vec<Stop>,
    /// What to ask, the most important first.
    pub questions: Vec<Question>,
    /// The actions as whys reads them.
    pub actions: Vec<Row<'p>>,
    /// How many findings silencers hide.
    pub silenced: usize,
    /// Rules that could not be decided.
    pub failures: Vec<PageError>,
}

/// Reads one document as a bar raiser would.
pub fn review<'p>(post: &'p PostMortem, linter: &Linter) -> Review<'p> {
    let status = linter.status(post);
    let (stops, verdict, failures) = stops::read(post, linter, status);
    Review {
        post,
        status,
        parts: parts::read(post, &verdict),
        stops,
        questions: questions::of(post, &verdict, status),
        actions: actions::rows(post, &verdict),
        silenced: verdict.silenced,
        failures,
    }
}
