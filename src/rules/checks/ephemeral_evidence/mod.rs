//! Links to places that get cleaned up, with no copy beside them.

#[cfg(test)]
mod tests;
mod told;

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Findings;
use crate::markdown::{BlockId, BlockKind, Span};
use crate::postmortem::SectionKind;
use crate::rules::{Context, quote};
use told::Runs;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let places = Places::of(cx);
    let runs = Runs::of(cx);
    let links = cx.post.evidence.ephemeral.iter();
    let links = links.filter(|link| !link.definition && !places.is_in_action(link.span));
    let links: Vec<_> = links.collect();
    // One address may be linked in several places.
    let addresses: HashSet<&str> = links.iter().map(|link| link.url.as_str()).collect();
    out.of = Some(addresses.len());
    let only_threads =
        cx.post.timeline.is_none() && links.iter().all(|link| told::is_message(cx, &link.url));
    let mut reported: HashSet<&str> = HashSet::new();
    let mut shown: HashSet<(&str, usize)> = HashSet::new();
    let copied: HashSet<&str> = links
        .iter()
        .filter(|link| places.is_beside_copy(link.span))
        .filter_map(|link| dashboard(cx, &link.url))
        .collect();
    let has_copied = |url: &str| dashboard(cx, url).is_some_and(|page| copied.contains(page));
    for link in links {
        let is_copied = places.is_beside_copy(link.span)
            || places.is_above_table(link.span)
            || places.is_copied_here(link.span)
            || has_copied(&link.url)
            || told::is_retold(cx, &places, link.span, &link.url)
            || places.is_copied_below(link.span)
            || told::is_told_below(cx, &places, link.span, &link.url)
            || told::is_told_here(cx, link.span, &link.url)
            || told::is_named_here(cx, link.span, &link.url)
            || told::is_told_with_its_time(cx, link.span, &link.url)
            || told::is_stated_here(cx, &places, link.span, &link.url)
            || told::is_named_next(cx, &places, link.span, &link.url)
            || runs.tell(cx, link.span, &link.url);
        // The line that shows a link shows the same address behind it, too.
        let mut is_shown = || !shown.insert((&link.url, cx.doc().line(link.span.start)));
        if is_copied || is_shown() {
            continue;
        }
        let (fate, help) = fate(cx, link.span, &link.url, only_threads);
        let finding = out.report(link.span, format!("{} {fate}", quote::text(&link.url)));
        finding.help(help).subject(link.url.as_str());
        if !reported.insert(&link.url) {
            finding.again();
        }
    }
}

/// The page of a dashboard without what of it is asked for: another span of it, or one of its panels, is the same dashboard. A
/// message, a run or a document has nothing in common with another one of its address.
fn dashboard<'u>(cx: &Context, url: &'u str) -> Option<&'u str> {
    let is_other = told::is_message(cx, url)
        || told::is_run(cx, url)
        || cx.phrases("shared-documents").is_match(url);
    let page = url.split(['?', '#']).next();
    page.filter(|page| !is_other && page.matches('/').count() > HOST)
}

/// So many slashes stand before the path of an address: what has no more of them is a host.
const HOST: usize = 3;

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
    /// Where the words of the first entry begin; a line of a date and a word is none yet.
    first: Option<usize>,
    /// Whether the timeline is a talk.
    is_talk: bool,
    /// Where a link ends that stands right above a table, in order.
    above_tables: Vec<Span>,
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
            first: entries()
                .filter(|entry| !told::is_dateline(entry))
                .map(|entry| entry.span.start)
                .min(),
            is_talk,
            above_tables: above_tables(cx),
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

    /// Whether a link ends a paragraph with a table right below.
    fn is_above_table(&self, link: Span) -> bool {
        let next = self.above_tables.partition_point(|end| end.end < link.end);
        let end = self.above_tables.get(next);
        end.is_some_and(|end| end.start <= link.end)
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
        self.entry(link, whole)
    }

    /// From the entry before a link to the next one, within what is around it.
    fn entry(&self, link: Span, whole: Span) -> Span {
        let behind = self.starts.partition_point(|start| *start <= link.start);
        let from = behind.checked_sub(1).and_then(|at| self.starts.get(at));
        let to = self.starts.get(behind);
        Span::new(
            from.copied().unwrap_or(whole.start),
            to.copied().unwrap_or(whole.end),
        )
    }
}

/// What becomes of a document that lives elsewhere.
const ELSEWHERE: &str = "leads to a document elsewhere, which can change, move or be closed";

/// What becomes of a chat, a dashboard, a log or a run.
const CLEANED_UP: &str = "leads to a place that gets cleaned up";

/// What becomes of the place behind a link, and what to do about it: where nothing but threads is linked and no timeline stands
/// here, the threads are the timeline.
fn fate(cx: &Context, link: Span, url: &str, only_threads: bool) -> (&'static str, &'static str) {
    let (fate, help) = match cx.phrases("shared-documents").is_match(url) {
        true if cx.phrases("other-reports").is_match(told::label(cx, link)) => (
            ELSEWHERE,
            "if that report is kept in this repository by now, link it there; else bring what matters of it here, beside the link",
        ),
        true => (
            ELSEWHERE,
            "bring what matters of it into the repository, beside the link",
        ),
        false if told::is_run(cx, url) => (
            CLEANED_UP,
            "say beside the link what the run did and how it ended, or paste the lines that matter",
        ),
        false => (
            CLEANED_UP,
            "save a picture in the repository, or paste the lines that matter, beside the link",
        ),
    };
    match only_threads || is_timeline(cx, link) {
        true => (fate, "bring the timeline into this document"),
        false => (fate, help),
    }
}

/// Whether a link is called the timeline: by its text, or by the label in front of it.
fn is_timeline(cx: &Context, link: Span) -> bool {
    let names = cx.phrases("timeline-links");
    let (before, _) = told::beside(cx, link);
    names.is_match(told::label(cx, link))
        || names.closes(before.trim_end_matches(|c: char| !c.is_alphanumeric()))
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

/// Where paragraphs end, blanks and signs apart, right below which a table stands: it is the excerpt of a link that ends there,
/// and of no other one.
fn above_tables(cx: &Context) -> Vec<Span> {
    let doc = cx.doc();
    let mut last: HashMap<Option<BlockId>, BlockId> = HashMap::new();
    let mut ends = Vec::new();
    for (id, block) in doc.blocks() {
        let above = last.insert(block.parent, id);
        let is_excerpt = block.kind == BlockKind::Table
            && cx.post.sections.kind_at(block.span.start) != SectionKind::Actions;
        let above = above.filter(|&above| is_excerpt && doc.kind(above) == BlockKind::Paragraph);
        ends.extend(above.map(|above| {
            let span = doc.block(above).span;
            let text = doc.source(span);
            let is_sign = |c: char| c.is_whitespace() || ".:;,!)>".contains(c);
            Span::new(span.start + text.trim_end_matches(is_sign).len(), span.end)
        }));
    }
    ends
}

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
