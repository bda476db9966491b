//! People as the subject of a failure.

use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::{Findings, Severity};
use crate::markdown::{BlockKind, Span};
use crate::postmortem::{CauseForm, SectionKind};
use crate::rules::prose::{self, Found};
use crate::rules::{Context, people, quote};
use crate::words;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let mut blames: Vec<Blame> = Vec::new();
    let phrases = prose::find(cx.doc(), cx.phrases("blame-phrases"))
        .filter(|found| tells(cx, found) && !found.is_within(cx.phrases("blame-phrases-harmless")))
        .map(|found| Blame::new(cx, &found, found.text.span()));
    blames.extend(phrases);
    for (list, subject) in [
        ("blame-verbs", of_a_verb as Subject),
        ("blame-manners", of_a_deed),
    ] {
        let acts = prose::find(cx.doc(), cx.phrases(list))
            .filter(|found| tells(cx, found) && !found.is_within(cx.phrases("blame-harmless")));
        blames.extend(acts.filter_map(|found| {
            let from = from_subject(cx, &found, subject)?;
            let span = found.around.slice(from..found.range().end).span();
            Some(Blame::new(cx, &found, span))
        }));
    }
    blames.sort_by_key(|blame| blame.span);
    blames.dedup_by(|next, kept| {
        let overlap = next.span.start < kept.span.end;
        if overlap {
            kept.span = kept.span.join(next.span);
        }
        overlap
    });
    for blame in blames {
        report(cx, &blame, out);
    }
}

/// Words by which people are made the fault.
struct Blame {
    span: Span,
    /// What says what was missing: the rest of the sentence ("our fault, as the client had no limit"), or the next one.
    reason: Option<&'static str>,
}

impl Blame {
    fn new(cx: &Context, found: &Found, span: Span) -> Self {
        let sentence = found.sentence();
        let end = found.text.plain().end - sentence.plain().start;
        let rest = sentence.as_str().get(end..).unwrap_or_default();
        let next = found.next_sentence();
        let reason = if cx.phrases("gap-reasons").is_match(rest) {
            Some("the sentence itself")
        } else if cx.phrases("lacking-things").opens(next) {
            Some("the next sentence")
        } else {
            None
        };
        Self { span, reason }
    }

    /// What goes on, beside the blame, to what was missing.
    fn answer(&self, cx: &Context) -> Option<&'static str> {
        let causes = &cx.post.causes;
        let goes_on = causes.form == CauseForm::WhyChain
            && causes
                .items
                .iter()
                .any(|item| !item.leaf && item.span.contains(self.span));
        self.reason.or(goes_on.then_some("the next why"))
    }
}

fn report(cx: &Context, blame: &Blame, out: &mut Findings) {
    let said = quote::text(cx.doc().source(blame.span));
    let message = format!("{said} makes people the fault");
    match blame.answer(cx) {
        Some(answer) => out
            .report(blame.span, format!("{message}; {answer} has the reason"))
            .help("tell the reason alone: nothing is lost without the verdict")
            .at_most(Severity::Info),
        None => out
            .report(blame.span, message)
            .help("make what was missing the subject: what did not show it, check it or stop it?"),
    };
}

/// Whether the sentence tells what was: plans, questions and conditions do not.
fn tells(cx: &Context, found: &Found) -> bool {
    let sentence = found.sentence();
    let before = sentence.slice(0..found.text.plain().start - sentence.plain().start);
    !matches!(cx.doc().kind(found.block), BlockKind::Heading(_))
        && cx.post.sections.kind_at(found.text.span().start) != SectionKind::Actions
        && !sentence.as_str().trim_end().ends_with('?')
        && !CONDITION.is_match(before.as_str())
}

/// Where the person begins in the text before an act in its sentence, if one fell short by it.
type Subject = fn(&Context, &Found, &str) -> Option<usize>;

fn from_subject(cx: &Context, found: &Found, subject: Subject) -> Option<usize> {
    let start = found.sentence().plain().start - found.around.plain().start;
    let before = found.around.slice(start..found.range().start).as_str();
    Some(start + subject(cx, found, before)?)
}

/// The person that a verb belongs to. That we did not catch or consider something is a fact about us, told by ourselves;
/// said of others, or with a measure, it is blame.
fn of_a_verb(cx: &Context, found: &Found, before: &str) -> Option<usize> {
    let at = people::subject(cx, before)?;
    let own = words::set("own-subjects").contains(
        before
            .get(at..)?
            .split_whitespace()
            .next()?
            .to_lowercase()
            .as_str(),
    );
    let act = found.text.as_str();
    let soft = cx.phrases("blame-verbs-of-others").is_match(act)
        && !cx.phrases("blame-measures").closes(act);
    (!(own && soft)).then_some(at)
}

/// The person who did something "without checking": the one with whom the sentence opens.
fn of_a_deed(cx: &Context, _: &Found, before: &str) -> Option<usize> {
    people::opening(cx, before).filter(|_| is_deed(before))
}

/// Whether the clause before "without checking" tells what was done, and in one breath with it.
fn is_deed(before: &str) -> bool {
    let mut words = before.split_whitespace();
    !before.contains([',', ';', ':'])
        && !words.any(|word| words::set("unguarded-acts").contains(word.to_lowercase().as_str()))
}

/// What makes a clause a plan, a question or a condition.
static CONDITION: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"\b(?:{})\b[^.;:]*$",
        words::entries("condition-words")
            .collect::<Vec<_>>()
            .join("|")
    ))
});

fn regex(pattern: &str) -> Regex {
    words::regex(pattern).unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
}
