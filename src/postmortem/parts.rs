//! Which parts of the form a post-mortem has, whatever it calls them.

use super::impact::Metric;
use super::{PostMortem, SectionKind};
use crate::markdown::BlockKind;

/// A paragraph of fewer words is a label or a greeting.
const STORY: usize = 8;

impl PostMortem {
    /// Whether readers find a part: under a heading of its own, as a first paragraph that tells what happened, as figures
    /// of the impact in the front matter.
    pub fn tells(&self, kind: SectionKind) -> bool {
        let told = || !self.impact.facts.is_empty() || self.opens_with_impact();
        self.has(kind) || kind == SectionKind::Impact && told()
    }

    /// Whether the summary, or what stands before any other section, counts what users felt.
    fn opens_with_impact(&self) -> bool {
        let felt = [Metric::People, Metric::Requests, Metric::Data];
        let first = |kind: &SectionKind| Some(self.sections.first(*kind)?.span.start);
        let told = [
            SectionKind::Timeline,
            SectionKind::Causes,
            SectionKind::Actions,
        ];
        let known = told.iter().filter_map(first).min().unwrap_or(usize::MAX);
        self.impact.numbers.iter().any(|number| {
            let at = number.span.start;
            let in_title = |title: &super::Fact<String>| title.span.contains(number.span);
            if self.title.as_ref().is_some_and(in_title) {
                return false;
            }
            let opens = match self.sections.kind_at(at) {
                SectionKind::Summary => true,
                SectionKind::Other => at < known,
                _ => false,
            };
            opens && felt.contains(&number.metric)
        })
    }

    /// Whether there is a place for a part: a heading of its own, or another form that holds nothing else.
    pub fn has(&self, kind: SectionKind) -> bool {
        let other = match kind {
            SectionKind::Summary => self.opens_with_story(),
            SectionKind::Timeline => self.timeline.is_some(),
            SectionKind::Lessons => !self.lessons.is_empty(),
            SectionKind::Actions => !self.actions.is_empty() || self.no_action.is_some(),
            SectionKind::Evidence => !self.evidence.pictures.is_empty(),
            _ => false,
        };
        other || self.sections.first(kind).is_some()
    }

    /// Whether the front matter states a key, or the text a fact of that sort.
    pub fn states(&self, key: &str) -> bool {
        let metadata = &self.metadata;
        match key {
            "title" => self.title.is_some(),
            "severity" => metadata.severity.is_some(),
            "team" => metadata.team.is_some(),
            "services" => !metadata.services.is_empty(),
            "trigger" => metadata.trigger.is_some(),
            "causes" => !metadata.cause_categories.is_empty(),
            "date" => metadata.date.is_some(),
            _ => metadata.get(key).is_some(),
        }
    }

    /// Whether a paragraph stands before any heading but the title and says more than a label does.
    fn opens_with_story(&self) -> bool {
        let doc = &self.doc;
        let title = self
            .sections
            .title
            .and_then(|at| self.sections.all.get(at))
            .map(|title| title.carrier);
        let first = doc
            .roots()
            .find(|id| Some(*id) != title && matches!(doc.kind(*id), BlockKind::Heading(_)));
        let opening = doc.roots().take_while(|id| Some(*id) != first);
        opening
            .filter(|id| doc.kind(*id) == BlockKind::Paragraph)
            .any(|id| {
                let text = doc.block_text(id).as_str();
                text.split_whitespace().count() >= STORY
                    && text.trim_end().ends_with(['.', '!', '…', ')'])
            })
    }
}
