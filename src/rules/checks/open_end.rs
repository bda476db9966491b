//! An incident of which the document itself says that it goes on.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use super::{stems, together};
use crate::diagnostic::Findings;
use crate::markdown::{BlockKind, FrontData, Span};
use crate::postmortem::{Entry, Milestone, Section, SectionKind};
use crate::rules::{Context, prose, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let entries = cx.post.entries().map(|entry| entry.span);
    let place = Timeline {
        last: entries.clone().last(),
        from: entries.clone().map(|span| span.start).min(),
        to: entries.map(|span| span.start).max(),
    };
    let updated = LazyCell::new(|| last_update(cx));
    let of_actions = LazyCell::new(|| -> Vec<BTreeSet<String>> {
        let actions = cx.open_actions();
        actions.map(|action| stems::of(cx, &action.text)).collect()
    });
    let mut told: Vec<Told> = Vec::new();
    let mut parts = 0;
    let mut sentence = None;
    for found in prose::find(cx.doc(), cx.phrases("not-over")) {
        let whole = found.sentence();
        let span = found.text.span();
        let heading = matches!(cx.doc().kind(found.block), BlockKind::Heading(_));
        let again = sentence == Some(whole.plain());
        if heading
            || again
            || is_settled(cx, whole.as_str())
            || is_follow_up(cx, whole.as_str())
            || updated.is_some_and(|update| span.end < update)
            || !tells_the_state(cx, span, &place)
        {
            continue;
        }
        sentence = Some(whole.plain());
        let at = found.text.plain().start - whole.plain().start;
        let quoted = quote::around(
            whole.as_str(),
            at..at + found.text.as_str().len(),
            MOST_QUOTED,
        );
        // Two sentences of a line are one place.
        if let Some(last) = told.last_mut()
            && on_one_line(cx, last.span.start, span.start)
        {
            last.beside.get_or_insert(quoted);
            continue;
        }
        let is_part = cx.phrases("remaining-parts").is_match(whole.as_str());
        parts += usize::from(is_part);
        let said = match is_part {
            true => open_part(&stems::of(cx, whole.as_str()), &of_actions),
            false => "it goes on",
        };
        told.push(Told {
            span,
            quoted,
            beside: None,
            said,
            words: whole.as_str(),
        });
    }
    let places: Vec<Span> = told.iter().map(|told| told.span).collect();
    let all_parts = parts == told.len();
    let milestones = &cx.post.milestones;
    let end = milestones
        .resolved
        .as_ref()
        .or(milestones.mitigated.as_ref());
    let help = help(cx, &told, end, all_parts);
    let told = told.into_iter().map(|told| (told.span, told.message()));
    let Some(finding) = together::report(out, told.collect(), |n| match all_parts {
        true => format!("{n} sentences say that a part remains"),
        false => format!("{n} sentences say that it is not over"),
    }) else {
        return;
    };
    finding.help(help).subject("end");
    let end = end.filter(|end| is_an_end(cx, end, &places));
    let is_shown = |end: &&Milestone| {
        let mut places = places.iter();
        places.any(|place| on_one_line(cx, place.start, end.span.start))
    };
    if let Some(end) = end.filter(|end| !is_shown(end)) {
        finding.related(end.span, "the end is told here".to_owned());
    }
}

/// A sentence that says that it is not over.
struct Told<'d> {
    span: Span,
    quoted: String,
    /// The next such sentence of the same line.
    beside: Option<String>,
    /// What it says.
    said: &'static str,
    words: &'d str,
}

impl Told<'_> {
    fn message(&self) -> String {
        let (quoted, said) = (&self.quoted, self.said);
        match &self.beside {
            Some(beside) => format!("{quoted} and {beside} say that {said}"),
            None => format!("{quoted} says that {said}"),
        }
    }
}

/// What is asked for, by what the sentences say and where the document tells an end.
fn help(cx: &Context, told: &[Told], end: Option<&Milestone>, all_parts: bool) -> &'static str {
    let first = told.first();
    let is_open =
        || first.is_some_and(|first| is_called_open(cx, first.span)) || calls_itself_open(cx);
    let is_done = || {
        let done = |end: &&Milestone| told.iter().any(|told| is_told_as_done(cx, told, end));
        told.len() == 1 && end.filter(done).is_some()
    };
    match () {
        () if all_parts => {
            "name the action for what remains, or say that it stays as it is, and why"
        }
        () if is_done() => {
            "bring the summary up to date: what is to come here is told as done elsewhere"
        }
        () if is_open()
            && end.is_some_and(|end| {
                !on_one_line(
                    cx,
                    end.span.start,
                    first.map_or(0, |first| first.span.start),
                )
            }) =>
        {
            "which is right, this or the end that is told elsewhere? write how it ended and when, as soon as it has"
        }
        () if is_open() => "tell how it ended and when, as soon as it has",
        () => "tell how it ended and when; if it goes on, the document is not final",
    }
}

/// Whether a sentence of the summary tells as to come what the entry with the end tells as done: they share a word of substance.
fn is_told_as_done(cx: &Context, told: &Told, end: &Milestone) -> bool {
    let timeline = cx.post.timeline.as_ref();
    let entry = timeline.and_then(|timeline| timeline.entry_at(end.span.start));
    let of_sentence = stems::of(cx, told.words);
    cx.post.sections.kind_at(told.span.start) == SectionKind::Summary
        && entry.is_some_and(|entry| {
            let of_entry = stems::of(cx, &entry.text);
            let mut shared = of_sentence.intersection(&of_entry);
            shared.any(|stem| stems::tells(cx, stem))
        })
}

/// Whether the front matter calls the document open by a key of its own: `state: open`.
fn calls_itself_open(cx: &Context) -> bool {
    cx.post.metadata.keys.iter().any(|(key, value)| {
        let is_state = cx.phrases("status-headings").opens(&key.value) || key.value == "state";
        match &value.data {
            FrontData::Scalar(text, _) => is_state && cx.phrases("open-states").opens(text),
            _ => false,
        }
    })
}

fn on_one_line(cx: &Context, one: usize, other: usize) -> bool {
    cx.doc().line(one) == cx.doc().line(other)
}

/// What is said where a part remains: whether one of the actions shares two of its words.
fn open_part(words: &BTreeSet<String>, of_actions: &[BTreeSet<String>]) -> &'static str {
    let names = |of_action: &BTreeSet<String>| words.intersection(of_action).count() >= SHARED;
    match of_actions.iter().take(MOST_ACTIONS).any(names) {
        true => "a part remains",
        false => "a part remains, and no action names it",
    }
}

/// So many actions are compared with each sentence.
const MOST_ACTIONS: usize = 200;

/// So many words of a sentence make an action one about it.
const SHARED: usize = 2;

/// Whether the document calls itself open there: in its status.
fn is_called_open(cx: &Context, span: Span) -> bool {
    let before = cx.doc().text().get(..span.start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let section = cx.post.sections.around(span.start);
    let headed = |section: &Section| cx.phrases("status-headings").opens(&section.heading);
    cx.phrases("status-headings").opens(line) || section.is_some_and(headed)
}

/// Whether a time is the end: one that is only read from the timeline is none where a later entry tells of trouble, and none
/// where it gives the span of an impact.
fn is_an_end(cx: &Context, end: &Milestone, places: &[Span]) -> bool {
    if cx.post.sections.kind_at(end.span.start) == SectionKind::Impact {
        return false;
    }
    let at = end.span.start;
    let troubled = |entry: &Entry| {
        // They stand in the order of the document: of those behind where the entry begins, the first is in it, or none is.
        let next = places.partition_point(|place| place.start < entry.span.start);
        let goes_on = || {
            places
                .get(next)
                .is_some_and(|place| entry.span.contains(*place))
        };
        goes_on() || cx.phrases("troubles").is_match(&entry.text)
    };
    end.stated
        || !cx
            .post
            .entries()
            .any(|entry| entry.span.start > at && troubled(entry))
}

/// How many characters of a sentence are quoted.
const MOST_QUOTED: usize = 90;

/// Whether it asks, or tells an end as well, or when such a thing happens.
fn is_settled(cx: &Context, sentence: &str) -> bool {
    sentence.trim_end().ends_with('?') || cx.phrases("settled-words").is_match(sentence)
}

/// Whether a lasting fix is still looked for behind an end that is stated: that is a follow-up.
fn is_follow_up(cx: &Context, sentence: &str) -> bool {
    let milestones = &cx.post.milestones;
    let ends = [&milestones.resolved, &milestones.mitigated];
    ends.iter()
        .any(|end| end.as_ref().is_some_and(|end| end.stated))
        && cx.phrases("lasting-fixes").is_match(sentence)
}

/// Where the last paragraph begins that opens with an update which tells the end: "**Update**: we have found and fixed it".
fn last_update(cx: &Context) -> Option<usize> {
    let doc = cx.doc();
    let paragraphs = doc
        .blocks()
        .filter(|(_, block)| block.kind == BlockKind::Paragraph);
    let tells = |text: &str| {
        let first = prose::sentences(text)
            .next()
            .and_then(|range| text.get(range));
        first.is_some_and(|first| {
            cx.phrases("update-openers").opens(first) && cx.phrases("told-as-fixed").is_match(first)
        })
    };
    paragraphs
        .filter(|(id, _)| tells(doc.block_text(*id).as_str()))
        .map(|(_, block)| block.span.start)
        .last()
}

/// Whether it stands where a document tells how things stand: in the summary, in a part of no other kind (a status, a
/// resolution, a conclusion), or at the end of the timeline. On the way, "still failing" is what a timeline is for.
fn tells_the_state(cx: &Context, span: Span, place: &Timeline) -> bool {
    let of_action = cx
        .post
        .actions
        .iter()
        .any(|action| action.extent.covers(span.start));
    if of_action {
        return false;
    }
    if place.last.is_some_and(|last| last.contains(span)) {
        return true;
    }
    let sections = &cx.post.sections;
    let kind = sections.kind_at(span.start);
    let beside = matches!(kind, SectionKind::Summary | SectionKind::Other);
    beside && !cx.post.is_in_entry(span) && !place.is_around(span)
}

/// Where the entries of the timeline stand.
struct Timeline {
    last: Option<Span>,
    from: Option<usize>,
    to: Option<usize>,
}

impl Timeline {
    /// Whether entries stand on both sides of a text: then it is one of them, however it is written.
    fn is_around(&self, text: Span) -> bool {
        let before = self.from.is_some_and(|from| from < text.start);
        before && self.to.is_some_and(|to| text.start < to)
    }
}
