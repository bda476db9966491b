//! Questions on the impact that the post-mortem raises and does not answer.

use std::ops::Range;

use crate::diagnostic::Findings;
use crate::markdown::{FrontData, Text};
use crate::postmortem::{Metric, SectionKind, Whom};
use crate::rules::{Context, prose, quote};
use crate::words;

use super::{asked_units, vague_quantity};

/// A question: the key below `impact`, the words that raise it, what counts as a number for it, how it is asked.
struct Question {
    key: &'static str,
    words: &'static str,
    metric: Metric,
    ask: &'static str,
}

const QUESTIONS: [Question; 3] = [
    Question {
        key: "requests_failed",
        words: "impact-asks-requests",
        metric: Metric::Requests,
        ask: "how many requests failed",
    },
    Question {
        key: "p99_latency_ms",
        words: "impact-asks-latency",
        metric: Metric::Latency,
        ask: "how slow it was",
    },
    Question {
        key: "data_lost",
        words: "impact-asks-data",
        metric: Metric::Data,
        ask: "whether data was lost, and how much",
    },
];

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let texts = told(cx);
    let asked = cx.settings().list("ask");
    let open: Vec<(&Question, Option<Raised<'_>>)> = QUESTIONS
        .iter()
        .filter(|question| asked.iter().any(|key| key == question.key))
        .filter_map(|question| Some((question, raised(cx, question, &texts)?)))
        .filter(|(question, raised)| !is_answered(cx, question, raised.as_ref(), &texts))
        .collect();
    if open.is_empty() {
        return;
    }
    let first = open.iter().find_map(|(_, raised)| raised.as_ref());
    let span = first.map_or_else(
        || cx.place_of(SectionKind::Impact),
        |raised| raised.words.span(),
    );
    let asks: Vec<String> = open
        .iter()
        .map(|(question, raised)| asks(cx, question, raised.as_ref()))
        .collect();
    let keys: Vec<String> = open
        .iter()
        .map(|(question, _)| format!("`{}`", question.key))
        .collect();
    out.report(span, format!("not said: {}", asks.join("; ")))
        .help(format!("write a number or `none`, here or as {} below `impact:`; say so where it does not apply", keys.join(", ")))
        .subject(keys.join(" "));
}

/// How a question is asked of the sentence that raises it: in the unit of what failed there, and of waiting for how long; with
/// the words that stand where its number would.
fn asks(cx: &Context, question: &Question, raised: Option<&Raised<'_>>) -> String {
    let Some(raised) = raised else {
        return question.ask.to_owned();
    };
    let (ask, vague) = match question.metric {
        Metric::Requests => {
            let vague = asked_units::vague_before(cx, raised.sentence);
            let unit = vague.and_then(|(_, unit)| unit).unwrap_or_else(|| {
                asked_units::of_failures(cx, raised.words.as_str(), raised.sentence)
            });
            let ask = format!("how many {unit} failed");
            (ask, vague.map(|(words, _)| words))
        }
        Metric::Latency if asked_units::is_of_waiting(cx, raised.sentence) => {
            ("how long they waited".to_owned(), None)
        }
        Metric::Latency => {
            let out = cx
                .phrases("impact-timeouts")
                .is_match(cx.doc().running_text());
            let or = if out { ", or how many timed out" } else { "" };
            let ask = format!("{}{or}", question.ask);
            (ask, asked_units::slow_measure(cx))
        }
        _ => (question.ask.to_owned(), None),
    };
    match vague {
        Some(vague) => format!("{ask} ({} is no number)", quote::text(vague)),
        None => ask,
    }
}

/// The words that raise a question, and their sentence.
struct Raised<'d> {
    words: Text<'d>,
    sentence: &'d str,
}

/// What the impact, the summary and the title say: where the impact raises a question, too, it is asked there.
fn told<'a>(cx: &'a Context) -> Vec<Text<'a>> {
    let doc = cx.doc();
    let sections = &cx.post.sections;
    let of = |kind| {
        sections
            .of(kind)
            .flat_map(move |section| sections.own_texts(doc, section))
    };
    let timeline = cx.post.timeline.as_ref();
    let is_entry = |text: &Text<'_>| {
        timeline.is_some_and(|timeline| timeline.entry_at(text.span().start).is_some())
    };
    of(SectionKind::Impact)
        .chain(of(SectionKind::Summary))
        .filter(|text| !is_entry(text))
        .collect()
}

/// The timeline: "all launches are failing".
fn story<'a>(cx: &'a Context) -> impl Iterator<Item = Text<'a>> {
    let sections = cx.post.sections.of(SectionKind::Timeline);
    sections.flat_map(|section| cx.post.sections.own_texts(cx.doc(), section))
}

/// So many words of a text are looked at, each with its sentence, which may be as long as the text.
const READ: usize = 20;

/// The words that raise a question; `Some(None)` where the front matter has `impact:`, which asks all of them.
fn raised<'a>(cx: &Context, question: &Question, texts: &[Text<'a>]) -> Option<Option<Raised<'a>>> {
    let words = texts.iter().find_map(|text| {
        let whole = text.as_str();
        let in_impact = cx.post.sections.kind_at(text.span().start) == SectionKind::Impact;
        // Asked once a sentence.
        let mut last: Option<(Range<usize>, bool)> = None;
        let mut found = cx.phrases(question.words).find_iter(whole).take(READ);
        found.find_map(|found| {
            let range = prose::sentence(whole, found.range());
            let sentence = whole.get(range.clone())?;
            let asks = match &last {
                Some((known, asks)) if *known == range => *asks,
                _ => asks_of(cx, question, sentence, in_impact),
            };
            last = Some((range, asks));
            (asks && !prose::is_quoted(whole, found.range())).then(|| Raised {
                words: text.slice(found.range()),
                sentence,
            })
        })
    });
    let group = cx
        .post
        .metadata
        .get("impact")
        .is_some_and(|impact| matches!(impact.data, FrontData::Map(_)));
    (words.is_some() || group).then_some(words)
}

/// Whether a sentence tells what somebody felt, and no other rule asks for the number: who "several students" were is the
/// same one, and so is which "some of the new servers" were that answered with errors.
fn asks_of(cx: &Context, question: &Question, sentence: &str, in_impact: bool) -> bool {
    let felt = in_impact || cx.phrases("impact-people-words").is_match(sentence);
    felt && !(question.metric == Metric::Requests
        && vague_quantity::counts_hit(cx, sentence, in_impact))
}

fn is_answered(
    cx: &Context,
    question: &Question,
    raised: Option<&Raised<'_>>,
    texts: &[Text<'_>],
) -> bool {
    let impact = &cx.post.impact;
    let stated = |fact: &&crate::postmortem::ImpactFact| {
        fact.key == question.key && !fact.value.trim().is_empty()
    };
    let noted = impact.facts.iter().any(|fact| fact.key == "note");
    let fact = impact.facts.iter().find(stated);
    let in_front =
        fact.is_some_and(|fact| noted || !fact.value.trim().eq_ignore_ascii_case("unknown"));
    let in_numbers = impact.numbers.iter().any(|number| {
        let work =
            question.metric == Metric::Requests && cx.phrases("impact-work").is_match(&number.unit);
        number.metric == question.metric || work
    });
    let reach = impact.reach.as_ref().map(|reach| reach.who);
    let nobody = reach == Some(Whom::Nobody);
    // Where it was down for all, all requests failed.
    let all = question.metric == Metric::Requests && reach.is_some();
    let in_a_row = question.metric == Metric::Latency
        && raised.is_some_and(|raised| asked_units::is_timed_in_a_row(cx, raised.words.as_str()));
    let of_raised = raised.is_some_and(|raised| answers_by_length(cx, question, raised, texts));
    in_front
        || of_raised
        || in_numbers
        || nobody
        || all
        || in_a_row
        || story(cx).any(|text| answers(cx, question, text.as_str()))
        || texts
            .iter()
            .any(|text| answers(cx, question, text.as_str()))
}

/// Whether a length answers: how long something was out, in the paragraph that tells of failures; how long anybody waited,
/// anywhere.
fn answers_by_length(
    cx: &Context,
    question: &Question,
    raised: &Raised<'_>,
    texts: &[Text<'_>],
) -> bool {
    match question.metric {
        Metric::Requests => {
            let at = raised.words.plain();
            let mut around = texts.iter().filter(|text| text.plain().contains(at));
            around.any(|text| cx.phrases("down-lengths").is_match(text.as_str()))
        }
        Metric::Latency => {
            asked_units::is_of_waiting(cx, raised.sentence) && asked_units::is_wait_told(cx)
        }
        _ => false,
    }
}

/// A sentence that raises the question and answers it in the same breath. Where all was down, the sentence behind it tells
/// how that looked: "The hub was down. Users were greeted with an error."
fn answers(cx: &Context, question: &Question, text: &str) -> bool {
    let mut was_down = false;
    prose::sentences(text)
        .filter_map(|range| text.get(range))
        .any(|sentence| {
            let about = cx.phrases(question.words).is_match(sentence)
                || question.key == "data_lost" && sentence.contains("data");
            let said = |list| {
                let mut said = cx.phrases(list).find_iter(sentence);
                said.any(|said| !is_denied(sentence, said.start()))
            };
            let down = said("impact-down");
            let told_before = was_down && question.metric == Metric::Requests;
            was_down = down;
            about && (down || told_before || said("impact-answers"))
        })
}

/// "Not all requests failed"
fn is_denied(sentence: &str, at: usize) -> bool {
    let before = sentence.get(..at).unwrap_or_default();
    let last = before.split_whitespace().next_back().unwrap_or_default();
    words::set("impact-everybody-part").contains(last.to_lowercase().as_str())
}
