//! A change that brought the fault in, and no word of what could have stopped it on its way to production.

use std::collections::BTreeSet;

use super::{single_cause, stems};
use crate::diagnostic::Findings;
use crate::markdown::{BlockKind, InlineKind, Span, Text};
use crate::postmortem::{Action, CauseItem, EndsAt, LessonKind, SectionKind};
use crate::rules::{Context, prose, quote};

/// A sentence that tells of a change, of a defect that was shipped, or of an act.
struct Told<'d> {
    sentence: Text<'d>,
    words: Text<'d>,
}

/// A road by which a fault came, and what could have stood in its way.
struct Road {
    /// What tells of it.
    signs: &'static [&'static str],
    /// What tells of another road.
    not: &'static [&'static str],
    /// What stands in its way, in the words of an analysis.
    guards: &'static str,
    /// What an action may add besides.
    answers: &'static str,
    /// Whether the explanation has to name the guard that an action adds, too.
    names_guards: bool,
    /// Whether a cause that says why the mistake was easy is one half of an answer, with an action on the thing that it names.
    eased: bool,
    message: &'static str,
    help: &'static str,
}

const CHANGE: Road = Road {
    signs: &["faulty-changes", "faulty-code"],
    not: &[],
    guards: "safeguards",
    answers: "stopping-words",
    names_guards: true,
    eased: false,
    message: "nothing says which review, test or gradual rollout could have stopped this",
    help: "say which review, test, staging or gradual rollout it went through and why none stopped it, and add an action for the one that was missing",
};

const ACT: Road = Road {
    signs: &["unmeant-acts"],
    not: &["faulty-changes"],
    guards: "act-guards",
    answers: "stopping-words",
    // Whoever protects the store tells by that that it was not.
    names_guards: false,
    eased: true,
    message: "nothing says which permission, confirmation or dry run could have stopped this",
    help: "say what made it possible in one step and easy to mistake, and add an action for the guard that was missing",
};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let is_elsewhere = matches!(
        cx.post.causes.ends_at,
        Some(EndsAt::External | EndsAt::Unclear)
    );
    if is_elsewhere {
        return;
    }
    if single_cause::is_told(cx) {
        return;
    }
    let unasked = [&ACT, &CHANGE].into_iter().find_map(|road| {
        let told = told(cx, road)?;
        let answer = answer(cx, road);
        let is_open = !matches!(answer, Some(Answer::Other)) && !is_examined(cx, road);
        is_open.then_some((road, told, answer))
    });
    let Some((road, told, answer)) = unasked else {
        return;
    };
    let place = told.words.plain().start - told.sentence.plain().start;
    let quoted = quote::around(
        told.sentence.as_str(),
        place..place + told.words.as_str().len(),
        MOST_QUOTED,
    );
    let message = message(cx, road, &told, answer.as_ref());
    let finding = out
        .report(told.words.span(), format!("{message}: {quoted}"))
        .help(road.help)
        .subject("safeguard");
    match answer {
        Some(Answer::Guard(action)) if is_about(cx, action, &told) => {
            finding.related(action.span, "this action adds it");
        }
        Some(Answer::Explained(action, explained)) => {
            finding
                .related(action.span, "this action adds it")
                .related(explained.span, "this action says that it was not there");
        }
        _ => {}
    }
    if let Some(explanation) = explanation(cx, &told) {
        finding.related(explanation, "the explanation stands here");
    }
}

/// What is left open, as far as the actions and the causes answer.
fn message(cx: &Context, road: &Road, told: &Told, answer: Option<&Answer>) -> String {
    match answer {
        Some(Answer::Explained(..)) => {
            "the actions add what could have stopped this, and the explanation leaves it out"
                .to_owned()
        }
        Some(Answer::Guard(action)) if is_about(cx, action, told) => {
            "an action adds what could have stopped this, and nothing says why it was not there"
                .to_owned()
        }
        // A guard for something else may be what was missing here: then only the explanation is known to leave it out.
        Some(Answer::Guard(_)) => {
            let open = "the explanation does not say";
            road.message.replacen("nothing says", open, 1)
        }
        _ if road.eased && tells_ease(cx) => {
            "the causes say why it was easy to mistake, and not why one step was enough".to_owned()
        }
        _ => road.message.to_owned(),
    }
}

/// Where the causes are explained, when only the summary tells what is quoted.
fn explanation(cx: &Context, told: &Told) -> Option<Span> {
    let in_summary = cx.post.sections.kind_at(told.words.span().start) == SectionKind::Summary;
    let mut items = cx.post.causes.items.iter().map(|item| item.span);
    let explained = items.find(|item| cx.post.sections.kind_at(item.start) == SectionKind::Causes);
    explained.filter(|_| in_summary)
}

/// What an action does about it.
enum Answer<'a> {
    /// It adds what could have stopped it.
    Guard(&'a Action),
    /// It does, and another one says itself why such a thing was not there.
    Explained(&'a Action, &'a Action),
    /// It keeps it from happening in another way.
    Other,
}

/// Whether an action and the sentence that tells of the change share a word of substance.
fn is_about(cx: &Context, action: &Action, told: &Told) -> bool {
    let of_told = stems::of(cx, told.sentence.as_str());
    let of_action = stems::of(cx, cx.doc().source(action.extent));
    of_told
        .intersection(&of_action)
        .any(|stem| stems::tells(cx, stem))
}

/// Whether a cause says why the mistake was easy ("hard to tell apart"), and an action changes the thing that it names.
fn tells_ease(cx: &Context) -> bool {
    let eased = |item: &&CauseItem| cx.phrases("easy-mistakes").is_match(&item.text);
    let mut items = cx.post.causes.items.iter().filter(eased);
    let actions = cx.post.kept_actions();
    let of_actions: BTreeSet<String> = actions
        .flat_map(|action| names(cx, action.extent))
        .collect();
    items.any(|item| !names(cx, item.span).is_disjoint(&of_actions))
}

/// What a text names: its code, and its words that are written like a name.
fn names(cx: &Context, span: Span) -> BTreeSet<String> {
    let doc = cx.doc();
    let code = doc
        .inlines_within(span)
        .filter(|i| i.kind == InlineKind::Code);
    let code = code.map(|i| doc.source(i.span).trim_matches('`').to_lowercase());
    let words = doc
        .source(span)
        .split(|c: char| !c.is_alphanumeric() && c != '-');
    let like_a_name = |word: &&str| {
        let inner = word.chars().skip(1).any(char::is_uppercase);
        word.len() > 2 && (inner || word.contains('-'))
    };
    code.chain(words.filter(like_a_name).map(str::to_lowercase))
        .collect()
}

/// How many characters of a sentence are quoted.
const MOST_QUOTED: usize = 90;

/// So many signs and guards are looked at: a document may hold any number, and as many lessons and actions.
const MOST_TOLD: usize = 200;

/// The sentence that tells of it in the explanation, else among what went poorly, else in the summary.
fn told<'d>(cx: &Context<'d>, road: &Road) -> Option<Told<'d>> {
    let found = road
        .signs
        .iter()
        .flat_map(|list| prose::find(cx.doc(), cx.phrases(list)))
        .filter(|found| !matches!(cx.doc().kind(found.block), BlockKind::Heading(_)));
    let all = found.take(MOST_TOLD).map(|found| Told {
        sentence: found.sentence(),
        words: found.text,
    });
    // "The serializer was rewritten and the field removed by mistake": what comes behind a change came with it.
    let of_another = |told: &Told| {
        let at = told.words.plain().start - told.sentence.plain().start;
        let mut others = road.not.iter();
        others.any(|list| {
            let other = cx.phrases(list).find(told.sentence.as_str());
            other.is_some_and(|other| other.start() < at)
        })
    };
    let all: Vec<Told<'d>> = all
        .filter(|told| is_past(cx, told) && explains(cx, told) && !of_another(told))
        .collect();
    // What went poorly may be anything; where the story tells it, too, it is the better place.
    let is_told = |told: &Told<'d>| !went_poorly(cx, told.words.span());
    all.iter().any(is_told).then_some(())?;
    all.into_iter().min_by_key(|told| {
        let span = told.words.span();
        let is_analysed = cx.post.sections.kind_at(span.start) == SectionKind::Causes;
        (!is_analysed, !went_poorly(cx, span))
    })
}

/// Not a question, a remedy, an entry of the timeline or an action.
fn is_past(cx: &Context, told: &Told) -> bool {
    let text = told.sentence.as_str().trim_end();
    let span = told.words.span();
    let of_action = cx
        .post
        .actions
        .iter()
        .any(|action| action.extent.covers(span.start));
    !text.ends_with('?')
        && !["review-remedies", "changes-of-others"]
            .iter()
            .any(|list| cx.phrases(list).is_match(text))
        && !cx.post.is_in_entry(span)
        && !of_action
}

/// Whether it brings something about, in the explanation, the summary or what went poorly.
fn explains(cx: &Context, told: &Told) -> bool {
    let span = told.words.span();
    let items = &cx.post.causes.items;
    let kind = cx.post.sections.kind_at(span.start);
    let explains = matches!(kind, SectionKind::Causes | SectionKind::Summary)
        || items.iter().any(|item| item.span.contains(span))
        || went_poorly(cx, span);
    explains && cx.phrases("brought-about").is_match(told.sentence.as_str())
}

/// Whether the analysis speaks of what stands in its way, or any part of one that was not there.
fn is_examined(cx: &Context, road: &Road) -> bool {
    let mut guards = prose::find(cx.doc(), cx.phrases(road.guards)).take(MOST_TOLD);
    guards.any(|found| {
        let span = found.text.span();
        let mut items = cx.post.causes.items.iter();
        let told = match cx.post.sections.kind_at(span.start) {
            SectionKind::Actions => false,
            SectionKind::Causes | SectionKind::Lessons | SectionKind::Summary => true,
            _ if items.any(|item| item.span.contains(span)) => true,
            _ => cx
                .phrases("missing-guards")
                .is_match(found.sentence().as_str()),
        };
        told && !went_well(cx, span)
    })
}

fn went_well(cx: &Context, span: Span) -> bool {
    is_lesson(cx, LessonKind::Well, span)
}

fn went_poorly(cx: &Context, span: Span) -> bool {
    is_lesson(cx, LessonKind::Poorly, span)
}

fn is_lesson(cx: &Context, kind: LessonKind, span: Span) -> bool {
    let mut lessons = cx.post.lessons.iter().filter(|lesson| lesson.kind == kind);
    lessons.any(|lesson| lesson.span.contains(span))
}

/// What an action does about it; another way than a guard leaves the question open to nobody.
fn answer<'a>(cx: &Context<'a>, road: &Road) -> Option<Answer<'a>> {
    let matching = |list: &str| {
        let mut actions = cx.post.kept_actions();
        actions.find(|action| {
            cx.phrases(list).is_match(&action.text)
                && !cx.phrases("mending-orders").opens(&action.text)
                && !cx.phrases("looks-at-intervals").is_match(&action.text)
        })
    };
    // "Define the process, which is there for the server only": the action says itself why it was not there.
    let explained = || {
        let mut actions = cx.post.kept_actions();
        actions.find(|action| {
            let mut lists = [road.guards, road.answers].into_iter();
            tells_why(cx, action) && lists.any(|list| cx.phrases(list).is_match(&action.text))
        })
    };
    match matching(road.guards) {
        Some(action) if road.names_guards && !tells_why(cx, action) => Some(match explained() {
            Some(explained) => Answer::Explained(action, explained),
            None => Answer::Guard(action),
        }),
        Some(_) => Some(Answer::Other),
        None => matching(road.answers).map(|_| Answer::Other),
    }
}

fn tells_why(cx: &Context, action: &Action) -> bool {
    cx.phrases("missing-guards").is_match(&action.text)
}
