//! One thing that broke, and nothing of what let it through.

use super::{cause_is_symptom, elsewhere};
use crate::diagnostic::Findings;
use crate::markdown::{BlockKind, Span, Text};
use crate::postmortem::{CauseForm, CauseItem, Causes, EndsAt, Section, SectionKind};
use crate::rules::{Context, prose, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(item) = told(cx) else { return };
    out.report(
        place(cx, item),
        format!(
            "the explanation tells one thing, and nothing of what let it through: {}",
            quote::text(explaining(cx, item))
        ),
    )
    .help("add which test, review, limit or alert could have caught it and why none did, and what was different on that day")
    .subject("single");
}

/// Whether this rule has something to say.
pub(super) fn is_told(cx: &Context) -> bool {
    told(cx).is_some()
}

/// The explanation that tells one thing only.
fn told<'a>(cx: &Context<'a>) -> Option<&'a CauseItem> {
    let item = only(&cx.post.causes)?;
    // What was taken for the explanation under no heading of its own need not be all of it.
    let has_more = cx.post.sections.kind_at(item.span.start) != SectionKind::Causes
        || has_an_end_of_its_own(cx, item)
        || has_more(cx)
        || has_more_around(cx, item);
    (!has_more).then_some(item)
}

/// The first item of an explanation that is one piece: a single factor, or running text. Chains have rules of their own.
fn only(causes: &Causes) -> Option<&CauseItem> {
    match causes.form {
        CauseForm::Factors => causes.items.first().filter(|_| causes.items.len() == 1),
        CauseForm::Prose => causes.items.first(),
        CauseForm::WhyChain | CauseForm::None => None,
    }
}

/// Whether another rule speaks of where it ends, or it is a guess, or the cause is said to be unknown.
fn has_an_end_of_its_own(cx: &Context, item: &CauseItem) -> bool {
    let is_open = cx.phrases("guesses").is_match(&item.text)
        || prose::find(cx.doc(), cx.phrases("unknown-causes"))
            .next()
            .is_some();
    let elsewhere = matches!(
        cx.post.causes.ends_at,
        Some(EndsAt::Person | EndsAt::External | EndsAt::Unclear)
    );
    is_open || elsewhere || !cause_is_symptom::ends(&cx.post.causes).is_empty()
}

/// "We were notified that …", "due to its nature a plan was made": what was done then is no explanation.
fn explains(cx: &Context, sentence: &str) -> bool {
    let lists = ["cause-explicit", "cause-reason", "cause-weak"];
    lists.iter().any(|list| cx.phrases(list).is_match(sentence))
        && !cx.phrases("notices").is_match(sentence)
        && !cx.phrases("response-steps").is_match(sentence)
}

/// Words that join conditions or name what could have stopped it, in the explanation or among what went poorly; or a guard
/// that was missing, anywhere.
fn has_more(cx: &Context) -> bool {
    let joins = |text: &str| {
        let lists = ["further-causes", "let-through"];
        lists.iter().any(|list| cx.phrases(list).is_match(text))
    };
    cx.post.metadata.trigger.is_some()
        || cx.post.causes.items.iter().any(|item| joins(&item.text))
        || cx
            .post
            .sections
            .of(SectionKind::Causes)
            .flat_map(|section| section.texts(cx.doc()))
            .any(|text| joins(text.as_str()))
        || elsewhere::names_a_guard(cx)
        || in_an_entry(cx)
        || tells_a_change(cx)
}

/// Whether an entry of the timeline names a guard that was missing, or wishes for one.
fn in_an_entry(cx: &Context) -> bool {
    let lacks = cx.phrases("missing-guards");
    let wished = cx.phrases("wished-guards");
    cx.post.entries().any(|entry| {
        let wishes = |text: &str| wished.is_match(text);
        lacks.is_match(&entry.text) || wishes(&entry.text) || wishes(&entry.below)
    })
}

/// Whether an entry says, and does not guess or ask, that a change caused it, and the explanation names no change: that is
/// another cause.
fn tells_a_change(cx: &Context) -> bool {
    let named = cx.phrases("changes-named");
    let items = &cx.post.causes.items;
    !items.iter().any(|item| named.is_match(&item.text))
        && cx
            .post
            .entries()
            .any(|entry| blames_a_change(cx, &entry.text) || blames_a_change(cx, &entry.below))
}

/// Whether a text says that a change caused something.
fn blames_a_change(cx: &Context, text: &str) -> bool {
    let mut found = cx.phrases("change-causes").find_iter(text);
    found.any(|found| {
        let sentence = prose::sentence(text, found.range());
        let is_asked = text.get(sentence.clone()).is_none_or(|s| s.ends_with('?'));
        let lead = text.get(sentence.start..found.end()).unwrap_or_default();
        // A message of a chat may be many lines without a full stop.
        let clause = lead.rsplit(['\n', ';']).next().unwrap_or(lead);
        !is_asked && !cx.phrases("cause-doubts").is_match(clause)
    })
}

/// The sentence that explains, else all of it.
fn explaining<'a>(cx: &Context, item: &'a CauseItem) -> &'a str {
    let mut sentences = prose::sentences(&item.text).filter_map(|range| item.text.get(range));
    sentences
        .find(|sentence| explains(cx, sentence))
        .unwrap_or(&item.text)
}

/// Whether what stands beside the explanation goes on: the other items of its list, a summary that tells the change beside
/// a lone factor, a conclusion elsewhere that counts several.
fn has_more_around(cx: &Context, item: &CauseItem) -> bool {
    let doc = cx.doc();
    let sections = &cx.post.sections;
    let section = sections
        .around(item.span.start)
        .filter(|section| !is_title(cx, section));
    let texts = match section {
        Some(section) => sections.own_texts(doc, section),
        None => listed_with(cx, item),
    };
    let beside: Vec<&str> = texts
        .into_iter()
        .filter(|text| !cx.post.is_in_entry(text.span()))
        .map(|text| text.as_str())
        .collect();
    let words: usize = beside
        .iter()
        .map(|text| text.split_whitespace().count())
        .sum();
    let goes_on = beside.iter().any(|text| {
        cx.phrases("further-causes").is_match(text)
            || words <= MOST_WORDS && cx.phrases("let-through").is_match(text)
    });
    let reasons = |text: &str| cx.phrases("joined-reasons").find_iter(text).count();
    let joined: usize = match beside.is_empty() {
        false => beside.iter().map(|text| reasons(text)).sum(),
        true => reasons(&item.text),
    };
    goes_on
        || joined >= JOINED
        || is_beside_the_summary(cx, item)
        || prose::find(doc, cx.phrases("several-causes"))
            .any(|found| !cx.post.is_in_entry(found.text.span()))
}

/// The items of the list that it stands in.
fn listed_with<'d>(cx: &Context<'d>, item: &CauseItem) -> Vec<Text<'d>> {
    let doc = cx.doc();
    let list = doc
        .block_from(item.span.start)
        .into_iter()
        .flat_map(|block| doc.ancestors(block))
        .find(|&up| matches!(doc.kind(up), BlockKind::List(_)));
    let inside = list.into_iter().flat_map(|list| doc.descendants(list));
    inside
        .filter(|&id| !matches!(doc.kind(id), BlockKind::Item(_) | BlockKind::List(_)))
        .map(|id| doc.block_text(id))
        .collect()
}

/// In longer texts the words of what lets things through stand for anything.
const MOST_WORDS: usize = 150;

/// So many reasons are more than one cause.
const JOINED: usize = 2;

/// A lone contributing factor contributes to what the summary explains.
fn is_beside_the_summary(cx: &Context, item: &CauseItem) -> bool {
    let sections = &cx.post.sections;
    let contributes = cx.post.causes.form == CauseForm::Factors
        && sections
            .around(item.span.start)
            .is_some_and(|section| cx.phrases("further-causes").is_match(&section.heading));
    let mut told = sections
        .of(SectionKind::Summary)
        .flat_map(|section| section.texts(cx.doc()));
    contributes && told.any(|text| cx.phrases("cause-weak").is_match(text.as_str()))
}

fn is_title(cx: &Context, section: &Section) -> bool {
    let title = cx
        .post
        .sections
        .title
        .and_then(|at| cx.post.sections.all.get(at));
    title.is_some_and(|title| title.span == section.span)
}

/// The heading of the section that it is all of, else the explanation itself.
fn place(cx: &Context, item: &CauseItem) -> Span {
    let mut sections = cx
        .post
        .sections
        .of(SectionKind::Causes)
        .filter(|section| !section.is_bare());
    match (sections.next(), sections.next()) {
        (Some(section), None) if section.span.contains(item.span) => section.heading_span,
        _ => item.span,
    }
}
