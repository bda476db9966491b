//! What a word such as "some" leaves open and another place of the document tells.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use super::stems;
use super::vague_quantity::has_number;
use crate::markdown::{BlockKind, Span};
use crate::postmortem::SectionKind;
use crate::rules::{Context, prose};
use crate::words;

/// So many words make two sentences about the same.
const SHARED: usize = 2;

/// What the document tells elsewhere, asked once: it may be long, and full of such words.
pub(super) struct Known {
    /// Whether the timeline or the milestones tell how long it lasted.
    pub(super) timed: bool,
    /// By thing, in lower case: whether a number of them stands anywhere: "some nodes stopped", and elsewhere 5 of 46.
    counted: RefCell<HashMap<String, bool>>,
    /// Whether the impact has a label or a heading on what it cost, with numbers below it.
    billed: OnceCell<bool>,
    /// The sentences of the impact that have a number, by their words.
    measured: OnceCell<Vec<BTreeSet<String>>>,
    /// By where a section begins: whether it tells how long something was out.
    outages: RefCell<HashMap<usize, bool>>,
    /// The stems of what entries have a rate in percent of.
    rates: OnceCell<BTreeSet<String>>,
}

impl Known {
    pub(super) fn of(cx: &Context) -> Self {
        let mut timed = cx.post.entries().filter(|entry| entry.at.time.is_some());
        let two = timed.next().is_some() && timed.next().is_some();
        Self {
            timed: cx.post.milestones.duration_minutes.is_some() || two,
            counted: RefCell::default(),
            billed: OnceCell::new(),
            measured: OnceCell::new(),
            outages: RefCell::default(),
            rates: OnceCell::new(),
        }
    }

    pub(super) fn billed(&self, cx: &Context) -> bool {
        *self.billed.get_or_init(|| is_billed(cx))
    }

    pub(super) fn counts(&self, cx: &Context, thing: &str) -> bool {
        let mut counted = self.counted.borrow_mut();
        *counted
            .entry(thing.to_lowercase())
            .or_insert_with_key(|lower| is_counted(cx, lower) || is_numbered(cx, lower))
    }

    /// Whether the section around a place tells how long the outages lasted of which it says that there were several: "unusable
    /// for about two hours".
    pub(super) fn times_outages(&self, cx: &Context, at: usize) -> bool {
        let sections = &cx.post.sections;
        let Some(section) = sections.around(at) else {
            return false;
        };
        let mut outages = self.outages.borrow_mut();
        *outages
            .entry(section.heading_span.start)
            .or_insert_with(|| {
                let texts = sections.own_texts(cx.doc(), section);
                let mut texts = texts.iter();
                texts.any(|text| cx.phrases("down-lengths").is_match(text.as_str()))
            })
    }

    /// Whether entries have a rate in percent of what a sentence tells: "most members could not upload", and "upload success rate is
    /// at 10 %".
    pub(super) fn rates(&self, cx: &Context, sentence: &str) -> bool {
        let rates = self.rates.get_or_init(|| rates_of_deeds(cx));
        !rates.is_empty() && !telling(cx, sentence).is_disjoint(rates)
    }

    /// Whether a sentence of the impact that has a number is about the same as one of the summary: two words of it or more. What
    /// is said of outages or errors in passing there is measured here.
    pub(super) fn measures(&self, cx: &Context, sentence: &str) -> bool {
        let measured = self.measured.get_or_init(|| of_impact(cx));
        if measured.is_empty() {
            return false;
        }
        let words = telling(cx, sentence);
        measured
            .iter()
            .any(|other| words.intersection(other).count() >= SHARED)
    }
}

/// Whether a label or a heading of the impact speaks of money, and what stands below it has a number: "increased bills" is
/// told there.
fn is_billed(cx: &Context) -> bool {
    let doc = cx.doc();
    let mut below = false;
    for (id, block) in doc.blocks() {
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        if !is_heading && !matches!(block.kind, BlockKind::Paragraph | BlockKind::Cell) {
            continue;
        }
        let text = doc.block_text(id);
        let text = text.as_str().trim();
        if is_heading || text.ends_with(':') {
            let in_impact = cx.post.sections.kind_at(block.span.start) == SectionKind::Impact;
            below = in_impact && cx.phrases("billing-words").is_match(text);
        } else if below && has_number(text) {
            return true;
        }
    }
    false
}

/// How many bytes before a thing are looked at for its number.
const BEFORE: usize = 80;

/// How many words may stand between a number and what it counts: "10 of 42 reported validators".
const COUNTED: usize = 3;

/// Whether the impact counts them, or a number of them stands anywhere but among the actions. In lower case.
fn is_counted(cx: &Context, thing: &str) -> bool {
    let mut numbers = cx.post.impact.numbers.iter();
    if numbers.any(|number| number.unit.eq_ignore_ascii_case(thing)) {
        return true;
    }
    let doc = cx.doc();
    let text = doc.running_text();
    let joins = words::set("partings-of-counts");
    let mut places = text.match_indices(thing).map(|(at, _)| at);
    places.any(|at| {
        let from = (at.saturating_sub(BEFORE)..=at).find(|&from| text.is_char_boundary(from));
        let before = from.and_then(|from| text.get(from..at)).unwrap_or_default();
        let line = before.rsplit(['\n', '.', ';']).next().unwrap_or_default();
        let near = line.split_whitespace().rev().take(COUNTED + 1);
        // "On March 23, several students", "an upgrade to 18 and the nodes": what is parted from them does not count them.
        let parts = |word: &str| {
            let lower = word.to_lowercase();
            word.ends_with([',', ':', ')']) || joins.contains(lower.as_str())
        };
        let mut near = near.take_while(|word| !parts(word));
        let counts = before.ends_with(char::is_whitespace) && near.any(is_count);
        let place = doc.source_span(Span::new(at, at + thing.len()));
        counts && cx.post.sections.kind_at(place.start) != SectionKind::Actions
    })
}

/// "42", "1,200", "~30", "seven"; one is no number of many.
fn is_count(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| "(~≈<>+*_".contains(c));
    let digits = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || c == ',');
    let year = bare.len() == 4 && (bare.starts_with("19") || bare.starts_with("20"));
    digits && bare != "1" && !year || NUMBERS.contains(bare.to_lowercase().as_str())
}

/// The numbers in words from two on.
static NUMBERS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let numbers = words::entries("counting-words").filter_map(|entry| entry.split_once('='));
    let several = |value: &str| value.trim().parse().is_ok_and(|value: f64| value > 1.0);
    let several = numbers.filter(|(_, value)| several(value));
    several.map(|(name, _)| name.trim()).collect()
});

/// So many ordinals in a row count what stands behind them.
const FEWEST_ORDINALS: usize = 3;

/// So many words behind an ordinal are looked at for what it counts: "third occurrence of a node".
const BEHIND_ORDINAL: usize = 6;

/// Whether ordinals run on with a thing, as in a timeline: "First restart of a node" to "Fifth restart of a node". In lower
/// case, in the plural.
fn is_numbered(cx: &Context, thing: &str) -> bool {
    let one = thing.strip_suffix('s').unwrap_or(thing);
    let all: Vec<&str> = words::entries("ordinals").collect();
    let mut seen = vec![false; all.len()];
    let doc = cx.doc();
    let texts = doc.blocks().filter(|(_, block)| {
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        is_heading || matches!(block.kind, BlockKind::Paragraph | BlockKind::Cell)
    });
    for (id, _) in texts {
        let mut last: Option<(usize, usize)> = None;
        let words = doc.block_text(id).as_str().split_whitespace();
        for (at, word) in words.enumerate() {
            let lower = word.to_lowercase();
            let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
            if let Some(ordinal) = ordinal(&all, bare) {
                last = Some((ordinal, at));
            } else if bare == one || bare == thing {
                let near = last.take().filter(|(_, from)| at - from <= BEHIND_ORDINAL);
                if let Some(seen) = near.and_then(|(ordinal, _)| seen.get_mut(ordinal)) {
                    *seen = true;
                }
            }
        }
    }
    seen.windows(FEWEST_ORDINALS)
        .any(|row| row.iter().all(|&seen| seen))
}

/// The place of "third" or "3rd" in the row of ordinals.
fn ordinal(all: &[&str], word: &str) -> Option<usize> {
    all.iter()
        .position(|forms| forms.split('|').any(|form| form == word))
}

/// The stems of what entries, or sections of a timeline, have a rate in percent of.
fn rates_of_deeds(cx: &Context) -> BTreeSet<String> {
    const MOST: usize = 100;
    let found = prose::find(cx.doc(), cx.phrases("rates-of-deeds")).take(MOST);
    let told = found.filter(|found| {
        let span = found.text.span();
        let kind = cx.post.sections.kind_at(span.start);
        let behind = found.around.as_str().get(found.range().end..);
        let behind = behind.unwrap_or_default().trim_start();
        let is_share = behind.starts_with('%') || behind.starts_with("percent");
        is_share && (kind == SectionKind::Timeline || cx.post.is_in_entry(span))
    });
    let deeds = told.filter_map(|found| found.text.as_str().split_whitespace().next());
    deeds.flat_map(|deed| telling(cx, deed)).collect()
}

/// The words of each sentence of the impact that has a number: so many of them as anybody reads.
fn of_impact(cx: &Context) -> Vec<BTreeSet<String>> {
    const MOST: usize = 100;
    const LONGEST: usize = 600;
    let sections = &cx.post.sections;
    let texts = sections
        .of(SectionKind::Impact)
        .flat_map(|section| sections.own_texts(cx.doc(), section));
    let sentences = texts.flat_map(|text| {
        let text = text.as_str();
        prose::sentences(text).filter_map(|range| text.get(range))
    });
    let measured = sentences.filter(|sentence| sentence.len() <= LONGEST && has_number(sentence));
    measured
        .take(MOST)
        .map(|sentence| telling(cx, sentence))
        .collect()
}

/// The words by which two sentences know each other: no small ones, and none that stand in every post-mortem.
fn telling(cx: &Context, sentence: &str) -> BTreeSet<String> {
    let common = cx.phrases("incident-words");
    let words = stems::of(cx, sentence).into_iter();
    words
        .filter(|word| word.len() > 1 && !common.is_match(word))
        .collect()
}
