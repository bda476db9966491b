//! How long the text says it took.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::phrases::{Expression, Phrases};

use super::lists::SYMPTOMS;
use super::{Milestones, Source, StatedDuration, sentences};
use crate::markdown::Text;
use crate::postmortem::SectionKind;
use crate::postmortem::labels::Label;
use crate::postmortem::time::{self, Duration};
use crate::words;

static BEFORE: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("lengths-before"));
static AFTER: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("lengths-after"));

/// Hours that not all of a day's count towards: the length is no difference of two times.
static COUNTED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("lengths-counted"));

/// Behind a duration these make a point in time of it: "16 days after the upgrade".
static POINTS: LazyLock<&HashSet<&str>> = LazyLock::new(|| words::set("duration-points"));

/// "about", "over" and the like right before a duration.
static BOUNDS: LazyLock<Expression> = LazyLock::new(|| words::composed("measured-before"));

/// "for another two days": the length of what came on top.
static MORE: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("more-words"));

/// "The problem was around": what lasts, and that it does, wherever it is told.
static SAID: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("lengths-said"));

/// How many bytes may stand between such words and the duration.
const NEAR: usize = 40;

/// Durations of labels, and those that sentences tell of the incident.
pub(super) fn read(source: Source<'_>, found: &mut Milestones) {
    for label in source.labels.iter() {
        let kind = source.sections.kind_at(label.name.span().start);
        if label.fact != "duration" && !takes_length(label)
            || matches!(kind, SectionKind::Actions | SectionKind::Lessons)
        {
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
    for sentence in sentences::read(source) {
        found.durations.extend(told(sentence));
    }
    for sentence in sentences::elsewhere(source) {
        let said = SAID.find(sentence.as_str()).map(|said| said.end());
        let Some(end) = said else { continue };
        let mut lengths = told(sentence).into_iter();
        let close = |one: &StatedDuration| {
            let at = sentence.source(end..end).start;
            one.whole && (at..=at + NEAR).contains(&one.span.start)
        };
        found.durations.extend(lengths.find(close));
    }
    // A title rounds.
    if found.durations.iter().all(|duration| !duration.whole) {
        found
            .durations
            .extend(source.title().into_iter().flat_map(told));
    }
    found.durations.sort_by_key(|d| d.span);
    found.durations.dedup_by_key(|d| d.span);
}

/// "Resolution time: 48 minutes", "~48 minutes": a name of the end over how long it took.
fn takes_length(label: &Label<'_>) -> bool {
    let value = label.value().filter(|_| label.fact == "resolved");
    value.is_some_and(|value| {
        let value = value.as_str();
        let lengths = time::find_durations(value);
        let first = lengths.first().is_some_and(|(range, _)| {
            let before = value.get(..range.start).unwrap_or_default();
            let behind = value.get(range.end..).unwrap_or_default();
            let bound = BOUNDS.start(before).unwrap_or(before.len());
            let rough = before.get(..bound).unwrap_or_default();
            rough.trim().is_empty() && !POINTS.contains(next_word(behind))
        });
        first && time::find_stamps(value).is_empty()
    })
}

/// The lengths that a sentence tells.
fn told(sentence: Text<'_>) -> Vec<StatedDuration> {
    let text = sentence.as_str();
    let durations = time::find_durations(text).into_iter();
    let lengths = durations.filter_map(|(range, duration)| {
        let whole = is_length(text, &range)?;
        Some(StatedDuration {
            whole,
            ..stated(sentence, range, duration)
        })
    });
    lengths.collect()
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

fn next_word(behind: &str) -> &str {
    let word = behind.split_whitespace().next().unwrap_or_default();
    word.trim_matches([',', '.', ')'])
}

/// Whether the words around a duration make it the length of the incident: surely (true), or likely.
fn is_length(text: &str, range: &Range<usize>) -> Option<bool> {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let lead = before.get(..BOUNDS.start(before).unwrap_or(before.len()));
    let lead = lead.unwrap_or_default().trim_end();
    let spans = lead.ends_with(" for") || lead.ends_with("\nfor") || lead == "For";
    // "Down for 74 minutes after the flush" is a length all the same.
    if POINTS.contains(next_word(after)) && !spans {
        return None;
    }
    // "It will raise an alert when it is down for 5 minutes"
    if words::phrases("promise-words").is_match(before) {
        return None;
    }
    // "15:21 UTC (+/- 5 minutes)" tells how sure the time is.
    let bare = before.trim_end();
    if ["+/-", "+-", "±", "+/- of", "plus or minus"]
        .iter()
        .any(|mark| bare.ends_with(mark))
    {
        return None;
    }
    let close = BEFORE.find_iter(before).last().is_some_and(|word| {
        let between = before.get(word.end()..).unwrap_or_default();
        between.len() <= NEAR && !between.contains([',', ';', '\n']) && !MORE.is_match(between)
    });
    let behind = AFTER.find(after).is_some_and(|word| {
        let between = after.get(..word.start()).unwrap_or_default();
        between.chars().all(|c| c == ' ' || c == '-' || c == '\n')
    });
    if close || behind {
        return Some(true);
    }
    (spans && SYMPTOMS.is_match(text)).then_some(false)
}
