//! Guesses for causes, with nobody to find out.

use super::together;
use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::postmortem::{Action, SectionKind, State, Type, normalise};
use crate::rules::prose::{self, Found};
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    if cx.post.actions.iter().any(|action| finds_out(cx, action)) {
        return;
    }
    let mut guesses: Vec<Guess> = Vec::new();
    let mut last = None;
    let updated = last_update(cx);
    for found in prose::find(cx.doc(), cx.phrases("hedges")) {
        let sentence = found.sentence();
        let span = found.text.span();
        let asked = sentence.as_str().trim_end().ends_with('?');
        let answered = cx.phrases("hedge-answers").is_match(found.around.as_str())
            || is_decided(cx, span)
            || span.start < updated
            || is_aside(&found);
        if !is_of_the_cause(cx, span, sentence.as_str())
            || asked
            || answered
            || last == Some(sentence.plain())
        {
            continue;
        }
        last = Some(sentence.plain());
        guesses.push(Guess::new(cx, &found));
    }
    report(&guesses, out);
}

/// A sentence that leaves the cause open.
struct Guess {
    span: Span,
    /// In quotation marks.
    said: String,
    /// Whether it says that nobody knows, rather than guessing.
    is_open: bool,
}

impl Guess {
    fn new(cx: &Context, found: &Found) -> Self {
        let sentence = found.sentence();
        let start = found.text.plain().start - sentence.plain().start;
        Self {
            span: found.text.span(),
            said: quote::text(prose::behind_label(sentence.as_str(), start)),
            is_open: cx
                .phrases("admitted-unknowns")
                .is_match(found.text.as_str()),
        }
    }

    /// What is said at its place.
    fn message(&self) -> String {
        match self.is_open {
            true => format!("{} is open, and no action is to find out", self.said),
            false => format!("{} is a guess", self.said),
        }
    }
}

fn report(guesses: &[Guess], out: &mut Findings) {
    let places = guesses.iter().map(|guess| (guess.span, guess.message()));
    let several = |n: usize| {
        let kind = match guesses.iter().any(|guess| guess.is_open) {
            true => "open",
            false => "guesses",
        };
        match guesses {
            [one, other] => format!(
                "{} and {} are {kind}, and no action is to find out",
                one.said, other.said
            ),
            _ => format!("{n} sentences on the cause are {kind}, and no action is to find out"),
        }
    };
    let help = match guesses.iter().any(|guess| guess.is_open) {
        true => FIND_OUT,
        false => NEED_NOT,
    };
    if let Some(finding) = together::report(out, places.collect(), several) {
        finding.help(help).subject("guess");
    }
}

/// What is left to do where nobody knows, and where a guess may be good enough: what was done holds whatever it was.
const FIND_OUT: &str =
    "add an action that reproduces or records it, or write why it cannot or need not be known";
const NEED_NOT: &str =
    "write why it need not be known, or add an action that reproduces or records it";

/// Whether it stands in a section on causes, in the paragraph that is the explanation where there is no such section, or in
/// a sentence of the summary that gives a reason.
fn is_of_the_cause(cx: &Context, span: Span, sentence: &str) -> bool {
    let mut items = cx.post.causes.items.iter();
    match cx.post.sections.kind_at(span.start) {
        SectionKind::Causes => true,
        SectionKind::Summary if cx.phrases("reasons-given").is_match(sentence) => true,
        _ => items.any(|item| item.span.contains(span)),
    }
}

fn finds_out(cx: &Context, action: &Action) -> bool {
    let looks =
        action.kind == Type::Investigate || cx.phrases("finding-out").is_match(&action.text);
    action.state != State::Dropped && looks
}

/// Where the last section begins that tells what was learnt since: "Update".
fn last_update(cx: &Context) -> usize {
    let is_update = |heading: &str| cx.phrases("update-headings").opens(&normalise(heading));
    let updates = cx
        .post
        .sections
        .all
        .iter()
        .filter(|section| is_update(&section.heading));
    updates.map(|section| section.span.start).max().unwrap_or(0)
}

/// Whether it stands in brackets: "(perhaps because of its size)" explains no more than an aside.
fn is_aside(found: &Found) -> bool {
    let sentence = found.sentence();
    let start = found.text.plain().start - sentence.plain().start;
    let before = sentence.as_str().get(..start).unwrap_or_default();
    before.matches('(').count() > before.matches(')').count()
}

/// Whether the cause says why nothing is done about it.
fn is_decided(cx: &Context, span: Span) -> bool {
    let items = &cx.post.causes.items;
    items
        .iter()
        .any(|item| item.no_action.is_some() && item.span.contains(span))
}
