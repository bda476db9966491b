//! Explanations that stop at what broke.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::slice;

use super::{elsewhere, stems};
use crate::diagnostic::{Findings, Severity};
use crate::postmortem::{Action, CauseForm, CauseItem, Causes, EndsAt, SectionKind};
use crate::rules::{Context, prose, quote};

/// Whoever writes more than this has most probably begun to explain.
const WORDS: usize = 25;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let ends = ends(&cx.post.causes);
    if ends.is_empty() || elsewhere::goes_on(cx) {
        return;
    }
    let asked = Asked::of(cx);
    let not_learnt = LazyCell::new(|| not_learnt(cx));
    let factors = factors(&cx.post.causes);
    for item in ends {
        let (judged, what) = match factors {
            [_, _] => (factors, "both factors are what broke".to_owned()),
            [_, .., _] => (
                factors,
                format!("all {} factors are what broke", factors.len()),
            ),
            _ => (
                slice::from_ref(item),
                format!("{} is what {}", quote::text(&item.text), verb(cx, item)),
            ),
        };
        let place = judged.first().map_or(item.span, |first| first.span);
        let (message, help, at_most) = match asked.about(cx, judged) {
            Some(line) => (
                format!("{what}; the cause is still looked for (line {line})"),
                "bring the answer back here when it is found, or what was ruled out",
                Severity::Info,
            ),
            None => match *not_learnt {
                Some(line) => (
                    format!("{what}, and the document says that no more is known (line {line})"),
                    "write what was looked at and ruled out, and what would show it the next time",
                    Severity::Info,
                ),
                None => (
                    format!("{what}, and the explanation ends there"),
                    FURTHER,
                    Severity::Error,
                ),
            },
        };
        out.report(place, message).help(help).at_most(at_most);
    }
}

/// What is asked where nobody looks for the cause any more.
const FURTHER: &str =
    "go one step further: why could it come to that, and what would have stopped it?";

/// The line on which those who write say that they did not learn the cause: where causes, lessons or the summary speak of all,
/// and not of a while.
fn not_learnt(cx: &Context) -> Option<usize> {
    let speaks = |found: &prose::Found| {
        matches!(
            cx.post.sections.kind_at(found.text.span().start),
            SectionKind::Causes | SectionKind::Lessons | SectionKind::Summary
        ) && !cx
            .phrases("unknown-for-a-while")
            .is_match(found.sentence().as_str())
    };
    let lists = ["causes-not-learnt", "unknown-causes"];
    let first = |list: &str| prose::find(cx.doc(), cx.phrases(list)).find(speaks);
    let found = lists.into_iter().find_map(first)?;
    Some(cx.doc().line(found.text.span().start))
}

/// The factors, where these are judged as a whole.
fn factors(causes: &Causes) -> &[CauseItem] {
    match causes.form {
        CauseForm::Factors => &causes.items,
        CauseForm::None | CauseForm::WhyChain | CauseForm::Prose => &[],
    }
}

/// "Requests overloaded the workers" is no thing that broke.
fn verb(cx: &Context, item: &CauseItem) -> &'static str {
    match cx.phrases("happened-verbs").is_match(&item.text) {
        true => "happened",
        false => "broke",
    }
}

/// The open actions that ask for a cause ("find out why the probe fails", "does the export slow the probe down?"), by the words
/// that they tell: they say themselves that the explanation is not complete.
struct Asked {
    /// By stem: the line of the first action that has it.
    lines: HashMap<String, usize>,
}

impl Asked {
    /// Read once: a document may have thousands of whys, and of actions.
    fn of(cx: &Context) -> Self {
        let asks = |action: &&Action| {
            cx.phrases("cause-asked").is_match(&action.text)
                || cx.phrases("cause-questions").opens(&action.text)
        };
        let mut lines = HashMap::new();
        for action in cx.open_actions().filter(asks) {
            let line = cx.doc().line(action.span.start);
            let words = stems::of(cx, &action.text).into_iter();
            for word in words.filter(|word| stems::tells(cx, word)) {
                lines.entry(word).or_insert(line);
            }
        }
        Self { lines }
    }

    /// The line of the first action that asks for the cause of one of these. One about something else asks for another cause.
    fn about(&self, cx: &Context, items: &[CauseItem]) -> Option<usize> {
        let told = items.iter().flat_map(|item| stems::of(cx, &item.text));
        let lines = told.filter_map(|word| self.lines.get(&word));
        lines.min().copied()
    }
}

/// The leaves that stop at what broke; of factors and of prose, the last one when all of them do.
pub(super) fn ends(causes: &Causes) -> Vec<&CauseItem> {
    let is_symptom = |item: &&CauseItem| {
        item.leaf
            && item.ends_at == Some(EndsAt::Symptom)
            && item.text.split_whitespace().count() <= WORDS
    };
    match causes.form {
        CauseForm::None => Vec::new(),
        CauseForm::WhyChain => causes.items.iter().filter(is_symptom).collect(),
        // One of several is part of a story; the whole is judged.
        CauseForm::Factors | CauseForm::Prose => {
            let whole = causes.ends_at == Some(EndsAt::Symptom)
                && causes.items.iter().all(|item| is_symptom(&item));
            causes.items.iter().rfind(|_| whole).into_iter().collect()
        }
    }
}
