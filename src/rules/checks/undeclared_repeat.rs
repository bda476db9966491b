//! A post-mortem that is very like an earlier one, and does not name it.

use super::repeats::Earlier;
use crate::diagnostic::Findings;
use crate::related::{Alike, FollowUp};
use crate::rules::Context;

/// So many words are told of each sort.
const WORDS: usize = 4;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    // Whoever says what it repeats has asked the question that this rule asks.
    if cx.post.metadata.repeat_of.is_some() {
        return;
    }
    let Some(earlier) = Earlier::of(cx) else {
        return;
    };
    let found = earlier.undeclared(cx, cx.settings());
    let Some(first) = found.first() else {
        return;
    };
    let common = earlier.index().in_common(&cx.post.path, first, WORDS);
    let follow_up = earlier.follow_up(&first.digest.path);
    let others = match found.len() {
        1 => String::new(),
        2 => ", and like one more".to_owned(),
        more => format!(", and like {} more", more - 1),
    };
    let day = first
        .digest
        .day
        .map(|day| format!(" of {day}"))
        .unwrap_or_default();
    out.report(
        cx.title_place(),
        format!(
            "very like `{}`{day}{others}: {}",
            first.digest.path,
            common.in_words()
        ),
    )
    .help(help(first, &follow_up))
    .subject(&first.digest.id);
}

fn help(alike: &Alike<'_>, follow_up: &FollowUp) -> String {
    let id = &alike.digest.id;
    let done = match (follow_up.open.len(), follow_up.closed, follow_up.is_kept) {
        (_, 0, false) | (0, 0, true) => String::new(),
        (0, closed, _) => format!("; its actions are all closed ({closed}), and it came back"),
        (open, closed, _) => format!("; of its {} actions {open} are open", open + closed),
    };
    format!(
        "if it is the same again, write `repeat_of: {id}` into the front matter and why it came back; if it is not, `related: [{id}]` or a link says that you know{done}"
    )
}
