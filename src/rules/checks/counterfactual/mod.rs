//! What people should, could or would have done.

mod answered;
mod report;
mod taken_up;

use std::sync::LazyLock;

use crate::phrases::{Expression, Gated, Phrases};
use regex::{Captures, Regex};

use crate::diagnostic::Findings;
use crate::markdown::BlockKind;
use crate::postmortem::{LessonKind, SectionKind};
use crate::rules::prose::{self, Found};
use crate::rules::{Context, people, talk};
use crate::words;
use taken_up::Actions;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let lists = Lists::new(cx);
    let modals = prose::find(cx.doc(), &*MODAL).filter(|found| lists.is_hindsight(cx, found));
    let unmet = prose::find(cx.doc(), cx.phrases("unmet-conditions"));
    let shortened = prose::find(cx.doc(), &*SHORTENED);
    let mut found: Vec<Found> = modals
        .chain(unmet)
        .chain(shortened)
        .filter(|found| tells(cx, found))
        .collect();
    found.sort_by_key(|found| found.text.plain());
    found.dedup_by_key(|found| found.sentence().plain());
    let actions = Actions::of(cx, found.is_empty());
    for found in found {
        report::report(cx, &lists, &actions, &found, out);
    }
}

/// Whether the place is about the past: not an action, a heading, a template's question, luck, or an answer to a heading
/// that asks for what would have helped.
fn tells(cx: &Context, found: &Found) -> bool {
    let span = found.text.span();
    let lucky = cx
        .post
        .lessons
        .iter()
        .filter(|lesson| lesson.kind == LessonKind::Lucky);
    !matches!(cx.doc().kind(found.block), BlockKind::Heading(_))
        && cx.post.sections.kind_at(span.start) != SectionKind::Actions
        && !talk::is_quoted(cx, span.start)
        && !found.sentence().as_str().trim_end().ends_with('?')
        && !lucky.clone().any(|lesson| lesson.span.covers(span.start))
        && !is_asked(cx, span.start)
}

/// Whether a heading above asks for it: "Backlog check".
fn is_asked(cx: &Context, at: usize) -> bool {
    let sections = &cx.post.sections;
    let around = sections.around(at);
    let mut headings = around
        .into_iter()
        .chain(
            around
                .into_iter()
                .flat_map(|section| sections.above(section)),
        )
        .map(|section| section.heading.as_str());
    headings.any(|heading| cx.phrases("counterfactual-sections").is_match(heading))
}

/// "should not easily have been tested": the verb, a "been", the participle.
static MODAL: LazyLock<Gated> = LazyLock::new(|| words::gated("counterfactual-modal"));

/// "… which we should not have.": the participle is left out.
static SHORTENED: LazyLock<Gated> = LazyLock::new(|| words::gated("counterfactual-shortened"));

fn adverbs() -> String {
    words::entries("hindsight-adverbs")
        .collect::<Vec<_>>()
        .join("|")
}

fn regex(pattern: &str) -> Regex {
    words::regex(pattern).unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
}

/// The word lists that tell looking back at people from telling what a program was meant to do.
struct Lists<'a> {
    acts: &'a Phrases,
    relief: &'a Phrases,
    remedies: &'a Phrases,
    abilities: &'a Phrases,
    comforts: &'a Phrases,
    gains: &'a Phrases,
    degrees: &'a Phrases,
    settings: &'a Phrases,
    watchers: &'a Phrases,
    signals: &'a Phrases,
    unsaid: &'a Phrases,
    outcomes: &'a Phrases,
}

impl<'a> Lists<'a> {
    fn new(cx: &Context<'a>) -> Self {
        Self {
            acts: cx.phrases("counterfactual-acts"),
            relief: cx.phrases("counterfactual-relief"),
            remedies: cx.phrases("counterfactual-remedies"),
            abilities: cx.phrases("counterfactual-abilities"),
            comforts: cx.phrases("counterfactual-comforts"),
            gains: cx.phrases("counterfactual-gains"),
            degrees: cx.phrases("counterfactual-degrees"),
            settings: cx.phrases("counterfactual-settings"),
            watchers: cx.phrases("counterfactual-watchers"),
            signals: cx.phrases("counterfactual-signals"),
            unsaid: cx.phrases("counterfactual-unsaid"),
            outcomes: cx.phrases("counterfactual-outcomes"),
        }
    }

    fn is_hindsight(&self, cx: &Context, found: &Found) -> bool {
        let Some(parts) = MODAL.captures(found.text.as_str()) else {
            return false;
        };
        let modal = parts
            .name("modal")
            .map_or("", |modal| modal.as_str())
            .to_lowercase();
        let said_no = parts.name("not").is_some() || parts.name("nor").is_some();
        let (before, after) = around(found);
        let by_people = is_by_people(cx, before);
        match modal.as_str() {
            "should" | "ought to" | "ought not to" => {
                let by_people = by_people || is_hedged_of_people(cx, before);
                let in_entry = || cx.post.is_in_entry(found.text.span());
                let falls_short =
                    || self.misses_signal(&parts, before) || self.leaves_out(&parts, before);
                let looks_back = self.looks_back(&parts, by_people)
                    || self.tells_degree(&parts, before) && !is_compared(after)
                    || !said_no && !in_entry() && falls_short();
                looks_back
                    && !self.computes(cx, &parts, before)
                    && !(is_of_a_thing(&parts, before) && (said_no || in_entry()))
            }
            _ if said_no => self.spares(&parts, before),
            _ => {
                !NEGATED.closes(before)
                    && !WHO.closes(before)
                    && !is_what_was_missing(before, after)
                    && !cx.phrases("under-way").is_match(before)
                    && self.would_help(&parts, after, by_people, modal == "might")
            }
        }
    }

    /// Whether it is a thing that would have helped: "a test would have caught it", "it would have been useful to log it".
    fn is_remedy(&self, cx: &Context, found: &Found) -> bool {
        let Some(parts) = MODAL.captures(found.text.as_str()) else {
            return false;
        };
        let verb = parts.name("verb").map_or("", |verb| verb.as_str());
        let modal = parts.name("modal").map_or("", |modal| modal.as_str());
        let been = parts.name("been").is_some();
        let (before, _) = around(found);
        let is_norm =
            modal.eq_ignore_ascii_case("should") || modal.to_lowercase().starts_with("ought");
        if is_norm {
            return self.misses_signal(&parts, before);
        }
        !is_by_people(cx, before) && (!been || verb == "able" || self.comforts.is_match(verb))
    }

    /// Whether it says what a program had to make of a value: "the difference should have been treated as open".
    fn computes(&self, cx: &Context, parts: &Captures, before: &str) -> bool {
        parts.name("been").is_some()
            && cx
                .phrases("computed-values")
                .opens(before.trim_start_matches(|c: char| !c.is_alphanumeric()))
    }

    /// "We should have tested", "should have been reviewed".
    fn looks_back(&self, parts: &Captures, by_people: bool) -> bool {
        let verb = parts.name("verb").map_or("", |verb| verb.as_str());
        match parts.name("been").is_some() {
            true => self.acts.is_match(verb) || by_people && self.signals.is_match(verb),
            false => {
                by_people
                    && (self.acts.is_match(verb)
                        || verb.ends_with("ed")
                        || matches!(verb, "had" | "gone"))
            }
        }
    }

    /// "The threshold should have been lower", "our timeout should have been 30 seconds".
    fn tells_degree(&self, parts: &Captures, before: &str) -> bool {
        let verb = parts.name("verb").map_or("", |verb| verb.as_str());
        let number = verb.starts_with(|c: char| c.is_ascii_digit());
        parts.name("been").is_some()
            && (self.degrees.is_match(verb) || number && is_subject(self.settings, before))
    }

    /// "The tests should have caught it": what was there to tell, and did not.
    fn misses_signal(&self, parts: &Captures, before: &str) -> bool {
        let verb = parts.name("verb").map_or("", |verb| verb.as_str());
        parts.name("been").is_none()
            && self.signals.is_match(verb)
            && is_subject(self.watchers, before)
    }

    /// "Both moved on one day - should have waited": the clause leaves out who. "Rolled back (should have fixed it)"
    /// only guesses.
    fn leaves_out(&self, parts: &Captures, before: &str) -> bool {
        let verb = parts.name("verb").map_or("", |verb| verb.as_str());
        let told = match parts.name("been").is_some() {
            true => self.acts.is_match(verb),
            false => self.signals.is_match(verb) || self.unsaid.is_match(verb),
        };
        told && CLAUSE_BEGINS.is_match(before)
    }

    /// "If the key had been rotated, the script would not have been able to write": what a condition would have spared us.
    fn spares(&self, parts: &Captures, before: &str) -> bool {
        let verb = parts.name("verb").map_or("", |verb| verb.as_str());
        let able = verb == "able" && parts.name("able").is_some();
        IF_HAD.is_match(before) && (able || self.outcomes.is_match(verb))
    }

    /// "would have prevented", "could have been solved", "would have been able to see", "we could have checked".
    fn would_help(&self, parts: &Captures, after: &str, by_people: bool, hedged: bool) -> bool {
        let verb = parts.name("verb").map_or("", |verb| verb.as_str());
        let been = parts.name("been").is_some();
        let able = parts.name("able").map(|able| able.as_str());
        match (been, verb) {
            (true, "able") => able.is_some_and(|able| self.abilities.is_match(able)),
            (true, verb) => {
                self.relief.is_match(verb)
                    || self.remedies.is_match(verb)
                    || self.comforts.is_match(verb)
            }
            (false, "allowed" | "enabled" | "given" | "let" | "made") => {
                parts.name("next").is_some() && verb != "made"
                    || self.gains.opens(after.trim_start())
            }
            // "Could have led to a quicker recovery": the article belongs to the match.
            (false, "led" | "lead" | "resulted" | "meant") => self.gains.opens(after.trim_start()),
            (false, verb) if hedged => by_people && self.remedies.is_match(verb),
            (false, verb) => {
                self.relief.is_match(verb) || by_people && self.remedies.is_match(verb)
            }
        }
    }
}

/// What stands before and behind it in its sentence.
fn around<'d>(found: &Found<'d>) -> (&'d str, &'d str) {
    let sentence = found.sentence();
    let at = found.text.plain().start - sentence.plain().start;
    let end = at + found.text.as_str().len();
    let text = sentence.as_str();
    (
        text.get(..at).unwrap_or_default(),
        text.get(end..).unwrap_or_default(),
    )
}

/// Whether people are the subject, or nobody is named.
fn is_by_people(cx: &Context, before: &str) -> bool {
    people::subject(cx, before).is_some()
        || before
            .trim_matches(|c: char| !c.is_alphanumeric())
            .is_empty()
}

/// "He probably should have switched": with a person as its subject it is hindsight, while "probably should have fixed it"
/// only guesses.
fn is_hedged_of_people(cx: &Context, before: &str) -> bool {
    let hedge = HEDGE.find(before);
    let subject = hedge.and_then(|hedge| before.get(..=hedge.start()));
    subject.is_some_and(|before| people::subject(cx, before).is_some())
}

/// What stands between a subject and its verb and makes the verb no surer.
static HEDGE: LazyLock<Regex> = LazyLock::new(|| regex(&format!(r"(?:\s+(?:{}))+\s+$", adverbs())));

/// Whether one of a list's nouns is the subject of the verb behind `before`: "the tests", "the timeout of the proxy", but not
/// "which tests".
fn is_subject(nouns: &Phrases, before: &str) -> bool {
    let clause = before
        .rfind([',', ';', ':', '(', '–', '—'])
        .and_then(|at| before.get(at..))
        .unwrap_or(before);
    let stands = |found: crate::phrases::Match<'_>| {
        let behind = clause.get(found.end()..).unwrap_or_default();
        let ahead = clause.get(..found.start()).unwrap_or_default();
        (behind.trim().is_empty() || OF_IT.is_match(behind)) && !WHICH.is_match(ahead)
    };
    nouns.find_iter(clause).any(stands)
}

/// What asks for one of them.
static WHICH: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(?:what|which|whose)\s+(?:\w+\s+)?$"));

/// "Four gigabytes should have been more than enough" is no wish.
fn is_compared(after: &str) -> bool {
    after.trim_start().starts_with("than ")
}

/// What a noun goes on with and remains the subject.
static OF_IT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^\s+(?:of|for|on|in|at)\s+(?:[\w'’-]+\s+){1,5}$"));

/// A dash, a bracket or a colon right before, behind which a clause begins.
static CLAUSE_BEGINS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:\s[-–—]+\s+|\(|[:;]\s+|—\s*)$"));

/// A condition that was not met: "if the pool had been larger, …", "with a canary, …".
static IF_HAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:\bif\s+(?:[\w'’/-]+\s+){1,8}had\b|\bwith\s+(?:an?|more|better|proper)\b)[^.;]*$")
});

/// "Statuses that should have been removed are still there": at its minute, what a thing was meant to be tells which one it is,
/// and so does anywhere what it was not meant to be: "events that should not have been included".
fn is_of_a_thing(parts: &Captures, before: &str) -> bool {
    parts.name("been").is_some() && RELATIVE.is_match(before)
}

/// Whether the sentence tells what was not there: "a change that would have prevented it was not deployed".
fn is_what_was_missing(before: &str, after: &str) -> bool {
    RELATIVE.is_match(before) && DENIED.is_match(after)
}

/// "People that could have helped were not told": what they were able to do tells which ones.
static WHO: LazyLock<Expression> = LazyLock::new(|| words::composed("counterfactual-who"));

static RELATIVE: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(?:which|that)\s+$"));

static DENIED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\b(?:was|were|had|has|did|is)(?:\s+not|n['’]t|\s+never)\b"));

/// Nothing could have: that excuses, and does not judge.
static NEGATED: LazyLock<Expression> = LazyLock::new(|| words::composed("counterfactual-negated"));
