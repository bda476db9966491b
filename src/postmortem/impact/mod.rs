//! What users felt, in numbers.

mod front;
mod joined;
mod judge;
mod lexicon;
mod lines;
mod loose;
mod numbers;
mod parts;
mod phrase;
mod reach;
mod tables;
#[cfg(test)]
mod tests;
mod totals;

use std::collections::HashSet;

use super::{Fact, Metadata, SectionKind, Sections, Timeline, normalise};
use crate::markdown::{BlockKind, Document, Span, Text};
use crate::worded::worded;
use crate::words;
use judge::Place;
pub(super) use lines::opens_with_key;

worded! {
    /// What a number counts.
    #[allow(missing_docs)]
    pub enum Metric {
        People = "people",
        Requests = "requests",
        Data = "data",
        Latency = "latency",
        Money = "money",
        Duration = "duration",
        Other = "other",
    }
}

/// A number with its unit.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// Number and unit as written.
    pub text: String,
    /// Where.
    pub span: Span,
    /// The number; none where it is written in words that name no number.
    pub value: Option<f64>,
    /// The unit as written.
    pub unit: String,
    /// What it counts.
    pub metric: Metric,
    /// Whether what it counts is the subject of an effect: "373 records were lost", not "we restored the 373 records".
    pub suffers: bool,
}

/// A fact of the front matter's `impact:`.
#[derive(Clone, Debug)]
pub struct ImpactFact {
    /// The key: `customers`, `requests_failed` …
    pub key: String,
    /// The value as written: a number, `none`, `unknown` …
    pub value: String,
    /// Where the value stands.
    pub span: Span,
}

worded! {
    /// Whom an incident reached, where no number tells it.
    pub enum Whom {
        /// All users.
        Everybody = "everybody",
        /// No user.
        Nobody = "nobody",
        /// All of what users work with: "all services", "the whole site".
        Everything = "everything",
        /// None of what could have been hit: "no data was lost".
        Nothing = "nothing",
    }
}

/// Whom it reached, where that is told without a number.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Everybody, nobody, everything that they use, or nothing of it.
    pub who: Whom,
    /// The words that tell it.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// The impact of a document.
#[derive(Clone, Debug, Default)]
pub struct Impact {
    /// Whether at least one number other than a duration tells a user-visible effect.
    pub quantified: bool,
    /// The facts of `impact:`.
    pub facts: Vec<ImpactFact>,
    /// The numbers of user-visible effect in the text.
    pub numbers: Vec<Quantity>,
    /// Whether title, summary or impact say that nobody was hit, or everybody.
    pub reach: Option<Reach>,
    /// Whether they say, where nothing else is counted, that all of a part was hit: "all users who had updated".
    pub part: Option<Reach>,
}

impl Impact {
    /// Whether somebody told the weakness in confidence, and the document says that it hurt nobody.
    pub(super) fn is_of_unused_weakness(
        &self,
        doc: &Document,
        sections: &Sections,
        title: Option<&Fact<String>>,
    ) -> bool {
        let nobody = |reach: &Reach| reach.who == Whom::Nobody;
        if !self.reach.as_ref().is_some_and(nobody) {
            return false;
        }
        let weakness = words::phrases("told-in-confidence");
        let mut texts = doc
            .blocks()
            .filter(|(_, block)| block.kind == BlockKind::Paragraph)
            .map(|(id, _)| doc.block_text(id))
            .filter(|text| {
                let kind = sections.kind_at(text.span().start);
                matches!(kind, SectionKind::Summary | SectionKind::Other)
            });
        title.is_some_and(|title| weakness.is_match(&title.value))
            || texts.any(|text| weakness.is_match(text.as_str()))
    }
}

pub(super) fn read(
    doc: &Document,
    sections: &Sections,
    metadata: &Metadata,
    timeline: Option<&Timeline>,
) -> Impact {
    let mut impact = front::read(doc, metadata);
    let places = Places { sections, timeline };
    for (id, block) in doc.blocks() {
        match block.kind {
            BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Cell => {
                text(doc, doc.block_text(id), places, &mut impact.numbers);
            }
            BlockKind::Table if places.may_hold_table(block.span.start) => {
                let is_impact = places.of(block.span.start) == Some(Place::Impact);
                impact.numbers.extend(tables::read(doc, id, is_impact));
            }
            _ => {}
        }
    }
    drop_repeats(places, &mut impact.numbers);
    // The text tells again what a headline says.
    impact.numbers.extend(front::described(doc, metadata));
    impact.numbers.extend(front::named(metadata));
    impact
        .numbers
        .sort_by_key(|n| (n.span, n.metric == Metric::Duration));
    impact.numbers.dedup_by_key(|n| n.span);
    impact.quantified |= impact.numbers.iter().any(|n| n.metric != Metric::Duration);
    let counted = |n: &Quantity| n.metric == Metric::People && n.value != Some(0.0);
    if !impact.numbers.iter().any(counted) {
        impact.reach = reach::read(doc, places);
    }
    if !impact.quantified && impact.reach.is_none() {
        impact.part = reach::of_part(doc, places);
    }
    impact
}

/// The numbers of a block's text.
fn text(doc: &Document, text: Text<'_>, places: Places<'_>, found: &mut Vec<Quantity>) {
    if !numbers::may_hold_number(text.as_str()) {
        return;
    }
    for sentence in numbers::sentences(text) {
        if !numbers::may_hold_number(sentence.as_str()) {
            continue;
        }
        let asked = sentence.as_str().trim_end().ends_with('?');
        // "How can that be 200k messages?" wonders, and tells nothing.
        let place = places.of(sentence.span().start);
        if let Some(place) = place.filter(|place| !(asked && *place == Place::Story)) {
            found.extend(judge::sentence(&numbers::words_of(doc, sentence), place));
        }
    }
}

/// The story repeats the numbers of summary and impact, mostly to tell what was done about them.
fn drop_repeats(places: Places<'_>, numbers: &mut Vec<Quantity>) {
    let is_story = |n: &Quantity| places.of(n.span.start) == Some(Place::Story);
    let told: HashSet<u64> = numbers
        .iter()
        .filter(|n| !is_story(n))
        .filter_map(|n| n.value.map(f64::to_bits))
        .collect();
    let repeats = |value: f64| value >= 10.0 && told.contains(&value.to_bits());
    numbers.retain(|n| n.suffers || !(n.value.is_some_and(repeats) && is_story(n)));
}

/// What the place of a text says about it.
#[derive(Clone, Copy)]
struct Places<'p> {
    sections: &'p Sections,
    timeline: Option<&'p Timeline>,
}

impl Places<'_> {
    /// What the place of a byte says about its numbers; none where they are never an effect.
    fn of(self, offset: usize) -> Option<Place> {
        let told = self.by_section(offset)?;
        let is_entry = self.timeline.is_some_and(|t| t.entry_at(offset).is_some());
        Some(if is_entry { Place::Story } else { told })
    }

    fn by_section(self, offset: usize) -> Option<Place> {
        let Some(section) = self.sections.around(offset) else {
            return Some(Place::Summary);
        };
        let is_title = self.sections.title.and_then(|i| self.sections.all.get(i));
        match section.ruled_by {
            SectionKind::Impact => Some(Place::Impact),
            SectionKind::Summary if is_background(&section.heading) => Some(Place::Story),
            SectionKind::Summary => Some(Place::Summary),
            SectionKind::Actions | SectionKind::Lessons | SectionKind::Evidence => None,
            SectionKind::Other if is_title.is_some_and(|t| t.carrier == section.carrier) => {
                Some(Place::Summary)
            }
            _ => Some(Place::Story),
        }
    }

    /// A table says itself what it counts, also among the evidence.
    fn may_hold_table(self, offset: usize) -> bool {
        let section = self.sections.around(offset);
        self.of(offset).is_some() || section.is_some_and(|s| s.ruled_by == SectionKind::Evidence)
    }
}

/// What was so before the incident.
fn is_background(heading: &str) -> bool {
    let name = normalise(heading);
    let mut words = name.split(' ');
    words.any(|word| words::set("section-background").contains(word))
}
