//! Explanations that stop at a person, or at what nobody here can change.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use super::{elsewhere, stems};
use crate::diagnostic::{Findings, Severity};
use crate::phrases::Phrases;
use crate::postmortem::{CauseForm, CauseItem, EndsAt, SectionKind};
use crate::rules::{Context, prose, quote};

pub(super) fn at_person(cx: &Context, out: &mut Findings) {
    let guarding = LazyCell::new(|| guarding(cx));
    for item in ends(cx, EndsAt::Person) {
        let accident = accident(cx, &item.text);
        if accident.is_some() && is_guarded(cx, item, &guarding) {
            continue;
        }
        let (said, what, help) = match accident {
            Some(said) => (
                said,
                "was an accident, and nothing tells how it could happen",
                HOW,
            ),
            None if cx.phrases("beliefs").is_match(&item.text) => (
                telling(&item.text, cx.phrases("cause-person")),
                "is what somebody believed, and the explanation ends there",
                SHOWN,
            ),
            None => (
                telling(&item.text, cx.phrases("cause-person")),
                "is what a person did, and the explanation ends there",
                EASY,
            ),
        };
        let finding = out.report(item.span, format!("{said} {what}")).help(help);
        if help == SHOWN {
            finding.at_most(Severity::Warning);
        }
    }
}

/// The steps behind an accident, a belief and an act.
const HOW: &str = "go one step further: what let it get there, and what would have caught it?";
const SHOWN: &str = "go one step further: what would have shown before that it is not so?";
const EASY: &str =
    "go one step further: what made it look right or easy, and what would have caught it?";

/// The words that tell an accident of which the sentence names nobody: "the keys were inadvertently published".
fn accident(cx: &Context, text: &str) -> Option<String> {
    let found = cx.phrases("cause-person").find(text)?;
    let sentence = prose::sentence(text, found.start()..found.end());
    let said = text.get(sentence.clone())?.trim_end().trim_end_matches('.');
    let is_accident = cx.phrases("accidents").find(said);
    let place = is_accident.map(|words| words.start())?;
    let nobody = cx.phrases("person-subjects").find(said).is_none();
    nobody.then(|| quote::parted(said, 0..said.len(), place))
}

/// Whether an action that is open or done puts a guard before that very act: then its author has gone the step further, in
/// another place. It has to share the act and a thing with the explanation.
fn is_guarded(cx: &Context, item: &CauseItem, guarding: &[BTreeSet<String>]) -> bool {
    if guarding.is_empty() {
        return false;
    }
    let words = stems::of(cx, &item.text);
    guarding.iter().any(|action| {
        let shared = action.intersection(&words);
        shared.filter(|stem| stems::tells(cx, stem)).count() >= FEWEST_SHARED
    })
}

/// The stems of the actions that put a guard before an act.
fn guarding(cx: &Context) -> Vec<BTreeSet<String>> {
    let guards = cx.phrases("act-guards");
    let actions = cx.post.kept_actions();
    actions
        .filter(|action| guards.is_match(&action.text))
        .take(MOST_GUARDS)
        .map(|action| stems::of(cx, &action.text))
        .collect()
}

/// So many actions with a guard are compared.
const MOST_GUARDS: usize = 50;

/// An act and a thing.
const FEWEST_SHARED: usize = 2;

pub(super) fn out_of_reach(cx: &Context, out: &mut Findings) {
    // Beside a factor of our own it is one half of the story.
    let of_ours = |item: &CauseItem| item.leaf && item.ends_at == Some(EndsAt::System);
    if cx.post.causes.form == CauseForm::Factors && cx.post.causes.items.iter().any(of_ours) {
        return;
    }
    let is_unhurt = LazyCell::new(|| is_unhurt(cx));
    for item in ends(cx, EndsAt::External) {
        let said = telling(&item.text, cx.phrases("cause-external"));
        let is_guess = || cx.phrases("guesses").is_match(&item.text);
        let (what, help) = match () {
            () if cx.phrases("lacking-resources").is_match(&item.text) => (
                "is for lack of money, time or people, and the explanation ends there",
                "which answer before it can you change with what you have? End with that one",
            ),
            () if *is_unhurt => (
                OUT_OF_HANDS,
                "say what would have let it in, or shown it sooner",
            ),
            () if is_guess() => (
                "is suspected outside our hands, and the explanation ends there",
                OWN_PART,
            ),
            () => (OUT_OF_HANDS, OWN_PART),
        };
        out.report(item.span, format!("{said} {what}")).help(help);
    }
}

const OUT_OF_HANDS: &str = "is out of our hands, and the explanation ends there";
const OWN_PART: &str =
    "name our own part: what turned their trouble into ours, and what would have made it harmless?";

/// Whether the summary says that it did not reach us: then there is no trouble of ours to explain.
fn is_unhurt(cx: &Context) -> bool {
    let mut said = prose::find(cx.doc(), cx.phrases("not-hit-ourselves"));
    said.any(|found| cx.post.sections.kind_at(found.text.span().start) == SectionKind::Summary)
}

/// The words of a cause that say where it ends, with what stands around them in their sentence.
fn telling(text: &str, phrases: &Phrases) -> String {
    let Some(found) = phrases.find(text) else {
        return quote::text(text);
    };
    let sentence = prose::sentence(text, found.start()..found.end());
    let whole = text.get(sentence.clone()).unwrap_or_default();
    // "Resolution: …" is no part of what is said.
    let said = prose::behind_label(whole, found.start() - sentence.start);
    let start = sentence.end - said.len();
    let place = found.start() - start..found.end() - start;
    quote::around(said.trim_end(), place, MOST_QUOTED)
}

/// How many characters of a cause are quoted.
const MOST_QUOTED: usize = 90;

/// The causes at which the explanation ends so.
fn ends<'a>(cx: &Context<'a>, end: EndsAt) -> Vec<&'a CauseItem> {
    let causes = &cx.post.causes;
    let ends_so = |item: &&CauseItem| item.leaf && item.ends_at == Some(end);
    let ends: Vec<&CauseItem> = match causes.form {
        // Each branch has an end of its own, and each is an answer that somebody was content with.
        CauseForm::WhyChain => causes.items.iter().filter(ends_so).collect(),
        // One factor of several is a full story; the whole is judged.
        CauseForm::Factors | CauseForm::Prose if causes.ends_at == Some(end) => causes
            .items
            .iter()
            .rfind(ends_so)
            .or(causes.items.last())
            .into_iter()
            .collect(),
        CauseForm::None | CauseForm::Factors | CauseForm::Prose => Vec::new(),
    };
    match ends.is_empty() || elsewhere::goes_on(cx) {
        true => Vec::new(),
        false => ends,
    }
}
