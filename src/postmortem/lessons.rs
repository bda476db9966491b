//! What went well, what went poorly, where luck helped.

use std::sync::LazyLock;

use super::named_items::{self, Item};
use super::names::Names;
use super::{Fact, Section, SectionKind, Sections, normalise};
use crate::markdown::{BlockKind, Document, Span};
use crate::worded::worded;

worded! {
    /// The three sorts.
    pub enum LessonKind {
        /// What went well.
        Well = "well",
        /// What went poorly.
        Poorly = "poorly",
        /// Where we got lucky.
        Lucky = "lucky",
    }
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Its sort.
    pub kind: LessonKind,
    /// `P1`, `L1`, where it is named.
    pub id: Option<String>,
    /// Its text, markup removed.
    pub text: String,
    /// Where.
    pub span: Span,
    /// Why nothing is done about it (`no-action: reason`).
    pub no_action: Option<Fact<String>>,
}

static NAMES: LazyLock<Names<LessonKind>> = LazyLock::new(|| {
    Names::load(&[
        (LessonKind::Lucky, "lesson-lucky"),
        (LessonKind::Poorly, "lesson-poorly"),
        (LessonKind::Well, "lesson-well"),
    ])
});

pub(super) fn read(doc: &Document, sections: &Sections) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    for section in &sections.all {
        let lessons_here = section.is(SectionKind::Lessons)
            || section.kind == SectionKind::Other && section.ruled_by == SectionKind::Lessons;
        if !lessons_here {
            continue;
        }
        let sort = sort(section).or_else(|| sections.above(section).find_map(sort));
        let (in_columns, tables) = of_columns(doc, section);
        lessons.extend(in_columns);
        let items = named_items::of_section(doc, section);
        let marks = Marks::of(&items);
        for item in items {
            let before = tables.partition_point(|table| table.start <= item.span.start);
            let table = before.checked_sub(1).and_then(|i| tables.get(i));
            let in_table = table.is_some_and(|table| table.covers(item.span.start));
            let marked = marks.sort(&item).filter(|_| sort.is_none());
            let by_id = || item.id.as_deref().and_then(sort_of_id);
            let kind = sort.or(marked).or_else(by_id).filter(|_| !in_table);
            if let Some(kind) = kind
                && is_innermost(sections, section, item.span.start)
            {
                lessons.push(lesson(kind, without_mark(item, marked)));
            }
        }
    }
    lessons
}

/// The lessons of tables that have a column for each sort, and those tables.
fn of_columns(doc: &Document, section: &Section) -> (Vec<Lesson>, Vec<Span>) {
    let mut lessons = Vec::new();
    let mut tables = Vec::new();
    let content = section.content.iter().copied();
    for table in content.filter(|&id| doc.kind(id) == BlockKind::Table) {
        let mut columns: Vec<Option<LessonKind>> = Vec::new();
        for row in doc.children(table) {
            let cells = doc.children(row).map(|cell| (cell, doc.block_text(cell)));
            if doc.kind(row) == BlockKind::Row(true) {
                columns = cells.map(|(_, name)| sort_of_name(name.as_str())).collect();
                continue;
            }
            let mut kinds = columns.iter().flatten();
            let first = kinds.next();
            if !kinds.any(|kind| Some(kind) != first) {
                break;
            }
            let named = cells.zip(&columns);
            lessons.extend(named.filter_map(|((cell, text), kind)| {
                Some(lesson((*kind)?, named_items::item(doc, cell, text)?))
            }));
            tables.push(doc.block(table).span);
        }
    }
    tables.dedup();
    (lessons, tables)
}

/// Signs before an item that tell its sort.
const SIGNS: [(&str, LessonKind); 7] = [
    ("👍", LessonKind::Well),
    ("👎", LessonKind::Poorly),
    ("🍀", LessonKind::Lucky),
    ("(+)", LessonKind::Well),
    ("(-)", LessonKind::Poorly),
    ("✅", LessonKind::Well),
    ("❌", LessonKind::Poorly),
];

/// Which signs tell the sort of items that stand together.
struct Marks {
    /// A check mark alone says that something is done.
    checks: bool,
}

impl Marks {
    fn of(items: &[Item]) -> Marks {
        let starts = |sign: &str| items.iter().any(|item| item.text.starts_with(sign));
        Marks {
            checks: starts("✅") && starts("❌"),
        }
    }

    fn sort(&self, item: &Item) -> Option<LessonKind> {
        let (sign, kind) = SIGNS.iter().find(|(sign, _)| item.text.starts_with(sign))?;
        let is_check = matches!(*sign, "✅" | "❌");
        // "👍 What went well:" leads in others.
        let leads = item.text.trim_end().ends_with(':');
        ((self.checks || !is_check) && !leads).then_some(*kind)
    }
}

/// An item without the sign that told its sort.
fn without_mark(item: Item, marked: Option<LessonKind>) -> Item {
    let mut signs = SIGNS.iter().filter(|_| marked.is_some());
    let said = signs.find_map(|(sign, _)| item.text.strip_prefix(sign));
    match said.map(|said| said.trim_start_matches('\u{fe0f}').trim_start().to_owned()) {
        Some(text) => Item { text, ..item },
        None => item,
    }
}

/// Whether no other section inside it holds the byte.
fn is_innermost(sections: &Sections, section: &Section, offset: usize) -> bool {
    let innermost = sections.around(offset);
    innermost.is_some_and(|s| s.heading_span == section.heading_span)
}

fn lesson(kind: LessonKind, item: Item) -> Lesson {
    Lesson {
        kind,
        id: item.id,
        text: item.text,
        span: item.span,
        no_action: item.no_action,
    }
}

/// Whether a section, or one around it, tells what went well or where luck helped.
pub(crate) fn went_well(sections: &Sections, section: &Section) -> bool {
    let sort = sort(section).or_else(|| sections.above(section).find_map(sort));
    matches!(sort, Some(LessonKind::Well | LessonKind::Lucky))
}

fn sort(section: &Section) -> Option<LessonKind> {
    sort_of_name(&section.heading)
}

fn sort_of_name(name: &str) -> Option<LessonKind> {
    NAMES.find(&normalise(name)).map(|(kind, _)| kind)
}

fn sort_of_id(id: &str) -> Option<LessonKind> {
    match id.chars().next()? {
        'P' => Some(LessonKind::Poorly),
        'L' => Some(LessonKind::Lucky),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::postmortem::sections;

    fn lessons(source: &str) -> Vec<(&'static str, Option<String>, String)> {
        let doc = Document::parse(source.to_owned());
        let sections = sections::read(&doc, &[]);
        let lessons = read(&doc, &sections).into_iter();
        lessons.map(|l| (l.kind.word(), l.id, l.text)).collect()
    }

    #[test]
    fn three_sorts_by_heading() {
        let found = lessons(
            "# T\n\n## Lessons\n\n- general\n\n### What went well?\n\nThe pager rang.\n\n### What didn't go so well\n\n- **P1** nobody knew\n  the password\n\n**Where we got lucky**\n\n1. it was night\n",
        );
        let want = [
            ("well", None, "The pager rang."),
            ("poorly", Some("P1"), "nobody knew the password"),
            ("lucky", None, "it was night"),
        ];
        assert_eq!(found.len(), want.len());
        for (found, want) in found.iter().zip(want) {
            assert_eq!((found.0, found.1.as_deref(), found.2.as_str()), want);
        }
    }

    #[test]
    fn an_id_tells_the_sort_where_no_heading_does() {
        let found = lessons("# T\n\n## Lessons learned\n\n- **L1** a free backup\n- plain\n");
        assert_eq!(
            found,
            [("lucky", Some("L1".into()), "a free backup".into())]
        );
    }

    #[test]
    fn a_sign_or_a_column_tells_the_sort() {
        let sorts = |source: &str| -> Vec<(&'static str, String)> {
            let found = lessons(source).into_iter();
            found.map(|(kind, _, text)| (kind, text)).collect()
        };
        let signs =
            sorts("# T\n\n## Lessons\n\n- 👍 the pager rang\n- (-) slow\n- 🍀 night\n- ✅ done\n");
        let want = [
            ("well", "the pager rang"),
            ("poorly", "slow"),
            ("lucky", "night"),
        ];
        assert_eq!(signs, want.map(|(kind, text)| (kind, text.to_owned())));
        let checks = sorts("# T\n\n## Lessons\n\n- ✅ quick\n- ❌ loud\n");
        assert_eq!(checks.len(), 2);
        let columns = sorts(
            "# T\n\n## Lessons learned\n\n| What went well | What could be improved |\n|--|--|\n| quick | no runbook |\n| calm | |\n",
        );
        let want = [
            ("well", "quick"),
            ("poorly", "no runbook"),
            ("well", "calm"),
        ];
        assert_eq!(columns, want.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn a_reason_for_no_action() {
        let source = "# T\n\n## What went poorly\n\n- **P1** slow\n  - no-action: the region closes in May\n";
        let doc = Document::parse(source.to_owned());
        let found = read(&doc, &sections::read(&doc, &[]));
        let reason = found[0].no_action.as_ref().expect("there");
        assert_eq!(reason.value, "the region closes in May");
        assert_eq!(doc.source(reason.span), reason.value);
    }
}
