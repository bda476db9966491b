//! Questions on the impact that the post-mortem raises and does not answer.

use crate::diagnostic::Findings;
use crate::markdown::{FrontData, Text};
use crate::postmortem::{Metric, SectionKind, Whom};
use crate::rules::{Context, prose};
use crate::words;

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
    let open: Vec<(&Question, Option<Text<'_>>)> = QUESTIONS
        .iter()
        .filter(|question| asked.iter().any(|key| key == question.key))
        .filter_map(|question| Some((question, raised(cx, question, &texts)?)))
        .filter(|(question, _)| !is_answered(cx, question, &texts))
        .collect();
    if open.is_empty() {
        return;
    }
    let first = open.iter().find_map(|(_, words)| *words);
    let span = first.map_or_else(|| cx.place_of(SectionKind::Impact), Text::span);
    let asks: Vec<&str> = open.iter().map(|(question, _)| question.ask).collect();
    let keys: Vec<String> = open
        .iter()
        .map(|(question, _)| format!("`{}`", question.key))
        .collect();
    out.report(span, format!("not said: {}", asks.join("; ")))
        .help(format!("write a number or `none`, here or as {} below `impact:`; say so where it does not apply", keys.join(", ")))
        .subject(keys.join(" "));
}

/// What the title, the summary and the impact say.
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
    of(SectionKind::Summary)
        .chain(of(SectionKind::Impact))
        .filter(|text| !is_entry(text))
        .collect()
}

/// The timeline: "all launches are failing".
fn story<'a>(cx: &'a Context) -> impl Iterator<Item = Text<'a>> {
    let sections = cx.post.sections.of(SectionKind::Timeline);
    sections.flat_map(|section| cx.post.sections.own_texts(cx.doc(), section))
}

/// The words that raise a question; `Some(None)` where the front matter has `impact:`, which asks all of them.
fn raised<'a>(cx: &Context, question: &Question, texts: &[Text<'a>]) -> Option<Option<Text<'a>>> {
    let words = texts.iter().find_map(|text| {
        let whole = text.as_str();
        let in_impact = cx.post.sections.kind_at(text.span().start) == SectionKind::Impact;
        let mut found = cx.phrases(question.words).find_iter(whole);
        found
            .find(|found| {
                let sentence = whole
                    .get(prose::sentence(whole, found.range()))
                    .unwrap_or_default();
                let felt = in_impact || cx.phrases("impact-people-words").is_match(sentence);
                felt && !prose::is_quoted(whole, found.range())
            })
            .map(|found| text.slice(found.range()))
    });
    let group = cx
        .post
        .metadata
        .get("impact")
        .is_some_and(|impact| matches!(impact.data, FrontData::Map(_)));
    (words.is_some() || group).then_some(words)
}

fn is_answered(cx: &Context, question: &Question, texts: &[Text<'_>]) -> bool {
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
    in_front
        || in_numbers
        || nobody
        || all
        || story(cx).any(|text| answers(cx, question, text.as_str()))
        || texts
            .iter()
            .any(|text| answers(cx, question, text.as_str()))
}

/// A sentence that raises the question and answers it in the same breath.
fn answers(cx: &Context, question: &Question, text: &str) -> bool {
    prose::sentences(text)
        .filter_map(|range| text.get(range))
        .any(|sentence| {
            let about = cx.phrases(question.words).is_match(sentence)
                || question.key == "data_lost" && sentence.contains("data");
            let mut said = cx.phrases("impact-answers").find_iter(sentence);
            about && said.any(|said| !is_denied(sentence, said.start()))
        })
}

/// "Not all requests failed"
fn is_denied(sentence: &str, at: usize) -> bool {
    let before = sentence.get(..at).unwrap_or_default();
    let last = before.split_whitespace().next_back().unwrap_or_default();
    words::set("impact-everybody-part").contains(last.to_lowercase().as_str())
}
