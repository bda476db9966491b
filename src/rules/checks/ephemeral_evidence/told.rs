//! Links whose place the words of the document tell: messages, runs, pages, and lines of a log.

use std::collections::HashMap;

use super::Places;
use crate::markdown::Span;
use crate::postmortem::{Entry, SectionKind, Timeline, time};
use crate::rules::{Context, prose};

/// Whether a link leads to a message whose words the entry of the timeline has, in its own words or with those below it. A
/// dashboard is not retold in words.
pub(super) fn is_retold(cx: &Context, places: &Places<'_, '_>, link: Span, url: &str) -> bool {
    let entry = beside_message(cx, url).and_then(|timeline| timeline.begun_at(link.start).last());
    entry.is_some_and(|entry| {
        let beside = places.beside(link).covers(entry.span.start);
        let said = |text: &str| {
            text.split_whitespace()
                .filter(|word| !word.contains("://"))
                .count()
        };
        // "Incident declared"
        let is_act = || cx.phrases("told-acts").is_match(&entry.text);
        beside && (said(&entry.text) + said(&entry.below) >= RETOLD || is_act())
    })
}

/// Whether a link leads to a run, a page or an error of which the words beside it tell what came of it: "the build of 4711
/// failed at the tests". Of a run that is how it ended, in as few words as that takes ("still broken").
pub(super) fn is_told_here(cx: &Context, link: Span, url: &str) -> bool {
    let is_run = is_run(cx, url);
    if !is_run && !cx.phrases("told-by-words").is_match(url) {
        return false;
    }
    let fewest = if in_timeline(cx, link) { RETOLD } else { TOLD };
    words_beside(cx, link) >= fewest || is_run && has_verdict_beside(cx, link)
}

/// Whether a link leads to a run of CI.
pub(super) fn is_run(cx: &Context, url: &str) -> bool {
    cx.phrases("run-links").is_match(url)
}

/// Whether the words beside a link, or its own, say how a run ended.
fn has_verdict_beside(cx: &Context, link: Span) -> bool {
    let (before, after) = beside(cx, link);
    let mut said = [before, label(cx, link), after]
        .into_iter()
        .map(without_addresses);
    said.any(|said| cx.phrases("run-verdicts").is_match(&said))
}

/// A text without the addresses in it, whose parts may read like words.
fn without_addresses(text: &str) -> String {
    let said: Vec<&str> = text
        .split_whitespace()
        .filter(|word| !word.contains("://"))
        .collect();
    said.join(" ")
}

/// Whether a link leads to the page of a thing in a console (a service, its tasks, a cluster), which only names it, and an entry
/// tells what was done with it. The console's logs and graphs show something.
pub(super) fn is_named_here(cx: &Context, link: Span, url: &str) -> bool {
    cx.phrases("console-pages").is_match(url)
        && !cx.phrases("measuring-pages").is_match(url)
        && in_timeline(cx, link)
        && words_beside(cx, link) >= RETOLD
}

/// Whether a link stands in a timeline: in its section, or in an entry with a time below whatever heading.
fn in_timeline(cx: &Context, link: Span) -> bool {
    let entry = || cx.post.timeline.as_ref()?.entry_at(link.start);
    cx.post.sections.kind_at(link.start) == SectionKind::Timeline
        || entry().is_some_and(|entry| entry.at.time.is_some())
}

/// How many words stand before and behind a link on its line, as far as anybody reads.
fn words_beside(cx: &Context, link: Span) -> usize {
    let (before, after) = beside(cx, link);
    words(before).count() + words(after).count()
}

/// The words of a text, addresses and signs left out.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split_whitespace();
    words.filter(|word| word.contains(char::is_alphabetic) && !word.contains("://"))
}

/// What stands before and behind a link on its line, as far as anybody reads.
pub(super) fn beside<'c>(cx: &'c Context, link: Span) -> (&'c str, &'c str) {
    let doc = cx.doc();
    near(cx, link, doc.lines().span(doc.line(link.start)), BESIDE)
}

/// What stands before and behind a link within `bounds`, at most so many bytes of either.
fn near<'c>(cx: &'c Context, link: Span, bounds: Span, most: usize) -> (&'c str, &'c str) {
    let text = cx.doc().text();
    let from = link.start.saturating_sub(most).max(bounds.start);
    let to = (link.end + most).min(bounds.end).max(link.end);
    let part = |from: Option<usize>, to: Option<usize>| {
        let part = from.zip(to).and_then(|(from, to)| text.get(from..to));
        part.unwrap_or_default()
    };
    (
        part(prose::boundary(text, from), Some(link.start)),
        part(Some(link.end), prose::boundary(text, to)),
    )
}

/// The text of a link that has one of its own.
pub(super) fn label<'c>(cx: &'c Context, link: Span) -> &'c str {
    let inside = cx.doc().source(link).strip_prefix('[');
    let label = inside.and_then(|inside| inside.split(']').next());
    label.unwrap_or_default()
}

/// As far as this, in bytes, the words beside a link are its own.
const BESIDE: usize = 200;

/// So many words beside a link make a sentence on what came of a run.
const TOLD: usize = 6;

/// The timeline, where a link leads to a message of a chat.
fn beside_message<'c>(cx: &'c Context, url: &str) -> Option<&'c Timeline> {
    let timeline = cx.post.timeline.as_ref()?;
    is_message(cx, url).then_some(timeline)
}

/// Whether a link leads to a message of a chat.
pub(super) fn is_message(cx: &Context, url: &str) -> bool {
    cx.phrases("message-links").is_match(url)
}

/// Whether a thread is linked above a timeline that retells it, entry by entry; or anywhere, as the log of the talk, of which
/// the timeline is made.
pub(super) fn is_told_below(cx: &Context, places: &Places<'_, '_>, link: Span, url: &str) -> bool {
    beside_message(cx, url).is_some_and(|timeline| {
        timeline.entries.len() >= FEWEST_RETOLD
            && (places.first.is_some_and(|first| first > link.start) || is_talk_log(cx, link))
    })
}

/// Whether a link is called the log of the talk: by its text, or by the words in front of it.
fn is_talk_log(cx: &Context, link: Span) -> bool {
    let names = cx.phrases("talk-logs");
    let (before, _) = beside(cx, link);
    names.is_match(label(cx, link))
        || names.closes(before.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether an entry is only a date, be it with a word that was not read as part of it ("24 February Sunday 2026"): it tells
/// nothing, and what stands below it is still above the timeline.
pub(super) fn is_dateline(entry: &Entry) -> bool {
    entry.at.time.is_none() && words(&entry.text).nth(MOST_ALONE).is_none()
}

/// So many entries retell a thread.
const FEWEST_RETOLD: usize = 4;

/// So many words tell what a message said.
const RETOLD: usize = 4;

/// Whether a sentence tells beside its link to a message what came about and when: wherever it stands, it is an entry of a
/// timeline. "As discussed on 12 March" tells nothing of it.
pub(super) fn is_told_with_its_time(cx: &Context, link: Span, url: &str) -> bool {
    if !cx.phrases("message-links").is_match(url) {
        return false;
    }
    let doc = cx.doc();
    let line = || doc.lines().span(doc.line(link.start));
    let bounds = doc.paragraph_around(link).unwrap_or_else(line);
    let (before, after) = near(cx, link, bounds, BESIDE);
    // A full stop behind the address is one as well.
    let whole = format!("{before}{LINK}{after}");
    let sentence = prose::sentence(&whole, before.len()..before.len() + LINK.len());
    let sentence = whole.get(sentence).unwrap_or_default();
    words(sentence).nth(RETOLD).is_some()
        && cx.phrases("happenings").is_match(sentence)
        && !time::find_stamps(sentence).is_empty()
}

/// Stands for a link in its sentence.
const LINK: &str = "link";

/// Whether the entry of a link to a log or a console states what was seen there: a figure with its unit, or an error by its name.
pub(super) fn is_stated_here(cx: &Context, places: &Places<'_, '_>, link: Span, url: &str) -> bool {
    if !cx.phrases("log-links").is_match(url) || !in_timeline(cx, link) {
        return false;
    }
    let entry = places.entry(link, places.beside(link));
    let (before, after) = near(cx, link, entry, STATED);
    let states = |text: &str| {
        cx.phrases("stated-figures")
            .is_match(&without_addresses(text))
    };
    states(before) || states(after)
}

/// As far as this, in bytes, an entry states what a link in it shows.
const STATED: usize = 500;

/// Whether an entry of a talk has only a name beside a link to a run, and the next one goes on about "the build" or says that it
/// has been deployed.
pub(super) fn is_named_next(cx: &Context, places: &Places<'_, '_>, link: Span, url: &str) -> bool {
    if !places.is_talk || !is_run(cx, url) {
        return false;
    }
    let Some(timeline) = &cx.post.timeline else {
        return false;
    };
    let begun = timeline.begun_at(link.start);
    let is_alone =
        |entry: &&Entry| entry.span.covers(link.start) && words_beside(cx, link) <= MOST_ALONE;
    let next = timeline.entries.get(begun.len());
    begun.last().filter(is_alone).is_some()
        && next.is_some_and(|next| cx.phrases("named-runs").is_match(&next.text))
}

/// Beside a link that stands alone there is at most a name.
const MOST_ALONE: usize = 1;

/// What the timeline tells of runs.
#[derive(Default)]
pub(super) struct Runs {
    /// The first entry that names a version or a number.
    first: HashMap<String, usize>,
    /// The last entry in which a run ends.
    end: Option<usize>,
}

impl Runs {
    /// Read once: a document may have thousands of entries, and of links.
    pub(super) fn of(cx: &Context) -> Self {
        let mut runs = Self::default();
        let links = &cx.post.evidence.ephemeral;
        let timeline = cx.post.timeline.as_ref().filter(|_| !links.is_empty());
        for (at, entry) in timeline
            .iter()
            .flat_map(|found| found.entries.iter().enumerate())
        {
            for id in ids(&entry.text) {
                runs.first.entry(id.to_owned()).or_insert(at);
            }
            if cx.phrases("run-ends").is_match(&entry.text) {
                runs.end = Some(at);
            }
        }
        runs
    }

    /// Whether a link leads to a run of a version or number ("build of 4.2: …") that the timeline names, and of which it then
    /// tells how it ended.
    pub(super) fn tell(&self, cx: &Context, link: Span, url: &str) -> bool {
        let Some(end) = self.end.filter(|_| is_run(cx, url)) else {
            return false;
        };
        let (before, _) = beside(cx, link);
        let mut named = ids(before).chain(ids(label(cx, link)));
        named.any(|id| self.first.get(id).is_some_and(|first| *first <= end))
    }
}

/// The versions and numbers of a text: "2.294", "4711", but no year.
fn ids(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split_whitespace().map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.strip_prefix('v').unwrap_or(word)
    });
    words.filter(|word| {
        let is_of_digits = word.chars().all(|c| c.is_ascii_digit() || c == '.');
        let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        is_of_digits && word.len() >= FEWEST_DIGITS && !is_year
    })
}

/// A version or number of fewer signs may be anything.
const FEWEST_DIGITS: usize = 3;
