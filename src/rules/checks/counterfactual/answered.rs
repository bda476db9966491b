//! What a text says beside a counterfactual: what people held to be so then, what a remedy would have cost, when it was.

use super::around;
use crate::rules::prose::Found;
use crate::rules::{Context, people};

/// Whether it goes on to what somebody thought or did not know, in the rest of its sentence or in the next one: "we should have
/// waited (we thought that the copy was complete)". That is what the rule asks for.
pub(super) fn tells_belief(cx: &Context, found: &Found) -> bool {
    let (_, rest) = around(found);
    let aside = rest
        .find('(')
        .or_else(|| {
            cx.phrases("counterfactual-turns")
                .find(rest)
                .map(|turn| turn.end())
        })
        .and_then(|at| rest.get(at..));
    aside.is_some_and(|aside| is_belief(cx, aside)) || is_belief(cx, found.next_sentence())
}

/// Whether people are the subject of a verb of believing or knowing.
fn is_belief(cx: &Context, text: &str) -> bool {
    let mut verbs = cx.phrases("counterfactual-beliefs").find_iter(text);
    verbs.any(|verb| {
        let before = text.get(..verb.start()).unwrap_or_default();
        people::subject(cx, before).is_some() || is_they(before)
    })
}

/// "They" are mostly programs, but programs believe nothing.
fn is_they(before: &str) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or_default();
    last.trim_matches(|c: char| !c.is_alphanumeric())
        .eq_ignore_ascii_case("they")
}

/// Whether it goes on to what speaks against a remedy: then it is weighed, and no longer wished for.
pub(super) fn is_weighed(cx: &Context, found: &Found) -> bool {
    let next = found.next_sentence();
    let next = next.trim_start_matches(|c: char| !c.is_alphanumeric());
    cx.phrases("counterfactual-weighed").opens(next)
}

/// Whether its sentence goes on to when it was: "should have been tested as soon as it had users".
pub(super) fn tells_moment(cx: &Context, found: &Found) -> bool {
    let (_, rest) = around(found);
    cx.phrases("counterfactual-moments").is_match(rest)
}
