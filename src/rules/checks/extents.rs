//! How far or how long something went, told in two ways: all of it is done and a part will be, it lasted for hours and had
//! been so for days, it hit nobody and was down.

use std::collections::BTreeSet;

use super::stems;
use crate::diagnostic::{Findings, Severity};
use crate::markdown::{BlockKind, Span};
use crate::postmortem::time::in_words;
use crate::postmortem::{Entry, SectionKind, Whom};
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
    .help("say the scope of each in its own words: what is done, and what is still to come")
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
    // That nobody needed it says already why it counts from later on.
    let (asked, help) = match cx.phrases("no-need-of-it").is_match(sentence.as_str()) {
        true => (
            "; on which day did it come in?",
            "add the day on which the fault came in; why it counts from later on is said here",
        ),
        false => (
            "",
            "state when the fault came in as the start, or say why it counts from later on",
        ),
    };
    out.report(
        found.text.span(),
        format!(
            "from start to end it took {told}, and here it had been so for longer: {quoted}{asked}"
        ),
    )
    .at_most(Severity::Info)
    .help(help)
    .related(started.span, "the start is stated here".to_owned())
    .subject("lasted");
}

/// The section on the impact says "none" and no more of whom, and an entry tells that the service was down or is back, or several
/// tell of failures that others reported.
fn none_and_down(cx: &Context, out: &mut Findings) {
    let reach = cx.post.impact.reach.as_ref();
    let Some(reach) = reach.filter(|reach| {
        reach.who == Whom::Nobody
            && cx.post.sections.kind_at(reach.span.start) == SectionKind::Impact
            && cx.phrases("bare-none").is_match(&reach.text)
    }) else {
        return;
    };
    let said = quote_of(cx, reach.span).unwrap_or_else(|| quote::text(&reach.text));
    if let Some(entry) = outage(cx) {
        let told = quote::text(&entry.text);
        out.report(
            reach.span,
            format!("the impact is {said}, and the timeline tells otherwise: {told}"),
        )
        .at_most(Severity::Info)
        .help("tell who was without it and for how long, or say why that does not count")
        .related(entry.time_span, "this is told here".to_owned())
        .subject("none");
        return;
    }
    let told_by_others = told_by_others(cx);
    if told_by_others.is_empty() {
        return;
    }
    let finding = out
        .report(
            reach.span,
            format!("the impact is {said}, and the timeline tells of failures that others reported: whom did it hit?"),
        )
        .at_most(Severity::Info)
        .help("tell who was hit and for how long, or say why that does not count");
    for entry in told_by_others {
        finding.related(entry.time_span, quote::text(&entry.text));
    }
    finding.subject("none");
}

/// The sentence around a span, in quotation marks.
fn quote_of(cx: &Context, span: Span) -> Option<String> {
    let doc = cx.doc();
    let around = doc.paragraph_around(span)?;
    let text = doc.source(around);
    let from = span.start.checked_sub(around.start)?;
    let to = (span.end - around.start).min(text.len());
    let sentence = text.get(prose::sentence(text, from..to))?;
    Some(quote::around(sentence, 0..0, MOST_QUOTED))
}

/// The first entry that tells that the thing itself did not serve, or does again. A stop that was planned does not count, nor
/// the return that ends it.
fn outage<'a>(cx: &Context<'a>) -> Option<&'a Entry> {
    let (outages, planned) = (cx.phrases("told-outages"), cx.phrases("planned-stops"));
    let mut is_planned = false;
    cx.post.entries().find(|entry| {
        let is_outage = outages.is_match(&entry.text);
        let is_back = is_outage && entry.text.split_whitespace().any(|word| word == "back");
        if planned.is_match(&entry.text) {
            is_planned = true;
            return false;
        }
        if is_back && is_planned {
            is_planned = false;
            return false;
        }
        is_outage
    })
}

/// So few reports of others may be of the very thing that was found in time.
const FEWEST_REPORTS: usize = 2;

/// The last failure and the last recovery that others reported where they ran it; none where fewer than two entries tell of any.
fn told_by_others<'a>(cx: &Context<'a>) -> Vec<&'a Entry> {
    let tells = |list: &'static str| {
        let phrases = cx.phrases(list);
        let entries = cx.post.entries();
        entries.filter(move |entry| phrases.is_match(&entry.text))
    };
    let (failures, recoveries) = (tells("told-of-their-own"), tells("own-recoveries"));
    let places: BTreeSet<usize> = failures
        .clone()
        .chain(recoveries.clone())
        .map(|entry| entry.span.start)
        .collect();
    let mut last: Vec<&Entry> = failures
        .last()
        .into_iter()
        .chain(recoveries.last())
        .collect();
    last.dedup_by_key(|entry| entry.span.start);
    match places.len() >= FEWEST_REPORTS {
        true => last,
        false => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::linter::tests::only;
    use crate::postmortem::ReadOptions;

    fn messages(text: &str) -> Vec<String> {
        let post = crate::read(text.to_owned(), &ReadOptions::default());
        let linter = only("fact-disagreement");
        let verdict = linter.lint(&post);
        let diagnostics = verdict.diagnostics.into_iter();
        diagnostics
            .map(|diagnostic| diagnostic.finding.message)
            .collect()
    }

    fn of_none(entries: &str) -> Vec<String> {
        messages(&format!(
            "# T\n\n## Impact\n\nNone, as it was found in time.\n\n## Timeline (UTC), 9 March 2026\n\n{entries}"
        ))
    }

    #[test]
    fn a_planned_stop_and_its_end_hit_nobody() {
        let planned =
            "- 13:26 Maintenance begins, the hub goes down\n- 13:44 The hub is back online\n";
        assert!(of_none(planned).is_empty());
        let twice = format!("{planned}- 14:10 The hub is down\n");
        assert_eq!(of_none(&twice).len(), 1);
    }

    #[test]
    fn failures_that_others_reported() {
        let entries = "- 13:26 Halt height reached, the hub stops serving\n- 13:40 North reports a store error when restarting\n- 15:10 North reports successful recovery\n";
        let found = of_none(entries);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found
                .iter()
                .all(|message| message.contains("whom did it hit?"))
        );
        assert!(of_none("- 13:40 North reports a warning when building\n").is_empty());
    }

    #[test]
    fn a_longer_time_is_asked_for_its_day_where_its_reason_is_told() {
        let of = |reason: &str| {
            messages(&format!(
                "# T\n\n- **Started**: 2026-03-09 07:30 UTC\n- **Resolved**: 2026-03-09 12:30 UTC\n\n## Detection\n\nIt has probably been a problem for several weeks{reason}.\n"
            ))
        };
        let ends = |found: Vec<String>| {
            found
                .iter()
                .any(|message| message.ends_with("on which day did it come in?"))
        };
        assert!(ends(of(", but nobody had needed a build")));
        assert!(!ends(of("")) && of("").len() == 1);
    }
}
