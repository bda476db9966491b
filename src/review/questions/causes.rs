//! Where the explanation stops, and what it does not ask.

use super::barrier::change;
use super::reasons::{last_cause, last_leaf, telling};
use super::said::said;
use super::wording::{Ask, ask};
use super::{Asking, Topic};
use crate::postmortem::{CauseForm, CauseItem, Causes, EndsAt, PostMortem, SectionKind};
use crate::words;

/// The parts that tell why.
const WHY: [SectionKind; 5] = [
    SectionKind::Causes,
    SectionKind::Summary,
    SectionKind::Detection,
    SectionKind::Lessons,
    SectionKind::Other,
];

/// From how many whys or factors on an explanation has gone deep enough to be left alone.
const DEEP: usize = 3;

/// The rules that find an explanation that stops too early, the question for each and the words that show it.
const EARLY: [(&str, &str, &str); 3] = [
    ("cause-ends-at-person", "cause-person", "cause-person"),
    ("cause-out-of-reach", "cause-outside", "cause-external"),
    ("cause-is-symptom", "cause-symptom", "cause-symptom"),
];

pub(super) fn ask_for(asking: &mut Asking<'_>) {
    if let Some(asked) = unknown(asking.post) {
        asking.ask(Topic::Cause, 91, asked);
    }
    let (weight, asked) = stops(asking);
    asking.ask(Topic::Cause, weight, asked);
}

/// What the document itself says that it does not know.
fn unknown(post: &PostMortem) -> Option<Ask> {
    let mut open = said(post, "cause-unclear", &WHY);
    // Elsewhere, "it was unclear" tells of the day, not of today.
    let still = words::phrases("review-still");
    open.retain(|one| one.part == SectionKind::Causes || still.is_match(one.sentence.as_str()));
    // Of what services do not know of each other there is nothing to find out.
    let people = words::phrases("own-subjects");
    open.retain(|one| !one.phrase().ends_with("know") || people.is_match(one.sentence.as_str()));
    for list in ["hedges", "review-guesses"] {
        let parts = [SectionKind::Causes, SectionKind::Summary];
        open.extend(said(post, list, &parts));
    }
    let answers = words::phrases("hedge-answers");
    open.retain(|one| !answers.is_match(one.sentence.as_str()));
    open.sort_by_key(|one| (one.part != SectionKind::Causes, one.at()));
    open.dedup_by_key(|one| one.sentence.plain());
    let first = open.first()?;
    let asked = match open.get(1) {
        None => ask("cause-unknown")
            .put("quote", first.quote())
            .line("line", first.line()),
        Some(second) => ask("cause-unknown-more")
            .put("quote", first.quote())
            .line("line", first.line())
            .put("more", second.quote())
            .line("more-line", second.line()),
    };
    Some(asked)
}

/// Where the explanation stops: where the linter says that it stops too early, else at the last cause.
fn stops(asking: &Asking<'_>) -> (u32, Ask) {
    let post = asking.post;
    let causes = &post.causes;
    let Some(last) = last_leaf(causes) else {
        return (95, thin(post));
    };
    let about = |name: &str, item: &CauseItem, list: Option<&'static str>| {
        let told = telling(post, item, list);
        ask(name).put("quote", told.quote).line("line", told.line)
    };
    for (rule, name, list) in EARLY {
        if let Some(item) = told_by(asking, rule) {
            return (91, about(name, item, Some(list)));
        }
    }
    let means = words::phrases("review-means");
    let mut leaves = causes.items.iter().filter(|item| item.leaf);
    if let Some(item) = leaves.find(|item| means.is_match(&item.text)) {
        return (91, about("cause-means", item, Some("review-means")));
    }
    match causes.ends_at {
        Some(EndsAt::Person) => (87, about("cause-person", last, Some("cause-person"))),
        Some(EndsAt::External) => (86, about("cause-outside", last, Some("cause-external"))),
        Some(EndsAt::Symptom) => (85, about("cause-symptom", last, Some("cause-symptom"))),
        _ if is_deep(causes) => (45, about("cause-else", last, None)),
        _ => (80, why(post)),
    }
}

/// Why it was possible. What let a change through is asked by itself.
fn why(post: &PostMortem) -> Ask {
    let Some(cause) = last_cause(post) else {
        return thin(post);
    };
    let name = match change(post) {
        Some(_) => "cause-else",
        None => "cause-why",
    };
    ask(name).put("quote", cause.quote).line("line", cause.line)
}

/// A part on causes without a reason in it, or none.
fn thin(post: &PostMortem) -> Ask {
    match post.sections.first(SectionKind::Causes) {
        Some(section) => ask("cause-thin").line("line", post.doc.line(section.heading_span.start)),
        None => ask("no-cause"),
    }
}

/// The cause that a rule speaks of.
fn told_by<'a>(asking: &Asking<'a>, rule: &str) -> Option<&'a CauseItem> {
    let mut told = asking.verdict.diagnostics.iter();
    let span = told.find(|one| one.rule.id == rule)?.finding.span;
    let mut items = asking.post.causes.items.iter();
    items.find(|item| item.span.contains(span) || span.contains(item.span))
}

fn is_deep(causes: &Causes) -> bool {
    match causes.form {
        CauseForm::WhyChain => causes.depth.unwrap_or_default() >= DEEP,
        CauseForm::Factors => causes.items.len() >= DEEP,
        CauseForm::Prose | CauseForm::None => false,
    }
}
