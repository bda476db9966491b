//! What a document without a section on causes says of them in other places.

use crate::markdown::{BlockKind, Span};
use crate::postmortem::{LessonKind, SectionKind};
use crate::rules::{Context, prose};

/// Whether the explanation is a paragraph that whys took for it, and another one goes on to explain: then nobody can say
/// where it ends.
pub(super) fn goes_on(cx: &Context) -> bool {
    let items = &cx.post.causes.items;
    let Some(first) = items.first() else {
        return false;
    };
    if cx.post.sections.kind_at(first.span.start) == SectionKind::Causes {
        return false;
    }
    let doc = cx.doc();
    let is_of_it = |span: Span| {
        items
            .iter()
            .any(|item| item.span.contains(span) || span.contains(item.span))
    };
    doc.blocks()
        .filter(|(_, block)| block.kind == BlockKind::Paragraph)
        .map(|(id, _)| doc.block_text(id))
        .filter(|text| !is_of_it(text.span()) && may_explain(cx, text.span()))
        .filter(|text| text.as_str().split_whitespace().count() >= FEWEST_WORDS)
        .any(|text| cx.phrases("cause-system").is_match(text.as_str()))
}

/// In fewer words nothing is explained.
const FEWEST_WORDS: usize = 12;

/// Not what will be done, and not what was done at a minute.
fn may_explain(cx: &Context, span: Span) -> bool {
    let kind = cx.post.sections.kind_at(span.start);
    !matches!(
        kind,
        SectionKind::Actions | SectionKind::Impact | SectionKind::Evidence
    ) && !cx.post.is_in_entry(span)
}

/// Whether the document names anywhere, except among its actions, a guard that was not there or did not work.
pub(super) fn names_a_guard(cx: &Context) -> bool {
    let poorly = cx
        .post
        .lessons
        .iter()
        .filter(|lesson| lesson.kind == LessonKind::Poorly);
    poorly
        .into_iter()
        .any(|lesson| cx.phrases("let-through").is_match(&lesson.text))
        || prose::find(cx.doc(), cx.phrases("missing-guards"))
            .any(|found| may_explain(cx, found.text.span()))
}
