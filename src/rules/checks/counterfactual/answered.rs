//! What a text says beside a counterfactual: what people held to be so then, what a remedy would have cost, when it was.

use std::sync::LazyLock;

use regex::Regex;

use super::{MODAL, around, regex};
use crate::postmortem::time::find_durations;
use crate::rules::prose::{self, Found};
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

/// Whether it goes on to what was missing, and that this is there by now: little is left to tell.
pub(super) fn is_made_up(cx: &Context, found: &Found) -> bool {
    cx.phrases("counterfactual-made-up")
        .is_match(found.next_sentence())
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

/// Whether its sentence begins with what people had been doing: "we had been rehearsing with an empty table, should have …".
pub(super) fn tells_what_was_done(cx: &Context, found: &Found) -> bool {
    let (before, _) = around(found);
    let doing = HAD_BEEN_DOING.find(before);
    let subject = doing.and_then(|doing| before.get(..doing.start()));
    subject.is_some_and(|subject| people::subject(cx, &format!("{subject} ")).is_some())
}

/// A clause of what went on for a while, up to the comma behind it.
static HAD_BEEN_DOING: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:['’]ve\s+been|['’]d\s+been|\s(?:have|had)\s+been|\s(?:were|was))\s+(?:[a-z]+ly\s+|only\s+)?[a-z]+ing\b[^.;:]*,\s+(?:(?:but|and|we|i)\s+)*$",
    )
});

/// Whether it only measures what its sentence told first: "the page went to one of three, so it could have been noticed
/// earlier".
pub(super) fn follows_from_fact(cx: &Context, found: &Found) -> bool {
    let (before, after) = around(found);
    let Some(parts) = MODAL.captures(found.text.as_str()) else {
        return false;
    };
    let group = |name| parts.name(name).map_or("", |part| part.as_str());
    let joined = cx.phrases("counterfactual-followings").find_iter(before);
    let is_fact = |join: crate::phrases::Match<'_>| {
        let fact = before.get(..join.start()).unwrap_or_default();
        let subject = before.get(join.end()..).unwrap_or_default();
        fact.split_whitespace().count() >= FEWEST_OF_FACT
            && subject.split_whitespace().count() <= MOST_OF_SUBJECT
            && !subject.contains([',', ';', ':'])
    };
    cx.phrases("counterfactual-chances")
        .is_whole(group("modal"))
        && !group("been").is_empty()
        && cx.phrases("counterfactual-noticings").opens(group("verb"))
        && cx
            .phrases("counterfactual-sooner")
            .opens(after.trim_start())
        && joined.last().is_some_and(is_fact)
}

/// Whether it measures a delay and opens with its ground: "With one person on duty, it took us six hours to mend what could have
/// been mended in two".
pub(super) fn measures_delay(cx: &Context, found: &Found) -> bool {
    let (before, after) = around(found);
    let Some(parts) = MODAL.captures(found.text.as_str()) else {
        return false;
    };
    let verb = parts.name("verb").map_or("", |verb| verb.as_str());
    let opening = before.trim_start_matches(|c: char| !c.is_alphanumeric());
    let ground = opening.split_once(", ").map_or("", |(ground, _)| ground);
    let is_length = |text: &str| !find_durations(text).is_empty();
    parts.name("been").is_some()
        && cx.phrases("counterfactual-noticings").opens(verb)
        && cx.phrases("counterfactual-grounds").opens(ground)
        && ground.split_whitespace().count() >= FEWEST_OF_FACT
        && is_length(before)
        && is_length(after)
}

/// Whether its sentence opens with what was known by then: "After the flaw had been published, the key should have been
/// replaced".
pub(super) fn tells_occasion(cx: &Context, found: &Found) -> bool {
    let (before, _) = around(found);
    let opening = before.trim_start_matches(|c: char| !c.is_alphanumeric());
    let clause = opening.split_once(", ").map_or("", |(clause, _)| clause);
    cx.phrases("counterfactual-occasions").opens(clause)
        && clause.split_whitespace().count() >= FEWEST_OF_FACT
}

/// Whether the heading or the sentence above a remedy tells what was the case: then nothing is left to tell in its place.
pub(super) fn is_told_above(cx: &Context, found: &Found) -> bool {
    let tells = |text: &str| {
        text.split_whitespace().count() >= FEWEST_OF_CASE
            && cx.phrases("counterfactual-facts").is_match(text)
            && !MODAL.is_match(text)
    };
    let start = found.sentence().plain().start - found.around.plain().start;
    let above = found.around.as_str().get(..start).unwrap_or_default();
    let last = prose::sentences(above).last();
    let said = last.and_then(|range| above.get(range));
    let section = cx.post.sections.around(found.text.span().start);
    said.is_some_and(tells) || section.is_some_and(|section| tells(&section.heading))
}

/// A heading or a sentence that tells what was the case has so many words.
const FEWEST_OF_CASE: usize = 5;

/// A fact has a subject, a verb and more.
const FEWEST_OF_FACT: usize = 4;

/// How many words a subject has behind "so".
const MOST_OF_SUBJECT: usize = 6;

/// Whether a verb without its participle tells apart what a thing led to: "the wording made them restart when they should not
/// have".
pub(super) fn tells_apart(cx: &Context, found: &Found) -> bool {
    let (before, _) = around(found);
    let is_shortened = !MODAL.is_match(found.text.as_str());
    let Some(main) = BELOW.find(before).filter(|_| is_shortened) else {
        return false;
    };
    let main = before.get(..main.start()).unwrap_or_default();
    let made = cx.phrases("counterfactual-makers").find_iter(main).last();
    made.is_some_and(|made| {
        let maker = main.get(..made.start()).unwrap_or_default();
        let clause = main.get(made.end()..).unwrap_or_default();
        people::subject(cx, maker).is_none() && !is_they(maker) && !clause.contains([',', ';', ':'])
    })
}

/// What the clause of the verb begins with.
static BELOW: LazyLock<Regex> = LazyLock::new(|| regex(r"\s(?:when|where|although|that)\s+$"));
