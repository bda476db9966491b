//! How long the text says it took.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::phrases::Phrases;
use regex::Regex;

use super::{Milestones, Source, StatedDuration, prose};
use crate::markdown::Text;
use crate::postmortem::SectionKind;
use crate::postmortem::time::{self, Duration};
use crate::words;

static BEFORE: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("lengths-before"));
static AFTER: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("lengths-after"));

/// Hours that not all of a day's count towards: the length is no difference of two times.
static COUNTED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("lengths-counted"));

/// Behind a duration these make a point in time of it: "16 days after the upgrade".
static POINTS: LazyLock<&HashSet<&str>> = LazyLock::new(|| words::set("duration-points"));

static SYMPTOMS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("symptoms"));
/// "about", "over" and the like right before a duration.
static BOUNDS: LazyLock<Regex> = LazyLock::new(|| {
    let entries: Vec<&str> = words::entries("about-words")
        .chain(words::entries("bound-words"))
        .collect();
    let pattern = format!(r"(?i)(?:(?-u:\b)(?:{})|[~≈<>])\s*$", entries.join("|"));
    crate::words::exact(&pattern).unwrap_or_else(|_| unreachable!("the lists are tested"))
});

/// How many bytes may stand between such words and the duration.
const NEAR: usize = 40;

/// Durations of labels, and those that sentences tell of the incident.
pub(super) fn read(source: Source<'_>, found: &mut Milestones) {
    for label in source.labels.iter() {
        let kind = source.sections.kind_at(label.name.span().start);
        if label.fact != "duration" || matches!(kind, SectionKind::Actions | SectionKind::Lessons) {
            continue;
        }
        let Some(value) = label.value() else { continue };
        let first = time::find_durations(value.as_str()).into_iter().next();
        found
            .durations
            .extend(first.map(|(range, duration)| StatedDuration {
                whole: !COUNTED.is_match(value.as_str()),
                ..stated(value, range, duration)
            }));
    }
    for sentence in prose::sentences(source) {
        let text = sentence.as_str();
        for (range, duration) in time::find_durations(text) {
            if let Some(whole) = is_length(text, &range) {
                found.durations.push(StatedDuration {
                    whole,
                    ..stated(sentence, range, duration)
                })
            }
        }
    }
    found.durations.sort_by_key(|d| d.span);
    found.durations.dedup_by_key(|d| d.span);
}

fn stated(text: Text<'_>, range: Range<usize>, duration: Duration) -> StatedDuration {
    StatedDuration {
        minutes: duration.minutes(),
        about: duration.about,
        bound: duration.bound,
        whole: true,
        span: text.source(range),
    }
}

/// Whether the words around a duration make it the length of the incident: surely (true), or likely.
fn is_length(text: &str, range: &Range<usize>) -> Option<bool> {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let next = after.trim_start().split(' ').next().unwrap_or_default();
    if POINTS.contains(next.trim_matches([',', '.', ')'])) {
        return None;
    }
    let close = BEFORE.find_iter(before).last().is_some_and(|word| {
        let between = before.get(word.end()..).unwrap_or_default();
        between.len() <= NEAR && !between.contains([',', ';', '\n'])
    });
    let behind = AFTER.find(after).is_some_and(|word| {
        let between = after.get(..word.start()).unwrap_or_default();
        between.chars().all(|c| c == ' ' || c == '-' || c == '\n')
    });
    if close || behind {
        return Some(true);
    }
    let lead = BOUNDS.replace(before, "");
    let lead = lead.trim_end();
    let spans = lead.ends_with(" for") || lead.ends_with("\nfor") || lead == "For";
    (spans && SYMPTOMS.is_match(text)).then_some(false)
}
