//! An open action that is open in an earlier post-mortem, too.

use std::collections::BTreeSet;

use super::repeats::Earlier;
use super::stems;
use crate::diagnostic::Findings;
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(earlier) = Earlier::of(cx) else {
        return;
    };
    let overlap = cx.settings().number("overlap");
    let least = cx.settings().count("words");
    let path = &cx.post.path;
    for action in cx.open_actions() {
        let words = stems::of(cx, &action.text);
        if words.len() < least {
            continue;
        }
        let same = |text: &str| -> bool {
            let other: BTreeSet<String> = stems::of(cx, text);
            other.len() >= least && stems::are_same(&words, &other, overlap)
        };
        // Of the words of both, so many are words of the other one, at least.
        let candidates = earlier.index().with_actions_of(path, &words, overlap);
        let found = candidates.iter().find_map(|digest| {
            let follow_up = earlier.follow_up(&digest.path);
            let one = follow_up
                .open
                .iter()
                .find(|one| follow_up.is_kept && same(&one.text))?;
            Some((digest, one.line))
        });
        if let Some((digest, line)) = found {
            out.report(
                action.span,
                format!("{} is open in `{}:{line}`, too", quote::action(action), digest.path),
            )
            .help("keep it in one of the two, with one owner and one date, and link to it from the other");
        }
    }
}
