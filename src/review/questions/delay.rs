//! What took the time.

use super::said::said;
use super::times::{Point, Times};
use super::wording::{Ask, ask};
use super::{Asking, Topic};
use crate::postmortem::time::in_words;
use crate::postmortem::{MilestoneKind, SectionKind};

/// The shortest stretch that is worth a question, in minutes.
const SHORT: i64 = 15;
/// The longest, in minutes: beyond it, days are told and not minutes.
const LONG: i64 = 7 * 24 * 60;

/// From here on it took hours: the time itself is the question, in minutes.
const HOURS: i64 = 3 * 60;

const STORY: [SectionKind; 6] = [
    SectionKind::Summary,
    SectionKind::Timeline,
    SectionKind::Detection,
    SectionKind::Causes,
    SectionKind::Lessons,
    SectionKind::Other,
];

pub(super) fn ask_for(asking: &mut Asking<'_>) {
    let post = asking.post;
    for (list, name, weight) in [
        ("review-setbacks", "setback", 77),
        ("review-slow", "slow", 76),
    ] {
        // What is told in the analysis weighs more than what is told on the way.
        let told = said(post, list, &STORY);
        let told = told.iter().min_by_key(|one| {
            let length = one.sentence.as_str().len();
            (one.part == SectionKind::Timeline, std::cmp::Reverse(length))
        });
        if let Some(told) = told {
            let asked = ask(name)
                .put("quote", told.quote())
                .line("line", told.line());
            asking.ask(Topic::Time, weight, asked);
        }
    }
    let times = Times::of(post);
    if let Some((from, to)) = longest(&times) {
        let weight = if to.minutes - from.minutes >= HOURS {
            75
        } else {
            66
        };
        asking.ask(Topic::Time, weight, stretch(&times, from, to));
    }
}

/// The longest of the stretches between two milestones.
fn longest<'p>(times: &Times<'p>) -> Option<(Point<'p>, Point<'p>)> {
    let at = |kind| times.milestone(kind);
    let detected = at(MilestoneKind::Detected);
    let hit = [
        at(MilestoneKind::Started).zip(detected),
        detected.or(at(MilestoneKind::Started)).zip(times.end()),
    ];
    // When users are served again, nothing presses: that stretch is for want of a better one.
    let after = at(MilestoneKind::Mitigated).zip(at(MilestoneKind::Resolved));
    let length = |(from, to): &(Point<'_>, Point<'_>)| to.minutes - from.minutes;
    let fits = |pair: &(Point<'_>, Point<'_>)| (SHORT..=LONG).contains(&length(pair));
    let hit = hit.into_iter().flatten().filter(fits).max_by_key(length);
    hit.or(after.filter(fits))
}

fn stretch<'p>(times: &Times<'p>, from: Point<'p>, to: Point<'p>) -> Ask {
    let whole = to.minutes - from.minutes;
    let inner = times.longest_within(from, to).filter(|(a, b)| {
        let part = b.minutes - a.minutes;
        part < whole && part * 2 >= whole && part >= SHORT
    });
    let asked = ask("stretch")
        .put("minutes", in_words(whole))
        .between(&from, &to);
    match inner {
        None => asked,
        Some((a, b)) => asked.part(
            "inner",
            ask("inner")
                .put("minutes", in_words(b.minutes - a.minutes))
                .put("from", a.shown(&b))
                .line("from-line", a.line)
                .put("to", b.shown(&a))
                .line("to-line", b.line),
        ),
    }
}
