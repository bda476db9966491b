//! How far or how long something went, told in two ways: all of it is done and a part will be, it lasted for hours and had
//! been so for days, it hit nobody and was down.

use std::collections::BTreeSet;

use super::stems;
use crate::diagnostic::{Findings, Severity};
use crate::markdown::{BlockKind, Span};
use crate::postmortem::time::in_words;
use crate::postmortem::{SectionKind, Whom};
use crate::rules::{Context, prose, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    done_and_to_do(cx, out);
    hours_and_days(cx, out);
    none_and_down(cx, out);
}

/// So many sentences of each kind are looked at.
const MOST_TOLD: usize = 20;

/// How many characters of a sentence are quoted.
const MOST_QUOTED: usize = 90;

/// A sentence that says of all that it has been done, or of some that it will be.
struct Told {
    span: Span,
    quoted: String,
    /// What is done to it, as a stem.
    deed: String,
    /// The stems of what it is about.
    things: BTreeSet<String>,
}

/// "All exports have been deleted", and elsewhere that the exports in the archive will be deleted, too.
fn done_and_to_do(cx: &Context, out: &mut Findings) {
    let done = told(cx, "all-done");
    if done.is_empty() {
        return;
    }
    let to_do = told(cx, "some-to-do");
    let contradict = |done: &Told, to_do: &Told| {
        done.deed == to_do.deed && !done.things.is_disjoint(&to_do.things)
    };
    let found = done.iter().find_map(|done| {
        let to_do = to_do.iter().find(|to_do| contradict(done, to_do))?;
        Some((done, to_do))
    });
    let Some((done, to_do)) = found else { return };
    out.report(
        to_do.span,
        format!(
            "{} is still to come here, and all of it is done elsewhere",
            to_do.quoted
        ),
    )
    .at_most(Severity::Info)
    .help("say which part is done and which is not, and on which days")
    .related(done.span, format!("{} here", done.quoted))
    .subject("extent");
}

/// The sentences with words of a list that end with the deed. The words before it are what it is done to.
fn told(cx: &Context, list: &str) -> Vec<Told> {
    let found = prose::find(cx.doc(), cx.phrases(list));
    let found = found.filter(|found| !matches!(cx.doc().kind(found.block), BlockKind::Heading(_)));
    let told = found.take(MOST_TOLD).filter_map(|found| {
        let sentence = found.sentence();
        let words = found.text.as_str();
        let (_, deed) = words.rsplit_once(char::is_whitespace)?;
        let at = found.text.plain().start - sentence.plain().start;
        let end = at + words.len();
        let before = sentence.as_str().get(..end - deed.len())?;
        Some(Told {
            span: found.text.span(),
            quoted: quote::around(sentence.as_str(), at..end, MOST_QUOTED),
            deed: stems::of(cx, deed).into_iter().next()?,
            things: stems::of(cx, before),
        })
    });
    told.collect()
}

/// It began and ended within hours, as the milestones have it, and a sentence says that it had been so for days.
fn hours_and_days(cx: &Context, out: &mut Findings) {
    const DAY: i64 = 24 * 60;
    let milestones = &cx.post.milestones;
    let Some(started) = &milestones.started else {
        return;
    };
    let end = milestones
        .resolved
        .as_ref()
        .or(milestones.mitigated.as_ref());
    let minutes = end.and_then(|end| Some(end.at.minutes()? - started.at.minutes()?));
    let Some(minutes) = minutes.filter(|minutes| (1..DAY).contains(minutes)) else {
        return;
    };
    let found = prose::find(cx.doc(), cx.phrases("so-for-days"));
    let Some(found) = found
        .take(MOST_TOLD)
        .find(|found| !cx.post.is_in_entry(found.text.span()))
    else {
        return;
    };
    let sentence = found.sentence();
    let at = found.text.plain().start - sentence.plain().start;
    let quoted = quote::around(
        sentence.as_str(),
        at..at + found.text.as_str().len(),
        MOST_QUOTED,
    );
    let told = in_words(minutes);
    out.report(
        found.text.span(),
        format!("from start to end it took {told}, and here it had been so for longer: {quoted}"),
    )
    .at_most(Severity::Info)
    .help("state when the fault came in as the start, or say why it counts from later on")
    .related(started.span, "the start is stated here".to_owned())
    .subject("lasted");
}

/// The section on the impact says "none" and no more of whom, and an entry tells that the service was down or is back.
fn none_and_down(cx: &Context, out: &mut Findings) {
    let reach = cx.post.impact.reach.as_ref();
    let Some(reach) = reach.filter(|reach| {
        reach.who == Whom::Nobody
            && cx.post.sections.kind_at(reach.span.start) == SectionKind::Impact
            && cx.phrases("bare-none").is_match(&reach.text)
    }) else {
        return;
    };
    let outages = cx.phrases("told-outages");
    let mut entries = cx.post.entries();
    let Some(entry) = entries.find(|entry| outages.is_match(&entry.text)) else {
        return;
    };
    out.report(
        reach.span,
        format!(
            "the impact is {}, and the timeline tells otherwise: {}",
            quote::text(&reach.text),
            quote::text(&entry.text)
        ),
    )
    .at_most(Severity::Info)
    .help("tell who was without it and for how long, or say why that does not count")
    .related(entry.time_span, "this is told here".to_owned())
    .subject("none");
}
