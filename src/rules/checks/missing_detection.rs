//! Who or what noticed is not stated.

use super::notices;
use crate::diagnostic::{Findings, Severity};
use crate::markdown::{BlockKind, Span};
use crate::postmortem::{DetectedBy, Entry, SectionKind};
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    if cx.post.detection.by != DetectedBy::Unknown {
        return;
    }
    if let Some((span, message)) = half_told(cx) {
        out.report(span, message)
            .help("write who or what was first, and what showed it")
            .at_most(Severity::Info)
            .subject("detection");
        return;
    }
    let message = match notices::is_notice(cx) {
        true => "this short text does not tell how it was noticed",
        false => "how it was noticed, and by whom, is not stated",
    };
    out.report(place(cx), message)
        .help("write who or what was first: an alert, a synthetic test, a customer, a colleague, a vendor")
        .subject("detection");
}

/// Where it is told: under the heading on detection, unless that asks how the cause was found; then in the summary or the
/// timeline.
fn place(cx: &Context) -> Span {
    let sections = &cx.post.sections;
    let kinds = [SectionKind::Summary, SectionKind::Timeline];
    match sections.first(SectionKind::Detection) {
        Some(section) if cx.phrases("diagnosis-headings").is_match(&section.heading) => kinds
            .iter()
            .find_map(|kind| sections.first(*kind))
            .map_or_else(|| cx.title_place(), |section| section.heading_span),
        _ => cx.place_of(SectionKind::Detection),
    }
}

/// What a text tells that leaves open only a part of it, or that is no post-mortem yet.
fn half_told(cx: &Context) -> Option<(Span, String)> {
    if is_log_only(cx) {
        let message = "this is a log only: who noticed first, and what showed it?";
        return Some((cx.title_place(), message.to_owned()));
    }
    if notices::is_running_notice(cx) {
        let message = "this notice to users does not tell how it was noticed";
        return Some((cx.title_place(), message.to_owned()));
    }
    raised(cx).or_else(|| failed_in_view(cx))
}

/// The first entry that tells where it was raised ("the concern is raised in the chat of the traders"), or an early one that
/// tells who of us was informed, and not by whom.
fn raised(cx: &Context) -> Option<(Span, String)> {
    let mut early = cx.post.entries().take(EARLY_ENTRIES).enumerate();
    early.find_map(|(at, entry)| {
        let text = told(entry)?;
        let raised = cx.phrases("raised-in-channels").find(text);
        let informed = || {
            let informed = cx.phrases("informed-of-it").find(text)?;
            let rest = text.get(informed.end()..).unwrap_or_default();
            (!rest.split_whitespace().any(|word| word == "by")).then_some(informed)
        };
        let words = raised.filter(|_| at < FIRST_ENTRIES).or_else(informed)?;
        let said = quote::around(text, words.range(), MOST_QUOTED);
        let message = format!("{said}: by whom is not stated");
        Some((entry.span, message))
    })
}

/// How many characters of an entry are quoted.
const MOST_QUOTED: usize = 80;

/// How many entries may tell it, behind a lead-up.
const EARLY_ENTRIES: usize = 8;

/// How many entries tell of the beginning.
const FIRST_ENTRIES: usize = 2;

/// A build or an upgrade that fails behind the document's own change, and that is acted upon next: whoever started it was
/// looking at it.
fn failed_in_view(cx: &Context) -> Option<(Span, String)> {
    let entries: Vec<&Entry> = cx.post.entries().take(FIRST_ENTRIES + 2).collect();
    let says = |entry: &Entry, list: &str| {
        [&entry.text, &entry.below]
            .iter()
            .any(|text| cx.phrases(list).is_match(text))
    };
    let failed = entries.windows(3).find_map(|near| {
        let [change, fails, next] = near else {
            return None;
        };
        let is_seen = says(change, "own-changes-made") && says(next, "own-responses");
        (is_seen && says(fails, "own-runs-that-fail")).then_some(*fails)
    })?;
    let said = [&failed.text, &failed.below].into_iter().find_map(|text| {
        let words = cx.phrases("own-runs-that-fail").find(text)?;
        Some(quote::around(text, words.range(), MOST_QUOTED))
    })?;
    Some((failed.span, format!("{said}: who or what saw it first?")))
}

/// What an entry says: beside its time, or below it where its time is a heading.
fn told(entry: &Entry) -> Option<&str> {
    let mut texts = [entry.text.as_str(), entry.below.as_str()].into_iter();
    texts.find(|text| !text.trim().is_empty())
}

/// Whether the document holds the log of a talk and hardly a word beside it.
fn is_log_only(cx: &Context) -> bool {
    let doc = cx.doc();
    let words = doc.running_text().split_whitespace();
    let codes = || {
        doc.blocks()
            .filter(|(_, b)| matches!(b.kind, BlockKind::Code))
    };
    words.take(MOST_BESIDE_LOG + 1).count() <= MOST_BESIDE_LOG
        && codes().any(|(_, block)| is_log(doc.source(block.span)))
}

/// A text beside a log that has more words than this tells something itself.
const MOST_BESIDE_LOG: usize = 40;

/// Whether most lines of a block are messages: a time, and who says it.
fn is_log(code: &str) -> bool {
    let lines = || code.lines().filter(|line| !line.trim().is_empty());
    let messages = lines().filter(|line| is_message(line)).count();
    messages >= FEWEST_MESSAGES && messages * 2 > lines().count()
}

/// So many messages make a log.
const FEWEST_MESSAGES: usize = 4;

/// "14:02 <kim> is it up?", "[14:02:11] kim: is it up?".
fn is_message(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let time = words.next().unwrap_or_default();
    let time = time.trim_matches(['[', ']', '(', ')']);
    let is_time = time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || c == ':');
    let who = words.next().unwrap_or_default();
    is_time && (who.starts_with('<') && who.ends_with('>') || who.ends_with(':'))
}
