//! Final post-mortems that were never presented.

use jiff::ToSpan;

use crate::diagnostic::Findings;
use crate::postmortem::{Status, glance};
use crate::rules::{Context, Need};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let metadata = &cx.post.metadata;
    let status = metadata
        .status
        .as_ref()
        .filter(|status| status.value == Status::Final);
    let Some(status) = status.filter(|_| metadata.presented_on.is_none()) else {
        return;
    };
    let days = cx.settings().count("days");
    let Ok(day) = cx.today.checked_sub((days as i64).days()) else {
        return;
    };
    let path = &cx.post.path;
    let is_final = |text: &str| glance(path, text).status == Some(Status::Final);
    let repository = cx.known.repository.as_ref();
    match repository.and_then(|r| r.was_always(path, day, &is_final)) {
        None => out.cannot_check(Need::History),
        Some(false) => {}
        Some(true) => {
            out.report(
                status.span,
                format!("final for more than {days} days, and never presented"),
            )
            .help("present it, and write the day as `presented_on:` into the front matter")
            .subject("presented_on");
        }
    }
}
