//! A stated detection, and an entry well before it that tells of an alert, a user or a provider.

use crate::diagnostic::{Findings, Severity};
use crate::postmortem::time::{Moment, in_words};
use crate::postmortem::{Entry, reaches_us};
use crate::rules::{Context, quote};

/// A day later it was another story.
const MOST_MINUTES: i64 = 24 * 60;

/// Reports the first sign where the detection is stated to be later.
pub(super) fn check(cx: &Context, out: &mut Findings) {
    let detected = cx.post.milestones.detected.as_ref();
    let Some(detected) = detected.filter(|detected| detected.stated) else {
        return;
    };
    let fewest = cx.settings().number("sign-minutes") as i64;
    let earlier = |entry: &&Entry| {
        let apart = minutes_between(&entry.at, &detected.at);
        let is_other = !entry.span.join(entry.time_span).contains(detected.span);
        is_other && apart.is_some_and(|apart| (fewest..=MOST_MINUTES).contains(&apart))
    };
    let tells = |entry: &&Entry| {
        reaches_us(&entry.text) || cx.phrases("machine-signs").is_match(&entry.text)
    };
    let Some(sign) = cx.post.entries().filter(earlier).find(tells) else {
        return;
    };
    let help = match tells_between(cx, &sign.at, &detected.at) {
        true => "correct the stated time, or say why the sign did not count",
        false => "state both, or say why the sign did not count",
    };
    let apart = minutes_between(&sign.at, &detected.at).unwrap_or_default();
    out.report(
        detected.span,
        format!(
            "the detection is stated to be {} after {}",
            in_words(apart),
            quote::text(&sign.text)
        ),
    )
    .at_most(Severity::Info)
    .help(help)
    .related(sign.time_span, "a sign is told here".to_owned())
    .subject("sign");
}

/// Whether the timeline tells what happened between the sign and the stated detection.
fn tells_between(cx: &Context, sign: &Moment, detected: &Moment) -> bool {
    let is_between = |entry: &Entry| {
        let (from, to) = (
            minutes_between(sign, &entry.at),
            minutes_between(&entry.at, detected),
        );
        from.zip(to).is_some_and(|(from, to)| from > 0 && to > 0)
    };
    cx.post.entries().any(is_between)
}

/// From one to the other, where both have a day and a time and are written in the same way.
fn minutes_between(from: &Moment, to: &Moment) -> Option<i64> {
    let timed = from.time.is_some() && to.time.is_some() && !from.about && !to.about;
    let alike = from.offset.is_some() == to.offset.is_some();
    (timed && alike).then_some(())?;
    Some(to.minutes()? - from.minutes()?)
}
