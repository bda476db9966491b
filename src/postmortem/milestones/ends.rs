//! Mitigated and resolved, as the wording of the timeline tells them.

use std::sync::LazyLock;

use regex::Regex;

use super::entries::not_before_start;
use super::lists::{CHANGES, ENDS, FIXED, NOTICED, RECOVERED, SYMPTOMS};
use super::told::{DOUBTFUL, Told, said_where, told};
use super::{MilestoneKind, Milestones};
use crate::phrases::Phrases;
use crate::postmortem::Entry;
use crate::words;

static MITIGATED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("mitigated"));
static DEEDS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("done-deeds"));
static LASTING: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("lasting-repairs"));
static SUCCEEDED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("succeeded"));

/// An entry, and how surely it says what it may say of an end.
struct Said<'e> {
    entry: &'e Entry,
    /// The incident is over.
    over: Told,
    /// It is mitigated, in this word.
    mitigated: Told,
    /// Users are served again.
    served: Told,
    /// A fix is in place.
    fixed: Told,
    /// Something succeeded.
    succeeded: Told,
}

/// Fills in the two ends.
pub(super) fn read(found: &mut Milestones, entries: &[&Entry]) {
    let later = entries.iter().filter(|entry| may_end(found, entry));
    let mut said: Vec<Said<'_>> = later.map(|entry| judge(entry)).collect();
    if !found.has_clock(MilestoneKind::Resolved) {
        let end = end(&said, found.resolved.is_none());
        keep(found, MilestoneKind::Resolved, end);
    }
    // Where nothing else is told of the end, it was over when users were served again.
    if let (None, Some(served)) = (&found.resolved, found.mitigated.clone()) {
        found.keep(
            MilestoneKind::Resolved,
            served.at,
            served.span,
            served.stated,
        );
    }
    said.retain(|said| not_after_end(found, said.entry));
    keep(found, MilestoneKind::Mitigated, served_at_last(&said));
}

/// Where it is said to be over, else where users are served again, else where a fix is in place: what is said as a fact
/// before what is said with a doubt. A day that is stated (`fixes`: no) is not made finer by a mere fix, unless that, or another
/// deed, is the last that is told.
fn end<'e>(said: &[Said<'e>], fixes: bool) -> Option<&'e Entry> {
    type What = fn(&Said<'_>) -> Told;
    let (over, served, fixed): (What, What, What) = (|s| s.over, |s| s.served, |s| s.fixed);
    let steps: [(What, Told, bool); 7] = [
        (over, Told::Firm, true),
        (served, Told::Firm, true),
        (fixed, Told::Firm, fixes),
        (over, Told::Doubtful, true),
        (served, Told::Doubtful, true),
        (fixed, Told::Doubtful, fixes),
        (|s| s.succeeded, Told::Firm, fixes),
    ];
    let last = |what: What, how: Told| said.iter().rev().find(|said| what(said) == how);
    let mut steps = steps.into_iter().filter(|(.., counts)| *counts);
    let found = steps.find_map(|(what, how, _)| last(what, how));
    let at_last = || {
        said.last()
            .filter(|said| said.fixed != Told::No || !fixes && is_deed(said))
    };
    found.or_else(at_last).map(|said| said.entry)
}

/// Whether an entry tells a deed: the last one of a stated day tells its time.
fn is_deed(said: &Said<'_>) -> bool {
    CHANGES.is_match(&said.entry.text) || told(&DEEDS, &said.entry.text) == Told::Firm
}

/// Where it is called mitigated, else the last time that users are served again, unless it begins again.
fn served_at_last<'e>(said: &[Said<'e>]) -> Option<&'e Entry> {
    let named = said.iter().rev().find(|said| said.mitigated == Told::Firm);
    let served = || {
        let at = said.iter().rposition(|said| said.served == Told::Firm)?;
        let again = said
            .iter()
            .skip(at + 1)
            .any(|later| begins_again(later.entry));
        said.get(at).filter(|_| !again)
    };
    named.or_else(served).map(|said| said.entry)
}

/// Whether an entry says that the incident is over.
pub(super) fn is_over(entry: &Entry) -> bool {
    judge(entry).over == Told::Firm
}

/// Whether an entry calls it mitigated.
pub(super) fn is_mitigated(entry: &Entry) -> bool {
    judge(entry).mitigated == Told::Firm
}

/// Whether an entry is the message that something is up again: "Up: checkout".
pub(crate) fn says_served(entry: &Entry) -> bool {
    announces_recovery(&entry.text)
}

/// Whether an entry says that a fix is in place.
pub(super) fn is_fix(entry: &Entry) -> bool {
    judge(entry).fixed == Told::Firm
}

/// Whether something is noticed and goes wrong, after users had been served again.
fn begins_again(entry: &Entry) -> bool {
    told(&NOTICED, &entry.text) == Told::Firm && told(&SYMPTOMS, &entry.text) == Told::Firm
}

fn judge(entry: &Entry) -> Said<'_> {
    let text = entry.text.trim_end_matches(['.', '!', ' ']);
    let told = |phrases: &Phrases| told(phrases, text).max(told(phrases, &entry.below));
    let said = |phrases: &Phrases, text| said_where(phrases, text, |_| true);
    let mitigated = told(&MITIGATED);
    let served = match announces_recovery(text) {
        true => Told::Firm,
        false => told(&RECOVERED).max(mitigated),
    };
    Said {
        entry,
        over: said(&ENDS, text).max(said(&ENDS, &entry.below)),
        mitigated,
        served,
        // What lasts comes when users are long served again.
        fixed: match LASTING.is_match(text) {
            true => Told::No,
            false => told(&FIXED),
        },
        succeeded: told(&SUCCEEDED),
    }
}

/// "Recovery: …", "Pingdom recovery for …", "Recovery Search API", "Up: checkout": a label, or the message of a program.
fn announces_recovery(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"^\W*(?:(?:\w+ )?(?i:recovery)|(?:Updown |Status: )?(?:Up|UP))(?:\s*:|\s+for\b|\s+[A-Z]|\s*$)";
        crate::words::exact(pattern).unwrap_or_else(|_| unreachable!("a fixed pattern"))
    });
    // Few texts do, so the expression is compiled for few.
    let words = text.split(|c: char| !c.is_alphanumeric());
    let mut first = words.filter(|word| !word.is_empty()).take(3);
    let may = |word: &str| {
        ["recovery", "up"]
            .iter()
            .any(|one| word.eq_ignore_ascii_case(one))
    };
    first.any(may) && FORM.is_match(text) && !DOUBTFUL.opens(text)
}

fn keep(found: &mut Milestones, kind: MilestoneKind, entry: Option<&Entry>) {
    if let Some(entry) = entry {
        found.keep(kind, entry.at.clone(), entry.time_span, false);
    }
}

/// An entry in which it started is not the one in which it ended, nor one of a day before, nor one before the time at
/// which it is stated to be mitigated.
fn may_end(found: &Milestones, entry: &Entry) -> bool {
    let mitigated = found.mitigated.as_ref().and_then(|m| m.at.minutes());
    if entry
        .at
        .minutes()
        .zip(mitigated)
        .is_some_and(|(at, mitigated)| at < mitigated)
    {
        return false;
    }
    let Some(start) = &found.started else {
        return true;
    };
    let earlier = start
        .at
        .date
        .zip(entry.at.date)
        .is_some_and(|(start, at)| at < start);
    start.span != entry.time_span && !earlier && not_before_start(found, entry)
}

fn not_after_end(found: &Milestones, entry: &Entry) -> bool {
    let end = found.resolved.as_ref().map(|resolved| &resolved.at);
    match end.map(|end| (end.minutes(), end.date)) {
        Some((Some(end), _)) => entry.at.minutes().is_none_or(|at| at <= end),
        Some((None, Some(day))) => entry.at.date.is_none_or(|at| at <= day),
        _ => true,
    }
}
