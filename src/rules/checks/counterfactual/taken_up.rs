//! Whether an action takes up what a counterfactual wishes for: then the wish stands where it works.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::super::stems;
use super::{MODAL, around, regex};
use crate::markdown::InlineKind;
use crate::rules::Context;
use crate::rules::prose::Found;

/// The words of the actions that are open or done, read once: a document may wish for as much as it plans.
pub(super) struct Actions(HashMap<String, Vec<usize>>);

/// At so many actions with the same deed it is looked for a word that they share with the wish.
const MOST: usize = 32;

impl Actions {
    /// Nothing where they are not asked for.
    pub(super) fn of(cx: &Context, unasked: bool) -> Self {
        if unasked {
            return Self(HashMap::new());
        }
        let kept = cx.post.kept_actions();
        Self(stems::of_each(cx, kept.map(|action| action.text.as_str())))
    }

    /// Whether one of them has the deed that was left undone, and a thing that the sentence names: "they should have been
    /// notified of the switch" and "notify them of each switch".
    pub(super) fn repeat(&self, cx: &Context, found: &Found) -> bool {
        let Some(deed) = deed(cx, found) else {
            return false;
        };
        let doing = self.0.get(&deed).map(Vec::as_slice).unwrap_or_default();
        let doing = doing.get(..MOST).unwrap_or(doing);
        if doing.is_empty() {
            return false;
        }
        let words = stems::of(cx, &without_code(cx, found));
        let mut things = words
            .iter()
            .filter(|stem| **stem != deed && stems::tells(cx, stem))
            .filter_map(|stem| self.0.get(stem));
        things.any(|having| doing.iter().any(|at| having.binary_search(at).is_ok()))
    }

    /// Whether one of them names the thing that would have helped: "a rehearsal would have …" and "rehearse …". Nothing where
    /// it is not told by a noun of its own.
    pub(super) fn remedy(&self, cx: &Context, found: &Found) -> Option<bool> {
        let (before, _) = around(found);
        let head = head_noun(before)?;
        let head = stems::of(cx, head).into_iter().next()?;
        stems::tells(cx, &head).then(|| self.0.contains_key(&head))
    }
}

/// The stem of the participle, unless it says as little as "done".
fn deed(cx: &Context, found: &Found) -> Option<String> {
    let parts = MODAL.captures(found.text.as_str())?;
    let verb = parts.name("able").or_else(|| parts.name("verb"))?;
    let stem = stems::of(cx, verb.as_str()).into_iter().next()?;
    stems::tells(cx, &stem).then_some(stem)
}

/// The sentence without what stands in it as code: names of columns and flags stand in many actions.
fn without_code(cx: &Context, found: &Found) -> String {
    let sentence = found.sentence();
    let (text, plain) = (sentence.as_str(), sentence.plain());
    let inlines = cx.doc().inlines();
    let first = inlines.partition_point(|inline| inline.plain.start < plain.start);
    let code = inlines
        .get(first..)
        .unwrap_or_default()
        .iter()
        .take_while(|inline| inline.plain.start < plain.end)
        .filter(|inline| inline.kind == InlineKind::Code);
    let mut kept = String::new();
    let mut from = 0;
    for inline in code {
        let until = inline.plain.start - plain.start;
        kept.push_str(text.get(from..until).unwrap_or_default());
        kept.push(' ');
        from = (inline.plain.end - plain.start).max(from);
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}

/// The noun that the subject of a remedy is about: "test" of "an automated test of the front page". A deed, "testing the front
/// page", has none.
fn head_noun(before: &str) -> Option<&str> {
    let start = CLAUSE.find_iter(before).last().map_or(0, |sign| sign.end());
    let clause = before.get(start..).unwrap_or_default().trim();
    if DEED.is_match(clause) {
        return None;
    }
    let end = COMPLEMENT
        .find(clause)
        .map_or(clause.len(), |word| word.start());
    let noun = clause.get(..end)?.split_whitespace().next_back()?;
    let noun = noun.trim_matches(|c: char| !c.is_alphanumeric());
    (!noun.is_empty() && !DUMMY.is_match(noun)).then_some(noun)
}

/// What a clause with a subject of its own begins behind.
static CLAUSE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"[,;:(–—]|\s-+\s|\b(?:and|but|so|that|which|because|since|if|when|while|although)\b")
});

/// What a noun is told more of behind.
static COMPLEMENT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\s(?:of|for|on|in|at|with|without|from|to|by|around|about|between|during|before|after|against|across|over|per)\s",
    )
});

/// "Appointing a lead", "rehearsing the migration".
static DEED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^[\W_]*[a-z-]+ing\s+(?:an?|the|our|all|each|every|more|better|this|that|these|those|for|of|to|on|in|with)\b",
    )
});

/// Words that only stand where a subject has to.
static DUMMY: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:it|this|that|these|those|there|they|which|one|something)$"));
