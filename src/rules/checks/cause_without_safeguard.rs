//! A change that brought the fault in, and no word of what could have stopped it on its way to production.

use super::single_cause;
use crate::diagnostic::Findings;
use crate::markdown::{BlockKind, Span, Text};
use crate::postmortem::{Action, EndsAt, LessonKind, SectionKind};
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
    message: &'static str,
    help: &'static str,
}

const CHANGE: Road = Road {
    signs: &["faulty-changes", "faulty-code"],
    not: &[],
    guards: "safeguards",
    answers: "stopping-words",
    names_guards: true,
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
    let message = match &answer {
        Some(Answer::Guard(_)) => {
            "an action adds what could have stopped this, and nothing says why it was not there"
        }
        _ => road.message,
    };
    let finding = out
        .report(at(cx, &told), format!("{message}: {quoted}"))
        .help(road.help)
        .subject("safeguard");
    if let Some(Answer::Guard(action)) = answer {
        finding.related(action.span, "this action adds it");
    }
}

/// What an action does about it.
enum Answer<'a> {
    /// It adds what could have stopped it.
    Guard(&'a Action),
    /// It keeps it from happening in another way.
    Other,
}

/// Where it is told, or the explanation, where only the summary tells it.
fn at(cx: &Context, told: &Told) -> Span {
    let span = told.words.span();
    let in_summary = cx.post.sections.kind_at(span.start) == SectionKind::Summary;
    let mut items = cx.post.causes.items.iter().map(|item| item.span);
    let explained = items.find(|item| cx.post.sections.kind_at(item.start) == SectionKind::Causes);
    explained.filter(|_| in_summary).unwrap_or(span)
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
        })
    };
    match matching(road.guards) {
        // "Define the process, which is there for the server only": the action says itself why it was not there.
        Some(action) if road.names_guards && !tells_why(cx, action) => Some(Answer::Guard(action)),
        Some(_) => Some(Answer::Other),
        None => matching(road.answers).map(|_| Answer::Other),
    }
}

fn tells_why(cx: &Context, action: &Action) -> bool {
    cx.phrases("missing-guards").is_match(&action.text)
}
