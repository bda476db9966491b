//! The causes of a document that has no section about them.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::phrases::Phrases;

use super::site::Rank;
use super::units::{self, Unit};
use super::{CauseForm, Causes, ends, factors};
use crate::markdown::{BlockKind, Document, Text};
use crate::postmortem::names::Names;
use crate::postmortem::{SectionKind, Sections, Timeline, normalise};
use crate::words;

static EXPLICIT: LazyLock<&'static Phrases> = LazyLock::new(|| words::phrases("cause-explicit"));
static WEAK: LazyLock<&'static Phrases> = LazyLock::new(|| words::phrases("cause-weak"));
static TIMES: LazyLock<&'static Phrases> = LazyLock::new(|| words::phrases("since-times"));
static FOUND: LazyLock<&'static Phrases> = LazyLock::new(|| words::phrases("cause-found"));
static WRONG: LazyLock<Names<()>> = LazyLock::new(|| Names::load(&[((), "lesson-poorly")]));

static CONCLUSION: LazyLock<Names<()>> =
    LazyLock::new(|| Names::load(&[((), "cause-conclusion-names")]));
static FOUND_NAMES: LazyLock<Names<()>> =
    LazyLock::new(|| Names::load(&[((), "cause-found-names")]));
static PAST: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let forms = words::entries("irregular-verbs").filter_map(|line| line.split(' ').next());
    forms.chain(["was", "were", "had", "did"]).collect()
});
static RESPONSE: LazyLock<&'static Phrases> = LazyLock::new(|| words::phrases("response-troubles"));

static REASON: LazyLock<&'static Phrases> = LazyLock::new(|| words::phrases("cause-reason"));
static RESOLUTION: LazyLock<Names<()>> =
    LazyLock::new(|| Names::load(&[((), "cause-resolution-names")]));
static EXPLICIT_IN_TITLE: LazyLock<&'static Phrases> =
    LazyLock::new(|| words::phrases("cause-in-title"));

static SOUGHT: LazyLock<&'static Phrases> = LazyLock::new(|| words::phrases("cause-sought"));

/// What was concluded; else a paragraph that says "the cause was"; else the list of what went wrong; else a paragraph that
/// joins an effect with its cause; else an entry of the timeline that says what the cause was; else one that tells of a fault
/// or a gap; else one above all headings that explains.
pub(super) fn read(doc: &Document, sections: &Sections, timeline: Option<&Timeline>) -> Causes {
    let (entries, texts): (Vec<Text<'_>>, Vec<Text<'_>>) =
        texts(doc, sections).partition(|text| is_entry(timeline, *text));
    let tells = |text: &Text<'_>| {
        let long = text.as_str().split_whitespace().count() >= FEWEST_WORDS;
        long && in_section(sections, *text) && ends::is_telling(text.as_str())
    };
    concluded(doc, sections)
        .or_else(|| {
            let said = says(&texts, &EXPLICIT).or_else(|| in_summary(&texts, sections));
            said.map(|at| prose(&texts, at))
        })
        .or_else(|| what_went_wrong(doc, sections))
        .or_else(|| weakly(&texts).map(|at| prose(&texts, at)))
        .or_else(|| says(&texts, &FOUND).map(|at| prose(&texts, at)))
        .or_else(|| says(&entries, &EXPLICIT).map(|at| prose(&entries, at)))
        .or_else(|| texts.iter().position(tells).map(|at| prose(&texts, at)))
        .or_else(|| in_resolution(doc, &texts, sections).map(|at| prose(&texts, at)))
        .or_else(|| above_sections(doc, &texts, sections).map(|at| prose(&texts, at)))
        .or_else(|| in_title(sections, doc))
        .unwrap_or_default()
}

/// The first text that says it in one of these phrases, and not only that it is sought.
fn says(texts: &[Text<'_>], phrases: &Phrases) -> Option<usize> {
    texts
        .iter()
        .position(|text| phrases.is_match(text.as_str()) && !SOUGHT.is_match(text.as_str()))
}

/// The first text that joins an effect with its cause, a long one before any other: "I write this since many asked" joins
/// something else.
fn weakly(texts: &[Text<'_>]) -> Option<usize> {
    let joins = |text: &Text<'_>| links(text.as_str()) && !SOUGHT.is_match(text.as_str());
    let long = |text: &Text<'_>| text.as_str().split_whitespace().count() >= FEWEST_WORDS;
    let told = texts.iter().position(|text| long(text) && joins(text));
    told.or_else(|| texts.iter().position(joins))
}

/// Whether a text is an entry of the timeline: what was done at that minute, not why.
fn is_entry(timeline: Option<&Timeline>, text: Text<'_>) -> bool {
    let entries = timeline.map_or(&[][..], |timeline| &timeline.entries);
    let first = entries.partition_point(|entry| entry.span.end <= text.span().start);
    entries
        .get(first)
        .is_some_and(|entry| entry.span.start < text.span().end)
}

/// A paragraph of the summary that gives a reason.
fn in_summary(texts: &[Text<'_>], sections: &Sections) -> Option<usize> {
    texts.iter().position(|text| {
        let kind = sections.kind_at(text.span().start);
        kind == SectionKind::Summary && REASON.is_match(text.as_str())
    })
}

/// The first long paragraph about the resolution: whoever tells there what was done, tells why, too.
fn in_resolution(doc: &Document, texts: &[Text<'_>], sections: &Sections) -> Option<usize> {
    texts.iter().position(|text| {
        let long = text.as_str().split_whitespace().count() >= FEWEST_WORDS_OF_A_STORY;
        let heading = sections
            .around(text.span().start)
            .map(|s| s.heading.as_str());
        let mut names = heading.into_iter().chain(label(doc, *text));
        long && names.any(|name| RESOLUTION.find(&normalise(name)).is_some())
    })
}

/// Whether a text joins an effect with its cause: "since 17:05" only tells when.
fn links(text: &str) -> bool {
    let times = ends::Ranges::of(&TIMES, text);
    WEAK.find_iter(text).any(|link| !times.hold(&link.range()))
}

/// The paragraph under no heading but the title that names a condition, an act or something outside: whoever writes without
/// headings tells the cause there.
fn above_sections(doc: &Document, texts: &[Text<'_>], sections: &Sections) -> Option<usize> {
    texts.iter().position(|text| {
        let block = doc.block_from(text.span().start);
        let outermost = block.is_some_and(|id| doc.block(id).parent.is_none());
        let long = text.as_str().split_whitespace().count() >= FEWEST_WORDS;
        let told = long && outermost && is_told(text.as_str());
        told && !in_section(sections, *text) && ends::is_explaining(text.as_str())
    })
}

/// Whether a text tells what was: what is so and will be is a notice of an incident that goes on.
fn is_told(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphabetic());
    words.any(|word| PAST.contains(word) || word.len() > 4 && word.ends_with("ed"))
}

/// The first line of the list item around the list that a text stands in: "**Resolution**:".
fn label<'d>(doc: &'d Document, text: Text<'_>) -> Option<&'d str> {
    let block = doc.block_from(text.span().start)?;
    let outer = doc
        .ancestors(block)
        .filter(|&up| matches!(doc.kind(up), BlockKind::Item(_)));
    let first = doc.children(outer.last()?).next()?;
    (first != block).then(|| doc.block_text(first).as_str())
}

/// A title that joins an effect with its cause.
fn in_title(sections: &Sections, doc: &Document) -> Option<Causes> {
    let title = sections.title.and_then(|at| sections.all.get(at))?;
    let text = doc.block_text(title.carrier);
    EXPLICIT_IN_TITLE
        .is_match(text.as_str())
        .then(|| prose(&[text], 0))
}

/// Fewer words under the heading of the resolution tell only what was done.
const FEWEST_WORDS_OF_A_STORY: usize = 25;

/// A shorter paragraph explains nothing by the mere words for a fault.
const FEWEST_WORDS: usize = 12;

/// Whether a text stands under a heading other than the title.
fn in_section(sections: &Sections, text: Text<'_>) -> bool {
    let title = sections.title.and_then(|i| sections.all.get(i));
    let section = sections.around(text.span().start);
    section.is_some_and(|s| title.is_none_or(|title| title.carrier != s.carrier))
}

/// A paragraph, or its lines where each is a label with its text: what one says is no part of another.
fn lines_of_labels(text: Text<'_>) -> Vec<Text<'_>> {
    let lines: Vec<Text<'_>> = text.lines().filter(|line| !line.is_blank()).collect();
    let labelled = lines.len() > 2 && lines.iter().all(|line| is_labelled(line.as_str()));
    match labelled {
        true => lines,
        false => vec![text],
    }
}

/// "Opened by: the service desk"
fn is_labelled(line: &str) -> bool {
    let name = line.split_once(':').map(|(name, _)| name.trim());
    name.is_some_and(|name| {
        name.split_whitespace().count() <= MOST_WORDS_OF_A_LABEL
            && name.starts_with(char::is_uppercase)
    })
}

/// A label with more words is the beginning of a sentence.
const MOST_WORDS_OF_A_LABEL: usize = 4;

/// The paragraphs that tell the story: of the summary and of sections of no kind, and those before the first section.
fn texts<'d>(doc: &'d Document, sections: &'d Sections) -> impl Iterator<Item = Text<'d>> {
    doc.blocks()
        .filter(|(_, block)| block.kind == BlockKind::Paragraph)
        .flat_map(|(id, _)| lines_of_labels(doc.block_text(id)))
        .filter(move |text| {
            let kind = sections.kind_at(text.span().start);
            matches!(kind, SectionKind::Summary | SectionKind::Other)
        })
}

fn prose(texts: &[Text<'_>], at: usize) -> Causes {
    let Some(text) = texts.get(at) else {
        return Causes::default();
    };
    let said = text
        .as_str()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let ends_at = ends::of_prose(std::slice::from_ref(&said));
    Causes {
        form: CauseForm::Prose,
        span: Some(text.span()),
        depth: None,
        items: vec![super::CauseItem {
            id: None,
            text: said,
            span: text.span(),
            parent: None,
            no_action: None,
            leaf: true,
            ends_at: Some(ends_at),
        }],
        ends_at: Some(ends_at),
    }
}

/// "Conclusion", where it tells of a fault, a gap or an act, or lists causes.
fn concluded(doc: &Document, sections: &Sections) -> Option<Causes> {
    let mut named = sections.all.iter().rev();
    let section = named.find(|s| {
        let name = normalise(&s.heading);
        let concludes = CONCLUSION.find(&name).is_some() || FOUND_NAMES.find(&name).is_some();
        s.is(SectionKind::Other) && concludes
    })?;
    let units: Vec<Unit<'_>> = units::of(doc, sections, section);
    let tells = |unit: &Unit<'_>| ends::is_telling(unit.text.as_str());
    let is_found = FOUND_NAMES.find(&normalise(&section.heading)).is_some();
    let long = |unit: &Unit<'_>| unit.text.as_str().split_whitespace().count() >= FEWEST_WORDS;
    let prose = || {
        let told = units.iter().any(tells) || is_found && units.iter().any(long);
        told.then(|| super::prose(&units))
    };
    factors::read(&units, Rank::Weak)
        .or_else(|| found(&units))
        .or_else(prose)
}

/// The list of what was found, where most of it are conditions, acts or things outside.
fn found(units: &[Unit<'_>]) -> Option<Causes> {
    let listed = units.iter().filter(|unit| unit.is_item);
    let explaining = listed
        .clone()
        .filter(|unit| ends::is_explaining(unit.text.as_str()));
    let most = explaining.count() * 2 > listed.count();
    most.then(|| factors::of_list(units)).flatten()
}

/// "What went wrong", outside of the lessons that some write beside a causal analysis, and not with the response to it.
fn what_went_wrong(doc: &Document, sections: &Sections) -> Option<Causes> {
    let wrong = sections
        .all
        .iter()
        .filter(|s| s.is(SectionKind::Lessons))
        .find(|s| WRONG.find(&normalise(&s.heading)).is_some())?;
    let mut units: Vec<Unit<'_>> = units::of(doc, sections, wrong);
    units.retain(|unit| !RESPONSE.is_match(unit.text.as_str()));
    factors::of_list(&units).or_else(|| (!units.is_empty()).then(|| super::prose(&units)))
}

#[cfg(test)]
mod tests {
    use crate::markdown::Document;
    use crate::postmortem::causes::{CauseForm, Causes, read};
    use crate::postmortem::sections;

    fn causes(source: &str) -> Causes {
        let doc = Document::parse(source.to_owned());
        let sections = sections::read(&doc, &[]);
        read(&doc, &sections, None)
    }

    #[test]
    fn without_headings_a_paragraph_that_explains_is_the_cause() {
        let found = causes(
            "# Pale pages\n\nLead: ida\n\nReaders got pale pages from six to nine on that day, all over the town.\n\nThe press ran out of ink at six, and nothing warns before the tank is empty at all.\n\n## To do\n\n- gauge\n",
        );
        assert_eq!(found.form, CauseForm::Prose);
        assert!(found.items[0].text.starts_with("The press"));
        for notice in [
            "# Pale pages\n\nSingle pages are pale at the moment, and we will write here again as soon as there is more.\n",
            "# Pale pages\n\nReaders got pale pages from six to nine on that day, all over the town.\n",
            "# Pale pages\n\n- The press was refilled by hand, and a missing gauge was bought on the same day.\n",
        ] {
            assert_eq!(causes(notice).form, CauseForm::None, "{notice}");
        }
    }

    #[test]
    fn what_was_found_is_the_cause() {
        let listed = causes(
            "# T\n\n## Findings\n\n1. There is no gauge.\n2. The tank is never checked.\n3. Ink comes on Mondays.\n",
        );
        assert_eq!((listed.form, listed.depth), (CauseForm::Factors, Some(3)));
        let told = causes(
            "# T\n\n## What we found\n\nThe gauge counts the ink in the hose as ink that is in the tank.\n",
        );
        assert_eq!(told.form, CauseForm::Prose);
    }

    #[test]
    fn the_line_of_a_label_is_told_alone() {
        let found = causes(
            "# T\n\nOpened by: desk\nOpened: 07:12\nClose notes: restart; root cause: no limit for the crawler\nRecord: 12\n",
        );
        assert!(found.items[0].text.starts_with("Close notes"));
        assert!(found.items[0].text.ends_with("crawler"));
    }

    #[test]
    fn a_time_behind_since_is_no_reason() {
        let found = causes(
            "# T\n\nThe press has been at work since 17:05, and we have since added a gauge to its tank of ink.\n",
        );
        assert_eq!(found.form, CauseForm::None);
    }

    #[test]
    fn a_reason_for_writing_is_none_for_the_outage() {
        let found = causes(
            "# T\n\nI write this since many asked.\n\nThe press stopped at six because a valve was closed in the spring by the builders.\n",
        );
        assert!(found.items[0].text.starts_with("The press"));
    }
}
