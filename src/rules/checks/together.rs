//! Several places of one sort in a document, told as one finding: at the first, with the others beside it.

use crate::diagnostic::{Finding, Findings};
use crate::markdown::Span;

/// Reports `places`, each with what is there; `several` is the message when there is more than one.
pub(super) fn report(
    out: &mut Findings,
    places: Vec<(Span, String)>,
    several: impl Fn(usize) -> String,
) -> Option<&mut Finding> {
    let count = places.len();
    let mut places = places.into_iter();
    let (span, message) = places.next()?;
    if count == 1 {
        return Some(out.report(span, message));
    }
    let finding = out.report(span, several(count));
    finding.label = Some(message);
    for (span, message) in places {
        finding.related(span, message);
    }
    Some(finding)
}
