//! How it was noticed, and what would have noticed it sooner.

use super::times::{Point, Times};
use super::wording::ask;
use super::{Asking, LONG, Topic};
use crate::postmortem::time::in_words;
use crate::postmortem::{Action, DetectedBy, MilestoneKind, Type};
use crate::rules::quote;
use crate::words;

/// From how many minutes on an alert was late.
const LATE: i64 = 15;
/// From how many minutes on a first sign was overlooked.
const SIGN: i64 = 15;

pub(super) fn ask_for(asking: &mut Asking<'_>) {
    let post = asking.post;
    let times = Times::of(post);
    let started = times.milestone(MilestoneKind::Started);
    let detected = times.milestone(MilestoneKind::Detected);
    let took = started
        .zip(detected)
        .map(|(from, to)| (from, to, to.minutes - from.minutes));
    let took = took.filter(|(.., minutes)| *minutes >= 0);
    let detection = &post.detection;
    let who = match detection.by {
        DetectedBy::Customer => "Somebody outside",
        DetectedBy::Employee => "A colleague",
        DetectedBy::Vendor => "A vendor",
        DetectedBy::Unknown => {
            asking.ask(Topic::Detection, 78, ask("not-told-detection"));
            return sign(asking, &times, detected);
        }
        DetectedBy::Alert | DetectedBy::Synthetic => {
            if let Some((from, to, minutes)) = took.filter(|(.., minutes)| *minutes >= LATE) {
                let asked = ask("detected-late")
                    .put("minutes", in_words(minutes))
                    .between(&from, &to);
                asking.ask(Topic::Detection, 72, asked);
            }
            return sign(asking, &times, detected);
        }
    };
    // Whoever it was: quicker than most alerts.
    if took.is_some_and(|(.., minutes)| minutes < LATE) && detection.by == DetectedBy::Employee {
        return sign(asking, &times, detected);
    }
    let line = detection.span.map(|span| asking.line(span.start));
    let line = line.or(detected.map(|point| point.line)).unwrap_or(1);
    let after = took
        .filter(|(.., minutes)| *minutes > 0)
        .map_or(String::new(), |(.., minutes)| {
            format!("{} after the start ", in_words(minutes))
        });
    let action = detect_action(asking);
    let asked = match action {
        Some(action) => ask("detected-action")
            .put("quote", quote::action(action))
            .put("after", after)
            .line("line", line)
            .line("action-line", asking.line(action.span.start)),
        None => ask("detected-by-people")
            .put("after", after)
            .line("line", line),
    };
    let quick = took.is_some_and(|(.., minutes)| minutes < LATE);
    let weight = if action.is_some() || quick { 58 } else { 80 };
    asking.ask(Topic::Detection, weight, asked.put("who", who));
    sign(asking, &times, detected);
}

/// The action that is to notice it sooner.
fn detect_action<'a>(asking: &Asking<'a>) -> Option<&'a Action> {
    let kept = asking.post.kept_actions();
    let signals = words::phrases("review-signals");
    let mut detects = kept.filter(|one| one.kind == Type::Detect && signals.is_match(&one.text));
    detects.next()
}

/// An entry that tells of a sign well before the detection.
fn sign(asking: &mut Asking<'_>, times: &Times<'_>, detected: Option<Point<'_>>) {
    let Some(detected) = detected else { return };
    let signs = words::phrases("review-signs");
    let sign = times.entries.iter().find_map(|(point, entry)| {
        let early = detected.minutes - point.minutes >= SIGN && point.line != detected.line;
        let found = early.then(|| signs.find(&entry.text))??;
        Some((*point, quote::around(&entry.text, found.range(), LONG)))
    });
    if let Some((point, text)) = sign {
        let asked = ask("first-sign")
            .put("quote", text)
            .line("line", point.line)
            .put("minutes", in_words(detected.minutes - point.minutes))
            .line("to-line", detected.line);
        asking.ask(Topic::Time, 77, asked);
    }
}
