//! What went well, what went poorly, where luck helped.

use std::sync::LazyLock;

use super::named_items::{self, Item};
use super::names::Names;
use super::{Fact, Section, SectionKind, Sections, normalise};
use crate::markdown::{BlockId, BlockKind, Document, Span};
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
        let tables = section.content.iter().copied();
        let columned: Vec<Span> = tables
            .filter_map(|block| columns(doc, block, &mut lessons))
            .collect();
        let sort = sort(section).or_else(|| sections.above(section).find_map(sort));
        let items = named_items::of_section(doc, section).into_iter();
        for item in items.filter(|item| !columned.iter().any(|table| table.contains(item.span))) {
            let kind = sort
                .or_else(|| item.id.as_deref().and_then(sort_of_id))
                .or_else(|| sort_of_mark(&item.text));
            if let Some(kind) = kind
                && is_innermost(sections, section, item.span.start)
            {
                lessons.push(lesson(kind, item));
            }
        }
    }
    lessons
}

/// The cells of a table whose columns are called like the sorts, and the place of such a table.
fn columns(doc: &Document, block: BlockId, lessons: &mut Vec<Lesson>) -> Option<Span> {
    if doc.kind(block) != BlockKind::Table {
        return None;
    }
    let mut rows = doc.children(block);
    let head = doc.children(rows.next()?);
    let sorts: Vec<Option<LessonKind>> = head
        .map(|cell| sort_named(doc.block_text(cell).as_str()))
        .collect();
    if sorts.iter().flatten().count() < 2 {
        return None;
    }
    for row in rows {
        for (sort, cell) in sorts.iter().zip(doc.children(row)) {
            let item = named_items::item(doc, cell, doc.block_text(cell));
            lessons.extend(sort.zip(item).map(|(sort, item)| lesson(sort, item)));
        }
    }
    Some(doc.block(block).span)
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

fn sort(section: &Section) -> Option<LessonKind> {
    sort_named(&section.heading)
}

fn sort_named(name: &str) -> Option<LessonKind> {
    NAMES.find(&normalise(name)).map(|(kind, _)| kind)
}

fn sort_of_id(id: &str) -> Option<LessonKind> {
    match id.chars().next()? {
        'P' => Some(LessonKind::Poorly),
        'L' => Some(LessonKind::Lucky),
        _ => None,
    }
}

/// "👍 the pager rang", "(-) nobody knew the password"
fn sort_of_mark(text: &str) -> Option<LessonKind> {
    // "👍 What went well:" heads others.
    if text.ends_with(':') {
        return None;
    }
    let begins = |marks: &[&str]| marks.iter().any(|mark| text.starts_with(mark));
    if begins(&["👍", "✅", "✔", "(+)", "😀", "🙂"]) {
        Some(LessonKind::Well)
    } else if begins(&["👎", "❌", "✘", "(-)", "(–)", "😞", "🙁"]) {
        Some(LessonKind::Poorly)
    } else if text.starts_with('🍀') {
        Some(LessonKind::Lucky)
    } else {
        None
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
    fn a_mark_tells_the_sort_where_no_heading_does() {
        let found = lessons(
            "# T\n\n## Lessons learned\n\n- 👍 the pager rang\n- 👎 nobody knew the password\n- (+) a backup\n- 🍀 it was night\n- plain\n",
        );
        let sorts: Vec<&str> = found.iter().map(|(sort, _, _)| *sort).collect();
        assert_eq!(sorts, ["well", "poorly", "well", "lucky"]);
        let found = lessons(
            "# T\n\n## What we did badly\n\n- nobody knew\n\n## What we did well\n\n- it rang\n",
        );
        let sorts: Vec<&str> = found.iter().map(|(sort, _, _)| *sort).collect();
        assert_eq!(sorts, ["poorly", "well"]);
    }

    #[test]
    fn columns_are_called_like_the_sorts() {
        let found = lessons(
            "# T\n\n## Lessons\n\n| What went well | What could be improved |\n| --- | --- |\n| The pager rang | No runbook |\n| Fast rollback | |\n",
        );
        let told: Vec<(&str, &str)> = found.iter().map(|(s, _, t)| (*s, t.as_str())).collect();
        let want = [
            ("well", "The pager rang"),
            ("poorly", "No runbook"),
            ("well", "Fast rollback"),
        ];
        assert_eq!(told, want);
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
