//! How the incident was noticed, and by whom.

mod acts;
mod answers;
mod calls;
mod entries;
mod lists;
mod talk;
mod tellers;
#[cfg(test)]
mod tests;

use std::ops::Range;

use lists::LISTS;

use super::labels::Label;
use super::{Metadata, SectionKind, Sections, Timeline};
use crate::markdown::{BlockKind, Document, FrontData, Span, Text};
use crate::worded::worded;
use crate::words;

worded! {
    /// Who or what noticed.
    #[derive(Default)]
    #[allow(missing_docs)]
    pub enum DetectedBy {
        Alert = "alert",
        Synthetic = "synthetic",
        Customer = "customer",
        Employee = "employee",
        Vendor = "vendor",
        #[default]
        Unknown = "unknown",
    }
}

/// How it was noticed.
#[derive(Clone, Debug, Default)]
pub struct Detection {
    /// Who or what.
    pub by: DetectedBy,
    /// The words that say so.
    pub span: Option<Span>,
    /// Whether the words leave no doubt: they name nobody else besides, and who noticed where that was somebody inside.
    pub is_plain: bool,
}

/// Front matter, else the section about it, else a key fact, else the timeline, else the summary.
pub(super) fn read(
    doc: &Document,
    sections: &Sections,
    metadata: &Metadata,
    labels: &[Label<'_>],
    timeline: Option<&Timeline>,
) -> Detection {
    front(metadata)
        .or_else(|| answers::in_front(metadata))
        .or_else(|| in_sections(doc, sections))
        .or_else(|| answers::in_labels(labels, sections))
        .or_else(|| entries::read(timeline?))
        .or_else(|| in_story(doc, sections, Strictness::Story))
        .or_else(|| in_story(doc, sections, Strictness::Lesson))
        .or_else(|| acts::first(doc, sections))
        .or_else(|| acts::untimed(doc, sections, timeline))
        .or_else(|| calls::read(doc, sections))
        .or_else(|| tellers::read(doc, sections))
        .or_else(|| in_story(doc, sections, Strictness::Symptom))
        .unwrap_or_default()
}

fn front(metadata: &Metadata) -> Option<Detection> {
    let value = metadata.get("detected_by")?;
    let FrontData::Scalar(word, _) = &value.data else {
        return None;
    };
    let by = DetectedBy::parse(word)?;
    Some(Detection {
        by,
        span: Some(value.span),
        is_plain: true,
    })
}

/// The first sentence of the sections about detection that tells; where it leaves open who noticed, one behind it that names
/// somebody or something else. A section that tells nothing leaves the question open.
fn in_sections(doc: &Document, sections: &Sections) -> Option<Detection> {
    sections.of(SectionKind::Detection).find_map(|section| {
        let texts = sections.own_texts(doc, section);
        let sentences: Vec<Text<'_>> = texts.into_iter().flat_map(sentences).collect();
        let mut told = sentences
            .iter()
            .filter_map(|s| told(*s, Strictness::Section));
        let first = told.next();
        let is_open = |one: &Detection| one.by == DetectedBy::Employee && !one.is_plain;
        let named = match first.as_ref().is_some_and(is_open) {
            true => told.find(|later| later.by != DetectedBy::Employee && later.is_plain),
            false => None,
        };
        named
            .or(first)
            .or_else(|| sentences.first().and_then(|s| answers::short(*s)))
            .or_else(|| sentences.iter().find_map(|s| acts::at_work(*s)))
    })
}

/// "DB identifies the issue", "Tom Berg reported": a name, and behind it that its owner noticed.
fn names_who_noticed(entry: &str) -> bool {
    let text = entry.trim_start_matches(['@', '*', '_', ' ']);
    let Some((first, rest)) = text.split_once(' ') else {
        return false;
    };
    let is_name =
        is_initials(first) || words::set("given-names").contains(first.to_lowercase().as_str());
    // A surname may follow.
    let is_surname = |word: &str| word.starts_with(char::is_uppercase);
    let rest = match rest.split_once(' ') {
        Some((word, behind)) if is_surname(word) => behind,
        _ => rest,
    };
    is_name && LISTS.by_name.opens(rest) && !LISTS.later.is_match(rest)
}

/// `DB`, `JPG`: two or three capitals.
pub(crate) fn is_initials(word: &str) -> bool {
    (2..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// The first sentence of the summary and of sections of no kind, or of the lessons.
fn in_story(doc: &Document, sections: &Sections, strictness: Strictness) -> Option<Detection> {
    let texts = doc
        .blocks()
        .filter(|(_, block)| block.kind == BlockKind::Paragraph)
        .map(|(id, _)| doc.block_text(id));
    let fits = |text: &Text<'_>| {
        let kind = sections.kind_at(text.span().start);
        match strictness {
            Strictness::Lesson => kind == SectionKind::Lessons,
            Strictness::Symptom => kind == SectionKind::Impact,
            _ => matches!(kind, SectionKind::Summary | SectionKind::Other),
        }
    };
    texts
        .filter(fits)
        .flat_map(sentences)
        .find_map(|sentence| told(sentence, strictness))
}

fn told(sentence: Text<'_>, strictness: Strictness) -> Option<Detection> {
    let told = classify(sentence.as_str(), strictness)?;
    let wished = LISTS.wishes.opens(sentence.as_str().trim_start());
    let felt = told.by == DetectedBy::Customer || !told.is_plain;
    if wished || strictness == Strictness::Symptom && felt {
        return None;
    }
    Some(Detection {
        by: told.by,
        span: Some(sentence.source(told.place)),
        is_plain: told.is_plain && strictness != Strictness::Lesson,
    })
}

/// How much the words around must say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strictness {
    /// In a section about detection anything counts.
    Section,
    /// In an entry of a timeline.
    Entry,
    /// In running text.
    Story,
    /// In what went wrong: there "we noticed" is about anything.
    Lesson,
    /// In what users felt: there only what we or our alerts noticed, in so many words; users notice whatever they feel.
    Symptom,
}

/// What a text tells.
struct Told {
    by: DetectedBy,
    place: Range<usize>,
    is_plain: bool,
}

/// Who noticed, by the first words that say so; of several at one place the first list wins.
fn classify(text: &str, strictness: Strictness) -> Option<Told> {
    let found = LISTS.all.iter().enumerate();
    let found = found.filter_map(|(rank, (by, list))| {
        let fits = |m: &crate::phrases::Match<'_>| {
            let rang = *by != DetectedBy::Alert || !is_quiet(text, &m.range());
            rang && !is_denied(text, m.start()) && !LISTS.denied_within.is_match(m.as_str())
        };
        let place = list.find_iter(text).find(fits)?;
        Some((place.start(), rank, *by, place.range()))
    });
    let found: Vec<_> = found
        .filter(|(_, _, by, place)| may_tell(text, *by, place, strictness))
        .collect();
    let (first, ..) = found
        .iter()
        .min_by_key(|(start, rank, ..)| (*start, *rank))?;
    // "It was discovered by users": the passive begins before the words that say who.
    let near = found
        .iter()
        .filter(|(start, ..)| start.saturating_sub(*first) < NEAR);
    let said = near.min_by_key(|(_, rank, ..)| *rank)?;
    let (_, _, by, place) = behind_passive(text, said, &found, strictness).unwrap_or(said);
    let alone = found.iter().all(|(_, _, other, _)| agree(*by, *other));
    Some(Told {
        by: *by,
        place: place.clone(),
        is_plain: alone && (*by != DetectedBy::Employee || names_insider(text, place)),
    })
}

/// Words that tell: where they start, the rank of their list, who it is, and all of them.
type Telling = (usize, usize, DetectedBy, Range<usize>);

/// "It was first identified when our monitoring alerted us": what a passive leaves open, the clause behind it tells, or in an
/// entry the alarm of that minute ("faults detected on the uplink, monitoring pages the NOC").
fn behind_passive<'f>(
    text: &str,
    said: &Telling,
    found: &'f [Telling],
    strictness: Strictness,
) -> Option<&'f Telling> {
    let (_, _, by, place) = said;
    let behind = text.get(place.end..)?.trim_start();
    let open = *by == DetectedBy::Employee && is_agentless(text, place);
    let joined = LISTS.through.opens(behind);
    let near = place.end..place.end + NEAR_CLAUSE;
    let rang = |by: DetectedBy| agree(by, DetectedBy::Alert) && strictness == Strictness::Entry;
    let mut others = found
        .iter()
        .filter(|(start, _, other, _)| open && other != by && near.contains(start));
    others.find(|(_, _, other, _)| joined || rang(*other))
}

/// How many bytes behind a passive the clause may tell who noticed.
const NEAR_CLAUSE: usize = 60;

/// Whether two sorts of words may speak of the same: a synthetic check alerts, too.
fn agree(one: DetectedBy, other: DetectedBy) -> bool {
    use DetectedBy::{Alert, Synthetic};
    one == other || matches!((one, other), (Alert, Synthetic) | (Synthetic, Alert))
}

/// "We noticed" says who did, "was noticed" and "someone noticed" do not.
fn names_insider(text: &str, place: &Range<usize>) -> bool {
    let words = text.get(place.clone()).unwrap_or_default();
    LISTS.insiders.opens(words)
}

/// Whether an entry of a timeline tells that an alert, a user or a provider noticed. What the team finds may be anything.
pub(crate) fn reaches_us(entry: &str) -> bool {
    let found = classify(entry, Strictness::Entry);
    found.is_some_and(|told| told.by != DetectedBy::Employee)
}

/// Whether a sentence of the story tells that somebody or something noticed the incident.
pub(super) fn is_told(sentence: &str) -> bool {
    classify(sentence, Strictness::Story).is_some()
}

/// Whether words tell of something that is found in the course of an incident, such as its cause.
pub(super) fn is_found_later(text: &str, place: &Range<usize>) -> bool {
    LISTS.later.is_match(around(text, place))
}

/// How many bytes behind the first words that tell more telling ones may begin.
const NEAR: usize = 24;

/// Whether words of this sort may tell it there: people also notice causes and fixes.
fn may_tell(text: &str, by: DetectedBy, place: &Range<usize>, strictness: Strictness) -> bool {
    let employee = by == DetectedBy::Employee;
    let later = || is_found_later(text, place);
    match strictness {
        // "The issue has been identified and a fix is on its way"
        Strictness::Section => !employee || !later() || !is_agentless(text, place),
        Strictness::Entry => !employee || !later(),
        Strictness::Story | Strictness::Symptom => {
            !employee || !later() && tells_in_prose(text, place)
        }
        Strictness::Lesson => {
            let behind = || text.get(place.end..).unwrap_or_default();
            !employee || names_insider(text, place) && LISTS.ahead.is_match(behind())
        }
    }
}

/// Whether a sentence in which somebody inside notices something is about the beginning of the incident.
fn tells_in_prose(text: &str, place: &Range<usize>) -> bool {
    LISTS.object.is_match(text)
        && !LISTS.under_way.is_match(around(text, place))
        && !is_agentless(text, place)
}

/// "A vulnerability was discovered": a passive that leaves open who did, or at what work.
fn is_agentless(text: &str, place: &Range<usize>) -> bool {
    let words = text.get(place.clone()).unwrap_or_default();
    let behind = text.get(place.end..).unwrap_or_default();
    LISTS.passive.opens(words)
        && !behind.trim_start().starts_with("by ")
        && !LISTS.occasions.is_match(text)
}

/// The words that tell with six words on both sides.
fn around<'t>(text: &'t str, place: &Range<usize>) -> &'t str {
    let before = text.get(..place.start).unwrap_or_default();
    let behind = text.get(place.end..).unwrap_or_default();
    let start = before.rmatch_indices(' ').nth(6).map_or(0, |(at, _)| at);
    let end = behind
        .match_indices(' ')
        .nth(6)
        .map_or(behind.len(), |(at, _)| at);
    text.get(start..place.end + end).unwrap_or_default()
}

/// Whether one of the three words before says that it did not happen.
fn is_denied(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let start = before
        .rmatch_indices(' ')
        .nth(3)
        .map_or(0, |(start, _)| start + 1);
    before
        .get(start..)
        .is_some_and(|words| LISTS.denied.is_match(words))
}

/// "Our alert on the error rate stayed quiet": whether the clause from the alert on says that it did not ring.
fn is_quiet(text: &str, place: &Range<usize>) -> bool {
    const CLAUSE: usize = 16;
    let clause = text.get(place.start..).unwrap_or_default();
    let behind = clause.get(place.len()..).unwrap_or_default();
    let end = behind.find([',', ';']).map(|at| place.len() + at);
    let words = clause.match_indices(' ').nth(CLAUSE).map(|(at, _)| at);
    let end = end.into_iter().chain(words).min().unwrap_or(clause.len());
    let clause = clause.get(..end).unwrap_or_default();
    LISTS.quiet.is_match(clause)
}

/// Up to a full stop, question or exclamation mark with a blank behind it.
fn sentences(text: Text<'_>) -> Vec<Text<'_>> {
    let source = text.as_str();
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in source.match_indices(['.', '!', '?']) {
        let behind = source.get(at + 1..).and_then(|rest| rest.chars().next());
        if behind.is_none_or(char::is_whitespace) {
            found.push(text.slice(start..at + 1));
            start = at + 1;
        }
    }
    found.push(text.slice(start..source.len()));
    found
}
