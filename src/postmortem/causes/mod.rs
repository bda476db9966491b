//! The causal analysis: its form, how deep it goes, where it ends.

mod acts;
mod chain;
mod ends;
mod factors;
mod fallback;
mod site;
#[cfg(test)]
mod tests;
mod units;

use super::{Fact, Sections, Timeline};
use crate::markdown::{Document, Span};
use crate::worded::worded;
use crate::words;
use units::Unit;

worded! {
    /// The form of the analysis.
    #[derive(Default)]
    pub enum CauseForm {
        /// Explicit why/because steps.
        WhyChain = "why_chain",
        /// A list of causes.
        Factors = "factors",
        /// Running text.
        Prose = "prose",
        /// There is none.
        #[default]
        None = "none",
    }
}

worded! {
    /// Where an explanation stops.
    pub enum EndsAt {
        /// A condition of the system, process or tooling that the organisation can change.
        System = "system",
        /// Somebody's act or lack of care.
        Person = "person",
        /// A vendor, provider, the weather … with no own part.
        External = "external",
        /// Disk full, out of memory, a bug, a misconfiguration, with no reason why.
        Symptom = "symptom",
        /// None of these for certain.
        Unclear = "unclear",
    }
}

/// A why or a factor.
#[derive(Clone, Debug)]
pub struct CauseItem {
    /// `C1`, where it is named.
    pub id: Option<String>,
    /// Its text, markup removed.
    pub text: String,
    /// Where.
    pub span: Span,
    /// The item one step above it in a chain, an index into [`Causes::items`]; none for roots, factors and paragraphs.
    pub parent: Option<usize>,
    /// Why nothing is done about it (`no-action: reason`).
    pub no_action: Option<Fact<String>>,
    /// Whether a chain ends here.
    pub leaf: bool,
    /// Where this leaf stops; none for steps on the way.
    pub ends_at: Option<EndsAt>,
}

/// The causal analysis.
#[derive(Clone, Debug, Default)]
pub struct Causes {
    /// Its form.
    pub form: CauseForm,
    /// Its first words.
    pub span: Option<Span>,
    /// Number of whys of the longest chain, or of factors; none for prose.
    pub depth: Option<usize>,
    /// Whys, factors, or the paragraphs of prose.
    pub items: Vec<CauseItem>,
    /// Where the explanation as a whole stops.
    pub ends_at: Option<EndsAt>,
}

pub(super) fn read(doc: &Document, sections: &Sections, timeline: Option<&Timeline>) -> Causes {
    let sites = site::find(doc, sections);
    let told = |site: &&site::Site<'_>| site.has_text(doc, sections);
    let sites: Vec<&site::Site<'_>> = sites.iter().filter(told).collect();
    let units: Vec<Vec<Unit<'_>>> = sites
        .iter()
        .map(|site| units::of_parts(doc, sections, site.section, &site.aside))
        .collect();
    for (site, units) in sites.iter().zip(&units) {
        if let Some(causes) = chain::read(units, site.is_whys) {
            return causes;
        }
    }
    for (site, units) in sites.iter().zip(&units) {
        if let Some(causes) = factors::read(units, site.rank) {
            return causes;
        }
    }
    let told = |units: &&Vec<Unit<'_>>| !is_left_open(units);
    match units.iter().find(told) {
        Some(units) => prose(units),
        None => fallback::read(doc, sections, timeline),
    }
}

/// Whether nothing but "to be determined" and its like stands in the place of an explanation.
fn is_left_open(units: &[Unit<'_>]) -> bool {
    let open = words::set("null-values");
    units.iter().filter(|unit| !unit.is_group).all(|unit| {
        let said = unit.said().to_lowercase();
        open.contains(said.trim().trim_end_matches(['.', '!', '…']))
    })
}

/// Running text: an item a paragraph, the last one a leaf.
fn prose(units: &[Unit<'_>]) -> Causes {
    let told: Vec<&Unit<'_>> = units.iter().filter(|u| !u.is_group).collect();
    let elsewhere = factors::elsewhere(units);
    let explains = |u: &&&Unit<'_>| u.list.is_none_or(|list| !elsewhere.contains(&list));
    let texts: Vec<String> = told.iter().filter(explains).map(|u| u.said()).collect();
    let ends_at = ends::of_prose(&texts);
    let last = told.len().saturating_sub(1);
    let items: Vec<CauseItem> = told
        .iter()
        .enumerate()
        .map(|(i, unit)| unit.item(i == last, (i == last).then_some(ends_at)))
        .collect();
    if items.is_empty() {
        return Causes::default();
    }
    Causes {
        form: CauseForm::Prose,
        span: items.first().map(|item| item.span),
        depth: None,
        items,
        ends_at: Some(ends_at),
    }
}
