//! Fixes that cannot change what a document means: what may be mended, and the proof that nothing else changes.
//!
//! Checks propose fixes ([`Fix`]) with their findings, or without one where a notation is read as it is and only not the
//! usual one. [`mend`] applies them, reads the result and keeps what it can prove to be harmless.

pub mod action;
pub(crate) mod alt_text;
mod edit;
mod ids;
mod mend;
pub(crate) mod notation;
mod proof;
pub(crate) mod scalar;
pub mod set;
pub(crate) mod silencer;
pub(crate) mod slip;
pub(crate) mod unseen;

pub use edit::{Edit, Fix, apply};
pub use ids::ACTION_ID;
pub(crate) use ids::missing_ids;
pub use mend::{Mended, is_harmless, mend};
pub(crate) use proof::{reads_same, same_around};
