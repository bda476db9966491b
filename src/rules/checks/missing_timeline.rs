//! No timeline, or one with hardly an entry.

use std::collections::HashSet;

use jiff::civil::Time;

use crate::diagnostic::Findings;
use crate::markdown::{BlockKind, Span, Text};
use crate::postmortem::{Entry, MilestoneKind, Section, SectionKind, normalise, time};
use crate::rules::{Context, quote};
use crate::words;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let entries = cx.timeline().map_or(&[][..], |timeline| &timeline.entries);
    let told: Vec<&Entry> = entries.iter().chain(&cx.post.key_events).collect();
    let different = times(&told);
    let times = different.max(entries.len()) + usize::from(is_begun_above(cx, entries));
    let enough = cx.settings().count("entries");
    if times >= enough
        || are_labelled(cx, different, enough)
        || tells_all(cx, &told)
        || times + in_summary(cx, &told) >= enough
        || in_prose(cx) >= TOLD_IN_PROSE.max(enough)
    {
        return;
    }
    let linked = if is_linked(cx, &told) {
        "; the timeline stands behind a link"
    } else {
        ""
    };
    let story = (times == 0 && linked.is_empty() && cx.post.timeline.is_none())
        .then(|| story(cx))
        .flatten();
    let message = match times {
        0 if !linked.is_empty() => "the timeline stands behind a link".to_owned(),
        0 if cx.post.timeline.is_some() => {
            "there is no timeline, only the log of a chat".to_owned()
        }
        0 if is_told_without_times(cx) => "the timeline tells no times".to_owned(),
        0 => match story {
            Some(story) => format!("{} tells no times", quote::text(story.heading.trim())),
            None => "there is no timeline".to_owned(),
        },
        1 => format!("only one timestamped entry{linked}"),
        n if entries.is_empty() && told.len() > n => {
            format!("only {n} different times in {} entries{linked}", told.len())
        }
        n => format!("only {n} timestamped entries{linked}"),
    };
    let place = story.map(|story| story.heading_span);
    let place = place.unwrap_or_else(|| cx.place_of(SectionKind::Timeline));
    out.report(place, message)
        .help("write with their times what began, who noticed, what helped and when it was over")
        .subject("timeline");
}

/// How many different clock times entries and key events tell together.
fn times(told: &[&Entry]) -> usize {
    let clocks = told
        .iter()
        .map(|entry| &entry.at)
        .filter(|at| at.time.is_some());
    let different: HashSet<_> = clocks.map(|at| (at.date, at.time)).collect();
    different.len()
}

/// Whether so many milestones have a label each ("Repaired: 16:07", "Resolved: 16:07"): two of them may share their minute.
fn are_labelled(cx: &Context, different: usize, enough: usize) -> bool {
    cx.post.key_events.len() >= enough && different + 1 >= enough
}

/// The section that tells the story, where it has a text and no clock time: that is where the times belong.
fn story<'c>(cx: &'c Context) -> Option<&'c Section> {
    let sections = &cx.post.sections;
    let title = sections.title.and_then(|at| sections.all.get(at));
    let is_title = |section: &Section| title.is_some_and(|title| title.carrier == section.carrier);
    sections.all.iter().find(|section| {
        let heading = normalise(&section.heading);
        cx.phrases("story-headings").is_whole(&heading)
            && !is_title(section)
            && is_long_without_times(cx, section)
    })
}

fn is_long_without_times(cx: &Context, section: &Section) -> bool {
    let texts = cx.post.sections.own_texts(cx.doc(), section);
    let words = texts
        .iter()
        .flat_map(|text| text.as_str().split_whitespace());
    words.take(FEWEST_WORDS).count() == FEWEST_WORDS
        && !texts
            .iter()
            .any(|text| plain_clocks(text.as_str()).next().is_some())
}

/// In fewer words no story is told.
const FEWEST_WORDS: usize = 12;

/// So many clock times in running text tell the story step by step.
const TOLD_IN_PROSE: usize = 5;

/// How many different clock times the paragraphs tell, but for those of the actions.
fn in_prose(cx: &Context) -> usize {
    let doc = cx.doc();
    let mut clocks = HashSet::new();
    for (id, block) in doc.blocks() {
        let told = cx.post.sections.kind_at(block.span.start) != SectionKind::Actions;
        if block.kind != BlockKind::Paragraph || !told {
            continue;
        }
        clocks.extend(plain_clocks(doc.block_text(id).as_str()));
    }
    clocks.len()
}

/// The clock times of a text that are times wherever they stand, both ends of a range.
fn plain_clocks(text: &str) -> impl Iterator<Item = Time> {
    let stamps = time::find_stamps(text).into_iter();
    let points = stamps.flat_map(|stamp| [Some(stamp.from), stamp.until]);
    let clocks = points.flatten().filter_map(|point| point.clock);
    clocks
        .filter(|clock| clock.is_plain())
        .filter_map(|clock| clock.time)
}

/// Whether the time at which it began is stated outside the timeline, as in the front matter, and no entry repeats it: that is one
/// entry more.
fn is_begun_above(cx: &Context, entries: &[Entry]) -> bool {
    let started = cx.post.milestones.started.as_ref();
    let started = started.filter(|started| started.stated && started.at.time.is_some());
    let is_apart = |at: &time::Moment| {
        let times = |moment: &time::Moment| (moment.date, moment.time);
        entries.iter().all(|entry| times(&entry.at) != times(at))
    };
    !entries.is_empty() && started.is_some_and(|started| is_apart(&started.at))
}

/// Whether a section that calls itself a timeline has text and no time in it.
fn is_told_without_times(cx: &Context) -> bool {
    let sections = &cx.post.sections;
    let mut timelines = sections.of(SectionKind::Timeline);
    timelines.any(|section| {
        let texts = sections.own_texts(cx.doc(), section);
        let words = texts
            .iter()
            .flat_map(|text| text.as_str().split_whitespace());
        section.heading.to_lowercase().contains("timeline")
            && words.take(FEWEST_WORDS).count() == FEWEST_WORDS
    })
}

/// The texts of the summary; without such a section the paragraphs before the first heading and the first entry.
fn summary<'d>(cx: &Context<'d>, told: &[&Entry]) -> Vec<Text<'d>> {
    let doc = cx.doc();
    let all = &cx.post.sections;
    if all.first(SectionKind::Summary).is_some() {
        let sections = all.of(SectionKind::Summary);
        return sections
            .flat_map(|section| all.own_texts(doc, section))
            .collect();
    }
    let headings = all.all.iter().enumerate();
    let mut headings = headings.filter(|(at, _)| all.title != Some(*at));
    let heading = headings.next().map(|(_, section)| section.span.start);
    let entry = told.iter().map(|entry| entry.span.start).min();
    let Some(end) = heading.into_iter().chain(entry).min() else {
        return Vec::new();
    };
    doc.blocks()
        .filter(|(_, block)| block.kind == BlockKind::Paragraph && block.span.start < end)
        .map(|(id, _)| doc.block_text(id))
        .collect()
}

/// How many more clock times the sentences of the summary tell: "At 15:23 UTC we …; by 15:56 UTC …".
fn in_summary(cx: &Context, told: &[&Entry]) -> usize {
    let mut clocks = HashSet::new();
    for text in summary(cx, told) {
        let span = text.span();
        if told.iter().any(|entry| span.contains(entry.time_span)) {
            continue;
        }
        clocks.extend(plain_clocks(text.as_str()));
    }
    clocks.len()
}

/// Whether what began, how it was noticed and when it was over are entries of their own: a short incident has no more.
fn tells_all(cx: &Context, told: &[&Entry]) -> bool {
    let milestones = &cx.post.milestones;
    let entry = |span: Span| told.iter().position(|entry| entry.time_span == span);
    let at = |kind| entry(milestones.get(kind)?.span);
    let end = at(MilestoneKind::Mitigated).or_else(|| at(MilestoneKind::Resolved));
    let three = [at(MilestoneKind::Started), at(MilestoneKind::Detected), end];
    let different: HashSet<usize> = three.into_iter().flatten().collect();
    different.len() == three.len()
}

/// Whether a link to the timeline stands in its place; one to a heading of the document itself leads nowhere else.
fn is_linked(cx: &Context, told: &[&Entry]) -> bool {
    let links = cx.post.evidence.links.iter();
    let mut links = links.filter(|link| !link.url.starts_with('#'));
    let names = words::phrases("timeline-links");
    // "Here is our detailed [timeline](…)"
    let shown = |span: Span| {
        let text = cx.doc().source(span).split_once("](");
        text.is_some_and(|(text, _)| names.is_match(text))
    };
    links.any(|link| shown(link.span) || stands_for_section(cx, told, link.span))
}

/// Whether a link stands in a section of the timeline that tells no time.
fn stands_for_section(cx: &Context, told: &[&Entry], link: Span) -> bool {
    let mut sections = cx.post.sections.of(SectionKind::Timeline);
    sections.any(|section| {
        let tells = told
            .iter()
            .any(|entry| section.span.contains(entry.time_span));
        section.span.contains(link) && !tells
    })
}
