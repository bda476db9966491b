//! What a team's expression over the facts demands and the document does not meet.
//!
//! Settings: `condition`, which must hold, and `message`; `each`, `when`, `help`, `place`: see rules/README.md.

use crate::diagnostic::{Failure, Findings};
use crate::rules::Context;
use crate::rules::require::Requirement;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    if let Err(failure) = judge(cx, out) {
        out.failure = Some(failure);
    }
}

fn judge(cx: &Context, out: &mut Findings) -> Result<(), Failure> {
    let requirement = Requirement::of(cx.settings())?;
    let (unmet, asked) = requirement.judge(cx.facts(), &cx.today.to_string())?;
    let places = match requirement.each {
        Some(items) => items.places(cx.post),
        None => {
            let place = requirement.place.map(|section| cx.place_of(section));
            vec![(place.unwrap_or_else(|| cx.title_place()), "")]
        }
    };
    out.of = requirement.each.map(|_| asked);
    for one in unmet {
        let Some((span, subject)) = places.get(one.index) else {
            continue;
        };
        let finding = out.report(*span, one.message).subject(*subject);
        finding.help = one.help;
    }
    Ok(())
}
