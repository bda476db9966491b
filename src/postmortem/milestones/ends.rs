//! Mitigated and resolved, as the wording of the timeline tells them.

use std::sync::LazyLock;

use regex::Regex;

use super::entries::not_before_start;
use super::told::{Told, said_where, told};
use super::{MilestoneKind, Milestones};
use crate::phrases::Phrases;
use crate::postmortem::Entry;
use crate::words;

static ENDS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("incident-ends"));
static RECOVERED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("recovered"));
static NOTICED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("noticed"));
static SYMPTOMS: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("symptoms"));
static FIXED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("fixed"));
static SUCCEEDED: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("succeeded"));

/// An entry, and how surely it says that the incident is over, that users are served again, that a fix is in place, that something
/// succeeded.
struct Said<'e> {
    entry: &'e Entry,
    over: Told,
    served: Told,
    fixed: Told,
    succeeded: Told,
}

/// Resolved: said outright, else where users are served again, else where a fix is in place. Mitigated: where users are
/// served again, until then.
pub(super) fn read(found: &mut Milestones, entries: &[&Entry]) {
    let later = entries.iter().filter(|entry| may_end(found, entry));
    let said: Vec<Said<'_>> = later.map(|entry| judge(entry)).collect();
    let over = |how| last(&said, how, |said| said.over);
    let served = |how| last(&said, how, |said| said.served);
    let fixed = |how| last(&said, how, |said| said.fixed);
    let (firm, doubtful) = (Told::Firm, Told::Doubtful);
    let outright = over(firm).or_else(|| served(firm));
    let doubted = || over(doubtful).or_else(|| served(doubtful));
    let end = match &found.resolved {
        None => outright
            .or_else(|| fixed(firm))
            .or_else(doubted)
            .or_else(|| fixed(doubtful))
            .or_else(|| last(&said, firm, |said| said.succeeded)),
        // A day that is stated is made finer by the entry of that day that tells the end.
        Some(_) => outright.or_else(doubted),
    };
    if !found.has_clock(MilestoneKind::Resolved) {
        keep(found, MilestoneKind::Resolved, end);
    }
    let until = |said: &&Said<'_>| said.served == firm && not_after_end(found, said.entry);
    let Some(at) = said.iter().rposition(|one| until(&one)) else {
        return;
    };
    let rest = said.get(at + 1..).unwrap_or_default();
    if !rest
        .iter()
        .any(|later| not_after_end(found, later.entry) && begins_again(later.entry))
    {
        keep(
            found,
            MilestoneKind::Mitigated,
            said.get(at).map(|said| said.entry),
        );
    }
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
    let served = match announces_recovery(text) {
        true => Told::Firm,
        false => told(&RECOVERED),
    };
    Said {
        entry,
        over: said(&ENDS, text).max(said(&ENDS, &entry.below)),
        served,
        fixed: told(&FIXED),
        succeeded: told(&SUCCEEDED),
    }
}

/// "Recovery: …", "Pingdom recovery for …", "Recovery Search API": a label, or the message of a program.
fn announces_recovery(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r"^\W*(?:\w+ )?(?i:recovery)(?:\s*:|\s+for\b|\s+[A-Z]|\s*$)";
        Regex::new(pattern).unwrap_or_else(|_| unreachable!("a fixed pattern"))
    });
    FORM.is_match(text)
}

/// The last entry that says it so surely.
fn last<'e>(said: &[Said<'e>], how: Told, what: fn(&Said<'e>) -> Told) -> Option<&'e Entry> {
    let found = said.iter().rev().find(|said| what(said) == how);
    found.map(|said| said.entry)
}

fn keep(found: &mut Milestones, kind: MilestoneKind, entry: Option<&Entry>) {
    if let Some(entry) = entry {
        found.keep(kind, entry.at.clone(), entry.time_span, false);
    }
}

/// An entry in which it started is not the one in which it ended, nor one of a day before.
fn may_end(found: &Milestones, entry: &Entry) -> bool {
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
