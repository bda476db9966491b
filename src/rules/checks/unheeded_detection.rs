//! A report of which nothing came: the same is reported again much later, or nobody takes it up for hours.

use super::{instants, stems};
use crate::diagnostic::Findings;
use crate::postmortem::time::in_words;
use crate::postmortem::{Entry, SectionKind};
use crate::rules::{Context, prose, quote};

/// An entry and its minute.
type Timed<'e> = (i64, &'e Entry);

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(timeline) = cx.timeline() else {
        return;
    };
    let times = instants::of(timeline.entries.iter());
    let timed = times.iter().zip(&timeline.entries);
    let mut entries: Vec<Timed> = timed
        .filter_map(|(at, entry)| Some(((*at)?, entry)))
        .collect();
    entries.sort_by_key(|(at, _)| *at);
    let most = cx.settings().number("minutes") as i64;
    if let Some((first, again)) = reported_again(cx, &entries, most) {
        report_again(cx, first, again, out);
        return;
    }
    let Some(((from, noticed), next)) = left_alone(cx, &entries, most) else {
        return;
    };
    let said = quote::text(told(noticed));
    let (to, message, label) = match what_followed(cx, &entries, next) {
        Followed::End(to) => (to, "until it was over by itself,", "it was over here"),
        Followed::Response(to) => (to, "until", "this is the first response"),
        Followed::Nothing => (next, "for", "this is what is told next"),
    };
    let apart = in_words(to.0 - from);
    let later = match message {
        "for" => "",
        _ => " later",
    };
    out.report(
        noticed.time_span,
        format!("{said}, and nobody takes it up {message} {apart}{later}"),
    )
    .help("say whom they told and why nothing followed: nobody on call, no way to raise it, taken for harmless")
    .related(to.1.time_span, label.to_owned())
    .subject("heeded");
}

/// What is told of a report that was left alone.
enum Followed<'e> {
    /// It ended before anybody did anything.
    End(Timed<'e>),
    /// Somebody took it up.
    Response(Timed<'e>),
    /// Neither is told.
    Nothing,
}

/// The first entry from the next one on that tells of an end or of a response: up to there nobody took it up.
fn what_followed<'e>(cx: &Context, entries: &[Timed<'e>], next: Timed<'e>) -> Followed<'e> {
    let behind = entries.iter().filter(|(at, _)| *at >= next.0);
    for timed in behind.take(MOST_BETWEEN) {
        if is_taken_up(cx, timed.1) {
            return Followed::Response(*timed);
        }
        if says(cx, "recovered", timed.1) {
            return Followed::End(*timed);
        }
    }
    Followed::Nothing
}

/// Reports the first of two reports. Where a lesson tells that such signs did not count, it is the account of the detection that
/// leaves it out; where that tells it, too, all is said.
fn report_again(cx: &Context, (from, first): Timed, (to, again): Timed, out: &mut Findings) {
    let apart = in_words(to - from);
    let said = quote::text(told(first));
    let lightly = cx.phrases("taken-lightly");
    let accounts = || {
        let mut sections = cx.post.sections.of(SectionKind::Detection);
        sections.any(|section| {
            let mut texts = section.texts(cx.doc()).into_iter();
            texts.any(|text| lightly.is_match(text.as_str()))
        })
    };
    if accounts() {
        return;
    }
    let troubles = cx.phrases("reported-troubles");
    let mut lessons = cx.post.lessons.iter();
    let lesson =
        lessons.find(|lesson| lightly.is_match(&lesson.text) && troubles.is_match(&lesson.text));
    let has_account = cx.post.sections.first(SectionKind::Detection).is_some();
    let (message, help) = match (lesson, has_account) {
        (None, _) => (
            format!(
                "{said}, and nothing tells what became of it until it was reported again, {apart} later"
            ),
            "say who received the first report, what they took it for, and what would have raised it",
        ),
        (Some(_), true) => (
            format!(
                "{said}, and it was reported again {apart} later: the account of the detection leaves that out, and the lessons tell how it was taken"
            ),
            "begin the detection with the first report, and say who received it and what they took it for",
        ),
        (Some(_), false) => (
            format!(
                "{said}, and it was reported again {apart} later: what became of it in between is told by the lessons only"
            ),
            "say beside the first report who received it and what they took it for",
        ),
    };
    let finding = out.report(first.time_span, message).help(help);
    finding.related(again.time_span, "reported again here".to_owned());
    if let Some(lesson) = lesson {
        finding.related(lesson.span, "this is how it was taken".to_owned());
    }
    finding.subject("heeded");
}

/// What an entry says: beside its time, or below it where its time is a heading.
fn told(entry: &Entry) -> &str {
    let text = match entry.text.trim().is_empty() {
        true => &entry.below,
        false => &entry.text,
    };
    text.trim().trim_end_matches('.')
}

fn says(cx: &Context, list: &str, entry: &Entry) -> bool {
    let phrases = cx.phrases(list);
    phrases.is_match(&entry.text) || phrases.is_match(&entry.below)
}

/// Whether an entry tells that somebody reported trouble.
fn reports(cx: &Context, entry: &Entry) -> bool {
    cx.phrases("told-reports").is_match(told(entry)) && says(cx, "reported-troubles", entry)
}

/// Whether an entry tells that somebody of the team did something about it, or saw what it is.
fn is_taken_up(cx: &Context, entry: &Entry) -> bool {
    says(cx, "own-responses", entry) || says(cx, "taken-up", entry)
}

/// So many words of substance make two reports those of one thing.
const OF_ONE_THING: usize = 3;

/// So many are enough where both begin with the same verb of reporting ("Reports an error of …").
const OF_ONE_FORM: usize = 2;

/// With so many, what is told between them is about it.
const ABOUT_IT: usize = 2;

/// The first report, and the next one of the same thing that is much later and came before anybody took it up.
fn reported_again<'e>(
    cx: &Context,
    entries: &[Timed<'e>],
    most: i64,
) -> Option<(Timed<'e>, Timed<'e>)> {
    let at = entries.iter().position(|(_, entry)| reports(cx, entry))?;
    let first = *entries.get(at)?;
    if is_taken_up(cx, first.1) {
        return None;
    }
    let words = stems::of(cx, told(first.1));
    let shared = |entry: &Entry| {
        let of_entry = stems::of(cx, told(entry));
        let shared = words.intersection(&of_entry);
        shared.filter(|stem| stems::tells(cx, stem)).count()
    };
    let opening = opening_report(cx, told(first.1));
    for timed in entries.iter().skip(at + 1).take(MOST_BETWEEN) {
        let is_report = reports(cx, timed.1);
        let shared = shared(timed.1);
        let is_of_one_form = || opening.is_some() && opening == opening_report(cx, told(timed.1));
        let is_same = shared >= OF_ONE_THING || shared >= OF_ONE_FORM && is_of_one_form();
        if is_report && is_same {
            if timed.0 - first.0 >= most {
                return Some((first, *timed));
            }
        } else if is_taken_up(cx, timed.1) || !is_report && shared >= ABOUT_IT {
            return None;
        }
    }
    None
}

/// The verb of reporting with which a text begins.
fn opening_report(cx: &Context, text: &str) -> Option<String> {
    let found = cx.phrases("told-reports").find(text)?;
    (found.start() == 0).then(|| found.as_str().to_lowercase())
}

/// So many entries behind the first report are looked at.
const MOST_BETWEEN: usize = 50;

/// The entry that tells who noticed, and the next, where that is much later and nobody did anything in between. Where the
/// timeline goes from detection to an end, such a stretch is a gap of the timeline (timeline-gap), unless the text says
/// itself that nobody acted.
fn left_alone<'e>(
    cx: &Context,
    entries: &[Timed<'e>],
    most: i64,
) -> Option<(Timed<'e>, Timed<'e>)> {
    let span = cx.post.detection.span?;
    let at = entries
        .iter()
        .position(|(_, entry)| entry.span.contains(span))?;
    let (noticed, next) = (*entries.get(at)?, *entries.get(at + 1)?);
    let is_told = is_taken_up(cx, noticed.1)
        || says(cx, "waiting-words", noticed.1)
        || !noticed.1.text.trim().is_empty() && !noticed.1.below.trim().is_empty()
        || ["waited-words", "work-results", "fix-deployed"]
            .iter()
            .any(|list| says(cx, list, next.1));
    let is_silent = (most..=LONGEST).contains(&(next.0 - noticed.0)) && noticed.1.until.is_none();
    (is_silent && !is_told && !is_night(noticed.1, next.1) && !ends(cx)).then_some((noticed, next))
}

/// What comes two days later is another story.
const LONGEST: i64 = 2 * 24 * 60;

/// Whether the timeline has an end, and the text does not say that nothing was done.
fn ends(cx: &Context) -> bool {
    let milestones = &cx.post.milestones;
    let has_end = milestones.mitigated.is_some() || milestones.resolved.is_some();
    let mut idle = prose::find(cx.doc(), cx.phrases("idle-times"));
    has_end && idle.next().is_none()
}

/// From the evening, or the small hours, to the morning: somebody slept.
fn is_night(entry: &Entry, next: &Entry) -> bool {
    let hour = |entry: &Entry| entry.at.time.map(|time| time.hour());
    let evening = hour(entry).is_some_and(|hour| !(6..16).contains(&hour));
    evening && hour(next).is_some_and(|hour| (5..13).contains(&hour))
}
