//! Ids for actions that have none. No rule reports a missing id: it is nothing that an author has done wrong, and the
//! program can give one better than they.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::{Edit, Fix};
use crate::diagnostic::Fnv;
use crate::markdown::Span;
use crate::postmortem::{Action, Kind, PostMortem, SectionKind};
use crate::rules::placeholders;

/// What the giving of ids is called among the rules whose findings are fixed.
pub const ACTION_ID: &str = "action-id";

/// Letters and digits that are not taken for each other when they are read out.
const SIGNS: &[u8; 31] = b"23456789abcdefghjkmnpqrstuvwxyz";

/// A task, up to its text.
static TASK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\[[ xX]\][ \t]+")
        .unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
});

/// An id for each action of a document of ours that is written in the form of ours and has none.
pub(crate) fn missing_ids(post: &PostMortem) -> Vec<Fix> {
    if post.metadata.status.is_none() || post.kind != Kind::PostMortem {
        return Vec::new();
    }
    let ids = post.actions.iter().filter_map(|action| action.id.as_ref());
    let mut taken: HashSet<String> = ids.map(|id| id.value.clone()).collect();
    let mut fixes = Vec::new();
    for (number, action) in post.actions.iter().enumerate() {
        let Some(place) = place(post, action) else {
            continue;
        };
        let Some(id) = new_id(&post.id, &action.text, &taken) else {
            continue;
        };
        let fix = Fix::new(
            format!("gives the action the id `{id}`"),
            vec![Edit::new(Span::at(place), format!("**{id}** "))],
        );
        fixes.push(fix.about([format!("actions/{number}/id")]));
        taken.insert(id);
    }
    fixes
}

/// Where the id of an action is put in; within the strokes of one that is struck.
fn place(post: &PostMortem, action: &Action) -> Option<usize> {
    let is_ours = action.in_own_form
        && action.id.is_none()
        && action.text.contains(char::is_alphabetic)
        && !placeholders::is_whole(&action.text)
        && post.sections.is_in(action.span.start, SectionKind::Actions);
    let source = post.doc.source(action.extent);
    let task = TASK.find(source).filter(|_| is_ours)?.end();
    let text = source.get(task..)?.lines().next()?.trim_end();
    let strokes = text.matches("~~").count();
    let inside = match text.strip_prefix("~~") {
        None => 0,
        Some(rest) if strokes == 2 && rest.ends_with("~~") => 2,
        Some(_) => return None,
    };
    Some(action.extent.start + task + inside)
}

/// Four signs of a hash of the post-mortem's id and the action's text: two branches that add actions give them different
/// ids, and the same action has the same one on both. None only when a document has more actions than there are ids.
fn new_id(post: &str, text: &str, taken: &HashSet<String>) -> Option<String> {
    (0..1000)
        .map(|attempt| hashed(post, text, attempt))
        .find(|id| !taken.contains(id))
}

fn hashed(post: &str, text: &str, attempt: u32) -> String {
    let mut hash = Fnv::new();
    hash.write(post.as_bytes());
    hash.write(&[0]);
    hash.write(text.as_bytes());
    hash.write(&attempt.to_le_bytes());
    // The low bits of FNV-1a hang together.
    let mut rest = hash.0 ^ (hash.0 >> 32);
    let mut id = "A-".to_owned();
    for _ in 0..4 {
        let sign = SIGNS.get((rest % SIGNS.len() as u64) as usize);
        id.push(char::from(sign.copied().unwrap_or(b'x')));
        rest /= SIGNS.len() as u64;
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_the_same_for_ever_and_never_given_twice() {
        let mut taken = HashSet::new();
        let first = new_id("2026-03-14-checkout-503", "Cap retries", &taken).expect("an id");
        assert_eq!(first, "A-67xu");
        taken.insert(first.clone());
        let second = new_id("2026-03-14-checkout-503", "Cap retries", &taken).expect("an id");
        assert_ne!(first, second);
    }

    #[test]
    fn ids_are_spread_evenly() {
        let ids: HashSet<String> = (0..1000)
            .map(|n| hashed("2026-03-14-checkout-503", &format!("Action {n}"), 0))
            .collect();
        assert!(ids.len() >= 998, "{}", ids.len());
        for at in 2..6 {
            let signs: HashSet<u8> = ids.iter().map(|id| id.as_bytes()[at]).collect();
            assert_eq!(signs.len(), SIGNS.len());
        }
    }
}
