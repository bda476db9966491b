//! Facts that a document states as a name and a value: labelled lines, bullets, rows of a table of key facts, headings.

mod mail;
mod names;
mod read;

use super::Sections;
use crate::markdown::{BlockId, Text};
use crate::words;

pub(super) use mail::subject;
pub(super) use names::fact;
pub(super) use read::read;

/// A name and the value beside or below it.
#[derive(Clone, Debug)]
pub(super) struct Label<'d> {
    /// The fact that the name names: what stands behind `=` in the list `fact-names`.
    pub(super) fact: &'static str,
    /// The name as written.
    pub(super) name: Text<'d>,
    /// The value; each item of a list by itself; never blank.
    pub(super) values: Vec<Text<'d>>,
    /// The block that holds the name.
    pub(super) block: BlockId,
}

impl<'d> Label<'d> {
    /// The first value.
    pub(super) fn value(&self) -> Option<Text<'d>> {
        self.values.first().copied()
    }

    /// Whether it stands below a heading that announces the meeting about the incident, whose date and time are not the
    /// incident's.
    pub(super) fn is_of_meeting(&self, sections: &Sections) -> bool {
        let Some(around) = sections.around(self.name.span().start) else {
            return false;
        };
        let title = sections.title.and_then(|title| sections.all.get(title));
        let meeting = words::phrases("meetings");
        std::iter::once(around)
            .chain(sections.above(around))
            .filter(|section| title.is_none_or(|title| title.carrier != section.carrier))
            .any(|section| meeting.is_match(&section.heading))
    }
}
