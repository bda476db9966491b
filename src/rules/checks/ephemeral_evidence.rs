//! Links to places that get cleaned up, with no copy beside them.

use crate::diagnostic::Findings;
use crate::markdown::{BlockKind, Span};
use crate::postmortem::{SectionKind, Timeline};
use crate::rules::{Context, prose, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let places = Places::of(cx);
    let links = cx.post.evidence.ephemeral.iter();
    let links = links.filter(|link| !link.definition && !places.is_in_action(link.span));
    let links: Vec<_> = links.collect();
    out.of = Some(links.len());
    for link in links {
        let is_copied = places.is_beside_copy(link.span)
            || places.is_copied_here(link.span)
            || is_retold(cx, &places, link.span, &link.url)
            || places.is_copied_below(link.span)
            || is_told_below(cx, link.span, &link.url)
            || is_told_here(cx, link.span, &link.url);
        if is_copied {
            continue;
        }
        let (fate, help) = fate(cx, &link.url);
        out.report(link.span, format!("{} {fate}", quote::text(&link.url)))
            .help(help)
            .subject(link.url.as_str());
    }
}

/// Where actions, copies and entries stand, found once: a document may have thousands of each, and of links.
struct Places<'c, 'a> {
    cx: &'c Context<'a>,
    /// Where each action begins, with the furthest end up to there.
    actions: Vec<(usize, usize)>,
    /// Where copies begin, in order.
    copies: Vec<usize>,
    /// Where entries begin, by their time or their words, in order.
    starts: Vec<usize>,
    /// The times of entries, in order, and whether the entry is what was said.
    times: Vec<(Span, bool)>,
    /// Where the words of the first entry begin.
    first: Option<usize>,
    /// Whether the timeline is a talk.
    is_talk: bool,
}

impl<'c, 'a> Places<'c, 'a> {
    fn of(cx: &'c Context<'a>) -> Self {
        let mut actions: Vec<(usize, usize)> = cx
            .post
            .actions
            .iter()
            .map(|action| (action.extent.start, action.extent.end))
            .collect();
        actions.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut actions {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        let mut copies: Vec<usize> = copies(cx).into_iter().map(|copy| copy.start).collect();
        copies.sort_unstable();
        let entries = || cx.post.timeline.iter().flat_map(|found| &found.entries);
        let mut starts: Vec<usize> = entries()
            .map(|entry| entry.time_span.start.min(entry.span.start))
            .collect();
        starts.sort_unstable();
        let mut times: Vec<(Span, bool)> = entries()
            .map(|entry| (entry.time_span, is_said(&entry.text)))
            .collect();
        times.sort_unstable();
        let is_talk = times.iter().filter(|(_, said)| *said).count() >= FEWEST_SAID;
        Self {
            cx,
            actions,
            copies,
            starts,
            times,
            first: entries().map(|entry| entry.span.start).min(),
            is_talk,
        }
    }

    fn is_in_action(&self, link: Span) -> bool {
        let behind = self
            .actions
            .partition_point(|(start, _)| *start <= link.start);
        let before = behind.checked_sub(1).and_then(|at| self.actions.get(at));
        before.is_some_and(|(_, end)| *end >= link.end)
    }

    fn is_beside_copy(&self, link: Span) -> bool {
        let beside = self.beside(link);
        let next = self.copies.partition_point(|copy| *copy < beside.start);
        self.copies
            .get(next)
            .is_some_and(|copy| beside.covers(*copy))
    }

    /// Whether a link leads in a timeline that is the talk it leads to: what was said stands below, with who said it.
    fn is_copied_below(&self, link: Span) -> bool {
        self.is_talk
            && self.cx.post.sections.kind_at(link.start) == SectionKind::Timeline
            && self.first.is_some_and(|first| first > link.start)
    }

    /// Whether a link is the time of an entry that is what was said there: "[10:41](…) DM: I've just deployed".
    fn is_copied_here(&self, link: Span) -> bool {
        let from = self
            .times
            .partition_point(|(time, _)| time.start < link.start);
        let time = self
            .times
            .get(from)
            .filter(|(time, _)| link.contains(*time));
        time.is_some_and(|(_, said)| *said)
    }

    /// Where a copy stands beside a link: in its section, in a timeline in its entry.
    fn beside(&self, link: Span) -> Span {
        let cx = self.cx;
        let section = cx.post.sections.around(link.start);
        let whole = section.map_or(Span::new(0, cx.doc().text().len()), |section| section.span);
        if cx.post.timeline.is_none()
            || cx.post.sections.kind_at(link.start) != SectionKind::Timeline
        {
            return whole;
        }
        let behind = self.starts.partition_point(|start| *start <= link.start);
        let from = behind.checked_sub(1).and_then(|at| self.starts.get(at));
        let to = self.starts.get(behind);
        Span::new(
            from.copied().unwrap_or(whole.start),
            to.copied().unwrap_or(whole.end),
        )
    }
}

/// What becomes of the place behind a link, and what to do about it.
fn fate(cx: &Context, url: &str) -> (&'static str, &'static str) {
    match cx.phrases("shared-documents").is_match(url) {
        true => (
            "leads to a document elsewhere, which can change, move or be closed",
            "bring what matters of it into the repository, beside the link",
        ),
        false => (
            "leads to a place that gets cleaned up",
            "save a picture in the repository, or paste the lines that matter, beside the link",
        ),
    }
}

/// Pictures in the repository, excerpts and quotations, links to an archive.
fn copies(cx: &Context) -> Vec<Span> {
    let doc = cx.doc();
    let pictures = cx
        .post
        .evidence
        .pictures
        .iter()
        .filter(|picture| !picture.target.contains("://"));
    let excerpts = doc
        .blocks()
        .filter(|(_, block)| matches!(block.kind, BlockKind::Code | BlockKind::Quote));
    let archives = doc
        .inlines()
        .iter()
        .filter(|i| i.is_link() && i.target.contains("://web.archive.org/"));
    let pictures = pictures.map(|picture| picture.span);
    pictures
        .chain(excerpts.map(|(_, block)| block.span))
        .chain(archives.map(|i| i.span))
        .collect()
}

/// Whether a link leads to a message whose words the entry of the timeline has, in its own words or with those below it. A
/// dashboard is not retold in words.
fn is_retold(cx: &Context, places: &Places<'_, '_>, link: Span, url: &str) -> bool {
    let entry = beside_message(cx, url).and_then(|timeline| timeline.begun_at(link.start).last());
    entry.is_some_and(|entry| {
        let beside = places.beside(link).covers(entry.span.start);
        let words = |text: &str| {
            text.split_whitespace()
                .filter(|word| !word.contains("://"))
                .count()
        };
        // "Incident declared"
        let is_act = || cx.phrases("told-acts").is_match(&entry.text);
        beside && (words(&entry.text) + words(&entry.below) >= RETOLD || is_act())
    })
}

/// Whether a link leads to a run, a page or an error of which the words beside it tell what came of it: "the build of 4711
/// failed at the tests".
fn is_told_here(cx: &Context, link: Span, url: &str) -> bool {
    if !cx.phrases("told-by-words").is_match(url) {
        return false;
    }
    let in_timeline = cx.post.sections.kind_at(link.start) == SectionKind::Timeline;
    words_beside(cx, link) >= if in_timeline { RETOLD } else { TOLD }
}

/// How many words stand before and behind a link on its line, as far as anybody reads.
fn words_beside(cx: &Context, link: Span) -> usize {
    let doc = cx.doc();
    let line = doc.lines().span(doc.line(link.start));
    let from = link.start.saturating_sub(BESIDE).max(line.start);
    let to = (link.end + BESIDE).min(line.end).max(link.end);
    let text = doc.text();
    let words = |from: Option<usize>, to: Option<usize>| {
        let part = from.zip(to).and_then(|(from, to)| text.get(from..to));
        let words = part.unwrap_or_default().split_whitespace();
        let is_word = |word: &&str| word.contains(char::is_alphabetic) && !word.contains("://");
        words.filter(is_word).count()
    };
    words(prose::boundary(text, from), Some(link.start))
        + words(Some(link.end), prose::boundary(text, to))
}

/// As far as this, in bytes, the words beside a link are its own.
const BESIDE: usize = 200;

/// So many words beside a link make a sentence on what came of a run.
const TOLD: usize = 6;

/// The timeline, where a link leads to a message of a chat.
fn beside_message<'c>(cx: &'c Context, url: &str) -> Option<&'c Timeline> {
    let timeline = cx.post.timeline.as_ref()?;
    cx.phrases("message-links")
        .is_match(url)
        .then_some(timeline)
}

/// Whether a thread is linked above a timeline that retells it, entry by entry.
fn is_told_below(cx: &Context, link: Span, url: &str) -> bool {
    beside_message(cx, url).is_some_and(|timeline| {
        timeline.entries.len() >= FEWEST_RETOLD && timeline.begun_at(link.start).is_empty()
    })
}

/// So many entries retell a thread.
const FEWEST_RETOLD: usize = 4;

/// So many words tell what a message said.
const RETOLD: usize = 4;

/// So many quoted entries make a timeline a transcript.
const FEWEST_SAID: usize = 3;

/// "DM: I've just deployed", "Kim Ho (payments): looking": a name of few words, a colon, and what was said; or initials.
fn is_said(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let initials = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_uppercase());
    let spoken = text.split_once(':').is_some_and(|(name, said)| {
        let named = name.split_whitespace().count() <= 3 && name.starts_with(char::is_uppercase);
        named && said.split_whitespace().count() > 2
    });
    initials || spoken
}
