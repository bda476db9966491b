//! What a name stands for: a cause, a lesson, an action of the document, or another post-mortem.

use gen_lsp_types::{Location, Position, Range};

use super::uri;
use super::view::View;
use crate::markdown::Span;

/// What a name in the text means.
pub(super) enum Meaning<'v> {
    /// An item of the document: what it says, and where.
    Item { text: &'v str, span: Span },
    /// Another post-mortem.
    Post(&'v super::neighbours::Post),
}

/// The place that the name at a byte leads to.
pub(super) fn at(view: &View<'_>, offset: usize) -> Option<Location> {
    let (_, meaning) = meaning(view, offset)?;
    Some(match meaning {
        Meaning::Item { span, .. } => Location {
            uri: view.uri.clone(),
            range: view.range(span),
        },
        Meaning::Post(post) => Location {
            uri: uri::of_path(&post.place),
            range: Range {
                start: Position::default(),
                end: Position::default(),
            },
        },
    })
}

/// The name at a byte, and what it means.
pub(super) fn meaning<'v>(view: &'v View<'_>, offset: usize) -> Option<(Span, Meaning<'v>)> {
    let post = &view.judged.post;
    let others = post.metadata.repeat_of.iter().chain(&post.metadata.related);
    let mut others = others.filter(|other| other.span.start <= offset && offset <= other.span.end);
    if let Some(other) = others.next() {
        let found = view.neighbours?.named(&other.value)?;
        return Some((other.span, Meaning::Post(found)));
    }
    let word = word_at(view.text(), offset)?;
    let id = post.doc.source(word);
    let causes = post.causes.items.iter();
    let causes =
        causes.filter_map(|cause| Some((cause.id.as_deref()?, cause.text.as_str(), cause.span)));
    let lessons = post.lessons.iter();
    let lessons = lessons
        .filter_map(|lesson| Some((lesson.id.as_deref()?, lesson.text.as_str(), lesson.span)));
    let actions = post.actions.iter();
    let actions = actions.filter_map(|action| {
        let id = action.id.as_ref()?;
        Some((id.value.as_str(), action.text.as_str(), action.span))
    });
    let mut items = causes.chain(lessons).chain(actions);
    let (_, text, span) = items.find(|(known, ..)| *known == id)?;
    Some((word, Meaning::Item { text, span }))
}

/// The letters, digits and hyphens around a byte.
fn word_at(text: &str, offset: usize) -> Option<Span> {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let (before, behind) = (
        text.as_bytes().get(..offset)?,
        text.as_bytes().get(offset..)?,
    );
    let start = offset - before.iter().rev().take_while(|byte| is_word(byte)).count();
    let end = offset + behind.iter().take_while(|byte| is_word(byte)).count();
    (start < end).then(|| Span::new(start, end))
}
