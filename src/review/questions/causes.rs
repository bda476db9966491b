//! Where the explanation stops, and what it does not ask.

use super::said::{Said, said};
use super::wording::{Ask, ask};
use super::{Asking, LONG, Question, Topic};
use crate::postmortem::{CauseForm, CauseItem, Causes, EndsAt, PostMortem, SectionKind};
use crate::rules::{prose, quote};
use crate::words;

/// The parts that tell why.
const WHY: [SectionKind; 5] = [
    SectionKind::Causes,
    SectionKind::Summary,
    SectionKind::Detection,
    SectionKind::Lessons,
    SectionKind::Other,
];

/// From how many whys on a chain has gone deep enough to be left alone.
const DEEP: usize = 3;

pub(super) fn ask_for(asking: &mut Asking<'_>) {
    let post = asking.post;
    if let Some(asked) = unknown(post) {
        asking.ask(Topic::Cause, 91, asked);
    }
    let (weight, asked) = stops(asking);
    asking.ask(Topic::Cause, weight, asked);
    let acts = said(post, "review-acts", &[SectionKind::Causes, SectionKind::Summary, SectionKind::Timeline, SectionKind::Other]);
    let act = acts.iter().max_by_key(|act| act.part == SectionKind::Causes);
    if let Some(act) = act {
        let asked = ask("cause-act").put("quote", act.quote()).line("line", act.line());
        asking.ask(Topic::Barrier, 84, asked);
    }
    barrier(asking);
    known(asking);
    outside(asking);
}

/// What the document itself says that it does not know.
fn unknown(post: &PostMortem) -> Option<Ask> {
    let mut open = said(post, "cause-unclear", &WHY);
    // Elsewhere, "it was unclear" tells of the day, not of today.
    let still = words::phrases("review-still");
    open.retain(|one| one.part == SectionKind::Causes || still.is_match(one.sentence.as_str()));
    open.extend(said(post, "hedges", &[SectionKind::Causes, SectionKind::Summary]));
    let answers = words::phrases("hedge-answers");
    open.retain(|one| !answers.is_match(one.sentence.as_str()));
    open.sort_by_key(|one| (one.part != SectionKind::Causes, one.at()));
    open.dedup_by_key(|one| one.sentence.plain());
    let first = open.first()?;
    Some(match open.get(1) {
        None => ask("cause-unknown").put("quote", first.quote()).line("line", first.line()),
        Some(second) => ask("cause-unknown-more")
            .put("quote", first.quote())
            .line("line", first.line())
            .put("more", second.quote())
            .line("more-line", second.line()),
    })
}

/// Where the explanation stops: where the linter says that it stops too early, else at the last cause.
fn stops(asking: &Asking<'_>) -> (u32, Ask) {
    let post = asking.post;
    let causes = &post.causes;
    let Some(last) = last_leaf(causes) else {
        return (95, thin(post));
    };
    let about = |name: &str, item: &CauseItem, list: Option<&'static str>| {
        let line = post.doc.line(item.span.start);
        ask(name)
            .put("quote", telling(causes.form, item, list))
            .line("line", line)
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
        _ if is_deep(causes) => (45, about("cause-why", last, None)),
        _ => match last_cause(post) {
            Some((quote, line)) => {
                let seen = change(post).is_some() || is_discussed(post);
                let name = if seen { "cause-why" } else { "cause-why-unseen" };
                (80, ask(name).put("quote", quote).line("line", line))
            }
            None => (80, thin(post)),
        },
    }
}

/// A part on causes without a reason in it, or none.
fn thin(post: &PostMortem) -> Ask {
    match post.sections.first(SectionKind::Causes) {
        Some(section) => ask("cause-thin").line("line", post.doc.line(section.heading_span.start)),
        None => ask("no-cause"),
    }
}

/// The last end of an explanation that is not the end of the incident.
fn last_leaf(causes: &Causes) -> Option<&CauseItem> {
    let endings = words::phrases("review-endings");
    let mut leaves = causes.items.iter().filter(|item| item.leaf).rev();
    let told = leaves.clone().find(|item| !endings.is_match(&item.text));
    told.or_else(|| leaves.next())
}

/// The rules that find an explanation that stops too early, the question for each and the words that show it.
const EARLY: [(&str, &str, &str); 3] = [
    ("cause-ends-at-person", "cause-person", "cause-person"),
    ("cause-out-of-reach", "cause-outside", "cause-external"),
    ("cause-is-symptom", "cause-symptom", "cause-symptom"),
];

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

/// What a cause says, in quotation marks: of prose the sentence that gives the reason.
fn telling(form: CauseForm, item: &CauseItem, list: Option<&'static str>) -> String {
    let text = item.text.trim_start_matches(['.', '…', '-', ' ']);
    let list = list.filter(|_| form == CauseForm::Prose);
    list.and_then(|list| reason(text, list))
        .unwrap_or_else(|| quote::around(text, 0..0, LONG))
}

/// The last sentence of a paragraph with one of these phrases that tells how it began, not how it was ended.
fn reason(text: &str, list: &'static str) -> Option<String> {
    let asides = [words::phrases("review-remedies"), words::phrases("review-slow")];
    let sentences: Vec<_> = prose::sentences(text).collect();
    sentences.into_iter().rev().find_map(|range| {
        let sentence = text.get(range)?;
        let found = words::phrases(list).find(sentence)?;
        let aside = asides.iter().any(|list| list.is_match(sentence));
        (!aside).then(|| quote::around(sentence, found.range(), LONG))
    })
}

/// The last cause that the document gives, in quotation marks, and its line. Of prose, the last sentence that gives a reason,
/// in whatever paragraph.
pub(super) fn last_cause(post: &PostMortem) -> Option<(String, usize)> {
    let causes = &post.causes;
    let last = last_leaf(causes)?;
    let line = |item: &CauseItem| post.doc.line(item.span.start);
    if causes.form == CauseForm::Prose {
        for list in ["review-reasons", "review-results"] {
            let mut items = causes.items.iter().rev();
            let found = items.find_map(|item| Some((reason(&item.text, list)?, line(item))));
            if found.is_some() {
                return found;
            }
        }
        return None;
    }
    Some((telling(causes.form, last, None), line(last)))
}

/// What stood between the fault and users, where nothing is said of it.
fn barrier(asking: &mut Asking<'_>) {
    let post = asking.post;
    let Some(change) = change(post) else { return };
    let line = change.line();
    let again = |one: &Question| one.topic == Topic::Cause && one.lines.contains(&line);
    let asked = match asking.asked.iter().any(again) {
        true => ask("let-through-there"),
        false => ask("let-through").put("quote", change.quote()),
    };
    let weight = if is_discussed(post) { 50 } else { 82 };
    asking.ask(Topic::Barrier, weight, asked.line("line", line));
}

/// Whether the analysis speaks of tests, reviews, or steps of a roll-out.
fn is_discussed(post: &PostMortem) -> bool {
    let parts = [
        SectionKind::Causes,
        SectionKind::Lessons,
        SectionKind::Detection,
    ];
    !said(post, "review-checks", &parts).is_empty()
}

/// The change that brought the fault in, as far as the document tells of one.
fn change(post: &PostMortem) -> Option<Said<'_>> {
    let parts = match post.sections.first(SectionKind::Causes) {
        Some(_) => vec![SectionKind::Causes, SectionKind::Summary],
        None => vec![SectionKind::Summary, SectionKind::Other],
    };
    let mut changes = said(post, "review-changes", &parts);
    let remedies = words::phrases("review-remedies");
    changes.retain(|change| !remedies.is_match(change.sentence.as_str()));
    changes.into_iter().min_by_key(|one| one.part != SectionKind::Causes)
}

/// A weakness that was known before it hurt, or a risk that was taken.
fn known(asking: &mut Asking<'_>) {
    let parts = [
        SectionKind::Causes,
        SectionKind::Lessons,
        SectionKind::Detection,
        SectionKind::Summary,
        SectionKind::Actions,
        SectionKind::Other,
    ];
    for (list, name, weight) in [("review-choices", "choice", 84), ("review-known", "known", 83)] {
        if let Some(known) = said(asking.post, list, &parts).first() {
            let asked = ask(name).put("quote", known.quote()).line("line", known.line());
            asking.ask(Topic::Known, weight, asked);
        }
    }
}

/// Trouble of somebody else, of which the document does not make its own.
fn outside(asking: &mut Asking<'_>) {
    let parts = [SectionKind::Causes, SectionKind::Summary, SectionKind::Other];
    let post = asking.post;
    let title = post.title.as_ref();
    let title = title.filter(|title| words::phrases("cause-external").is_match(&title.value));
    let mut vendors = said(post, "cause-external", &parts);
    vendors.extend(said(post, "review-outside", &parts));
    let asked = match (title, vendors.first()) {
        (Some(title), _) => ask("cause-outside")
            .put("quote", quote::text(&title.value))
            .line("line", post.doc.line(title.span.start)),
        (None, Some(vendor)) => ask("cause-outside")
            .put("quote", vendor.quote())
            .line("line", vendor.line()),
        (None, None) => return,
    };
    asking.ask(Topic::Elsewhere, 72, asked);
}
