//! Two actions of one id.

use std::collections::HashMap;

use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for action in &cx.post.actions {
        let Some(id) = action.id.as_ref().filter(|id| is_id(&id.value)) else {
            continue;
        };
        let Some(&earlier) = seen.get(&id.value.to_lowercase()) else {
            seen.insert(id.value.to_lowercase(), id.span);
            continue;
        };
        out.report(
            id.span,
            format!("two actions are called `{}`", id.value.trim()),
        )
        .help("give the later one an id of its own: whoever says `done` by id may close the wrong one")
        .related(earlier, "the first one is here");
    }
}

/// Whether a word numbers one action: a column "Id" may also hold words.
fn is_id(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit()) && !word.trim().contains(' ')
}
