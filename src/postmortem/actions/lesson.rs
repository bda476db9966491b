//! Lessons that are headed by orders: "### 2. Get a second line", with the story of each below it.

use super::candidate::{Candidate, Form};
use super::group::Group;
use super::part::without_number;
use super::{Reader, clause, none, region};
use crate::markdown::{BlockKind, Text};
use crate::postmortem::{Section, SectionKind};

/// Fewer headings may be anything.
const FEWEST: usize = 2;

/// The headings right below a section of lessons, where half of them are put as orders.
pub(super) fn read<'d>(reader: &Reader<'d>, out: &mut Vec<Candidate<'d>>) {
    let all = &reader.sections.all;
    for (lessons, inner) in all.iter().zip(region::children(all)) {
        if lessons.kind != SectionKind::Lessons {
            continue;
        }
        let inner = inner.into_iter().filter_map(|at| all.get(at));
        let headed: Vec<&Section> = inner
            .filter(|section| is_heading(reader, section))
            .collect();
        let texts = headed.iter().map(|section| text(reader, section));
        let orders = texts.filter(|text| is_order(*text)).count();
        if orders < FEWEST || orders * 2 < headed.len() {
            continue;
        }
        let found = headed.into_iter().map(|section| candidate(reader, section));
        out.extend(found.filter(|found| !none::is_no_action(found.text)));
    }
}

fn is_heading(reader: &Reader<'_>, section: &Section) -> bool {
    matches!(reader.doc.kind(section.carrier), BlockKind::Heading(_))
        && section.kind == SectionKind::Other
}

fn text<'d>(reader: &Reader<'d>, section: &Section) -> Text<'d> {
    without_number(reader.doc.block_text(section.carrier).trim())
}

/// "Get a second line", and not "Communication", "Restoring it was slow".
fn is_order(text: Text<'_>) -> bool {
    clause::of(text.as_str()).is_order() && text.as_str().split_whitespace().count() >= 3
}

fn candidate<'d>(reader: &Reader<'d>, section: &Section) -> Candidate<'d> {
    let doc = reader.doc;
    let below = section.content.iter().copied();
    let told = below.filter(|&block| doc.kind(block) == BlockKind::Paragraph);
    Candidate {
        text: text(reader, section),
        extent: section.span,
        ticked: None,
        stated: Vec::new(),
        notes: told.map(|block| doc.block_text(block)).collect(),
        group: Group::default(),
        form: Form::Heading,
        in_own_form: false,
    }
}
