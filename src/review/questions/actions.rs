//! Single actions that will not do what is hoped of them, and steps of the night that may still stand.

use super::matter::{Answers, is_common_matter, stems};
use super::said::said;
use super::wording::ask;
use super::{Asking, Topic};
use crate::markdown::Span;
use crate::postmortem::{Action, Clarity, SectionKind, Strength, Type};
use crate::rules::quote;
use crate::words;

/// Stems shorter than this are found in any text.
const TELLING: usize = 3;

pub(super) fn ask_for(asking: &mut Asking<'_>) {
    reminders(asking);
    unbounded(asking);
    stray(asking);
    workarounds(asking);
    bypasses(asking);
}

/// Those that hope for people to remember.
fn reminders(asking: &mut Asking<'_>) {
    let post = asking.post;
    let words = words::phrases("review-reminders");
    let asks_people = |one: &Action| one.clarity == Clarity::People || words.is_match(&one.text);
    let papers = words::phrases("review-papers");
    let is_paper = |one: &Action| {
        one.kind == Type::Process && one.strength == Strength::Weak && papers.is_match(&one.text)
    };
    let kept = post.kept_actions();
    let mut found: Vec<&Action> = kept.clone().filter(|one| asks_people(one)).collect();
    if found.is_empty() {
        found.extend(kept.filter(|one| is_paper(one)).take(1));
    }
    let Some(first) = found.first() else { return };
    let asked = |name: &str| {
        ask(name)
            .put("quote", quote::action(first))
            .line("line", post.doc.line(first.span.start))
    };
    let asked = match found.get(1) {
        None => asked("weak-action"),
        Some(second) => asked("weak-actions")
            .put("second", quote::action(second))
            .line("second-line", post.doc.line(second.span.start)),
    };
    let weight = if asks_people(first) { 76 } else { 57 };
    asking.ask(Topic::Action, weight, asked);
}

/// Those of which nobody can tell when they are done.
fn unbounded(asking: &mut Asking<'_>) {
    let post = asking.post;
    let open: Vec<&Action> = post.actions.iter().filter(|one| one.is_open()).collect();
    let asks = open.iter().find(|one| one.text.contains('?'));
    let endless = open.iter().find(|one| one.clarity == Clarity::Exploratory);
    let vague = open.iter().find(|one| one.clarity == Clarity::Vague);
    let manual = open
        .iter()
        .find(|one| one.text.to_lowercase().contains("manual"));
    for (action, name, weight) in [
        (asks, "asking-action", 75),
        (endless, "open-action", 71),
        (vague, "vague-action", 70),
        (manual, "manual-action", 64),
    ] {
        if let Some(action) = action {
            let asked = ask(name)
                .put("quote", quote::action(action))
                .line("line", asking.line(action.span.start));
            asking.ask(Topic::Action, weight, asked);
        }
    }
}

/// Those that make a way around a guard the rule.
fn bypasses(asking: &mut Asking<'_>) {
    let said = said(asking.post, "review-bypasses", &[SectionKind::Actions]);
    if let Some(way) = said.first() {
        let asked = ask("bypass-action")
            .put("quote", way.quote())
            .line("line", way.line());
        asking.ask(Topic::Action, 74, asked);
    }
}

/// Those about something that the document does not tell of.
fn stray(asking: &mut Asking<'_>) {
    let post = asking.post;
    let mut around: Vec<Span> = post.actions.iter().map(|one| one.extent).collect();
    around.sort();
    let told = outside(post.doc.text(), &around).to_lowercase();
    let stray = post.actions.iter().filter(|one| one.is_open()).find(|one| {
        let mut own = stems(&one.text);
        own.retain(|stem| stem.chars().count() >= TELLING);
        own.len() >= 2
            && !own
                .iter()
                .any(|stem| told.contains(stem) || is_common_matter(stem))
    });
    if let Some(action) = stray {
        let asked = ask("stray-action")
            .put("quote", quote::action(action))
            .line("line", asking.line(action.span.start));
        asking.ask(Topic::Action, 69, asked);
    }
}

/// The text of a file without what lies in `spans`.
fn outside(text: &str, spans: &[Span]) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut from = 0;
    for span in spans {
        rest.push_str(text.get(from..span.start).unwrap_or_default());
        from = from.max(span.end);
    }
    rest.push_str(text.get(from..).unwrap_or_default());
    rest
}

/// Steps that were meant for the moment, with no action that undoes them or makes them last.
fn workarounds(asking: &mut Asking<'_>) {
    let post = asking.post;
    let answers = Answers::of(post);
    let parts = [
        SectionKind::Timeline,
        SectionKind::Other,
        SectionKind::Summary,
    ];
    let steps = said(post, "review-workarounds", &parts);
    // The later, the likelier it is that it still stands.
    let open = steps
        .iter()
        .rfind(|one| !answers.answer(one.sentence.as_str()));
    if let Some(step) = open {
        let asked = ask("workaround")
            .put("quote", step.quote())
            .line("line", step.line());
        asking.ask(Topic::Workaround, 67, asked);
    }
}
