//! Post-mortems that are about the same thing: what two of them have in common.
//!
//! Two measures stand beside each other, since each misses what the other finds: the words of the titles (a series of
//! outages that look alike, told in different words) and the weighted words of the texts (TF-IDF: one outage under two
//! titles). Facts that both state, such as the service and the trigger, only decide between those that words bring together.

mod alike;
mod digest;
mod follow_up;
mod index;
mod listing;
mod names;
mod pasted;
mod tokens;
mod vocabulary;
mod written;

pub use alike::{Alike, InCommon};
pub use digest::Digest;
pub use follow_up::{FollowUp, OpenAction};
pub use index::Index;
pub use listing::{Found, Listing};
pub(crate) use names::mentions;
pub use written::as_written;
