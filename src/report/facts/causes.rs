//! The causes and lessons of `whys inspect`.

use schemars::JsonSchema;
use serde::Serialize;

use super::line;
use crate::postmortem::{self, CauseForm, EndsAt, LessonKind, PostMortem};

/// Why it happened.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Causes<'a> {
    /// How the document tells it.
    form: CauseForm,
    /// Where it begins.
    line: Option<usize>,
    /// The whys of the longest chain, or the number of factors; null for prose.
    depth: Option<usize>,
    /// Whys, factors, or the paragraphs of prose.
    items: Vec<Cause<'a>>,
    /// Where the explanation stops.
    ends_at: Option<EndsAt>,
}

/// A why or a factor.
#[derive(Debug, Serialize, JsonSchema)]
struct Cause<'a> {
    /// Where it stands.
    line: usize,
    /// As in C1, where it is named.
    id: Option<&'a str>,
    /// Without markup.
    text: &'a str,
    /// Whether a chain ends here.
    leaf: bool,
}

/// Something learnt.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Lesson<'a> {
    /// Where it stands.
    line: usize,
    /// As in P1 or L1, where it is named.
    id: Option<&'a str>,
    /// Which sort.
    kind: LessonKind,
    /// Without markup.
    text: &'a str,
}

impl<'a> Causes<'a> {
    pub(super) fn of(post: &'a PostMortem) -> Self {
        let causes = &post.causes;
        let items = causes.items.iter().map(|cause| Cause {
            line: line(post, cause.span),
            id: cause.id.as_deref(),
            text: &cause.text,
            leaf: cause.leaf,
        });
        Self {
            form: causes.form,
            line: causes.span.map(|span| line(post, span)),
            depth: causes.depth,
            items: items.collect(),
            ends_at: causes.ends_at,
        }
    }
}

impl<'a> Lesson<'a> {
    pub(super) fn of(post: &PostMortem, lesson: &'a postmortem::Lesson) -> Self {
        Self {
            line: line(post, lesson.span),
            id: lesson.id.as_deref(),
            kind: lesson.kind,
            text: &lesson.text,
        }
    }
}
