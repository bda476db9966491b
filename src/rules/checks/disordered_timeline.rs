//! Entries of a timeline that go back in time.

use super::{implausible_date, instants};
use crate::diagnostic::Findings;
use crate::postmortem::Entry;
use crate::rules::Context;

/// Entries that say "about" may be off by this many minutes.
const ABOUT: i64 = 15;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let slips = implausible_date::slips(cx, cx.settings().count("days") as i64);
    for block in instants::blocks(cx.post) {
        let instants = instants::of(block.iter());
        let pairs = || {
            instants
                .windows(2)
                .filter_map(|pair| Some((pair[0]?, pair[1]?)))
        };
        let down = pairs().filter(|(above, below)| below < above).count();
        let up = pairs().filter(|(above, below)| below > above).count();
        if down > up {
            continue;
        }
        for (at, pair) in block.windows(2).enumerate() {
            let (Some(above), Some(below)) = (instants[at], instants[at + 1]) else {
                continue;
            };
            let is_slip = |entry: &Entry| slips.iter().any(|slip| slip.span == entry.time_span);
            let about = pair[0].at.about || pair[1].at.about;
            if below >= above
                || about && above - below < ABOUT
                || is_slip(&pair[0])
                || is_slip(&pair[1])
            {
                continue;
            }
            let (above, below) = (&pair[0], &pair[1]);
            let said = |entry: &Entry| cx.doc().source(entry.time_span).trim().to_owned();
            out.report(
                below.time_span,
                format!(
                    "`{}` is before `{}`, the entry above it",
                    said(below),
                    said(above)
                ),
            )
            .help("correct the time or move the entry; write the day where it crosses midnight")
            .related(above.time_span, "the entry above it")
            .subject(format!("{} {}", said(below), below.text));
        }
    }
}
