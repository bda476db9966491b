//! People as the subject of a failure.

mod answered;
mod said;

use std::cell::LazyCell;
use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::{Findings, Severity};
use crate::markdown::{BlockKind, Span, Text};
use crate::postmortem::SectionKind;
use crate::rules::prose::{self, Found};
use crate::rules::{Context, people};
use crate::words;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let mut blames: Vec<Blame> = Vec::new();
    let phrases = prose::find(cx.doc(), cx.phrases("blame-phrases"))
        .filter(|found| tells(cx, found) && !found.is_within(cx.phrases("blame-phrases-harmless")))
        .map(|found| Blame::new(cx, &found, found.text.plain()));
    blames.extend(phrases);
    for (list, subject) in [
        ("blame-verbs", of_a_verb as Subject),
        ("blame-manners", of_a_deed),
    ] {
        let acts = prose::find(cx.doc(), cx.phrases(list))
            .filter(|found| tells(cx, found) && !found.is_within(cx.phrases("blame-harmless")));
        blames.extend(acts.filter_map(|found| {
            let from = from_subject(cx, &found, subject)?;
            let plain = found.around.slice(from..found.range().end).plain();
            (!answered::is_countered(cx, &found, from)).then(|| Blame::new(cx, &found, plain))
        }));
    }
    blames.retain(|blame| !answered::is_said_in_a_talk(cx, blame));
    blames.sort_by_key(|blame| blame.plain);
    blames.dedup_by(|next, kept| {
        let overlap = next.plain.start < kept.plain.end;
        if overlap {
            kept.plain = kept.plain.join(next.plain);
        }
        overlap
    });
    let passed = !blames.is_empty() && answered::passes_slip(cx);
    let to_users = LazyCell::new(|| answered::speaks_to_users(cx));
    for blame in blames {
        let apologises = answered::is_apology(cx, &blame) && *to_users;
        report(cx, &blame, passed, apologises, out);
    }
}

/// Words by which people are made the fault.
struct Blame<'d> {
    /// Where in the running text, from the person on.
    plain: Span,
    /// The words of the list alone.
    act: Span,
    sentence: Text<'d>,
    /// What gives the reason beside it.
    reason: Option<&'static str>,
}

impl<'d> Blame<'d> {
    fn new(cx: &Context, found: &Found<'d>, plain: Span) -> Self {
        Self {
            plain,
            act: found.text.plain(),
            sentence: found.sentence(),
            reason: answered::reason(cx, found, plain.start),
        }
    }
}

/// Reports a blame; `passed` is whether a chain of whys passes a slip, `apologises` whether it is an apology to users.
fn report(cx: &Context, blame: &Blame, passed: bool, apologises: bool, out: &mut Findings) {
    let span = cx.doc().text_at(blame.plain).span();
    let does = match apologises {
        true => "takes the fault upon people",
        false => "makes people the fault",
    };
    let message = format!("{} {does}", said::quote(cx, blame));
    let answer = match blame.reason {
        None if answered::is_step(cx, span) => Some("the next why"),
        None if passed => Some("the chain of whys"),
        reason => reason,
    };
    match answer {
        Some(answer) => out
            .report(span, format!("{message}; {answer} has the reason"))
            .help("tell the reason alone: nothing is lost without the verdict")
            .at_most(Severity::Info),
        None => out
            .report(span, message)
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
/// said of others, or with a measure, it is blame. In the middle of a chain of whys it is a step, whatever its measure.
fn of_a_verb(cx: &Context, found: &Found, before: &str) -> Option<usize> {
    let at = people::subject(cx, before)?;
    let own = is_own(before.get(at..)?);
    let act = found.text.as_str();
    let soft = cx.phrases("blame-verbs-of-others").is_match(act)
        && (!cx.phrases("blame-measures").closes(act) || answered::is_step(cx, found.text.span()));
    (!(own && soft)).then_some(at)
}

/// Whether a text begins with the author, or the author among others.
fn is_own(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    words::set("own-subjects").contains(first.to_lowercase().as_str())
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
