//! Incidents that were noticed late, and no action that would notice the next one sooner.

use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::postmortem::time::in_words;
use crate::postmortem::{Action, DetectedBy, Entry, Milestone, MilestoneKind, SectionKind, Type};
use crate::rules::{Context, prose, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    if is_answered(cx) {
        return;
    }
    let detects = cx.post.actions.iter().any(|action| notices(cx, action));
    let told = late(cx).filter(|_| !detects).or_else(|| silent(cx));
    let Some((span, message)) = told else {
        return;
    };
    out.report(
        span,
        format!("{message}, and no action is to notice it sooner"),
    )
    .help(help(cx))
    .subject("detection");
}

/// Where a customer had to tell it, and who that was in words, where an action keeps this rule silent.
pub(super) fn answered_outside(cx: &Context) -> Option<(Span, &'static str)> {
    let span = cx.post.detection.span?;
    let said = told(cx);
    let is_outside = cx.post.detection.by == DetectedBy::Customer
        && !is_known_before(cx)
        && responded(cx).is_none()
        && !is_soon(cx)
        && !is_in_time(cx, said);
    let mut actions = cx.post.actions.iter();
    (is_outside && !is_answered(cx) && actions.any(|action| notices(cx, action)))
        .then(|| (span, first(cx, said)))
}

/// Whether it was told within a quarter of an hour, from the start or the first entry: hardly anything of ours is quicker.
fn is_soon(cx: &Context) -> bool {
    const SOON: i64 = 15;
    let milestones = &cx.post.milestones;
    let minutes = |at: Option<&Milestone>| at.and_then(|milestone| milestone.at.minutes());
    let first = cx
        .post
        .entries()
        .next()
        .and_then(|entry| entry.at.minutes());
    let told = noticed_in(cx).and_then(|entry| entry.at.minutes());
    let started = minutes(milestones.started.as_ref());
    let detected = told.or_else(|| minutes(milestones.detected.as_ref()));
    let apart = |from: Option<i64>| Some(detected? - from?);
    // The first entry may be the report itself.
    apart(started).is_some_and(|apart| (0..=SOON).contains(&apart))
        || apart(first).is_some_and(|apart| (1..=SOON).contains(&apart))
}

/// What is left to do: what runs with others gives no signal to us.
fn help(cx: &Context) -> &'static str {
    let is_released = |kind: SectionKind| {
        let mut texts = cx
            .post
            .sections
            .of(kind)
            .flat_map(|section| section.texts(cx.doc()));
        texts.any(|text| cx.phrases("released-things").is_match(text.as_str()))
    };
    let told = [
        SectionKind::Summary,
        SectionKind::Impact,
        SectionKind::Causes,
        SectionKind::Detection,
    ];
    let title = cx.post.title.as_ref();
    let in_title =
        title.is_some_and(|title| cx.phrases("released-things").is_match(title.value.as_str()));
    match in_title || told.into_iter().any(is_released) {
        true => {
            "add an action that alerts on the first signal that there was, or a check before the release that fails on it, or `no-action:` with the reason below the detection"
        }
        false => {
            "add an action that alerts on the first signal that there was, or `no-action:` with the reason below the detection"
        }
    }
}

/// Whether an action would show the next one sooner, whatever else it is for. One that was dropped was thought about; one
/// that its author calls a repair or a step of the response ("Alert the operators") shows nothing.
fn notices(cx: &Context, action: &Action) -> bool {
    let is_response = action.kind_stated && matches!(action.kind, Type::Repair | Type::Mitigate);
    action.kind == Type::Detect || !is_response && cx.phrases("noticing").is_match(&action.text)
}

/// What was late, and where it is said.
fn late(cx: &Context) -> Option<(Span, String)> {
    let detection = &cx.post.detection;
    let span = detection
        .span
        .unwrap_or_else(|| cx.place_of(SectionKind::Detection));
    let slow = minutes(cx).filter(|(_, minutes)| is_slow(cx, *minutes));
    let told = told(cx);
    if let Some(response) = responded(cx) {
        return Some(response)
            .filter(|(_, minutes)| is_slow(cx, *minutes))
            .map(slowly);
    }
    match (detection.by, slow) {
        (DetectedBy::Unknown, _) => None,
        (DetectedBy::Customer, slow) if is_known_before(cx) => {
            slow.map(|(detected, minutes)| slowly((detected.span, minutes)))
        }
        (DetectedBy::Customer, Some((_, minutes))) => Some((
            span,
            format!("{}, after {}", first(cx, told), in_words(minutes)),
        )),
        (DetectedBy::Customer, None) if is_in_time(cx, told) => None,
        (DetectedBy::Customer, None) => Some((span, format!("{}{}", first(cx, told), after(cx)))),
        (_, Some((detected, minutes))) => Some(slowly((detected.span, minutes))),
        _ => None,
    }
}

/// What is said of a detection that took long.
fn slowly((span, minutes): (Span, i64)) -> (Span, String) {
    (span, format!("it took {} to notice", in_words(minutes)))
}

/// Whether so many minutes are too many.
fn is_slow(cx: &Context, minutes: i64) -> bool {
    minutes > cx.settings().number("minutes") as i64
}

/// How long it took until somebody outside told it, in less than the limit: from the start, else from the first entry of the
/// timeline, which may be the lead-up and is called what it is.
fn after(cx: &Context) -> String {
    if let Some((_, minutes)) = minutes(cx).filter(|(_, minutes)| *minutes > 0) {
        return format!(", after {}", in_words(minutes));
    }
    let since_first = || {
        let told = noticed_in(cx)?.at.minutes()?;
        let first = cx.post.entries().next()?.at.minutes()?;
        Some(told - first).filter(|minutes| (1..=LONGEST_LEAD).contains(minutes))
    };
    match since_first() {
        Some(minutes) => format!(", {} after the first entry", in_words(minutes)),
        None => String::new(),
    }
}

/// What lies further back than two days is history.
const LONGEST_LEAD: i64 = 2 * 24 * 60;

/// The entry that tells who noticed.
fn noticed_in<'a>(cx: &Context<'a>) -> Option<&'a Entry> {
    let span = cx.post.detection.span?;
    let timeline = cx.post.timeline.as_ref()?;
    timeline.entry_at(span.start)
}

/// Whether the document states a detection that came before the report from outside: then that was not the first to tell.
fn is_known_before(cx: &Context) -> bool {
    let stated = cx.post.milestones.detected.as_ref();
    let stated = stated.filter(|_| cx.post.says_outright(MilestoneKind::Detected));
    let at = stated.and_then(|detected| detected.at.minutes());
    let told = noticed_in(cx).and_then(|entry| entry.at.minutes());
    at.zip(told).is_some_and(|(stated, told)| stated < told)
}

/// The first response of the team itself between the stated start and the report from outside, and after how many minutes it
/// came: the team knew by then. A change that goes out is no response.
fn responded(cx: &Context) -> Option<(Span, i64)> {
    let told = noticed_in(cx).filter(|_| cx.post.detection.by == DetectedBy::Customer)?;
    let started = cx.post.milestones.started.as_ref();
    let started = started.filter(|_| cx.post.says_outright(MilestoneKind::Started))?;
    let (from, to) = (started.at.minutes()?, told.at.minutes()?);
    let responds = |entry: &Entry| {
        [&entry.text, &entry.below]
            .iter()
            .any(|text| cx.phrases("own-responses").is_match(text))
    };
    let before = cx
        .post
        .entries()
        .take_while(|entry| entry.span.start < told.span.start);
    before
        .filter_map(|entry| Some((entry, entry.at.minutes()?)))
        .filter(|(entry, at)| (from + 1..to).contains(at) && responds(entry))
        .map(|(entry, at)| (entry.time_span, at - from))
        .next()
}

/// Whether outsiders told it without delay, or nobody is named at all: "Shared the crash in two channels".
fn is_in_time(cx: &Context, told: &str) -> bool {
    let opening = told.trim_start_matches(|c: char| !c.is_alphanumeric());
    let behind = opening.split_once(": ").map_or("", |(_, behind)| behind);
    let tells = |text: &str| cx.phrases("own-tellings").opens(text);
    cx.phrases("at-once").is_match(told)
        || (tells(opening) || tells(behind.trim_start_matches(['*', '_', ' '])))
            && !cx.phrases("outside-persons").is_match(told)
}

/// What is said of those who noticed first: that they are outsiders only where a word says so.
fn first(cx: &Context, told: &str) -> &'static str {
    let lists = ["outside-persons", "outside-channels"];
    match told.is_empty() || lists.iter().any(|list| cx.phrases(list).is_match(told)) {
        true => "somebody outside noticed first",
        false => "somebody had to tell the team",
    }
}

/// The sentence that tells who noticed, as far as it is near; empty where a key says it.
fn told<'a>(cx: &Context<'a>) -> &'a str {
    let doc = cx.doc();
    let told = cx.post.detection.span.and_then(|span| {
        let around = doc.paragraph_around(span)?;
        let text = doc.source(around);
        let from = span.start.saturating_sub(around.start);
        let to = span.end.saturating_sub(around.start).min(text.len());
        text.get(prose::sentence(text, from..to.max(from)))
    });
    told.unwrap_or_default()
}

/// Where the text says that nothing rang, and no action is about anything that does. A test before the release is not.
fn silent(cx: &Context) -> Option<(Span, String)> {
    let rang = matches!(
        cx.post.detection.by,
        DetectedBy::Alert | DetectedBy::Synthetic
    );
    let rings = |action: &Action| {
        action.kind == Type::Detect || cx.phrases("alerting-words").is_match(&action.text)
    };
    if rang || cx.post.actions.is_empty() || cx.post.actions.iter().any(rings) {
        return None;
    }
    let found = prose::find(cx.doc(), cx.phrases("missing-alerts"))
        .find(|found| !cx.post.is_in_entry(found.text.span()))?;
    let quoted = quote::around(found.sentence().as_str(), 0..0, MOST_QUOTED);
    Some((found.text.span(), format!("nothing rang ({quoted})")))
}

/// How many characters of a sentence are quoted.
const MOST_QUOTED: usize = 90;

/// From the start to the detection, where both are stated as such, or the timeline tells of both in so many words: its first
/// entry alone may be the lead-up.
fn minutes<'a>(cx: &'a Context) -> Option<(&'a Milestone, i64)> {
    let milestones = &cx.post.milestones;
    let is_told = |kind: MilestoneKind| cx.post.says_outright(kind);
    let started = milestones
        .started
        .as_ref()
        .filter(|_| is_told(MilestoneKind::Started))?;
    let detected = milestones
        .detected
        .as_ref()
        .filter(|detected| is_told(MilestoneKind::Detected) || is_where_noticed(cx, detected))?;
    Some((detected, detected.at.minutes()? - started.at.minutes()?))
}

/// Whether the entry of a detection is where it is told who noticed.
fn is_where_noticed(cx: &Context, detected: &Milestone) -> bool {
    let mut entries = cx.post.entries();
    cx.post.detection.span.is_some_and(|noticed| {
        entries.any(|entry| entry.time_span == detected.span && entry.span.contains(noticed))
    })
}

/// Whether the section on detection, or a lesson, says why nothing is done about it.
fn is_answered(cx: &Context) -> bool {
    let doc = cx.doc();
    let mut texts = cx
        .post
        .sections
        .of(SectionKind::Detection)
        .flat_map(|section| section.texts(doc));
    let decided = texts.any(|text| {
        text.as_str()
            .trim_start()
            .to_lowercase()
            .starts_with("no-action:")
    });
    let told = cx
        .post
        .detection
        .span
        .and_then(|span| doc.paragraph_around(span));
    let was_hit = told.is_some_and(|told| cx.phrases("hit-themselves").is_match(doc.source(told)));
    decided
        || cx.phrases("not-sooner").is_match(doc.running_text())
        || !was_hit
            && cx
                .phrases("told-in-confidence")
                .is_match(doc.running_text())
}
