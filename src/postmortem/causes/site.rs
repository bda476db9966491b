//! Where the causal analysis stands: the sections about causes, the most telling first.

use std::sync::LazyLock;

use crate::markdown::{BlockKind, Document, Span};
use crate::postmortem::names::Names;
use crate::postmortem::{Section, SectionKind, Sections, normalise};

/// How telling a section's name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// What set it off.
    Trigger,
    /// Details, analysis: may hold anything.
    Weak,
    /// Causes.
    Strong,
    /// Factors: every item is one.
    Factors,
}

/// A section about causes.
pub(super) struct Site<'s> {
    pub(super) section: &'s Section,
    pub(super) rank: Rank,
    /// Whether it announces a chain of whys.
    pub(super) is_whys: bool,
    /// The parts of it that are about something else.
    pub(super) aside: Vec<Span>,
}

static RANKS: LazyLock<Names<Rank>> = LazyLock::new(|| {
    Names::load(&[
        (Rank::Trigger, "cause-trigger-names"),
        (Rank::Factors, "cause-factor-names"),
        (Rank::Strong, "cause-strong-names"),
    ])
});

static WHYS: LazyLock<Names<()>> = LazyLock::new(|| Names::load(&[((), "cause-whys-names")]));

/// The sections about causes, the most telling first, else in document order.
pub(super) fn find<'s>(doc: &Document, sections: &'s Sections) -> Vec<Site<'s>> {
    let outer = sections.of(SectionKind::Causes);
    let mut sites: Vec<Site<'s>> = outer.map(|section| site(doc, sections, section)).collect();
    sites.sort_by_key(|site| std::cmp::Reverse(site.rank.max(Rank::Weak)));
    sites.sort_by_key(|site| site.rank == Rank::Trigger);
    sites
}

/// Whether something is said before the first heading inside a section.
fn leads(doc: &Document, section: &Section) -> bool {
    let first = section.content.first().map(|&id| doc.kind(id));
    section.inline.is_some() || !matches!(first, Some(BlockKind::Heading(_)))
}

/// What stands inside a section that only holds others, and is about something else: where one of those names causes,
/// those that do not ask why.
fn aside(doc: &Document, sections: &Sections, outer: &Section) -> Vec<Span> {
    if leads(doc, outer) || !sections.inside(outer).any(|s| s.is(SectionKind::Causes)) {
        return Vec::new();
    }
    let asks_why = |s: &Section| normalise(&s.heading).starts_with("why");
    sections
        .inside(outer)
        .filter(|s| s.kind == SectionKind::Other && !asks_why(s))
        .map(|s| s.span)
        .collect()
}

fn site<'s>(doc: &Document, sections: &Sections, section: &'s Section) -> Site<'s> {
    let name = normalise(&section.heading);
    let rank = RANKS.find(&name).map_or(Rank::Weak, |(rank, _)| rank);
    Site {
        section,
        rank,
        is_whys: WHYS.find(&name).is_some(),
        aside: aside(doc, sections, section),
    }
}

impl Site<'_> {
    /// Whether anything is said in it.
    pub(super) fn has_text(&self, doc: &Document, sections: &Sections) -> bool {
        let texts = sections.own_texts(doc, self.section);
        texts
            .iter()
            .any(|text| text.as_str().chars().filter(|c| c.is_alphabetic()).count() > 3)
    }
}
